// A page's own script, in a project without any framework.
import "tin-reader";
import type { TinArticle, TinErrorCode, TinReader, TinReaderAttributes, TinReaderError, TinState } from "tin-reader";

const reader = document.createElement("tin-reader");
const found: TinReader | null = document.querySelector("tin-reader");
const inherited: HTMLElement = reader;

reader.feed = "feed.json";
reader.feed = new URL("https://portal.example/feed.json");
reader.article = "123";
reader.category = "Kinh tế";
reader.related = 5;
reader.related = "5";
reader.lang = "en-GB";
reader.theme = "sepia";
reader.headingLevel = 2;
reader.headingLevel = "2";
reader.loading = "lazy";
reader.routing = "hash";
reader.tools = "none";
reader.tools = "text listen";
reader.offline = "off";
reader.storage = 20;
reader.microdata = "on";
reader.theme = null;
reader.article = undefined;
// What is read is the attribute's text.
const texts: string[] = [reader.feed, reader.related, reader.lang, reader.headingLevel, reader.storage];

const state: TinState = reader.state;
const title: string | undefined = reader.current?.title;
const url: string | null | undefined = reader.current?.url;

reader.addEventListener("tin-load", event => void event.detail.id.length);
reader.addEventListener("tin-navigate", function (event) { event.preventDefault(); this.click(); }, { once: true });
reader.addEventListener("click", event => void event.clientX);
// Events bubble: every ancestor hears them.
document.addEventListener("tin-error", event => void event.detail.message.length);
window.addEventListener("tin-save", event => { const saved: boolean = event.detail.saved; return saved; });
document.body.addEventListener("tin-load", event => { const article: TinArticle = event.detail; return article; });

async function open(): Promise<void> {
  await reader.refresh();
  try {
    await reader.show("https://portal.example/tin/123");
  } catch (error) {
    if ((error as TinReaderError).code === "article-not-found") await reader.show("124");
  }
}

function advice(code: TinErrorCode): string {
  switch (code) {
    case "feed-missing": return "write the address";
    case "a-word-of-a-later-version": return "read the changelog";
    default: return code;
  }
}

const attributes: TinReaderAttributes = { feed: "feed.json", "heading-level": 3, theme: "contrast", lang: "zh" };

void customElements.whenDefined("tin-reader").then(Reader => new Reader().refresh());
const Reader = customElements.get("tin-reader");
if (Reader && inherited instanceof Reader) inherited.show("1");
const other: CustomElementConstructor | undefined = customElements.get("other-element");

export { advice, attributes, found, open, other, state, texts, title, url };
