// frame.html's own part: the tag's attributes come from the address, the page around hears how tall the frame should be, and
// links leave the frame.

// ---- policy ----

// The page cannot write 'self' into its policy: in a sandbox without allow-same-origin WebKit knows no self. It is where
// this script is from.
const { origin } = new URL(import.meta.url);
const policy = document.createElement("meta");
policy.httpEquiv = "Content-Security-Policy";
policy.content = `script-src ${origin} 'wasm-unsafe-eval'; style-src ${origin}`;
document.head.append(policy);

// ---- attributes (feed is page.js's) ----

const ATTRIBUTES = ["article", "category", "related", "lang", "theme", "heading-level", "loading", "routing", "tools", "offline", "storage"];
const reader = document.querySelector("tin-reader");
const asked = new URLSearchParams(location.search);
for (const name of ATTRIBUTES) if (asked.has(name)) reader.setAttribute(name, asked.get(name));

// ---- height: the other half is frame.js, on the page around ----
//
//   frame → page   "tin-frame: hello"        when the frame is there, or is asked to
//   page → frame   "tin-frame: <secret>"     with a port; the last one given counts
//   frame → port   "<secret> <height>"       in whole CSS pixels
//                  "<secret> top"            another article was opened
//                  "<secret> at <place>"     there is what is read aloud, in whole CSS pixels from the frame's top
//
// The answer counts from the window around only, and from one origin. It carries nothing but what to say and where.

let page; // the origin of the page around
let port;
let secret;
const hello = () => parent.postMessage("tin-frame: hello", page && page !== "null" ? page : "*");

if (parent !== window) {
  addEventListener("message", ({ source, origin, data, ports }) => {
    if (source !== parent || (page ?? origin) !== origin || typeof data !== "string") return;
    if (data === "tin-frame: who?") return hello();
    const answer = /^tin-frame: ([\da-f]{32})$/.exec(data);
    if (!answer || ports.length !== 1) return;
    page = origin;
    port?.close();
    [port, secret, told] = [ports[0], answer[1], NOTHING];
    document.documentElement.classList.add("sized");
    tell();
  });
  hello();
}

// The page may get a scroll bar when the frame grows, which makes the frame narrower, pictures lower, and the scroll bar go
// away again, for ever. Such a shrink is followed three times.
const SCROLL_BAR = 24;
const NOTHING = { width: 0, height: 0 };
let told = NOTHING;
let turns = 0;

const tell = () => {
  const width = innerWidth;
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  // A frame that is not displayed has no width, and its text no sensible height.
  if (!port || !width || (width === told.width && height === told.height)) return;
  const change = Math.abs(width - told.width);
  const lower = height < told.height;
  if (!change || change > SCROLL_BAR) turns = 0;
  else if (lower) turns++;
  told = { width, height };
  if (!lower || turns <= 3) port.postMessage(`${secret} ${height}`);
};

// Below the screen, frames are not painted and observers not called: so the moments are told, too.
new ResizeObserver(tell).observe(document.body);
document.addEventListener("tin-error", tell);

let left = false; // for another article, by a click, Back or Forward
document.addEventListener("tin-navigate", () => (left = true));
addEventListener("popstate", () => (left = true));
for (const shown of ["tin-load", "tin-list"])
  document.addEventListener(shown, () => {
    tell();
    if (left) port?.postMessage(`${secret} top`);
    left = false;
  });

// ---- the screen ----

// A frame as tall as its article has a window as tall as that. Which part of it is on the screen only an observer tells, and
// only once: it has nothing to add while as much of it stays there. The tools ask when they want to know, and are promised
// [where it begins, how high it is]; nothing where the frame scrolls by itself. (src/browser/frame.rs)
window.tinSlice = () =>
  port &&
  new Promise((tell) => {
    const look = ([{ intersectionRect }], observer) => {
      observer.disconnect();
      tell([intersectionRect.top, intersectionRect.height]);
    };
    new IntersectionObserver(look).observe(document.documentElement);
  });

// Safari does not let a frame of another site scroll the page.
window.tinReveal = (place) => port?.postMessage(`${secret} at ${Math.max(0, Math.round(place))}`);

// ---- links ----

// <base target="_top"> in the page sends them to the window around. Where a sandbox forbids that, the browser would do
// nothing: then a new tab is next best (if the sandbox has allow-popups). Nothing says so but to ask for that window, which
// is null or throws where it may not be moved; asking with an empty address moves nothing.
const mayLeave = () => {
  try {
    return open("", "_top") !== null;
  } catch {
    return false;
  }
};

document.addEventListener("click", (event) => {
  const link = event.composedPath().find((node) => node.localName === "a");
  if (link && !event.defaultPrevented && !mayLeave()) link.target = "_blank";
});
