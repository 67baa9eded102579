// The way out: put in the place of sw.js, this takes the worker off the devices of all who come by, at their next visit, with
// the files it kept. News and articles that readers have kept are not touched, and no page reloads. A partner's worker that
// imports it stays the partner's, without what is ours.
{
  const [script] = /https?:\S*(?=:\d+:\d+)/.exec(new Error().stack) ?? [location.href];
  const own = script === location.href;
  const leave = async () => {
    const ours = (name) => name.startsWith(`tin-reader:shell:${registration.scope} `);
    await Promise.all((await caches.keys()).filter(ours).map((name) => caches.delete(name)));
    if (own) await registration.unregister();
  };
  addEventListener("install", () => own && skipWaiting());
  addEventListener("activate", (event) => event.waitUntil(leave()));
}
