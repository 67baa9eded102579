// Defines <tin-reader>. Small and plain: it shows a skeleton, asks for the feed and the engine at the same time, and hands
// the element over when the engine is there. The build writes the engine's names and hashes into the four constants.
const ENGINE_JS = "__TIN_ENGINE_JS__";
const ENGINE_JS_INTEGRITY = "__TIN_ENGINE_JS_INTEGRITY__";
const ENGINE_WASM = "__TIN_ENGINE_WASM__";
const ENGINE_WASM_INTEGRITY = "__TIN_ENGINE_WASM_INTEGRITY__";
const SKELETON_CSS = "__TIN_SKELETON_CSS__";

const here = (name) => new URL(name, import.meta.url).href;

// One engine for all readers of the page. A failed load may be tried again by the next reader.
let engine;
const loadEngine = () =>
  (engine ??= Promise.all([
    // fetch() enforces the hash of the module's bytes; the glue's is enforced where the page maps it (import() has none).
    fetch(here(ENGINE_WASM), { integrity: ENGINE_WASM_INTEGRITY }),
    import(here(ENGINE_JS)),
  ])
    .then(async ([wasm, glue]) => (await glue.default({ module_or_path: wasm }), glue))
    .catch((error) => {
      engine = undefined;
      throw error;
    }));

// Requests for feeds that were started before there was an engine to start them. The engine takes them over; one that the
// last reader waiting for it has left is aborted.
const early = new Map();
const fetchEarly = (address) => {
  const known = early.get(address);
  if (known) return void known.readers++;
  const abort = new AbortController();
  const response = fetch(address, { signal: abort.signal });
  response.catch(() => {}); // its failure is the engine's to tell
  early.set(address, { response, abort, readers: 1 });
};
const leaveEarly = (address) => {
  const request = early.get(address);
  if (!request || --request.readers) return;
  early.delete(address);
  request.abort.abort();
};
const takeEarly = (address) => {
  const request = early.get(address);
  early.delete(address);
  return request;
};

// The engine shows the same bones (src/ui/reader.rs) while it waits.
const LINES = ["line", "line", "line short"];
const BONES = ["banner-bone", "line short", "title-bone", "title-bone short", ...LINES, "line", ...LINES];
let skeletonSheet;
const showSkeleton = (root) => {
  if (!skeletonSheet) {
    skeletonSheet = new CSSStyleSheet();
    skeletonSheet.replaceSync(SKELETON_CSS);
  }
  root.adoptedStyleSheets = [skeletonSheet];
  const reader = document.createElement("div");
  reader.className = "tin";
  reader.dataset.state = "loading";
  const skeleton = reader.appendChild(document.createElement("div"));
  skeleton.className = "skeleton";
  skeleton.setAttribute("aria-hidden", "true");
  for (const kind of BONES)
    skeleton.appendChild(document.createElement("span")).className = "bone " + kind;
  root.replaceChildren(reader);
};

const ATTRIBUTES = ["feed", "article", "category", "related", "lang", "theme", "heading-level", "routing"];

class TinReader extends HTMLElement {
  static observedAttributes = ATTRIBUTES;
  #root = this.attachShadow({ mode: "open" });
  #mounted; // a promise of the engine's handle
  #handle;
  #waitsFor; // the address of the early request, while there is no handle
  #changed = false;

  constructor() {
    super();
    // Properties set before the element was defined hide the accessors: set them again.
    for (const attribute of ATTRIBUTES) {
      const property = propertyOf(attribute);
      if (Object.hasOwn(this, property)) {
        const value = this[property];
        delete this[property];
        queueMicrotask(() => (this[property] = value));
      }
    }
  }

  connectedCallback() {
    this.#mounted ??= this.#mount();
    this.#mounted.catch(() => {}); // told by an event
  }

  // A moved element is disconnected and connected in one go: only one that stays away has been removed.
  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.#unmount();
    });
  }

  attributeChangedCallback() {
    if (this.#changed) return;
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      this.#handle?.changed();
    });
  }

  async #mount() {
    showSkeleton(this.#root);
    this.setAttribute("state", "loading");
    const skeleton = this.#root.firstChild;
    try {
      const feed = this.getAttribute("feed")?.trim();
      if (feed) fetchEarly((this.#waitsFor = new URL(feed, document.baseURI).href));
    } catch {
      // No address: the engine says so in words.
    }
    try {
      const { mount } = await loadEngine();
      if (!this.isConnected) return this.#unmount();
      this.#handle = mount(this, this.#root, takeEarly);
      this.#waitsFor = undefined;
      skeleton.remove();
      return this.#handle;
    } catch (error) {
      this.#fallBack(error);
      throw error;
    }
  }

  // Without an engine the tag's own children are the best there is.
  #fallBack(error) {
    this.#root.replaceChildren(document.createElement("slot"));
    this.setAttribute("state", "error");
    const detail = { code: "engine-unavailable", message: "Không khởi động được trình đọc tin trên trình duyệt này." };
    this.dispatchEvent(new CustomEvent("tin-error", { bubbles: true, composed: true, detail }));
    console.warn("tin-reader: engine-unavailable:", error);
  }

  #unmount() {
    this.#handle?.unmount();
    this.#handle?.free();
    if (this.#waitsFor) leaveEarly(this.#waitsFor);
    this.#handle = this.#mounted = this.#waitsFor = undefined;
    this.#root.replaceChildren();
  }

  get state() {
    return this.getAttribute("state") ?? "loading";
  }

  get current() {
    return this.#handle?.current ?? null;
  }

  async show(idOrUrl) {
    return (await this.#ready()).show(String(idOrUrl));
  }

  async refresh() {
    return (await this.#ready()).refresh();
  }

  async #ready() {
    const handle = await this.#mounted;
    if (!handle) throw new DOMException("the reader is not in a page", "AbortError");
    return handle;
  }
}

// heading-level → headingLevel
function propertyOf(attribute) {
  return attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

for (const attribute of ATTRIBUTES)
  Object.defineProperty(TinReader.prototype, propertyOf(attribute), {
    configurable: true,
    enumerable: true,
    get() {
      return this.getAttribute(attribute) ?? "";
    },
    set(value) {
      if (value == null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });

if (!customElements.get("tin-reader")) customElements.define("tin-reader", TinReader);
