// The browser's powers, where web-sys cannot name them, or where each call would bring a way out for its error that nobody takes: as
// WebAssembly these lines were 13 KB more after Brotli. The Rust that is named above each part says what it is for.
//
// One file, because the server of wasm-bindgen-test may never answer where more than four requests come at once.

// What a page has broken must not break the reader: what throws through the module would be its last call (tools/contain.js).
const attempt = (action) => {
  try {
    return action();
  } catch {}
};

// ----------------------------------------------------------------------------------------------------------------- dom.rs

// A form or a picture of the page may be named `createElement`, and then stands before the document's own.
const create = (what, ...of) => Document.prototype["create" + what].call(document, ...of);

export const make = (tag) => attempt(() => create("Element", tag));
export const makeSvg = (tag) => attempt(() => create("ElementNS", "http://www.w3.org/2000/svg", tag));

export const set = (element, name, value) => attempt(() => element.setAttribute(name, value));
export const unset = (element, name) => attempt(() => element.removeAttribute(name));
export const toggle = (element, name, on) => attempt(() => element.toggleAttribute(name, on));
export const style = (element, name, value) => attempt(() => element.style.setProperty(name, value));

export const dress = (element, css) => attempt(() => (element.style.cssText = css));

export const append = (place, node) => attempt(() => place.appendChild(node));
export const put = (place, element, at) =>
  attempt(() => {
    const there = place.children[at];
    if (there !== element) place.insertBefore(element, there ?? null);
  });
export const say = (place, words) => attempt(() => place.appendChild(create("TextNode", words)));
export const prepend = (place, node) => attempt(() => place.insertBefore(node, place.firstChild));

export const find = (place, selector) => attempt(() => place.querySelector(selector));
export const findAll = (place, selector) => attempt(() => [...place.querySelectorAll(selector)]) ?? [];
export const around = (element, selector) => attempt(() => element.closest(selector));
export const pressed = (event, selector) => attempt(() => event.target.closest(selector));

/** Whether an event is a click that no key changes and nobody has taken. */
export const isPlain = ({ button, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented }) =>
  button === 0 && !(ctrlKey || metaKey || shiftKey || altKey || defaultPrevented);

/** Whether something inside `root` has the focus that `selector` fits. */
export const hasFocus = (root, selector) => !!attempt(() => root.activeElement.closest(selector));
export const focus = (element, still) => attempt(() => element.focus({ preventScroll: still }));
export const show = (element, block) => attempt(() => element.scrollIntoView({ behavior: "instant", block }));

export const mark = (place, selector, name, value) => findAll(place, selector).forEach((element) => set(element, name, value));
export const write = (place, selector, words) =>
  findAll(place, selector).forEach((element) => {
    // (What is written anew is said anew.)
    if (element.textContent !== words) element.textContent = words;
  });
export const remove = (place, selector) => findAll(place, selector).forEach((element) => attempt(() => element.remove()));

/** Puts a new element in the place of each that has the attribute `flag`, without it: WebKit does not ask again for a picture that has failed. */
export const renew = (place, flag) => {
  for (const old of findAll(place, `[${flag}]`))
    attempt(() => {
      const fresh = old.cloneNode();
      fresh.removeAttribute(flag);
      old.replaceWith(fresh);
    });
};

export const page = () => window;
export const height = () => window.innerHeight;
export const isSeen = () => !document.hidden;

export const fragment = () => create("DocumentFragment");

/** A place at the end of `parent` whose nodes come and go, kept by an empty text node; without a parent it is nowhere. */
export const slot = (parent) => {
  const anchor = attempt(() => parent.appendChild(create("TextNode", "")));
  let nodes = [];
  return {
    clear() {
      for (const node of nodes) attempt(() => node.remove());
      nodes = [];
    },
    add(node) {
      attempt(() => {
        anchor.parentNode.insertBefore(node, anchor);
        nodes.push(node);
      });
    },
  };
};

// -------------------------------------------------------------------------------------------------------------- events.rs

export const hear = (target, kind, call, capture, passive) => attempt(() => target.addEventListener(kind, call, { capture, passive }));
export const unhear = (target, kind, call, capture) => attempt(() => target.removeEventListener(kind, call, capture));

// ------------------------------------------------------------------------------------------------------ clock.rs, task.rs

export const startTimer = (call, milliseconds) => setTimeout(call, milliseconds);
export const stopTimer = (id) => clearTimeout(id);

/** Runs a future by its steps: each gives the promise that it waits for, at last that of what came of it, and then nothing. */
export const run = async (step) => {
  let came = await [true];
  for (let next; (next = step(...came)); )
    came = await next.then(
      (value) => [true, value],
      (thrown) => [false, thrown],
    );
  if (came[0]) return came[1];
  throw came[1];
};

/** A promise that is kept after so many milliseconds. */
export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

let inTurn = 0; // how many have a turn, or wait for theirs
export const turn = async () => {
  for (let before = inTurn++; before > 0; before--) await pause();
  pause().then(() => inTurn--);
};

export const painted = async () => {
  // A page that is not on screen has no frames, and a frame of another site's far below the screen has none either.
  if (!document.hidden) await Promise.race([new Promise((done) => requestAnimationFrame(done)), pause(300)]);
  await pause();
};

// ------------------------------------------------------------------------------------------------------------ settings.rs

const PREFIX = "tin-reader:";

/** Both asking for the store and using it may throw. */
export const getSetting = (name) => attempt(() => localStorage.getItem(PREFIX + name));
export const keepSetting = (name, value) =>
  !!attempt(() => {
    if (value) localStorage.setItem(PREFIX + name, value);
    else localStorage.removeItem(PREFIX + name);
    return true;
  });

// ------------------------------------------------------------------------------------------------------------- history.rs

const FRAGMENT = "#tin=";
/** Our members of `history.state`, beside whatever the page keeps there: which entry this is; that it only covers the one before. */
const ENTRY = "tinEntry", COVER = "tinCover";

const state = () => (typeof history.state === "object" ? history.state : null);

export const routed = () =>
  attempt(() => (location.hash.startsWith(FRAGMENT) && decodeURIComponent(location.hash.slice(FRAGMENT.length))) || undefined);

export const writeAddress = (id, entry, anew) =>
  attempt(() => {
    const next = { ...(anew ? null : state()), [ENTRY]: entry };
    // Absolute: a <base href> elsewhere would make a relative address another site's, which throws.
    const address = location.href.split("#")[0] + (id === undefined ? "" : FRAGMENT + encodeURIComponent(id));
    if (anew) history.pushState(next, "", address);
    else history.replaceState(next, "", address);
  });

export const historyEntry = (fresh) =>
  attempt(() => {
    const known = state()?.[ENTRY];
    if (typeof known === "number") return known;
    history.replaceState({ ...state(), [ENTRY]: fresh }, "");
  }) ?? fresh;

export const cover = () => attempt(() => history.pushState({ ...state(), [COVER]: true }, ""));

export const uncover = () => attempt(() => state() && COVER in state() && history.back());

/** What tells before the browser goes back within the page, where it does; and whether it is about to, and can be held up. */
export const navigation = () => (globalThis.navigation instanceof EventTarget ? globalThis.navigation : undefined);
export const isTraversal = ({ cancelable, navigationType }) => cancelable && navigationType === "traverse";

export const scrolled = () => scrollY;

export const scrollTo = (top) => window.scrollTo({ top, behavior: "instant" });

export const hasNoFragment = () => attempt(() => !location.hash) ?? false;

// -------------------------------------------------------------------------------------------------------- url.rs, json.rs

export const resolve = (reference, base) => attempt(() => new URL(reference, base).href);

// Not by way of the document, whose forms and pictures may have taken the name.
export const base = () => Reflect.get(Node.prototype, "baseURI", document);

/** A member of an object; of what is none (an array has its length), undefined. */
export const member = (value, name) => (typeof value === "object" && !Array.isArray(value) ? value?.[name] : undefined);

/** The same, if it is a string. */
export const textIn = (value, name) => {
  const text = member(value, name);
  return typeof text === "string" ? text : undefined;
};

// --------------------------------------------------------------------------------------------------------------- fetch.rs

const LARGEST = 5 * 2 ** 20; // bytes of a feed that are read (fetch.rs)

// The chunks are decoded as they come; a byte order mark goes (the Encoding Standard's decoder).
const readText = async ({ body }) => {
  const reader = body?.getReader(), decoder = new TextDecoder();
  let text = "", part, limit = LARGEST;
  while ((part = await reader?.read())?.value) {
    limit -= part.value.length;
    if (limit < 0) return;
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
};

const messageOf = (thrown) => {
  const said = thrown?.message ?? thrown;
  return typeof said === "string" ? said : "";
};

const parseFeed = (text, address) => {
  try {
    return { json: JSON.parse(text), text, address };
  } catch (error) {
    return { failure: "json", cause: messageOf(error) };
  }
};

/** What comes of a promised answer: `{json, text, address}` or `{failure, status, cause}`. */
const read = async (promised, address) => {
  const response = await promised;
  if (!response.ok) return { failure: "http", status: response.status };
  const text = await readText(response);
  // A redirect moves the feed, and what is relative in it.
  return text === undefined ? { failure: "size" } : parseFeed(text, response.url || address);
};

/** Reads what a request of the loader's brings while the engine is still on its way. */
export const readAhead = (early, address) => {
  early.outcome = read(early.response, address);
  early.outcome.catch(() => {}); // its failure is told to who takes it
};

/**
 * A request for `address`, or the one that the loader has started, if `takeEarly(address)` gives one: `{response, abort}`, and the
 * `outcome` if that is being read. `outcome` is never refused: it is `{json, text, address}`, or `{failure, cause, status}`.
 */
export const request = (address, takeEarly, seconds) => {
  const early = takeEarly?.(address);
  const abort = early?.abort ?? new AbortController(), { signal } = abort;
  // What the HTTP cache has may be hours old, and there without a network: the server is asked, and may say 304.
  const load = async () => {
    if (!early) return read(fetch(address, { cache: "no-cache", signal }), address);
    // Other readers may take it too, and a body is read once.
    if (!early.outcome) readAhead(early, address);
    return early.outcome;
  };
  const stop = () => abort.abort();
  let failure = "network";
  const timer = setTimeout(() => {
    failure = "time";
    stop();
  }, seconds * 1000);
  const stopped = new Promise((_, fail) => (signal.onabort = () => fail(signal.reason)));
  const flight = { stop, over: false };
  flight.outcome = Promise.race([load(), stopped])
    .catch((thrown) => ({ failure, cause: messageOf(thrown) }))
    .then((outcome) => {
      clearTimeout(timer);
      flight.over = true;
      stop(); // of what was refused, no more comes
      return outcome;
    });
  return flight;
};

// --------------------------------------------------------------------------------------------------------------- parse.rs

// What parseHTML must not see, and what it is shown instead.
const DISGUISES = [
  [/(<\/?)iframe/gi, "$1noembed"],
  [/(<\/?)noscript/gi, "$1no-script"],
  [/(<\/?)object/gi, "$1applet"],
  [/<embed/gi, "<keygen"],
  [/([\s"'/]o)(?=n[a-z])/gi, "$1\ufdd0"],
];
const DISGUISED = { noembed: "iframe", "no-script": "noscript", applet: "object" };

let policy; // made at the first use; null where the page allows none
const makePolicy = () => {
  policy = null;
  const rules = { createHTML: (html) => html };
  policy = globalThis.trustedTypes ? trustedTypes.createPolicy("tin-reader", rules) : rules;
};

/** Undefined or null where the page allows no policy. */
export const byDomParser = (html) =>
  attempt(() => {
    if (policy === undefined) makePolicy();
    return policy && new DOMParser().parseFromString(policy.createHTML(html), "text/html");
  });

/** Undefined where the browser has no such method. An empty configuration leaves out only what could run. */
export const byParseHtml = (html) => {
  for (const [pattern, disguise] of DISGUISES) html = html.replace(pattern, disguise);
  return attempt(() => Document.parseHTML(html, { sanitizer: {} }));
};

/** A text or an attribute's value of a document by parseHTML, as the feed wrote it. */
export const undisguised = (text) =>
  text
    .replace(/\ufdd0/g, "")
    .replace(/(<\/?)(noembed|no-script|applet)|<keygen/g, (_, open, name) => (name ? open + DISGUISED[name] : "<embed"));

// ------------------------------------------------------------------------------------------------------------ sanitize.rs

/** A walk through the elements and texts below `root`. */
export const walker = (root) => create("TreeWalker", root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);

/** The words of a text; of what is none, undefined. */
export const textOf = (node) => (node instanceof Text ? node.data : undefined);

/** The name of an HTML element; of anything else, undefined. */
export const nameOf = (node) => {
  if (node instanceof HTMLFormElement) return "form";
  return node.namespaceURI === "http://www.w3.org/1999/xhtml" ? node.localName : undefined;
};

/** An attribute's value; the `src` of a medium may stand on its `<source>`. Nothing is asked of a form. */
export const attributeOf = (element, name) => {
  if (element instanceof HTMLFormElement) return;
  return element.getAttribute(name) ?? (name === "src" ? element.querySelector(":scope>source[src]")?.getAttribute(name) : undefined);
};

export const isBody = (node) => node instanceof HTMLBodyElement;

// ------------------------------------------------------------------------------------------------- share.rs, clipboard.rs

export const share = async (title, url) => {
  try {
    await navigator.share({ title, url });
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
};

const encode = encodeURIComponent;
export const facebook = (url) => "https://www.facebook.com/sharer/sharer.php?u=" + encode(url);
// `{"url":"…"}` in Base64, as Zalo's own button writes it.
export const zalo = (url) => "https://button-share.zalo.me/share_external?d=" + encode(btoa(JSON.stringify({ url })));
export const mail = (title, url) => `mailto:?subject=${encode(title)}&body=${encode(url)}`;

export const copyText = async (text) => navigator.clipboard.writeText(text);

// --------------------------------------------------------------------------------------------------------------- paper.rs

/** How long pictures may take before printing goes on without them; between two looks at them; after which a browser that has not begun to print will not. */
const PATIENCE = 5000, PAUSE = 50, BEGINNING = 1000;

/** An empty document of the page's own origin and policy, with the sheets of `root`. */
const makeDocument = async (frame, root, title, lang) => {
  // Firefox puts another document in place of the first one, and then says that it has loaded; the others say so while the frame
  // is being appended.
  const loaded = new Promise((done) => {
    frame.onload = done;
    root.appendChild(frame);
  });
  await Promise.race([loaded, pause(PATIENCE)]);
  frame.onload = null;
  const page = frame.contentDocument;
  page.title = title;
  page.documentElement.lang = lang;
  const rules = root.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]);
  const sheet = new frame.contentWindow.CSSStyleSheet(); // only one that its own window has made will do
  sheet.replaceSync(rules.map(({ cssText }) => cssText).join(""));
  page.adoptedStyleSheets = [sheet];
  return page;
};

/** Appends `content`, and waits for the pictures in it. */
const fillPage = async (page, content) => {
  const pictures = [...content.querySelectorAll("img")];
  // Nobody sees the frame, so it has no picture near its view.
  for (const picture of pictures) picture.loading = "eager";
  page.body.appendChild(content);
  // Asked again and again: a picture that changes documents is loaded anew, and what it tells of meanwhile may be the old load.
  for (let waited = 0; waited < PATIENCE; waited += PAUSE) {
    await pause(PAUSE);
    if (pictures.every(({ complete }) => complete)) return;
  }
};

export const paper = () => {
  let frame;
  const remove = () => frame?.remove();
  return {
    remove,
    async print(root, content, title, lang) {
      remove();
      frame = make("iframe");
      frame.className = "paper";
      frame.ariaHidden = "true";
      frame.tabIndex = -1;
      await fillPage(await makeDocument(frame, root, title, lang), content);
      const window = frame.contentWindow;
      let begun = false;
      window.addEventListener("beforeprint", () => (begun = true));
      // Not while it is being heard.
      window.addEventListener("afterprint", () => queueMicrotask(remove));
      // Some block until the reader has closed their dialog; others come back at once and print later.
      window.print();
      if (!begun) await pause(BEGINNING);
      if (!begun) throw 0;
    },
  };
};

// -------------------------------------------------------------------------------------------------------------- speech.rs

const BREATH = 100; // milliseconds that a synthesiser which was just silenced is given: Safari drops what is said at once

export const synthesis = () => {
  const { speechSynthesis, SpeechSynthesisUtterance } = window;
  return typeof speechSynthesis === "object" && typeof SpeechSynthesisUtterance === "function" ? speechSynthesis : undefined;
};

export const voices = (synthesis) => attempt(() => [...synthesis.getVoices()]) ?? [];

/** Says `text`; `heard` is told of `start`, `end`, or why it failed. Undefined: the browser does not take it. */
export const speak = (synthesis, text, lang, voice, rate, heard) => {
  let over = false, later;
  try {
    const utterance = new SpeechSynthesisUtterance(text);
    Object.assign(utterance, { lang, rate }, voice && { voice });
    const listen = ({ type, error = "" }) => {
      over = type !== "start";
      heard(type === "error" ? "" + error : type);
    };
    const kinds = ["start", "end", "error"];
    for (const kind of kinds) utterance.addEventListener(kind, listen);
    // In the same turn as the press, if it can be: Safari asks for one.
    if (synthesis.speaking || synthesis.pending) {
      synthesis.cancel();
      later = setTimeout(() => attempt(() => synthesis.speak(utterance)), BREATH);
    } else synthesis.speak(utterance);
    return {
      utterance, // the browser keeps none alive that the page does not, and would forget its end
      hush() {
        for (const kind of kinds) utterance.removeEventListener(kind, listen);
        clearTimeout(later);
        // What has ended must not take with it what somebody else says now.
        if (!over) synthesis.cancel();
      },
    };
  } catch {}
};

/** What a language is called in another one, as it stands within a sentence; undefined where the browser does not know. */
export const languageName = (tag, lang) => {
  try {
    // Some browsers write "Tiếng Pháp", as at the head of a list.
    return new Intl.DisplayNames(lang, { type: "language" }).of(tag).replace(/^Tiếng (?=.)/, "tiếng ");
  } catch {}
};

// ------------------------------------------------------------------------------------------------------- element: emit.rs

export const dispatch = (host, kind, detail, cancelable) =>
  host.dispatchEvent(new CustomEvent(kind, { bubbles: true, composed: true, cancelable, detail }));

export const article = (id, url = null, title) => ({ id, url, title });

export const category = (id, title) => ({ id, title });

export const failure = (code, message, cause = null) => ({ code, message, cause });

export const thrown = (code, message) => Object.assign(new Error(message), { code });

export const aborted = () => new DOMException("", "AbortError");

export const listed = (id, headline, summary = null, category = null, url = null, time = null, language = null) => [
  id, headline, summary, category, url, time, language,
];

// -------------------------------------------------------------------------------- tools: engine.rs, search.rs, results.rs

/** A member of what the engine knows of the article on screen. */
export const currentMember = (engine, member) => engine.current?.[member];

export const typed = ({ value }) => value ?? "";
export const clear = (field) => (field.value = "");

/** Sorts names as a Vietnamese dictionary does, where the browser has one. */
export const sortNames = (names) => attempt(() => void names.sort(new Intl.Collator("vi").compare));

// ------------------------------------------------------------------------------------------------------- tools: listen.rs

/** Elements that are passages of their own, or hold some; and those without text of the article. */
const BLOCKS =
  " p div ul ol li dl dt dd table thead tbody tfoot figure figcaption caption blockquote pre details summary h2 h3 h4 h5 h6 ";
const SILENT = " img svg hr audio rt rp button ";

/** What there is to read in `block`, in order: `[node, text, language, name of the node]`, each a paragraph, an item, a row, a caption. */
export const passages = (block) => {
  const found = [];
  let run = "";
  const finish = (node) => {
    // The tables of `core::speech` know composed letters, as do voices.
    const text = run.normalize("NFC"), lang = node.closest("article[lang], article [lang]")?.getAttribute("lang") ?? "vi";
    if (text.trim()) found.push([node, text, lang, node.localName]);
    run = "";
  };
  const walk = (node) => {
    for (const child of node.childNodes) {
      const name = child.localName;
      // A line break in the source is none.
      if (child instanceof Text) run += child.data.replaceAll("\n", " ");
      else if (name === "br") run += "\n";
      else if (name === "tr") {
        finish(block);
        run = [...child.children].flatMap(passages).map(([, text]) => text.trim()).join(", ");
        finish(child);
      } else if (BLOCKS.includes(` ${name} `)) {
        finish(block);
        // Our own words about the article are not the article's.
        if (child.className !== "note") found.push(...passages(child));
      } else if (!SILENT.includes(` ${name} `)) walk(child);
    }
  };
  walk(block);
  finish(block);
  return found;
};
