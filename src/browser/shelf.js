// What readers save, and the pictures they have seen. The build puts this into the glue of the reading tools (tools/finish.mjs);
// what has to go when room is short, core::shelf says.
//
//   tin-reader:1:<feed>           the feed's last good answer, and those of further pages (store.js); under `?tin=<address>`, a
//                                 saved article again, for tags that name it so
//   tin-reader:1:<feed> <id>      a saved article: its pictures and then, under the feed's address, the feed of it alone. Without
//                                 that last entry it is not saved
//   tin-reader:1:pictures:<feed>  pictures that were seen and, under the feed's address, the list of them, with when the feed was
//                                 last read
//
// Every answer is fetched with leave to read it (CORS) and stored anew: an opaque one would take megabytes of the quota, and
// nobody could tell what it is. Each says that it is ours (store.js): a worker of the page's does not take it for the server's.
import { plan, room } from "glue";

const PREFIX = "tin-reader:1:";
const savedName = (feed, id) => PREFIX + feed + " " + id;
const seenName = (feed) => PREFIX + "pictures:" + feed;
const OURS = { vary: "x-tin", "x-tin": 1 };
/** What is kept under an address in the cache of this name. */
const lookUp = (address, cacheName) => caches.match(address, { cacheName, ignoreVary: true });
const write = (cache, address, body, headers) =>
  cache.put(new Request(address, { headers: OURS }), new Response(body, { headers: { ...OURS, ...headers } }));
/** Removes from a cache what `goes`, by its address. */
const weed = async (cache, goes) => {
  for (const { url } of await cache.keys()) if (await goes(url)) await cache.delete(url, { ignoreVary: true });
};
/** Milliseconds for one picture. */
const PATIENCE = 20000;
/** Milliseconds during which pictures that come are kept in one go. */
const GATHERING = 500;
const PAGES = 20;
/** How many feeds are remembered besides what was saved of them, and for how many milliseconds without being read. */
const FEEDS = 20, MEMORY = 60 * 24 * 3600 * 1000;

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
const closed = new Set(); // hosts whose pictures nobody may read: what was only seen is not asked for
const originOf = (address) => new URL(address).origin;
const refusal = ({ blockedURI, effectiveDirective }) => {
  if (/^(connect|img)-src$/.test(effectiveDirective)) refused.add(/:\//.test(blockedURI) ? originOf(blockedURI) : blockedURI);
};

/** Whether this browser can show it. (An error page may well come as an answer to a picture's address.) */
const isPicture = async (blob) => {
  if (/svg/.test(blob.type)) return true;
  const drawn = await createImageBitmap(blob).catch(() => undefined);
  drawn?.close();
  return !!drawn;
};

/** Whether what is kept of a picture is one. What says that it is was asked when it came; not each is read again. */
const isSound = async (answer) => answer && (/^image/.test(answer.headers.get("content-type")) || isPicture(await answer.blob()));

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
    const blob = await (await lookUp(address, cacheName))?.blob();
    if (blob && (await isPicture(blob))) return blob;
  }
};

/** A picture's bytes from its host; undefined when there is none to be had. Throws when the network is to blame. */
const picture = async (address) => {
  let failed, denied;
  // What the page has shown may lie in the HTTP cache, without the leave to read it.
  for (const cache of ["force-cache", "reload"]) {
    if (refused.has(originOf(address))) return;
    let answer;
    try {
      answer = await askPicture(address, { cache });
      const blob = await bytesOf(answer);
      if (answer.ok && (await isPicture(blob))) return blob;
      failed = answer.status >= 500;
      denied = false;
    } catch ({ name }) {
      // Cut off, or silent (an abort, some browsers say); or not answered at all, which may be a refusal.
      const late = /^Abort|^Timeout/.test(name);
      denied = !(failed = answer || late || !(await isRefused(address)));
      if (late) break;
    }
  }
  if (failed) throw new Error(address);
  if (denied) closed.add(originOf(address));
};

/** Whether a picture cannot be read although its host is there: no CORS, a policy of the page's, http on https. */
const isRefused = async (address) => {
  // The word of a policy comes a moment after its deed; what asks again before it has come breaks it again.
  await new Promise((go) => setTimeout(go, 100));
  const isForbidden = () => refused.has(originOf(address)) || (location.protocol === "https:" && /^http:/.test(address));
  if (isForbidden()) return true;
  const probe = askPicture(address, { mode: "no-cors", method: "HEAD", cache: "no-store" });
  return probe.then(() => true, isForbidden);
};

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {}
};
/** `[text, base]` of the feed's last good answer: its addresses count from where it came from. */
const lastGood = async (feed) => {
  const answer = await lookUp(feed, PREFIX + feed);
  return [await answer?.text(), answer?.headers.get("x-tin-address") || feed];
};
const idOf = (value) => String(value ?? "");
const find = (json, id) => list(json?.items).find((item) => idOf(item?.id) === id);

// feed -> `[text, sure]`: what this page's readers draw from. Another tab may have stored a newer one by now.
const drawn = new Map();
const readersOf = (feed) => [...readers].filter((host) => absolute(host.getAttribute("feed"), host.baseURI) === feed);

const isFeed = (json) => /jsonfeed\.org\/version\/1/.test(json?.version) && !!json.title;

/** `[feed, item, base, sure]` of the article as the server wrote it; throws when it cannot be found. */
const raw = async (feed, id) => {
  const [stored, base] = await lastGood(feed);
  const [text, sure] = drawn.get(feed) ?? [stored];
  const json = parsed(text);
  if (find(json, id)) return [json, find(json, id), base, sure && readersOf(feed).length < 2];
  let next = feed, origin;
  for (let at = 0; at < PAGES; at++) {
    const answer = await ask(next);
    const text = await answer.text();
    const page = parsed(text);
    if (!answer.ok || !isFeed(page)) break;
    // Another feed's word counts for nothing.
    if (page.title === (json ?? page).title) heard(feed, text);
    if (find(page, id)) return [page, find(page, id), answer.url];
    // (The last page names none, which throws.)
    next = absolute(page.next_url, answer.url);
    // The feed may have moved to another site: that one's pages are its.
    if (originOf(next) !== (origin ??= originOf(answer.url))) break;
  }
  throw new Error(id);
};

/** `[text, addresses of its pictures]`: what to save of an article, both from the same version of it. */
const wanted = async (host, feed, id, engine, again) => {
  const [json, item, base, sure] = await raw(feed, id);
  const text = JSON.stringify(alone(json, item, base));
  // (Throws when the reader has lost it meanwhile.)
  const pictures = [...engine.draw(id).querySelectorAll("img")].map((img) => img.src);
  if (!sure) {
    // Every picture that is drawn has to stand in the text.
    const html = idOf(item.content_html).replace(/&(amp|#38);/g, "&"), from = isHttp(item.url) ? item.url : base;
    const there = new Set([/["']/, /[\s"'=<>,]+/].flatMap((mark) => html.split(mark)).map((word) => absolute(word, from)));
    if (!pictures.every((address) => !isHttp(address) || there.has(address))) {
      if (again) throw new Error(id);
      await host.refresh();
      return wanted(host, feed, id, engine, true);
    }
  }
  return [text, [...new Set([...pictures, item.banner_image])].filter(isHttp)];
};

/** An address in full; undefined when it is none. */
const absolute = (value, base) => {
  try {
    return new URL(value.trim() || "http://", base).href;
  } catch {}
};

/**
 * The feed of one article, its relative addresses made absolute: they count from the feed's own. It may be read by now, whatever the device's clock will say; should the feed put it off again, the feed's word goes before.
 */
const alone = ({ version, title, language, author, authors, _tin }, item, base) => {
  for (const [object, ...names] of [
    [item, "url", "external_url", "image", "banner_image"],
    ...list(item.attachments).map((file) => [file, "url"]),
  ])
    // What is no address the engine drops.
    for (const name of names) if (object?.[name]) object[name] = absolute(object[name], base);
  if (item._tin) delete item._tin.not_before;
  return { version, title, language, author, authors, items: [item], _tin: { categories: _tin?.categories } };
};

/** `[id, response]` of every saved article; without a response it was never finished. */
const entries = async (feed) => {
  const start = savedName(feed, "");
  const names = (await caches.keys()).filter((name) => name.startsWith(start));
  return Promise.all(names.map(async (name) => [name.slice(start.length), await lookUp(feed, name)]));
};

const number = ({ headers }, name) => Math.min(Math.max(+headers.get("x-tin-" + name) || 0, 0), 1e12);

/** Lets go of what is kept of the feed besides its first page, and `goes`. */
const drop = async (feed, goes) => {
  const name = PREFIX + feed;
  if (await caches.has(name)) await weed(await caches.open(name), async (url) => url !== feed && goes(await lookUp(url, name)));
};
const dropAny = (feed, goes) => drop(feed, async (answer) => goes(parsed(await answer.text())));
/** Lets go of further pages that came before this time, or of all. (What was saved says when in an entry of its own.) */
const dropPages = (feed, time = Infinity) => drop(feed, (answer) => 1000 * (number(answer, "saved") || Infinity) < time);

/** How many bytes there are besides the feed and the saved articles, the one with this id not counted. */
const left = async (host, feed, id) => {
  const most = roomOf(host), name = PREFIX + feed;
  let rest = most;
  for (const [other, answer] of await entries(feed)) {
    const size = answer && other !== id ? number(answer, "size") : 0;
    // A size that no save would have allowed is nobody's.
    if (size <= most) rest -= size;
  }
  if (await caches.has(name))
    for (const { url } of await (await caches.open(name)).keys()) rest -= (await (await lookUp(url, name)).blob()).size;
  return rest;
};

/** Brings the pictures seen to what fits in `room`; `seen` has a line for each that was just read, `gone` the articles that vanish. */
const trim = async (feed, room, seen = [], gone = new Set()) => {
  const name = seenName(feed);
  if (!(await caches.has(name))) return;
  const cache = await caches.open(name);
  const known = (await (await lookUp(feed, name))?.text()) ?? "";
  const stays = (line) => !gone.has(line.split(" ")[2]);
  const plans = plan(known.split("\n").filter(stays).join("\n"), seen.join("\n"), Date.now(), room);
  const kept = new Set(plans.split("\n").map((line) => line.split(" ").pop()));
  await weed(cache, (url) => url !== feed && !kept.has(url));
  await write(cache, feed, plans, { "x-tin-read": Date.now() });
};

/** Keeps pictures that have come: address -> the article they were seen in. */
const keep = (host, feed, pictures) =>
  inTurn(feed, async () => {
    const seen = [];
    for (const [address, owner] of pictures)
      try {
        if (closed.has(originOf(address))) continue;
        const name = seenName(feed);
        const known = await lookUp(address, name);
        let blob = (await isSound(known?.clone())) && (await known.blob());
        if (!blob) {
          blob = await picture(address);
          if (!blob) continue;
          await write(await caches.open(name), address, blob);
        }
        seen.push([blob.size, encodeURIComponent(owner), address].join(" "));
      } catch ({ name }) {
        if (name === "QuotaExceededError") break;
      }
    if (seen.length) await trim(feed, await left(host, feed), seen);
  });

/** A feed is read: notes when, and lets go of what was kept of feeds that nobody reads any more. What was saved stays. */
const visit = async (host, feed) => {
  // (A full device is one more reason to go on.)
  await inTurn(feed, async () => {
    await dropPages(feed, Date.now() - MEMORY / 2);
    await trim(feed, await left(host, feed));
  }).catch(() => {});
  const names = await caches.keys();
  const read = new Map();
  for (const name of names) {
    const [, other] = /^tin-reader:1:(?:pictures:)?(http\S+)$/.exec(name) ?? [];
    if (!other || readersOf(other).length) continue;
    const headers = (await lookUp(other, name))?.headers;
    const time = Math.max(+headers?.get("x-tin-read") || 0, 1000 * headers?.get("x-tin-saved") || 0);
    read.set(other, Math.max(read.get(other) ?? 0, Math.min(time, Date.now())));
  }
  const last = [...read].sort(([, one], [, other]) => other - one);
  for (const [at, [other, time]] of last.entries())
    if (at > FEEDS - 2 || Date.now() - time > MEMORY)
      await inTurn(other, async () => {
        await caches.delete(seenName(other));
        // Without the feed nobody would find what was saved of it.
        if (!names.some((name) => name.startsWith(savedName(other, "")))) await caches.delete(PREFIX + other);
      });
};

const quietly = (work) => (...args) => void work(...args).catch(() => {}); // where nothing may be kept, nothing is

const readers = new Set();
const visited = new Set(); // feeds that this page has noted as read
const waiting = new Map(); // reader -> pictures to keep
const originals = new WeakMap(); // picture -> the address that did not answer
let shown = []; // pictures that are shown from the store
const sweep = () => {
  shown = shown.filter((img) => img.isConnected || URL.revokeObjectURL(img.src));
};

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
  // A thumbnail is another article's; the banner may be this one's.
  waiting.get(host).set(address, img.closest("[data-article]")?.dataset.article ?? host.current?.id ?? "");
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
    const here = readersOf(feed);
    for (const id of gone)
      if (await caches.delete(savedName(feed, id))) for (const host of here) tell(host, "tin-save", { id, saved: false });
    if (!gone.size) return;
    // A further page as it was kept knows nothing of it.
    await dropAny(feed, (json) => [...gone].some((id) => find(json, id)));
    if (here[0]) await trim(feed, await left(here[0], feed), [], new Set([...gone].map(encodeURIComponent)));
  });
});

/** Something that ends a save, by the name that `save` answers with. */
const end = (name) => Object.assign(new Error(name), { name });

const FULL = "QuotaExceededError";

/** Stores something. When the device is full, what was only seen makes room: pictures read longest ago, then all, then further pages. */
const store = async (feed, bytes, put) => {
  const name = seenName(feed);
  let failure;
  for (const make of [
    () => {},
    async () => {
      const lines = (await (await lookUp(feed, name))?.text())?.split("\n") ?? [];
      await trim(feed, lines.reduce((sum, line) => sum + (+line.split(" ")[1] || 0), -2 * bytes));
    },
    () => caches.delete(name),
    () => dropPages(feed),
  ])
    try {
      await make();
      return await put();
    } catch (error) {
      failure = error;
      if (error.name !== FULL) break;
    }
  throw failure;
};
const put = (feed, cache, address, body, headers) =>
  store(feed, body.size ?? 2 * body.length, () => write(cache, address, body, headers));

const tidy = async (host, feed, cache, addresses) => {
  try {
    await weed(cache, (url) => url !== feed && !addresses.includes(url));
    await trim(feed, await left(host, feed));
  } catch {} // the next save does it
};

const saveInTurn = async (host, feed, id, engine, progress) => {
  const [text, addresses] = await wanted(host, feed, id, engine);
  for (const [other, answer] of await entries(feed)) if (!answer) await caches.delete(savedName(feed, other));
  const name = savedName(feed, id);
  const cache = await caches.open(name).catch(() => {
    throw end("none");
  });
  const before = await lookUp(feed, name);
  let most = await left(host, feed, id);
  let size = 0, lacks;
  // Further pages make room.
  const add = async (bytes) => {
    size += bytes;
    if (size <= most) return;
    await dropPages(feed);
    most = await left(host, feed, id);
    if (size > most) throw end("over");
  };
  const stored = [];
  try {
    await add(new Blob([text]).size);
    for (const [at, address] of addresses.entries()) {
      progress(at, addresses.length);
      const blob = (await keptPicture(feed, id, address)) ?? (await picture(address));
      if (!blob) continue;
      await add(blob.size);
      stored.push(address);
      await put(feed, cache, address, blob);
    }
    lacks = addresses.length - stored.length;
    await put(feed, cache, feed, text, {
      "x-tin-saved": Math.floor(Date.now() / 1000),
      "x-tin-size": size,
      "x-tin-lacks": lacks,
      "x-tin-pictures": stored.join(" "),
    });
  } catch (error) {
    if (!before) await caches.delete(name);
    throw error;
  }
  // Saved it is by now, whatever becomes of this.
  await tidy(host, feed, cache, stored);
  const { url } = JSON.parse(text).items[0];
  // Not under the address itself, which may be the feed's, or all articles' but for what follows the `#`.
  if (isHttp(url)) await put(feed, await caches.open(PREFIX + feed), new URL("?tin=" + encodeURIComponent(url), feed), text).catch(() => {});
  return [lacks ? "text" : "saved", lacks, addresses.length];
};

const ENDS = { [FULL]: "full", over: "over", none: "none" };

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
      quietly(async () => {
        const [text] = await lastGood(feed);
        if (!text) return;
        if (!drawn.has(feed)) drawn.set(feed, [text]);
        heard(feed, text);
      })();
      if (!isOff(host) && !visited.has(feed)) {
        visited.add(feed);
        quietly(visit)(host, feed);
      }
    }
    sweep();
    for (const img of root.querySelectorAll(".tin img"))
      if (img.hasAttribute("data-broken")) broke(host, img);
      else if (img.complete && img.naturalWidth) came(host, img);
  }),

  leave(host) {
    readers.delete(host);
    sweep();
    if (!readers.size) document.removeEventListener("securitypolicyviolation", refusal);
  },

  /** `[id, headline, seconds, bytes, pictures it lacks, whether the feed has changed it since, language]` of each
   *  saved article, the last first. */
  async list(host) {
    const feed = feedOf(host);
    const found = await entries(feed);
    const [text, base] = found.length ? await lastGood(feed) : [];
    const good = parsed(text);
    const rows = found.map(async ([id, answer]) => {
      const json = await answer?.json().catch(() => undefined);
      const item = list(json?.items)[0];
      // What somebody else has written there is not shown as saved: the engine would not open it.
      if (!item || idOf(item.id) !== id || !isFeed(json)) return [];
      const now = find(good, id);
      // Put off until later: it is shown then.
      if (Date.parse(now?._tin?.not_before) > Date.now()) return [];
      const changed = !!now && JSON.stringify(alone(good, now, base).items[0]) !== JSON.stringify(item);
      const words = [item.title, item.summary, item.content_text].find((text) => typeof text === "string" && text.trim()) ?? id;
      let lacks = number(answer, "lacks");
      // (Not by opening the cache, which would make it anew when it has just been removed.)
      for (const address of (answer.headers.get("x-tin-pictures") ?? "").match(/\S+/g) ?? [])
        if (!(await isSound(await lookUp(address, savedName(feed, id))))) lacks++;
      return [id, words.trim().replace(/^(.{180})[^]+/, "$1…"), number(answer, "saved"), number(answer, "size"), lacks, changed, item.language ?? json.language];
    });
    return (await Promise.all(rows)).filter(([id]) => id).sort((one, other) => other[2] - one[2]);
  },

  /**
   * Saves an article, all of it or nothing, with the pictures that the `engine` draws. Answers `["saved" | "text", pictures lacking, pictures]`,
   * or why it is not saved: `["network" | "over" | "full" | "none"]`.
   */
  async save(host, id, engine, progress) {
    try {
      const feed = feedOf(host);
      await caches.keys().catch(() => {
        throw end("none");
      });
      const answer = await inTurn(feed, () => saveInTurn(host, feed, id, engine, progress));
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
      for (const [other] of id === undefined ? await entries(feed) : [[id]]) {
        if (await caches.delete(savedName(feed, other))) tell(host, "tin-save", { id: other, saved: false });
        await dropAny(feed, (json) => find(json, other) && json.items.length < 2);
      }
    });
  },

  /** Whether the browser promises not to throw away what is saved; `ask` asks it to. */
  async persist(ask) {
    return !!(await navigator.storage?.[ask ? "persist" : "persisted"]?.());
  },

  full(host, message) {
    tell(host, "tin-error", { code: "storage-full", message, cause: null });
  },
};

let listens = false;
/** What the tools work with. `loader` is the loader's store: every good answer passes through here from now on. */
export const shelf = (loader) => {
  if (!listens) {
    listens = true;
    const { keep } = loader;
    loader.keep = async (feed, text, facts, page) => {
      if (!page) drawn.set(feed, [text, true]);
      heard(feed, text);
      const [host] = readersOf(feed);
      const most = page && host ? await left(host, feed).catch(() => Infinity) : Infinity;
      if (2 * text.length < most) await store(feed, 2 * text.length, () => keep(feed, text, facts, page));
    };
  }
  return methods;
};
