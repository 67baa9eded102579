// What is on screen, in schema.org's words, for those who index pages. index.html puts it in its head (standalone.js); a tag
// with microdata="on" is marked as an item, and gets its properties as children: indexers do not look into shadow trees.

// It is read from what the reader shows: the same words and addresses, sanitised, true at that moment, for any feed.
const describe = ({ current, shadowRoot }) => {
  const article = current && shadowRoot?.querySelector("article");
  if (!article) return null;
  const text = (selector) => article.querySelector(selector)?.textContent.trim() || undefined;
  const { publisher } = article.dataset;
  const time = (selector) => article.querySelector(selector)?.dateTime;
  return {
    headline: current.title,
    description: text("[part~=lead]"),
    url: current.url ?? undefined,
    image: Array.from(article.querySelectorAll("[part~=body] img"), ({ src }) => src).filter((src) => /^https?:/.test(src)),
    datePublished: time("[part~=meta] > time"),
    dateModified: time("[part~=meta] .updated time"),
    author: text("[part~=meta] .byline") && Array.from(article.querySelectorAll("[part~=meta] .byline span"), (name) => ({ "@type": "Person", name: name.textContent.trim() })),
    publisher: publisher && { "@type": "Organization", name: publisher },
    articleSection: text(".category"),
    inLanguage: article.lang || undefined,
  };
};

const make = (name, attributes) => Object.assign(Document.prototype.createElement.call(document, name), attributes);

// ---- index.html ----

let own;
let added = [];

/** Says in the page's head what is on screen now. `site` publishes the page's own feed if that does not say who does. Without a policy there is no data. */
export const tell = (reader, site, policy) => {
  const found = describe(reader);
  const meta = document.querySelector("meta[name=description]");
  own ??= meta.content;
  meta.content = found?.description ?? own;
  for (const node of added) node.remove();
  added = [];
  if (!found) return;
  if (!new URLSearchParams(location.search).has("feed")) found.publisher ??= { "@type": "Organization", name: site };
  const data = JSON.stringify({ "@context": "https://schema.org", "@type": "NewsArticle", ...found });
  if (policy) added.push(make("script", { type: "application/ld+json", text: policy.createScript(data) }));
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
  const found = /^\s*on\s*$/i.test(reader.getAttribute("microdata")) && describe(reader);
  if (found) put(reader, "NewsArticle", found);
};

const followed = new WeakSet();

/** Keeps the tag's microdata as its attribute and its article are, until `signal` says that the reader is gone. */
export const follow = (reader, signal) => {
  if (signal.aborted || followed.has(signal)) return;
  followed.add(signal);
  mark(reader);
  for (const shown of ["tin-load", "tin-list", "tin-error"]) reader.addEventListener(shown, () => mark(reader), { signal });
  const watch = new MutationObserver(() => mark(reader));
  watch.observe(reader, { attributeFilter: ["microdata"] });
  signal.addEventListener("abort", () => watch.disconnect(), { once: true });
};
