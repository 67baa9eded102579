// What readers save, and the pictures they have seen. The build puts this into the glue of the reading tools (tools/finish.mjs);
// what has to go when room is short, core::shelf says.
//
//   tin-reader:1:<feed>           the feed's last good answer (embed.js)
//   tin-reader:1:<feed> <id>      a saved article: its pictures and then, under the feed's address, the feed of it alone. Without
//                                 that last entry it is not saved
//   tin-reader:1:pictures:<feed>  pictures that were seen and, under the feed's address, the list of them
//
// Every answer is fetched with leave to read it (CORS) and stored anew: an opaque one would take megabytes of the quota, and
// nobody could tell what it is.
import { plan, room } from "glue";

const PREFIX = "tin-reader:1:";
const savedName = (feed, id) => PREFIX + feed + " " + id;
const seenName = (feed) => PREFIX + "pictures:" + feed;
/** Milliseconds for one picture. */
const PATIENCE = 20000;
/** Milliseconds during which pictures that come are kept in one go. */
const GATHERING = 500;
const PAGES = 20;

const feedOf = (host) => new URL(host.getAttribute("feed").trim(), host.baseURI).href;
const roomOf = (host) => room(host.getAttribute("storage") ?? undefined);
const isOff = (host) => /^\s*off\s*$/i.test(host.getAttribute("offline"));
const isHttp = (address) => /^https?:/.test(address);
const list = (value) => (Array.isArray(value) ? value : []);

/** Tabs take turns: one writes a feed's entries at a time. */
const inTurn = (feed, work) => (navigator.locks ? navigator.locks.request(PREFIX + feed, work) : work());

const ask = (address, options) => fetch(address, { signal: AbortSignal.timeout(PATIENCE), ...options });
const askPicture = (address, options) => ask(address, { referrerPolicy: "no-referrer", ...options });

const tell = (host, kind, detail) =>
  host.dispatchEvent(new CustomEvent(kind, { bubbles: true, composed: true, detail }));

// What the page's policy or a picture host has refused: not asked for again on this page, each refusal is a line in its console.
const refused = new Set();
const refusal = ({ blockedURI, effectiveDirective }) => {
  if (/^(connect|img)-src$/.test(effectiveDirective)) refused.add(/:\//.test(blockedURI) ? new URL(blockedURI).origin : blockedURI);
};

/** Whether this browser can show it. (An error page may well come as an answer to a picture's address.) */
const isPicture = async (blob) => {
  if (/svg/.test(blob.type)) return true;
  const drawn = await createImageBitmap(blob).catch(() => undefined);
  drawn?.close();
  return !!drawn;
};

/** The bytes of an answer. WebKit takes one that was cut off for whole; one that was compressed on the way may seem a little short. */
const bytesOf = async (answer) => {
  const blob = await answer.blob();
  const length = +answer.headers.get("content-length");
  if (length - blob.size > 64 + length / 1000) throw new Error("cut off");
  return blob;
};

/** What is kept of a picture: in the saved article, or seen. */
const keptPicture = async (feed, id, address) => {
  for (const cacheName of [savedName(feed, id), seenName(feed)]) {
    const blob = await (await caches.match(address, { cacheName }))?.blob();
    if (blob && (await isPicture(blob))) return blob;
  }
};

/** A picture's bytes; undefined when there is none to be had. Throws when the network is to blame. */
const picture = async (feed, id, address) => {
  const kept = await keptPicture(feed, id, address);
  if (kept) return kept;
  let failed;
  // What the page has shown may lie in the HTTP cache, without the leave to read it.
  for (const cache of ["force-cache", "reload"]) {
    let answer;
    try {
      answer = await askPicture(address, { cache });
      const blob = await bytesOf(answer);
      if (answer.ok && (await isPicture(blob))) return blob;
      failed = answer.status >= 500;
    } catch ({ name }) {
      // Cut off, or silent; or not answered at all, which may be a refusal.
      failed = !!answer || name === "TimeoutError" || !(await isRefused(address));
    }
  }
  if (failed) throw new Error(address);
};

/** Whether a picture cannot be read although its host is there: no CORS, a policy of the page's, http on https. */
const isRefused = async (address) => {
  const probe = askPicture(address, { mode: "no-cors", method: "HEAD", cache: "no-store" });
  if (await probe.then(() => true, () => false)) return true;
  // The word of a policy comes a moment after its deed.
  await new Promise((go) => setTimeout(go, 100));
  return refused.has(new URL(address).origin) || (location.protocol === "https:" && /^http:/.test(address));
};

/** The feed's last good answer; undefined when there is none. */
const lastGood = async (feed) => (await caches.match(feed, { cacheName: PREFIX + feed }))?.json().catch(() => undefined);
const idOf = (value) => String(value ?? "");
const find = (json, id) => list(json?.items).find((item) => idOf(item?.id) === id);

/** `[feed, item, base]` of the article as the server wrote it; throws when it cannot be found. */
const raw = async (feed, id) => {
  const kept = await lastGood(feed);
  if (find(kept, id)) return [kept, find(kept, id), feed];
  let next = feed;
  for (const seen = new Set(); !seen.has(next) && seen.size < PAGES; ) {
    seen.add(next);
    const answer = await ask(next);
    const json = await answer.json();
    if (find(json, id)) return [json, find(json, id), answer.url];
    next = new URL(json.next_url ?? next, answer.url).href;
    if (new URL(next).origin !== new URL(feed).origin) break;
  }
  throw new Error(id);
};

/**
 * The feed of one article, its relative addresses made absolute: they count from the feed's own. It may be read by now, whatever the device's clock will say; should the feed put it off again, the feed's word goes before.
 */
const alone = ({ version, title, language, author, authors, _tin }, item, base) => {
  for (const [object, ...names] of [
    [item, "url", "external_url", "image", "banner_image"],
    ...list(item.attachments).map((file) => [file, "url"]),
  ])
    for (const name of names)
      try {
        if (object[name]) object[name] = new URL(object[name], base).href;
      } catch {} // no address: the engine drops it
  if (item._tin) delete item._tin.not_before;
  return { version, title, language, author, authors, items: [item], _tin: { categories: _tin?.categories } };
};

/** `[id, response]` of every saved article; without a response it was never finished. */
const entries = async (feed) => {
  const start = savedName(feed, "");
  const names = (await caches.keys()).filter((name) => name.startsWith(start));
  return Promise.all(names.map(async (name) => [name.slice(start.length), await caches.match(feed, { cacheName: name })]));
};

const number = (answer, name) => Math.min(Math.max(+answer.headers.get("x-tin-" + name) || 0, 0), 1e12);

/** How many bytes there are besides the feed and the saved articles, the one with this id not counted. */
const left = async (host, feed, id) => {
  const most = roomOf(host);
  const own = await (await caches.match(feed, { cacheName: PREFIX + feed }))?.blob();
  const sizes = (await entries(feed)).map(([other, answer]) => (answer && other !== id ? number(answer, "size") : 0));
  // A size that no save would have allowed is nobody's.
  return sizes.filter((size) => size <= most).reduce((rest, size) => rest - size, most - (own?.size ?? 0));
};

/** Brings the pictures seen to what may be kept; `seen` has a line for each that was just read, `gone` the articles that vanish. */
const trim = async (host, feed, seen, gone = new Set()) => {
  const name = seenName(feed);
  if (!(await caches.has(name))) return;
  const cache = await caches.open(name);
  const known = (await (await cache.match(feed))?.text()) ?? "";
  const stays = (line) => !gone.has(line.split(" ")[2]);
  const plans = plan(known.split("\n").filter(stays).join("\n"), seen.join("\n"), Date.now(), await left(host, feed));
  const kept = new Set(plans.split("\n").map((line) => line.split(" ").pop()));
  for (const { url } of await cache.keys()) if (url !== feed && !kept.has(url)) await cache.delete(url);
  await cache.put(feed, new Response(plans));
};

/** Keeps pictures that have come: address -> the article they were seen in. */
const keep = (host, feed, pictures) =>
  inTurn(feed, async () => {
    const wanted = [...pictures].filter(([address]) => !refused.has(new URL(address).origin));
    if (!wanted.length) return;
    const cache = await caches.open(seenName(feed));
    const seen = [];
    for (const [address, owner] of wanted)
      try {
        let blob = await (await cache.match(address))?.blob();
        if (!blob) {
          const answer = await askPicture(address, { cache: "force-cache" });
          if (!answer.ok) continue;
          blob = await bytesOf(answer);
          await cache.put(address, new Response(blob));
        }
        seen.push([blob.size, encodeURIComponent(owner), address].join(" "));
      } catch ({ name }) {
        if (name === "QuotaExceededError") break;
        if (await isRefused(address)) refused.add(new URL(address).origin);
      }
    await trim(host, feed, seen);
  });

const quietly = (work) => (...args) => void work(...args).catch(() => {}); // where nothing may be kept, nothing is

const readers = new Set();
const waiting = new Map(); // reader -> pictures to keep
const originals = new WeakMap(); // picture -> the address that did not answer
let shown = []; // pictures that are shown from the store

/** A picture is on screen, from here or there: notes that, and keeps it. */
const note = (host, img, address) => {
  if (!waiting.has(host)) {
    const feed = feedOf(host), pictures = new Map();
    waiting.set(host, pictures);
    setTimeout(quietly(async () => {
      waiting.delete(host);
      await keep(host, feed, pictures);
    }), GATHERING);
  }
  waiting.get(host).set(address, img.closest("article") ? (host.current?.id ?? "") : "");
};

/** A picture has come. */
const came = quietly(async (host, img) => {
  if (isHttp(img.src) && !isOff(host)) note(host, img, img.src);
});

/** A picture has not come: shows what is kept of it. */
const broke = quietly(async (host, img) => {
  const original = originals.get(img);
  if (original) {
    // Nor has what was kept: a policy without `blob:`, or no picture. The original is asked for when the network is back.
    if (img.src !== original) img.src = original;
    return;
  }
  const address = img.src, feed = feedOf(host);
  if (!isHttp(address) || refused.has("blob") || isOff(host)) return;
  originals.set(img, address);
  const blob = await keptPicture(feed, host.current?.id, address);
  if (!blob || img.src !== address) return;
  img.src = URL.createObjectURL(blob);
  img.removeAttribute("data-broken");
  shown.push(img);
  note(host, img, address);
});

/** The feed says what must vanish: it goes from what was saved and seen. */
const heard = quietly(async (feed, text) => {
  if (!text.includes('"withdrawn"')) return;
  const { items, _tin } = JSON.parse(text);
  const own = list(items).filter((item) => item?._tin?.withdrawn === true).map(({ id }) => id);
  const gone = new Set([...list(_tin?.withdrawn), ...own].map(idOf));
  await inTurn(feed, async () => {
    const here = [...readers].filter((host) => feedOf(host) === feed);
    for (const id of gone)
      if (await caches.delete(savedName(feed, id))) for (const host of here) tell(host, "tin-save", { id, saved: false });
    if (gone.size && here[0]) await trim(here[0], feed, [], new Set([...gone].map(encodeURIComponent)));
  });
});

/** Something that ends a save, by the name that `save` answers with. */
const end = (name) => Object.assign(new Error(name), { name });

/** Stores an entry. When the device is full, pictures that were only seen make room. */
const put = async (feed, cache, address, body, options) => {
  const store = () => cache.put(address, new Response(body, options));
  await store().catch(async () => {
    await caches.delete(seenName(feed));
    await store();
  });
};

const tidy = async (host, feed, cache, addresses) => {
  try {
    for (const { url } of await cache.keys()) if (url !== feed && !addresses.includes(url)) await cache.delete(url);
    await trim(host, feed, []);
  } catch {} // the next save does it
};

const saveInTurn = async (host, feed, id, article, progress) => {
  const [json, item, base] = await raw(feed, id);
  for (const [other, answer] of await entries(feed)) if (!answer) await caches.delete(savedName(feed, other));
  const name = savedName(feed, id);
  const cache = await caches.open(name).catch(() => {
    throw end("none");
  });
  const before = await cache.match(feed);
  const most = await left(host, feed, id);
  const banner = item.banner_image && new URL(item.banner_image, base).href;
  const shown = [...article.querySelectorAll("img")].map((img) => img.src);
  const addresses = [...new Set([...shown, banner])].filter(isHttp);
  const text = JSON.stringify(alone(json, item, base));
  let size = new Blob([text]).size;
  const stored = [];
  try {
    for (const [at, address] of addresses.entries()) {
      progress(at, addresses.length);
      const blob = await picture(feed, id, address);
      size += blob?.size ?? 0;
      if (size > most) break;
      if (blob) stored.push(address) && (await put(feed, cache, address, blob));
    }
    if (size > most) throw end("over");
    const facts = { saved: Math.floor(Date.now() / 1000), size, lacks: addresses.length - stored.length, pictures: stored.join(" ") };
    const headers = Object.entries(facts).map(([name, value]) => ["x-tin-" + name, value]);
    await put(feed, cache, feed, text, { headers });
  } catch (error) {
    if (!before) await caches.delete(name);
    throw error;
  }
  // Saved it is by now, whatever becomes of this.
  await tidy(host, feed, cache, stored);
  const lacks = addresses.length - stored.length;
  return [lacks ? "text" : "saved", lacks, addresses.length];
};

const ENDS = { QuotaExceededError: "full", over: "over", none: "none" };

/** For src/browser/shelf.rs. Nothing in here throws at once: that would end the module that called it. */
const methods = {
  came,
  broke,

  /** A reader shows something else. */
  look: quietly(async (host, root) => {
    if (!readers.has(host)) {
      readers.add(host);
      document.addEventListener("securitypolicyviolation", refusal); // once, however often it is said
      const feed = feedOf(host);
      heard(feed, await (await caches.match(feed, { cacheName: PREFIX + feed })).text());
    }
    shown = shown.filter((img) => img.isConnected || URL.revokeObjectURL(img.src));
    for (const img of root.querySelectorAll(".tin img"))
      if (img.hasAttribute("data-broken")) broke(host, img);
      else if (img.complete && img.naturalWidth) came(host, img);
  }),

  leave(host) {
    readers.delete(host);
    if (!readers.size) document.removeEventListener("securitypolicyviolation", refusal);
  },

  /** `[id, headline, seconds, bytes, pictures it lacks, whether the feed has changed it since]` of each saved article, the last first. */
  async list(host) {
    const feed = feedOf(host);
    const found = await entries(feed);
    const good = found.length ? await lastGood(feed) : undefined;
    const rows = found.map(async ([id, answer]) => {
      const json = await answer?.json().catch(() => undefined);
      const item = list(json?.items)[0];
      // What somebody else has written there is not shown as saved: the engine would not open it.
      if (!item || idOf(item.id) !== id || !/jsonfeed\.org\/version\/1/.test(json.version) || !json.title) return [];
      const now = find(good, id);
      // Put off until later: it is shown then.
      if (Date.parse(now?._tin?.not_before) > Date.now()) return [];
      const changed = !!now && JSON.stringify(alone(good, now, feed).items[0]) !== JSON.stringify(item);
      const words = [item.title, item.summary, item.content_text].find((text) => typeof text === "string" && text.trim()) ?? id;
      let lacks = number(answer, "lacks");
      // (Not by opening the cache, which would make it anew when it has just been removed.)
      for (const address of (answer.headers.get("x-tin-pictures") ?? "").match(/\S+/g) ?? [])
        if (!(await caches.match(address, { cacheName: savedName(feed, id) }))) lacks++;
      return [id, words.trim().replace(/^(.{180})[^]+/, "$1…"), number(answer, "saved"), number(answer, "size"), lacks, changed];
    });
    return (await Promise.all(rows)).filter(([id]) => id).sort((one, other) => other[2] - one[2]);
  },

  /**
   * Saves an article, all of it or nothing; `article` is how it looks. Answers `["saved" | "text", pictures lacking, pictures]`,
   * or why it is not saved: `["network" | "over" | "full" | "none"]`.
   */
  async save(host, id, article, progress) {
    try {
      const feed = feedOf(host);
      await caches.keys().catch(() => {
        throw end("none");
      });
      const answer = await inTurn(feed, () => saveInTurn(host, feed, id, article, progress));
      if (answer[0] === "saved") tell(host, "tin-save", { id, saved: true });
      return answer;
    } catch ({ name }) {
      return [ENDS[name] ?? (globalThis.caches ? "network" : "none")];
    }
  },

  /** Removes a saved article, or without an `id` all of them. */
  async remove(host, id) {
    const feed = feedOf(host);
    await inTurn(feed, async () => {
      for (const [other] of id === undefined ? await entries(feed) : [[id]])
        if (await caches.delete(savedName(feed, other))) tell(host, "tin-save", { id: other, saved: false });
    });
  },

  /** Whether the browser promises not to throw away what is saved; `ask` asks it to. */
  async persist(ask) {
    const { storage } = navigator;
    return !!(await (ask ? storage?.persist?.() : storage?.persisted?.()));
  },

  full(host, message) {
    tell(host, "tin-error", { code: "storage-full", message, cause: null });
  },
};

let listens = false;
/** What the tools work with. `store` is the loader's: every good answer passes through here from now on. */
export const shelf = (store) => {
  if (!listens) {
    listens = true;
    const { keep } = store;
    store.keep = async (feed, text, saved) => {
      heard(feed, text);
      await keep(feed, text, saved).catch(async () => {
        // On a full device pictures make room for news.
        await caches.delete(seenName(feed));
        await keep(feed, text, saved);
      });
    };
  }
  return methods;
};
