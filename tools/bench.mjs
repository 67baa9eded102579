// Loads the built page and the same article as plain HTML in Chromium, as on a throttled phone, one after the other in
// each run (a busy machine then slows both alike), and prints the medians and their ratio to the plain page. Then, in
// sanitise.mjs, cleans articles beside DOMPurify.
//   TIN_CHROMIUM: the browser. RUNS: how often (5).
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import { chromium } from 'playwright-core';
import { PAGE, SUPPLIES, sanitising } from './sanitise.mjs';
import { handler, listen } from './serve.mjs';
import { printSizes, sizes } from './size.mjs';
import { benchSearch } from './bench-search.mjs';

const dist = path.join(path.dirname(fileURLToPath(import.meta.url)), '../dist');
const RUNS = Number(process.env.RUNS ?? 5);
/** Slow 4G and a cheap Android, as Lighthouse simulates them. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const CPU_SLOWDOWN = 4;
const PHONE = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true, serviceWorkers: 'block' };

const escape = text => String(text ?? '').replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);

/** What a server would make of one article: the least there is to load. */
function plainPage(feed, item) {
  const others = feed.items.filter(it => it !== item), banner = feed._tin?.banner ?? {}, picture = (src, alt, more = '') => src ? `<img src="${escape(src)}" alt="${escape(alt)}" ${more}>` : '';
  const related = others.slice(0, 13).map(it => `<li><a href="${escape(it.url)}">${picture(it.image, it._tin?.image_alt, 'loading="lazy" width="96" height="64"')} ${escape(it.title)}</a></li>`);
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(item.title)}</title>
<base href="/feed/"><style>body{font:1.1rem/1.6 sans-serif;margin:1rem;max-width:44rem}img{max-width:100%;height:auto}</style>
${picture(banner.url, banner.alt, 'width="1200" height="300"')}<article><h1>${escape(item.title)}</h1><p><b>${escape(item.summary)}</b></p>
${item.content_html ?? `<p>${escape(item.content_text)}</p>`}</article><h2>Tin cùng chuyên mục</h2><ul>${related.join('')}</ul></html>`;
}

/** Runs in the page before anything else: collects what its PerformanceObservers are told. */
function observe() {
  const seen = window.__seen = { lcp: 0, cls: 0, tbt: 0 };
  const on = (type, take) => new PerformanceObserver(list => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on('largest-contentful-paint', entry => { seen.lcp = entry.startTime; });
  on('layout-shift', entry => { if (!entry.hadRecentInput) seen.cls += entry.value; });
  on('longtask', entry => { seen.tbt += Math.max(0, entry.duration - 50); });
}

/** Whether a heading with this text is in the page or in one of its shadow roots. */
function shows(title) {
  const inside = root => [...root.querySelectorAll('*')].some(el => (el.localName === 'h1' && el.textContent.includes(title)) || (el.shadowRoot && inside(el.shadowRoot)));
  return inside(document);
}

async function load(browser, url, title) {
  const context = await browser.newContext(PHONE);
  try {
    const page = await context.newPage(), devtools = await context.newCDPSession(page);
    let bytes = 0;
    devtools.on('Network.loadingFinished', event => { bytes += event.encodedDataLength; });
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', NETWORK);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    await page.addInitScript(observe);
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForFunction(shows, title, { timeout: 30_000 });
    // Late pictures and shifts still count.
    await page.waitForTimeout(1500);
    const fcp = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN);
    return { fcp, ...await page.evaluate(() => window.__seen), bytes };
  } finally {
    await context.close();
  }
}

const feed = JSON.parse(fs.readFileSync(path.join(dist, 'feed/feed.json'), 'utf8'));
// What the reader shows when no article is named.
const newest = feed.items.reduce((a, b) => Date.parse(b.date_published) > Date.parse(a.date_published) ? b : a);
const plain = zlib.brotliCompressSync(plainPage(feed, newest)), files = handler(dist);
const supplies = SUPPLIES(feed);
const server = await listen((request, response) => {
  if (supplies[request.url]) {
    const { type, body } = supplies[request.url];
    response.writeHead(200, { 'content-type': type });
    return response.end(body);
  }
  if (request.url !== '/plain.html') return files(request, response);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br' });
  return response.end(plain);
}, 0);
const browser = await chromium.launch({ executablePath: process.env.TIN_CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
let cleaned;
const pages = { plain: 'plain.html', 'tin-reader': 'index.html' }, runs = { plain: [], 'tin-reader': [] };
try {
  for (let run = 0; run < RUNS; run++) {
    for (const [name, file] of Object.entries(pages)) runs[name].push(await load(browser, `http://127.0.0.1:${server.address().port}/${file}`, newest.title));
  }
  await benchSearch(browser, dist, CPU_SLOWDOWN);
  cleaned = await sanitising(browser, `http://127.0.0.1:${server.address().port}${PAGE}`);
} finally {
  await browser.close();
  server.close();
}

const median = (name, key) => runs[name].map(run => run[key]).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
const row = (name, format) => console.log(name.padEnd(12), ...['fcp', 'lcp', 'tbt', 'cls', 'bytes'].map(key => format(key).padStart(9)));
const show = name => row(name, key => median(name, key).toFixed(key === 'cls' ? 3 : 0));
printSizes(sizes());
console.log(`\nmedians of ${RUNS} runs: ms, layout shift, bytes on the wire; Slow 4G, CPU / ${CPU_SLOWDOWN}`);
row('page', key => key.toUpperCase());
Object.keys(pages).forEach(show);
row('ratio', key => /fcp|lcp|bytes/.test(key) ? (median('tin-reader', key) / median('plain', key)).toFixed(2) : '');
console.log(cleaned);
