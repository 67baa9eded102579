// What grows: feeds of 100 to 10,000 articles, an article of 200 KB, ten readers on a page. The CPU is slowed down, the
// network is not.
import { listen } from '../serve.mjs';
import { withSupplies } from './contestants.mjs';
import { PHONE, median, spread, visit } from './phone.mjs';
import { article } from '../sanitise.mjs';

const FEEDS = [100, 1_000, 10_000];
/** How often one and ten readers are visited in a run: blocking differs a lot from one visit to the next. */
const VISITS = 3;
/** Pixels. */
const SCROLLED = 9000;
const HEADLINES = [
  'Thành phố Móng Cái đón khách du lịch dịp cuối tuần',
  'Giám sát kết quả phát triển công nghiệp, tiểu thủ công nghiệp',
  'Khởi công tuyến đường ven biển nối các xã đảo',
  'Học sinh vùng cao bước vào năm học mới',
];
const LEAD = 'Theo Nghị quyết 33/2016/NQ-HĐND, đoàn giám sát đã làm việc với các phòng, ban và các xã, phường.';

/** A feed of `count` articles on one page, below the 5 MB that are read at most. */
function feedOf(count) {
  const items = Array.from({ length: count }, (_, at) => ({
    id: `a${at}`, url: `/tin/${at}`, title: `${HEADLINES[at % HEADLINES.length]}, số ${at}`, summary: LEAD, image: '/img/t-bao-cao.webp', content_html: '<p>Nội dung của bài.</p>',
    date_published: new Date(Date.UTC(2019, 8, 6) - at * 60_000).toISOString(), _tin: { category: `c${at % 4}` },
  }));
  return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Tin', items });
}

const host = body => `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bench</title><script type="module" src="/embed.js"></script>${body}</html>`;
const HTML = 'text/html; charset=utf-8', JSON_FEED = 'application/feed+json';

/**
 * Runs in the page before anything else: how long a feed's text takes to be parsed and then, from there or from the engine's arrival, to
 * become the article's element; and where the modules' memories are.
 */
function watch() {
  const { instantiateStreaming } = WebAssembly;
  window.__memories = [];
  WebAssembly.instantiateStreaming = async (...what) => {
    const made = await instantiateStreaming(...what);
    ready = performance.now();
    window.__memories.push(Object.values(made.instance.exports).find(one => one instanceof WebAssembly.Memory));
    return made;
  };
  const { parse } = JSON, { createElement } = Document.prototype;
  let ready, parsed;
  JSON.parse = (text, ...rest) => {
    const start = performance.now(), value = parse(text, ...rest);
    if (text.length > 10_000) {
      ready = performance.now();
      parsed ??= ready - start;
    }
    return value;
  };
  Document.prototype.createElement = function (name) {
    if (name === 'article') window.__read ??= parsed + performance.now() - ready;
    return createElement.call(this, name);
  };
}

/** Scrolls down with the browser's own wheel gesture; how many frames a second came to the screen and how many were missed, by a trace. */
async function scroll(context, url) {
  const { page, devtools } = await visit(context, url, { network: null });
  const events = [];
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await devtools.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['cc', 'benchmark'] } });
  const start = Date.now();
  await devtools.send('Input.synthesizeScrollGesture', { x: 200, y: 400, yDistance: -SCROLLED, speed: 1500, gestureSourceType: 'mouse', preventFling: true });
  const seconds = (Date.now() - start) / 1000, complete = new Promise(done => devtools.once('Tracing.tracingComplete', done));
  await devtools.send('Tracing.end');
  await complete;
  const top = await page.evaluate(() => scrollY);
  await page.close();
  if (top < SCROLLED * 0.9) throw new Error(`scrolled ${top} pixels of ${SCROLLED}`);
  // A frame may be reported twice: from the compositor, and when what the main thread had to add has come.
  const reports = events.filter(event => event.name === 'PipelineReporter' && event.ph === 'b').map(event => event.args.frame_reporter ?? event.args.chrome_frame_reporter);
  const sequences = state => new Set(reports.filter(report => state.test(report.state) && report.scroll_state !== 'SCROLL_NONE').map(report => report.frame_sequence));
  const shown = sequences(/PRESENTED/), missed = [...sequences(/DROPPED/)].filter(sequence => !shown.has(sequence));
  return { frames: shown.size / seconds, shown: shown.size, missed: missed.length };
}

/** The figures, as Markdown. */
export async function growth(browser, feed, { runs }) {
  const supplies = {
    '/bench/one.html': { type: HTML, body: host('<tin-reader feed="/feed/feed.json"></tin-reader>') },
    '/bench/ten.html': { type: HTML, body: host('<tin-reader feed="/feed/feed.json"></tin-reader>'.repeat(10)) },
    '/bench/long.html': { type: HTML, body: host('<tin-reader feed="/bench/long.json"></tin-reader>') },
    '/bench/long.json': {
      type: JSON_FEED,
      body: JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Tin', items: [{ id: 'a', url: '/index.html', title: 'Bài dài', content_html: article(feed, 200_000) }] }),
    },
  };
  for (const count of FEEDS) {
    supplies[`/bench/${count}.json`] = { type: JSON_FEED, body: feedOf(count) };
    supplies[`/bench/${count}.html`] = { type: HTML, body: host(`<tin-reader feed="/bench/${count}.json"></tin-reader>`) };
  }
  const server = await listen(withSupplies(supplies), 0), origin = `http://127.0.0.1:${server.address().port}`;
  const feeds = Object.fromEntries(FEEDS.map(count => [count, []])), readers = { one: [], ten: [] }, scrolls = [];
  // Brotli takes seconds for the largest; not on the clock.
  for (const path of Object.keys(supplies)) await (await fetch(origin + path, { headers: { 'accept-encoding': 'br' } })).arrayBuffer();
  const once = async (path, then) => {
    const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' });
    try {
      await context.addInitScript(watch);
      const { page, devtools, seen, requests } = await visit(context, origin + path, { network: null });
      return await then(page, devtools, seen, requests);
    } finally {
      await context.close();
    }
  };
  try {
    for (let run = 0; run < runs; run++) {
      for (const count of FEEDS) {
        feeds[count].push(await once(`/bench/${count}.html`, async (page, devtools, seen) => {
          await devtools.send('HeapProfiler.collectGarbage');
          // Texts are in the backing storage; the modules' memories are in neither.
          const { usedSize, backingStorageSize } = await devtools.send('Runtime.getHeapUsage');
          const [read, nodes, modules] = await page.evaluate(() => [
            window.__read, document.querySelector('tin-reader').shadowRoot.querySelectorAll('*').length, window.__memories.map(memory => memory.buffer.byteLength),
          ]);
          if (modules.length !== 2) throw new Error(`memories of ${modules.length} modules were seen`);
          return { article: seen.article, read, nodes, longest: Math.max(0, ...seen.tasks.map(([, length]) => length)), page: usedSize + backingStorageSize, modules: modules.reduce((sum, bytes) => sum + bytes) };
        }));
      }
      for (const name of Array(VISITS).fill(['one', 'ten']).flat()) {
        readers[name].push(await once(`/bench/${name}.html`, (page, devtools, seen, requests) => ({
          tbt: seen.tbt, article: seen.article, engines: requests.filter(url => /engine-.*wasm/.test(url)).length, feeds: requests.filter(url => /feed\.json/.test(url)).length,
        })));
      }
      const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' });
      scrolls.push(await scroll(context, `${origin}/bench/long.html`));
      await context.close();
    }
  } finally {
    server.close();
    server.closeAllConnections();
  }
  const each = (list, take, digits) => spread(list.map(take), digits);
  const lines = ['| articles in the feed | article painted | ratio | parsed, ordered, chosen | longest task | nodes | MB: heap and texts | MB: both modules |', '| --- | --- | --- | --- | --- | --- | --- | --- |'];
  for (const count of FEEDS) {
    const list = feeds[count];
    lines.push(`| ${count.toLocaleString('en')} | ${each(list, f => f.article)} | ${(median(list.map(f => f.article)) / median(feeds[FEEDS[0]].map(f => f.article))).toFixed(2)} | ${each(list, f => f.read)} | ${each(list, f => f.longest)} | ${median(list.map(f => f.nodes))} | ${each(list, f => f.page / 1e6, 1)} | ${each(list, f => f.modules / 1e6, 1)} |`);
  }
  const ten = readers.ten.at(-1);
  lines.push('', '| | |', '| --- | --- |',
    `| blocking time: one reader, ten on a page, ratio | ${each(readers.one, r => r.tbt)}, ${each(readers.ten, r => r.tbt)}, ${(median(readers.ten.map(r => r.tbt)) / median(readers.one.map(r => r.tbt))).toFixed(2)} |`,
    `| requests of ten: engine, feed | ${ten.engines}, ${ten.feeds} |`,
    `| an article of 200 KB, scrolled: frames a second; missed | ${each(scrolls, s => s.frames, 1)}; ${scrolls.map(s => `${s.missed} of ${s.shown + s.missed}`).join(', ')} |`);
  return lines.join('\n');
}
