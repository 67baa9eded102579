// What index.html has besides its reader, once something is on screen: words for those who index the page, and the service
// worker (docs/service-worker.md). page.js loads it; nothing that fails here is the reader's loss.
import { tell } from "__TIN_METADATA_PATH__";

// A page that demands Trusted Types may allow these: data that is not run, and the worker's address.
const same = (text) => text;
let trusted = { createScript: same, createScriptURL: same };
try {
  trusted = globalThis.trustedTypes?.createPolicy("tin-page", trusted) ?? trusted;
} catch {
  trusted = undefined;
}

let begun;

/** To be called whenever something else is on screen. `site` is the page's own title. */
export const shown = (reader, site) => {
  tell(reader, site, trusted);
  // In a frame the page is a part of another one. A webmaster who wants no worker takes the link away.
  if (!begun && trusted && document.querySelector("link[rel=manifest]") && navigator.serviceWorker && top === window) begun = keepPage(reader).catch(() => {});
};

const NEWER = {
  vi: ["Đã có phiên bản mới của trang này.", "Tải lại trang", "Để sau"],
  en: ["A new version of this page is ready.", "Reload", "Later"],
  zh: ["本页已有新版本。", "重新加载", "稍后"],
};
const HOUR = 3_600_000;

const keepPage = async (reader) => {
  if (document.readyState !== "complete") await new Promise((then) => addEventListener("load", then));
  const { serviceWorker } = navigator;
  const address = trusted.createScriptURL(new URL("sw.js", import.meta.url).href);
  const registration = await serviceWorker.register(address, { updateViaCache: "none" });

  // There before it has words, or screen readers would not say them.
  const line = document.createElement("div");
  line.setAttribute("role", "status");
  const asked = reader.getAttribute("lang")?.trim().slice(0, 2).toLowerCase();
  line.lang = Object.hasOwn(NEWER, asked) ? asked : "vi";
  document.body.append(line);
  const offer = () => {
    // The first worker replaces none, and does not wait.
    if (!registration.waiting || !serviceWorker.controller || line.firstChild) return;
    const [words, now, later] = NEWER[line.lang];
    const make = (name, css, attributes) => {
      const made = Object.assign(document.createElement(name), attributes);
      made.style.cssText = css + "; margin-inline-end: 1em";
      return made;
    };
    const button = (textContent, onclick) =>
      make("button", "min-block-size: 44px; margin-block: 2px; padding-inline: 1em; font: inherit", { type: "button", textContent, onclick });
    line.className = "site"; // page.css: as wide as the page, and not on paper
    line.style.cssText = "position: sticky; inset-block-end: 0; background: var(--bg); border-block-start: 1px solid var(--line)";
    // What has the focus is not to be under it.
    document.documentElement.style.scrollPaddingBlockEnd = "6em";
    line.append(make("span", "display: inline-block", { textContent: words }), button(now, () => turn(registration.waiting)), button(later, () => line.remove()));
  };
  const turn = (waiting) => {
    // Another tab may have taken it already.
    if (!waiting) return location.reload();
    serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("tin-reader: take over");
  };
  // One that does not wait (sw-off.js) stands among those that do for a moment.
  const soon = () => setTimeout(offer, 1000);
  const watch = () => registration.installing?.addEventListener("statechange", soon);
  registration.addEventListener("updatefound", watch);
  watch();
  soon();

  // Browsers ask when a page is opened; some are open for days.
  let last = Date.now();
  document.addEventListener("visibilitychange", () => {
    // (A clock that was set back says nothing of how long it has been.)
    if (document.hidden || Math.abs(Date.now() - last) < HOUR) return;
    last = Date.now();
    registration.update().catch(() => {});
  });
};
