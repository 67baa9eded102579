// The service worker: keeps the reader's own files on the device, so that its page opens without a network. It answers for
// these files and nothing else; feeds, articles and pictures are the widget's own to keep (embed.js). A partner's worker may
// import it: then it keeps the tag's files for the partner's pages. docs/service-worker.md says why it is as it is.
{
  // Written by tools/worker.mjs: the files with their hashes, none for those that a webmaster may edit. Any change of a file
  // is a change of this one, and so a new worker.
  const VERSION = "__TIN_VERSION__";
  const TAG = "__TIN_TAG__";
  const PAGE = "__TIN_PAGE__";

  // In a partner's worker `location` is the partner's file; where this one is, only a stack says.
  const [script] = /https?:\S*(?=:\d+:\d+)/.exec(new Error().stack) ?? [location.href];
  const own = script === location.href;
  const at = (name) => new URL(name, script).href;
  const files = new Map(Object.entries(own ? { ...TAG, ...PAGE } : TAG).map(([name, hash]) => [at(name), hash]));
  if (!own) for (const name of self.tinPages ?? []) files.set(new URL(name, location).href, "");

  // Another reader on this origin has another scope, and the widget's store of feeds another prefix.
  const PREFIX = `tin-reader:shell:${registration.scope} `;
  const CACHE = PREFIX + VERSION;
  const ours = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

  /** Milliseconds for a partner's server, where something is kept. */
  const PATIENCE = 5000;

  const isPage = (address) => /(\/|\.html)$/.test(address);
  const isOld = (address) =>
    address.startsWith(at("./")) && /^(engine|tools|metadata)-[\da-f]{16}\.(js|wasm)$/.test(address.slice(at("./").length));

  // Login pages of Wi-Fi answer everything, with 200. What has a hash has passed it; a page must say that it is of this
  // version, and to its end, a partner's that it has a reader; nothing else is HTML. WebKit takes an answer that was cut off
  // for whole; one that was compressed on the way may seem a little short.
  const isGood = async (address, response) => {
    if (response.status !== 200) return false;
    if (files.get(address)) return true;
    const { headers } = response, length = +headers.get("content-length");
    const bytes = await response.clone().blob();
    if (length - bytes.size > 64 + length / 1000) return false;
    if (!/html/.test(headers.get("content-type"))) return !isPage(address);
    const page = await bytes.text();
    return own ? page.includes(VERSION) && page.includes("</html>") : page.includes("<tin-reader");
  };

  /** Keeps the answer for a file, by default what the network has, if it is good. */
  const keep = async (address, answer) => {
    const hash = files.get(address);
    const ask = (cache) => fetch(address, { integrity: hash && "sha256-" + hash, cache });
    // What the page has just loaded need not come again, unless it is wrong.
    const response = answer ?? (await (hash ? ask("default").catch(() => ask("reload")) : ask("no-cache")));
    if (!(await isGood(address, response))) throw new Error("not ours: " + address);
    // Anew: one that was redirected may not answer a navigation.
    await (await caches.open(CACHE)).put(address, new Response(response.clone().body, response));
    return response;
  };

  /** What is kept; nothing where the browser's store fails. */
  const find = async (address) => {
    try {
      // A page that was opened before an update asks for files of its own version.
      for (const cacheName of files.has(address) ? [CACHE] : await ours()) {
        const found = await caches.match(address, { cacheName });
        if (found) return found;
      }
    } catch {}
  };

  /** The network's answer, or where there is none in time, what is kept, if anything is. */
  const timely = async (answer, address) => {
    const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
    try {
      const response = await Promise.race([answer, late]);
      if (response.status < 500) return response;
    } catch {}
    return (await find(address)) ?? answer;
  };

  /** Drops what earlier versions kept, once no page is left that may need it. */
  const tidy = async () => {
    if (registration.installing || registration.waiting || (await clients.matchAll()).length) return;
    for (const name of await ours()) if (name !== CACHE) await caches.delete(name);
  };

  addEventListener("install", (event) => {
    const fill = async () => {
      const known = await caches.has(CACHE);
      const tries = await Promise.allSettled(Array.from(files.keys(), (address) => keep(address)));
      const failed = tries.find(({ reason }) => reason);
      if (!failed) return;
      if (!known) await caches.delete(CACHE);
      // The rest of a partner's worker is none of our business; what lacks comes with its first use.
      if (own) throw failed.reason;
    };
    event.waitUntil(fill());
  });

  addEventListener("activate", (event) => {
    if (own) event.waitUntil(registration.navigationPreload?.enable());
    event.waitUntil(tidy());
  });

  // Only when the reader has asked for it (standalone.js).
  addEventListener("message", ({ data }) => {
    if (own && data === "tin-reader: take over") skipWaiting();
  });

  addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method !== "GET") return;
    const [asked] = request.url.split("#");
    const navigates = request.mode === "navigate";
    let address = navigates ? asked.replace(/\?.*/, "") : asked;
    if (navigates && own) address = address.replace(/(?<=\/)index\.html$/, "");
    const hash = files.get(address);
    const network = async () => (await event.preloadResponse) ?? fetch(request);
    if (navigates) event.waitUntil(tidy());

    if (hash || (hash == null && isOld(address))) {
      const found = find(address).then((kept) => kept ?? (hash ? keep(address) : fetch(request)));
      event.respondWith(found.catch(() => fetch(request)));
    } else if (!own && hash === "") {
      // A partner's page is the partner's: what the network says counts. With a query it may say something else.
      const answer = network();
      if (address === asked) event.waitUntil(answer.then((response) => keep(address, response.clone())).catch(() => {}));
      event.respondWith(timely(answer, address));
    } else if (hash === "" && !navigates) {
      event.respondWith(find(address).then((kept) => kept ?? fetch(request)));
    } else if (hash === "") {
      // The page as it was kept, and behind it what its webmaster has changed since, for the next time.
      const answer = network();
      const renew = async (response) => {
        await keep(address, response);
        for (const [other, hash] of files) if (!hash && !isPage(other)) await keep(other);
      };
      event.waitUntil(answer.then((response) => renew(response.clone())).catch(() => {}));
      event.respondWith(find(address).then((kept) => kept ?? answer));
    } else if (own && navigates && event.preloadResponse) {
      // Another page of this folder, which the browser has asked for already.
      event.respondWith(network());
    }
  });
}
