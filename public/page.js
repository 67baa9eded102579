// What index.html and frame.html share: a title that follows the article, and `?feed=` in the page's address. (The element
// never touches the page around it.) The rest of index.html is standalone.js, which comes after the article.

const site = document.title;
const name = (shown) => (document.title = `${shown.title} | ${site}`);
for (const shown of ["tin-load", "tin-list"]) document.addEventListener(shown, (event) => name(event.detail));
// Where a refresh failed, the article is still there.
document.addEventListener("tin-error", () => reader.current || (document.title = site));

// ---- ?feed= ----

// A feed is shown only if it is of the page's own origin or on the page's own list, so that nobody can borrow the page's
// address for other words. The list is in the page's head:
//
//   <meta name="tin-feeds" content="https://a.example/ https://b.example/tin/feed.json">
//
// Entries are absolute addresses with white space between. One allows itself and what lies below it: the same scheme, host
// and port, and a path that is the entry's or goes on after it with a slash. An entry with a query, a fragment or a user
// name allows nothing. Both sides are compared as the browser's URL parser reads them.

/**
 * What `?feed=` in the address `page` comes to: the feed's absolute address, `null` if it is refused, `undefined` if there
 * is none. `list` is the text of the list; a relative address counts from `base`.
 */
export const askedFeed = (page, list, base = page) => {
  const here = new URL(page);
  const asked = here.searchParams.getAll("feed");
  if (!asked.length) return undefined;
  // Two of them are two meanings: whoever checked the link may have read the other one.
  const feed = asked.length === 1 ? read(asked[0].trim(), base) : null;
  return feed && (feed.origin === here.origin || entries(list).some((entry) => isBelow(feed, entry))) ? feed.href : null;
};

/** The address, if there is only one way to read it. */
const read = (address, base) => {
  // What parsers drop or turn round, and what begins with another host.
  if (!address || /[\0-\x1f\x7f\\]|^\/\//.test(address)) return null;
  // With a scheme it is http(s) and a host without a user name.
  if (/^[a-z][a-z\d+.-]*:/i.test(address) && !/^https?:\/\/[^/?#@]+([/?#]|$)/i.test(address)) return null;
  const url = parse(address, base);
  // Slashes, dots and zeros that only the server decodes, once or twice, and the `..;` of some: they lead out of a folder.
  if (!url || !/^https?:$/.test(url.protocol) || /%(25)*(00|2e|2f|5c)|\/\.\.?;/i.test(url.pathname)) return null;
  url.hash = "";
  return url;
};

const entries = (list) => list.trim().split(/\s+/);

const isBelow = (feed, entry) => {
  const place = parse(entry);
  if (place?.origin !== feed.origin || place.search || place.hash || place.username || place.password) return false;
  return (feed.pathname + "/").startsWith(place.pathname.replace(/\/*$/, "/"));
};

const parse = (address, base) => {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
};

const REFUSED = {
  vi: "Nguồn tin ghi trong địa chỉ (feed) không nằm trong danh sách cho phép của trang này, nên không hiển thị. Dưới đây là tin của chính trang này.",
  en: "The feed named in the address is not on this page’s list, so it is not shown. Below is this page’s own news.",
  zh: "网址中指定的新闻源（feed）不在本页的允许列表中，因此不予显示。以下是本页自己的新闻。",
};

/** Gives the reader the feed that the page's address asks for, or says that it may not. */
const obeyAddress = (reader) => {
  const list = [...document.querySelectorAll("meta[name=tin-feeds]")].map((meta) => meta.content).join(" ");
  const feed = askedFeed(location.href, list, document.baseURI);
  if (feed) {
    connectOnlyTo([location.href, import.meta.url, ...entries(list)]);
    reader.setAttribute("feed", feed);
  } else if (feed === null) {
    const asked = reader.getAttribute("lang")?.trim().slice(0, 2).toLowerCase();
    const why = document.createElement("p");
    why.className = "site";
    why.lang = Object.hasOwn(REFUSED, asked) ? asked : "vi";
    why.setAttribute("role", "status");
    why.textContent = REFUSED[why.lang]; // without the address: that would be other words
    reader.before(why);
  }
};

// An address that is allowed may redirect to one that is not (portals have pages that send you anywhere). A policy that is
// put into the page later counts for every request from then on, and for each step of a redirect.
const connectOnlyTo = (places) => {
  const origins = new Set(places.map((place) => parse(place)?.origin).filter((origin) => /^https?:/.test(origin)));
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = `connect-src ${[...origins].join(" ")}`;
  document.head.append(policy);
};

const reader = document.querySelector("tin-reader");
if (reader) {
  obeyAddress(reader);
  const more = () => import("./standalone.js").then(({ shown }) => shown(reader, site)).catch(() => {});
  // frame.html has nothing for search engines.
  const alone = document.querySelector("meta[name=description]");
  if (alone) for (const event of ["tin-load", "tin-list", "tin-error"]) document.addEventListener(event, more);
  // The engine may have been faster than this script.
  if (reader.current) {
    name(reader.current);
    if (alone) more();
  }
}
