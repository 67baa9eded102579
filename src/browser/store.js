// What was read before: each feed's last good answer and those of its further pages, in a cache of its own; where there is no
// Cache Storage (plain http, sandboxed frames) or no room, in the page's memory. The engine says what is good (store.rs). A
// saved article is in a cache of its own too (shelf.js, which puts itself before `keep`). The build puts this into the engine's
// glue (tools/finish.mjs).

const PREFIX = "tin-reader:1:";
// On what is kept: a worker of the page's that looks through all caches does not take it for the server's answer.
const OURS = { vary: "x-tin", "x-tin": 1 };
const lookUp = (address, cacheName) => caches.match(address, { cacheName, ignoreVary: true });
const memory = new Map();

let made;
/** The page's store. `ahead` has what the loader has looked for already: feed -> a promise of the answer as it is kept, with its text. */
export const store = (ahead) => (made ??= {
  saving: navigator.connection?.saveData,

  // A feed by its address, a further page of it, or the article of it with this id or address that the reader has saved: text,
  // when it came, where it came from.
  async recall(feed, id, page = feed) {
    const name = PREFIX + feed;
    const mine = !id && memory.get(name + page);
    const known = !id && page === feed && ahead.get(feed);
    if (known) ahead.delete(feed); // its body is read once
    try {
      let found = await (known || lookUp(page, id ? name + " " + id : name));
      if (id) found ??= (await lookUp(new URL("?tin=" + encodeURIComponent(id), feed), name)) ?? (await lookUp(id, name)); // (as earlier builds kept it)
      const [text, headers] = known ? found : [found.text(), found.headers];
      const saved = +headers.get("x-tin-saved");
      return mine?.[1] >= saved ? mine : [await text, saved, headers.get("x-tin-address") ?? page];
    } catch {} // it is not there, or there is no Cache Storage here
    return mine;
  },

  // What cannot be stored is in the page's memory, as long as it lasts. Without room for a further page, it is not kept.
  async keep(feed, text, [saved, address], page = feed) {
    const name = PREFIX + feed;
    memory.set(name + page, [text, saved, address]);
    try {
      const headers = { ...OURS, "x-tin-saved": saved, "x-tin-address": address };
      const request = new Request(page, { headers: OURS });
      await (await caches.open(name)).put(request, new Response(text, { headers }));
      memory.delete(name + page);
    } catch (error) {
      if (error.name === "QuotaExceededError" && page === feed) throw error;
    }
  },
});
