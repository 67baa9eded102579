// For those who index pages: what is on screen, in schema.org's words. index.html puts it in its head. On any other page
//
//   <script type="module" src="https://reader.example/metadata.js"></script>
//   <tin-reader microdata feed="…">
//
// makes the tag an item with microdata: as its children, since indexers do not look into shadow trees.

// It is read from what the reader shows: the same words and addresses, sanitised, for any feed, without a second request,
// and true at that moment. Fetching the feed once more would need all of the engine's rules to come to the same.
const describe = ({ current, shadowRoot }) => {
  const article = current && shadowRoot?.querySelector("article");
  if (!article) return null;
  const all = (selector) => [...article.querySelectorAll(selector)];
  const text = (selector) => article.querySelector(selector)?.textContent.trim() || undefined;
  const time = (selector) => article.querySelector(selector)?.dateTime;
  return {
    headline: current.title,
    description: text("[part~=lead]"),
    url: current.url ?? undefined,
    image: all("[part~=body] img").map(({ src }) => src).filter((src) => /^https?:/.test(src)),
    datePublished: time("[part~=meta] > time"),
    dateModified: time("[part~=meta] .updated time"),
    author: text("[part~=meta] .byline")?.split(", ").map((name) => ({ "@type": "Person", name })),
    articleSection: text(".category"),
    inLanguage: article.lang || undefined,
  };
};

const make = (name, attributes) => Object.assign(document.createElement(name), attributes);

// ---- index.html ----

const own = document.querySelector("meta[name=description]")?.content;
let added = [];

/** Says in the page's head what is on screen now. `site` publishes the page's own feed. */
export const tell = (reader, site) => {
  const found = describe(reader);
  document.querySelector("meta[name=description]").content = found?.description ?? own;
  for (const node of added) node.remove();
  added = [];
  if (!found) return;
  const publisher = new URLSearchParams(location.search).has("feed") ? undefined : { "@type": "Organization", name: site };
  const data = make("script", { type: "application/ld+json" });
  // Not by textContent, which Trusted Types guard; and this is not run.
  data.append(JSON.stringify({ "@context": "https://schema.org", "@type": "NewsArticle", ...found, publisher }));
  added.push(data);
  if (found.url) added.push(make("link", { rel: "canonical", href: found.url }));
  document.head.append(...added);
};

// ---- microdata ----

const MARK = "data-tin-microdata";

const put = (item, type, values) => {
  item.setAttribute("itemscope", "");
  item.setAttribute("itemtype", "https://schema.org/" + type);
  for (const [name, list] of Object.entries(values))
    for (const value of [list ?? []].flat()) {
      const { "@type": type, ...inner } = value;
      const node = type ? make("span") : /^(url|image)$/.test(name) ? make("link", { href: value }) : make("meta", { content: value });
      node.setAttribute("itemprop", name);
      node.setAttribute(MARK, "");
      if (type) put(node, type, inner);
      item.append(node);
    }
};

const mark = (reader) => {
  for (const node of reader.querySelectorAll(`:scope > [${MARK}]`)) node.remove();
  for (const name of ["itemscope", "itemtype"]) reader.removeAttribute(name);
  const found = reader.hasAttribute("microdata") && describe(reader);
  if (found) put(reader, "NewsArticle", found);
};

for (const shown of ["tin-load", "tin-list", "tin-error"])
  document.addEventListener(shown, (event) => {
    const [reader] = event.composedPath();
    if (reader.matches("[microdata], [itemscope]")) mark(reader);
  });
for (const reader of document.querySelectorAll("tin-reader[microdata]")) mark(reader);
