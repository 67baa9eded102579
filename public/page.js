// What index.html and frame.html share: a title that follows the article, and `?feed=` in the page's address. (The element
// never touches the page around it.) And what only index.html has: words for those who index it, and the service worker.

const site = document.title;
const name = (shown) => (document.title = `${shown.title} | ${site}`);
for (const shown of ["tin-load", "tin-list"]) document.addEventListener(shown, (event) => name(event.detail));
// Of a refresh that failed, the article is still there.
document.addEventListener("tin-error", () => reader.current || (document.title = site));

/** Calls `then` whenever something else is on screen. */
const follow = (then, options) => {
  for (const shown of ["tin-load", "tin-list", "tin-error"]) document.addEventListener(shown, then, options);
};

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

/** The reader's language, as far as there are words here. */
const language = () => {
  const asked = reader.getAttribute("lang")?.trim().slice(0, 2).toLowerCase();
  return Object.hasOwn(REFUSED, asked) ? asked : "vi";
};

const REFUSED = {
  vi: "Nguồn tin ghi trong địa chỉ (feed) không nằm trong danh sách cho phép của trang này, nên không được hiện. Dưới đây là tin của chính trang này.",
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
    const why = document.createElement("p");
    why.className = "site";
    why.lang = language();
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

// ---- without a network: sw.js (docs/service-worker.md) ----

const NEWER = {
  vi: ["Đã có phiên bản mới của trang này.", "Tải lại trang", "Để sau"],
  en: ["A new version of this page is ready.", "Reload", "Later"],
  zh: ["本页已有新版本。", "重新加载", "稍后"],
};
const HOUR = 3_600_000;

/** Nothing that fails here is the reader's loss: the page is then one that needs the network. */
const keepPage = async () => {
  const { serviceWorker } = navigator;
  let address = new URL("sw.js", import.meta.url).href;
  // A page that demands Trusted Types may allow this one.
  if (globalThis.trustedTypes) address = trustedTypes.createPolicy("tin-worker", { createScriptURL: () => address }).createScriptURL("");
  const registration = await serviceWorker.register(address, { updateViaCache: "none" });

  // There before it has words, or screen readers would not say them.
  const line = document.createElement("div");
  line.setAttribute("role", "status");
  line.lang = language();
  document.body.append(line);
  const offer = () => {
    // The first worker replaces none, and does not wait.
    if (!registration.waiting || !serviceWorker.controller || line.firstChild) return;
    const [words, now, later] = NEWER[line.lang];
    const button = (label, press) => {
      const made = document.createElement("button");
      Object.assign(made, { type: "button", textContent: label, onclick: press });
      made.style.cssText = "min-block-size: 44px; margin-inline-start: 1em; font: inherit; color: inherit";
      return made;
    };
    line.className = "site"; // not on paper
    line.style.cssText = "position: sticky; inset-block-end: 0; background: var(--bg); border-block-start: 1px solid var(--line)";
    line.append(words, button(now, () => turn(registration.waiting)), button(later, () => line.remove()));
    // What has the focus is not to be under it.
    document.documentElement.style.scrollPaddingBlockEnd = "5em";
  };
  const turn = (waiting) => {
    // Another tab may have taken it already.
    if (!waiting) return location.reload();
    serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("tin-reader: take over");
  };
  const watch = () => registration.installing?.addEventListener("statechange", offer);
  registration.addEventListener("updatefound", watch);
  watch();
  offer();

  // Browsers ask when a page is opened; some are open for days.
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - asked < HOUR) return;
    asked = Date.now();
    registration.update().catch(() => {});
  });
};

// ----

const reader = document.querySelector("tin-reader");
if (reader) {
  obeyAddress(reader);
  // The engine may have been faster than this script.
  const { current } = reader;
  if (current) name(current);

  if (document.querySelector("meta[name=description]")) {
    const tell = () => import("./metadata.js").then(({ tell }) => tell(reader, site)).catch(() => {});
    follow(tell);
    if (current) tell();
  }
  // After the article, which needs the network more. In a frame the page is a part of another one.
  if (document.querySelector("link[rel=manifest]") && navigator.serviceWorker && top === window) {
    const shown = new Promise((then) => (current ? then() : follow(then, { once: true })));
    const loaded = new Promise((then) => (document.readyState === "complete" ? then() : addEventListener("load", then)));
    Promise.all([shown, loaded]).then(keepPage).catch(() => {});
  }
}
