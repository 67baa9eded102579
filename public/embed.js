// Defines <tin-reader>. Small and plain: it shows a skeleton, asks for the feed and the engine at the same time, and hands
// the element over when the engine is there; the reading tools follow when an article is on screen. The build writes the
// names and hashes of what it loads into these constants.
const ENGINE = {
  js: "__TIN_ENGINE_JS__",
  jsHash: "__TIN_ENGINE_JS_INTEGRITY__",
  wasm: "__TIN_ENGINE_WASM__",
  wasmHash: "__TIN_ENGINE_WASM_INTEGRITY__",
};
const TOOLS = {
  js: "__TIN_TOOLS_JS__",
  jsHash: "__TIN_TOOLS_JS_INTEGRITY__",
  wasm: "__TIN_TOOLS_WASM__",
  wasmHash: "__TIN_TOOLS_WASM_INTEGRITY__",
};
const METADATA = { js: "__TIN_METADATA_JS__", jsHash: "__TIN_METADATA_JS_INTEGRITY__" };
const SKELETON_CSS = "__TIN_SKELETON_CSS__";

const TAG = "tin-reader";
const ATTRIBUTES = [
  "feed", "article", "category", "related", "lang", "theme", "heading-level", "loading", "routing", "tools", "offline", "storage",
  "microdata",
];

// How far below the screen a reader with loading="lazy" begins.
const NEAR = "600px 0px";

// How long bones are all there is, in milliseconds: an engine's file that hangs is no error yet, but nobody waits for ever.
const PATIENCE = 10000;

const UNAVAILABLE = {
  vi: "Không khởi động được trình đọc tin trên trình duyệt này.",
  en: "The news reader could not start in this browser.",
  zh: "新闻阅读器无法在此浏览器中启动。",
};

// fetch() enforces a hash and import() cannot, but it takes what was preloaded, which can. Fetched first, because what a page
// failed to preload it never asks for again; the HTTP cache has it then. (Safari before 17 and Firefox before 115 do not preload.)
const here = (name) => new URL(name, import.meta.url).href;
const proven = (name, integrity) => fetch(here(name), { integrity });
const script = async ({ js, jsHash }) => {
  const link = make("link");
  const href = here(js);
  await proven(js, jsHash);
  if (link.relList.supports("modulepreload"))
    await new Promise((resolve, reject) => {
      const nonce = find("script[nonce]")?.nonce ?? "";
      Object.assign(link, { rel: "modulepreload", href, nonce, integrity: jsHash, onload: resolve, onerror: () => reject(new Error(href)) });
      find("*").append(link);
    }).finally(() => link.remove());
  return import(href);
};

// A module is loaded once for all readers of the page; a failed load may be tried again. What it fell of (tools/contain.js)
// goes to everyone in `users`.
const loader = (module, begin) => {
  const users = new Set();
  let loaded;
  const load = () =>
    (loaded ??= Promise.all([proven(module.wasm, module.wasmHash), script(module).then(begin)])
      .then(async ([wasm, glue]) => {
        await glue.default(wasm);
        glue.fallen.then((cause) => {
          (loaded = Promise.reject(cause)).catch(() => {});
          [...users].forEach((fall) => fall(cause));
        });
        load.done = true;
        return glue;
      })
      .catch((error) => {
        loaded = undefined;
        throw error;
      }));
  return Object.assign(load, { users });
};
// The script comes long before the wasm: meanwhile it does what it can (src/element/ahead.js).
const loadEngine = loader(ENGINE, (glue) => {
  glue.prepare(early);
  return glue;
});
const loadTools = loader(TOOLS);
const loadMetadata = () => script(METADATA);

// The readers of a page that have waited for the engine begin one after the other, each in a task of its own.
let last;
const turn = () => {
  const before = last;
  return (last = before?.then(() => new Promise((go) => setTimeout(go))) ?? Promise.resolve());
};

// Requests for feeds that were started before there was an engine to start them. The engine takes them over; one that no reader
// has taken when the last has left is aborted. What is kept of the feed is looked for too (src/browser/store.js).
const early = new Map();
const ahead = new Map();
const lookUp = async (feed) => {
  const found = await caches.match(feed, { cacheName: "tin-reader:1:" + feed, ignoreVary: true });
  return found && [await found.text(), found.headers];
};
const fetchEarly = (address) => {
  const known = early.get(address);
  if (known) return void known.readers++;
  const abort = new AbortController();
  // Asked of the server each time (src/browser/fetch.rs).
  const response = fetch(address, { signal: abort.signal, cache: "no-cache" });
  response.catch(() => {}); // its failure is the engine's to tell
  early.set(address, { response, abort, readers: 1 });
  const kept = lookUp(address);
  kept.catch(() => {}); // nothing can be kept here
  ahead.set(address, kept);
};
const leaveEarly = (address) => {
  const request = early.get(address);
  if (!request || --request.readers) return;
  early.delete(address);
  if (request.taken) return;
  ahead.delete(address);
  request.abort.abort();
};
const takeEarly = (address) => {
  const request = early.get(address);
  if (request) request.taken = true;
  setTimeout(() => ahead.delete(address)); // a reader with offline="off" does not ask for what is kept
  return request;
};

// A form or picture of the page may be named `createElement`, and then stands before the document's own.
const make = (tag) => Document.prototype.createElement.call(document, tag);
const find = (selector) => Document.prototype.querySelector.call(document, selector);

// The engine shows the same bones (src/ui/reader.rs) while it waits.
const LINES = ["line", "line", "line short"];
const BONES = ["banner-bone", "line short", "title-bone", "title-bone short", ...LINES, "line", ...LINES];
let skeletonSheet;
// Fails where style sheets cannot be made by script (Safari before 16.4): there is no reader without them.
const makeSheet = () => {
  if (skeletonSheet) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SKELETON_CSS);
  skeletonSheet = sheet;
};
const showSkeleton = (root) => {
  root.adoptedStyleSheets = [skeletonSheet];
  const reader = make("div");
  reader.className = "tin";
  reader.dataset.state = "loading";
  const skeleton = reader.appendChild(make("div"));
  skeleton.className = "skeleton";
  skeleton.setAttribute("aria-hidden", "true");
  for (const kind of BONES)
    skeleton.appendChild(make("span")).className = "bone " + kind;
  root.replaceChildren(reader);
};

// What the reader chose on an earlier visit (src/core/choices.rs) holds from the first article on: when the tools come to
// apply it, the text would jump.
const recall = () => {
  try {
    return localStorage["tin-reader:text"].split("|");
  } catch {} // nothing is kept, or nothing may be
};

// heading-level → headingLevel
const propertyOf = (attribute) => attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

const define = () => {
  class TinReader extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    #root = this.attachShadow({ mode: "open" });
    #observer; // while a lazy reader is out of sight
    #mounted; // a promise of the engine's handle
    #handle;
    #late; // the timer that ends the patience
    #waitsFor; // the address of the early request, while there is no handle
    #answers = new Set(); // how to refuse the questions that the engine has not answered yet
    #fall = (cause) => this.#fallBack(cause);
    #stay; // aborted when the reader goes; it may come back before what it waited for is there
    #extras; // tells the tools and microdata that attributes have changed
    #changed = false;

    constructor() {
      super();
      // Properties set before the element was defined hide the accessors: set them again.
      for (const property of ATTRIBUTES.map(propertyOf)) {
        if (this.hasOwnProperty(property)) {
          const value = this[property];
          delete this[property];
          queueMicrotask(() => (this[property] = value));
        }
      }
    }

    connectedCallback() {
      if (this.#mounted || this.#observer) return;
      try {
        makeSheet();
      } catch (cause) {
        return void this.#fallBack(cause);
      }
      // What is asked for comes first: the bones are drawn while it is on its way.
      const isLazy = this.#isLazy();
      if (!isLazy) this.#begin();
      showSkeleton(this.#root);
      this.setAttribute("state", "loading");
      if (!isLazy) return;
      this.#observer = new IntersectionObserver(
        (entries) => entries.some((entry) => entry.isIntersecting) && this.#begin(),
        { rootMargin: NEAR },
      );
      this.#observer.observe(this);
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
        if (this.#observer && !this.#isLazy()) this.#begin();
        this.#handle?.changed();
        this.#followScheme(this.#hasScheme());
        this.#extras?.();
      });
    }

    // For theme="auto": whether the page's style sheets give the tag a colour scheme.
    #hasScheme() {
      return getComputedStyle(this).colorScheme !== "normal";
    }

    #followScheme(has) {
      if (this.#handle) this.#root.querySelector(".tin")?.toggleAttribute("data-scheme", has);
    }

    #isLazy() {
      return this.getAttribute("loading")?.trim().toLowerCase() === "lazy";
    }

    #begin() {
      this.#wait();
      this.#mounted ??= this.#mount();
      this.#mounted.catch(() => {}); // told by an event
    }

    #wait() {
      this.#observer?.disconnect();
      this.#observer = undefined;
    }

    async #mount() {
      const { signal } = (this.#stay = new AbortController());
      this.#late = setTimeout(() => this.#root.firstChild.prepend(make("slot")), PATIENCE); // which goes with the skeleton
      try {
        const feed = this.getAttribute("feed")?.trim();
        if (feed && !loadEngine.done) {
          const address = new URL(feed, this.baseURI).href;
          fetchEarly(address);
          this.#waitsFor = address;
        }
      } catch {
        // No address: the engine says so in words.
      }
      try {
        makeSheet();
        const engine = loadEngine();
        // Asked when every reader of the page has its skeleton: each question after a change of the page lays it out anew.
        await undefined;
        const scheme = this.#hasScheme();
        const chosen = recall();
        const { mount, store, extras, dress } = await engine;
        await turn();
        if (signal.aborted) return;
        const skeleton = this.#root.firstChild;
        loadEngine.users.add(this.#fall);
        dress(this.#root);
        this.#handle = mount(this, this.#root, takeEarly, store(ahead));
        const kit = { loadTools, loadMetadata, signal, word: (words) => this.#word(words) };
        this.#extras = extras(this, this.#root, this.#handle, store(), kit);
        this.#stopWaiting();
        skeleton.remove();
        if (chosen) this.#dress(chosen);
        this.#followScheme(scheme);
        return this.#handle;
      } catch (cause) {
        if (!signal.aborted) throw this.#fallBack(cause);
      }
    }

    #dress([theme, css]) {
      this.#handle.prefer(theme);
      this.#root.firstChild.style.cssText = css;
    }

    #word(words) {
      return words[this.getAttribute("lang")?.trim().slice(0, 2).toLowerCase()] ?? words.vi;
    }

    // The engine has taken the request over, or wants another one.
    #stopWaiting() {
      clearTimeout(this.#late);
      if (this.#waitsFor) leaveEarly(this.#waitsFor);
      this.#waitsFor = undefined;
    }

    // Without an engine the tag's own children are the best there is; without children, a sentence.
    #fallBack(cause) {
      const code = "engine-unavailable";
      const message = this.#word(UNAVAILABLE);
      const error = Object.assign(new Error(message, { cause }), { code });
      this.#letGo();
      for (const refuse of this.#answers) refuse(error);
      if (this.isConnected) {
        const slot = make("slot");
        slot.textContent = message;
        this.#root.replaceChildren(slot);
        this.setAttribute("state", "error");
        const detail = { code, message, cause: String(cause) };
        this.dispatchEvent(new CustomEvent("tin-error", { bubbles: true, composed: true, detail }));
        console.warn(`${TAG}: ${code}:`, cause);
      }
      return error;
    }

    #letGo() {
      this.#stay?.abort();
      this.#wait();
      this.#stopWaiting();
      loadEngine.users.delete(this.#fall);
      this.#handle = this.#mounted = this.#extras = undefined;
    }

    #unmount() {
      this.#handle?.unmount();
      this.#handle?.free();
      this.#letGo();
      this.#root.replaceChildren();
    }

    get state() {
      return this.getAttribute("state") ?? "loading";
    }

    get current() {
      return this.#handle?.current ?? null;
    }

    show(idOrUrl) {
      return this.#ask((handle) => handle.show(String(idOrUrl)));
    }

    refresh() {
      return this.#ask((handle) => handle.refresh());
    }

    async #ask(question) {
      if (this.isConnected) this.#begin();
      const handle = await this.#mounted;
      if (!handle) throw new DOMException("the reader is not in a page", "AbortError");
      return new Promise((resolve, reject) => {
        this.#answers.add(reject);
        Promise.resolve(question(handle))
          .then(resolve, reject)
          .finally(() => this.#answers.delete(reject));
      });
    }
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

  customElements.define(TAG, TinReader);
};

// A server that renders the page has no elements to define, and a second loader on the page has nothing to add.
if (globalThis.customElements && !customElements.get(TAG)) define();
