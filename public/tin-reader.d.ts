// The types of <tin-reader>. The module has no exports of its own: importing it defines the element, and everything here
// is a type. TypeScript 5.1 or newer.

/** The interface's language. A longer tag counts by its first part: `en-GB` is English. */
export type TinLang = "vi" | "en" | "zh" | `${"vi" | "en" | "zh"}-${string}`;

/** The colours. `auto` follows the device or the page around, the others stay as they are. */
export type TinTheme = "auto" | "light" | "dark" | "sepia" | "contrast";

/** The headline's level among the page's headings: `1` is an `<h1>`. */
export type TinHeadingLevel = 1 | 2 | 3 | 4 | "1" | "2" | "3" | "4";

/** When the reader starts: at once, or when it comes near the part of the page that is on screen. */
export type TinLoading = "eager" | "lazy";

/** Whether the page's address follows the article (`#tin=<id>`), so that Back and Forward walk through the articles. */
export type TinRouting = "none" | "hash";

/** A reading tool. */
export type TinTool =
  | "text"
  | "listen"
  | "search"
  | "share"
  | "save"
  | "copy"
  | "print"
  | "qr"
  | "top"
  | "progress"
  | "lightbox";

/** The reading tools to show: names of tools, separated by spaces, or `none`. */
export type TinTools = "none" | TinTool | (string & {});

/** Whether feed, articles and pictures are kept on the device for reading without a network. */
export type TinOffline = "on" | "off";

/** Whether the tag says in schema.org's words what is on screen. */
export type TinMicrodata = "on" | "off";

/**
 * What the reader is doing.
 *
 * - `loading`: no article yet
 * - `ready`: the article is on screen
 * - `stale`: the article is on screen, but the last refresh failed
 * - `offline`: the article is on screen, from the device, for want of a network
 * - `error`: there is nothing to show but the error's sentence, or the tag's own content
 */
export type TinState = "loading" | "ready" | "stale" | "offline" | "error";

/**
 * Why something failed. The words are stable; later versions may add some, so keep a branch for those you do not know.
 *
 * - `feed-missing`: no `feed` attribute, or no http(s) address in it
 * - `feed-unreachable`: no connection, refused by CORS, or cut off
 * - `feed-timeout`: not complete within 10 seconds
 * - `feed-http`: the server answered with an error such as 404 or 500
 * - `feed-not-json`: the answer is not JSON
 * - `feed-invalid`: JSON, but not a JSON Feed
 * - `feed-too-large`: more than 5 MB
 * - `feed-older`: an older copy than the one at hand; the newer stays
 * - `feed-other`: another feed than the one at hand; what was there stays
 * - `storage-full`: the device has no room to keep the news; the page works on
 * - `feed-empty`: the feed has no article to show
 * - `category-empty`: the category has no article
 * - `article-not-found`: the article is not in the feed, nor on its next pages
 * - `engine-unavailable`: the browser or the page's policy does not run WebAssembly, the engine's files did not come whole, or it has fallen
 */
export type TinErrorCode =
  | "feed-missing"
  | "feed-unreachable"
  | "feed-timeout"
  | "feed-http"
  | "feed-not-json"
  | "feed-invalid"
  | "feed-too-large"
  | "feed-older"
  | "feed-other"
  | "storage-full"
  | "feed-empty"
  | "category-empty"
  | "article-not-found"
  | "engine-unavailable"
  | (string & {});

/** An article as the page around sees it. */
export interface TinArticle {
  /** The feed's `id` of the item. */
  readonly id: string;
  /** The article's own address, or `null` when the feed gives none. */
  readonly url: string | null;
  /** The headline. */
  readonly title: string;
}

/** A category whose list is on screen. */
export interface TinCategory {
  /** Its `id` in the feed. */
  readonly id: string;
  /** Its title. */
  readonly title: string;
}

/** What went wrong, as in `tin-error`. */
export interface TinErrorDetail {
  /** The stable word for it. */
  readonly code: TinErrorCode;
  /** The sentence that the reader's user sees, in the interface's language. */
  readonly message: string;
  /** The browser's own words, or what was asked for; `null` when there is no more to say. */
  readonly cause: string | null;
}

/** What became of a saved article, as in `tin-save`. */
export interface TinSaveDetail {
  /** The feed's `id` of the item. */
  readonly id: string;
  /** `true`: text and pictures are on the device now. `false`: they are no longer kept; removed, or withdrawn by the feed. */
  readonly saved: boolean;
}

/** What `show()` and `refresh()` reject with. */
export interface TinReaderError extends Error {
  /** The stable word for it, as in `tin-error`. */
  readonly code: TinErrorCode;
}

/** The reader's events. All of them bubble and leave the shadow tree, so any ancestor hears them. */
export interface TinReaderEventMap {
  /** An article is on screen. */
  "tin-load": CustomEvent<TinArticle>;
  /** A category's headlines are on screen. */
  "tin-list": CustomEvent<TinCategory>;
  /** Another article is about to take the screen, by a click or by `show()`; `preventDefault()` stops it. */
  "tin-navigate": CustomEvent<TinArticle>;
  /** Something failed. */
  "tin-error": CustomEvent<TinErrorDetail>;
  /** An article was saved on the device with all its pictures, or is no longer kept. */
  "tin-save": CustomEvent<TinSaveDetail>;
}

/**
 * The tag's attributes, for templates and JSX. A value that makes no sense counts as the default.
 */
export interface TinReaderAttributes {
  /** The feed's address (http or https), relative to the page. */
  feed: string;
  /** The article to show: its `id` or address. Default: the newest. */
  article?: string | null | undefined;
  /** Without `article`: show the headlines of this category, its id or title, as a list. Default: all categories. */
  category?: string | null | undefined;
  /** How many related headlines to show at a time, 0 to 100; 0 hides the list. Default: 13. */
  related?: number | `${number}` | null | undefined;
  /** The interface's language. Default: `vi`. */
  lang?: TinLang | null | undefined;
  /** The colours. Default: `auto`. */
  theme?: TinTheme | null | undefined;
  /** The headline's level, 1 to 4. Default: 1. */
  "heading-level"?: TinHeadingLevel | null | undefined;
  /** `lazy` waits until the reader comes near the screen. Default: `eager`. */
  loading?: TinLoading | null | undefined;
  /** `hash`: the page's address follows the article. Default: `none`. */
  routing?: TinRouting | null | undefined;
  /** The reading tools to show, separated by spaces; `none` for none. Default: all. */
  tools?: TinTools | null | undefined;
  /** `off` keeps nothing on the device. Default: `on`. */
  offline?: TinOffline | null | undefined;
  /** How much may be kept on the device, in megabytes. Default: 50. */
  storage?: number | `${number}` | null | undefined;
  /** `on` marks the tag as schema.org's NewsArticle, for those who index the page. Default: `off`. */
  microdata?: TinMicrodata | null | undefined;
}

/** Handlers as JSX and Svelte write them: `ontin-load={…}`. */
export type TinReaderHandlers = {
  [Type in keyof TinReaderEventMap as `on${Type}`]?: ((event: TinReaderEventMap[Type]) => void) | null | undefined;
};

/**
 * `<tin-reader>`: shows a JSON Feed's article and the other headlines of its category.
 *
 * Every attribute is also a property of the same name in camel case. Reading one gives the attribute's text, `""` when it
 * is absent; `null` and `undefined` remove it. Changes are taken together and applied in the next microtask.
 */
export interface TinReader extends HTMLElement {
  /** The feed's address (http or https), relative to the page; required. */
  get feed(): string;
  set feed(value: string | URL | null | undefined);
  /** The article to show: its `id` or address. Default: the newest. */
  get article(): string;
  set article(value: string | null | undefined);
  /** Without `article`: show the headlines of this category, its id or title, as a list. Default: all categories. */
  get category(): string;
  set category(value: string | null | undefined);
  /** How many related headlines to show at a time, 0 to 100; 0 hides the list. Default: 13. */
  get related(): string;
  set related(value: number | `${number}` | null | undefined);
  /** The interface's language. Default: `vi`. */
  get lang(): string;
  set lang(value: TinLang | null | undefined);
  /** The colours. Default: `auto`. */
  get theme(): string;
  set theme(value: TinTheme | null | undefined);
  /** The headline's level, 1 to 4. Default: 1. */
  get headingLevel(): string;
  set headingLevel(value: TinHeadingLevel | null | undefined);
  /** `lazy` waits until the reader comes near the screen. Default: `eager`. */
  get loading(): string;
  set loading(value: TinLoading | null | undefined);
  /** `hash`: the page's address follows the article. Default: `none`. */
  get routing(): string;
  set routing(value: TinRouting | null | undefined);
  /** The reading tools to show, separated by spaces; `none` for none. Default: all. */
  get tools(): string;
  set tools(value: TinTools | null | undefined);
  /** `off` keeps nothing on the device. Default: `on`. */
  get offline(): string;
  set offline(value: TinOffline | null | undefined);
  /** How much may be kept on the device, in megabytes. Default: 50. */
  get storage(): string;
  set storage(value: number | `${number}` | null | undefined);
  /** `on` marks the tag as schema.org's NewsArticle, for those who index the page. Default: `off`. */
  get microdata(): string;
  set microdata(value: TinMicrodata | null | undefined);

  /** What the reader is doing. Also an attribute, for style sheets: `tin-reader[state="error"]`. */
  readonly state: TinState;
  /** The article on screen, or `null`. */
  readonly current: TinArticle | null;

  /**
   * Shows an article; fulfilled when it is on screen.
   *
   * Rejects with a {@link TinReaderError}, or with an error named `AbortError` when a listener prevented `tin-navigate` or
   * the reader is not (or no longer) in a page.
   *
   * @param idOrUrl the article's `id`, or its address (relative to the page, if it is relative)
   */
  show(idOrUrl: string): Promise<void>;

  /**
   * Asks the server for the feed again; fulfilled when what came is on screen.
   *
   * Rejects as {@link TinReader.show | show()} does.
   */
  refresh(): Promise<void>;
}

/** The element's class, as `customElements.get("tin-reader")` gives it. */
export interface TinReaderConstructor {
  new (): TinReader;
  readonly prototype: TinReader;
}

declare global {
  interface HTMLElementTagNameMap {
    "tin-reader": TinReader;
  }

  // What the event maps of elements, of the document and of the window have in common: the events reach all of them.
  interface GlobalEventHandlersEventMap extends TinReaderEventMap {}

  interface CustomElementRegistry {
    /** `undefined` before the module has run, and on a server. */
    get(name: "tin-reader"): TinReaderConstructor | undefined;
    whenDefined(name: "tin-reader"): Promise<TinReaderConstructor>;
  }
}
