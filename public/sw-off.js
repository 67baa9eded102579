// The way out: put in the place of sw.js, this takes the worker off the devices of all who come by, at their next visit, with
// the files it kept. News and articles that readers have kept are not touched, and no page reloads.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const leave = async () => {
    const ours = (name) => name.startsWith(`tin-reader:shell:${registration.scope} `);
    await Promise.all((await caches.keys()).filter(ours).map((name) => caches.delete(name)));
    await registration.unregister();
  };
  event.waitUntil(leave());
});
