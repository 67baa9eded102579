// A cheap phone on a slow network, and what a visit on it comes to.
import http from 'node:http';
import net from 'node:net';

/** Slow 4G and a cheap Android, as Lighthouse simulates them. */
export const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
export const SLOWDOWN = 4;
export const PHONE = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };
/** How long a visit is watched after the article is there and the network is quiet: late tasks and shifts count. */
const AFTER = 800;

/**
 * A server whose first connection takes two round trips more, for TCP and TLS; others that are opened meanwhile wait with
 * it, as they would share it in HTTP/2.
 */
export function far(handle) {
  const server = http.createServer({ keepAliveTimeout: 60_000 }, handle);
  let open = 0, ready = 0;
  const front = net.createServer({ pauseOnConnect: true }, socket => {
    if (!open++) ready = Date.now() + 2 * NETWORK.latency;
    socket.on('error', () => {}).on('close', () => { open--; });
    setTimeout(() => {
      server.emit('connection', socket);
      socket.resume();
    }, ready - Date.now());
  });
  const close = () => {
    front.close();
    server.closeAllConnections();
  };
  return new Promise(done => front.listen(0, '127.0.0.1', () => done({
    origin: `http://127.0.0.1:${front.address().port}`, forget: () => server.closeIdleConnections(), close,
  })));
}

/** Runs in the page before anything else: collects what its observers are told, and sees when the article is there. */
function observe() {
  const seen = window.__seen = { lcp: 0, cls: 0, tbt: 0, tasks: [] };
  const on = (type, take) => new PerformanceObserver(list => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on('largest-contentful-paint', entry => { seen.lcp = entry.startTime; });
  on('layout-shift', entry => { if (!entry.hadRecentInput) seen.cls += entry.value; });
  on('longtask', entry => {
    seen.tbt += Math.max(0, entry.duration - 50);
    seen.tasks.push([Math.round(entry.startTime), Math.round(entry.duration)]);
  });
  // After the frame that it is in: a message waits for the frame's paint.
  const painted = then => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(0);
  });
  const root = () => document.querySelector('tin-reader, peer-reader, static-reader')?.shadowRoot;
  const look = () => {
    if (!root()?.querySelector('.body p')) return requestAnimationFrame(look);
    painted(time => { seen.article = time; });
  };
  requestAnimationFrame(look);
  // From a press on the first headline below the article until the article behind it is painted.
  window.__next = () => new Promise(done => {
    const before = root().querySelector('.title').textContent, start = performance.now();
    const watch = new MutationObserver(() => {
      const title = root().querySelector('.title')?.textContent;
      if (!title || title === before) return;
      watch.disconnect();
      painted(time => done(time - start));
    });
    watch.observe(root(), { childList: true, subtree: true, characterData: true });
    root().querySelector('.related a').click();
  });
}

const kindOf = mime => /javascript|wasm/.test(mime) ? 'code' : /image/.test(mime) ? 'pictures' : /json/.test(mime) ? 'feed' : 'page';

/** Opens a tab that is throttled, and counts what comes over its network by kind. */
export async function tab(context, { slowdown = SLOWDOWN, network = NETWORK, init = observe } = {}) {
  const page = await context.newPage(), devtools = await context.newCDPSession(page);
  const mimes = new Map(), bytes = { page: 0, code: 0, feed: 0, pictures: 0 }, requests = [];
  devtools.on('Network.requestWillBeSent', ({ request }) => requests.push(request.url));
  devtools.on('Network.responseReceived', ({ requestId, response }) => mimes.set(requestId, response.mimeType));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { bytes[kindOf(mimes.get(requestId) ?? '')] += encodedDataLength; });
  await devtools.send('Network.enable');
  if (network) await devtools.send('Network.emulateNetworkConditions', network);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.addInitScript(init);
  return { page, devtools, bytes, requests };
}

/** A visit to `url`: what the page measured, and what it loaded. The tab stays open. */
export async function visit(context, url, options) {
  const opened = await tab(context, options), { page, bytes } = opened;
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.__seen?.article, null, { timeout: 60_000 });
  // The reading tools come when the page is idle.
  await page.waitForLoadState('networkidle').catch(() => {});
  await page.waitForTimeout(AFTER);
  const seen = await page.evaluate(() => ({ ...window.__seen, fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN }));
  return { ...opened, seen: { ...seen, bytes: { ...bytes }, total: Object.values(bytes).reduce((a, b) => a + b) } };
}

const sorted = values => values.filter(value => Number.isFinite(value)).sort((a, b) => a - b);
export const median = values => sorted(values)[Math.floor(sorted(values).length / 2)] ?? NaN;
/** `median (least to most)`. */
export const spread = (values, digits = 0) => {
  const all = sorted(values);
  return all.length ? `${median(all).toFixed(digits)} (${all[0].toFixed(digits)}–${all.at(-1).toFixed(digits)})` : '–';
};
