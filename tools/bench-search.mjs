// How long the search tool takes for a feed of 10,000 articles: opening it (a panel that can be typed in, then the index),
// and each key press, from its `input` event until the results are laid out. The CPU is slowed down as in bench.mjs.
import { handler, listen } from './serve.mjs';

const ARTICLES = 10_000;
const CATEGORIES = ['kinh-te', 'van-hoa', 'xa-hoi', 'the-thao'];
const HEADLINES = [
  'Thành phố Móng Cái đón khách du lịch dịp cuối tuần',
  'Giám sát kết quả phát triển công nghiệp, tiểu thủ công nghiệp',
  'Khởi công tuyến đường ven biển nối các xã đảo',
  'Học sinh vùng cao bước vào năm học mới',
];
const LEAD =
  'Theo Nghị quyết 33/2016/NQ-HĐND, đoàn giám sát đã làm việc với các phòng, ban và Ủy ban nhân dân các xã, phường về kết quả thực hiện, ' +
  'những khó khăn còn lại và kiến nghị của cử tri trên địa bàn, trong đó có hạ tầng khu công nghiệp và đào tạo nghề.';
/** What is typed, letter by letter; each letter is one measurement. */
const TYPED = ['móng cái', 'phat trien cong nghiep', 'nq-hđnd 33', 'so 4711', 'khong co gi'];

/** Three pages, because a feed of more than 5 MB is refused; `next_url` leads from one to the next. */
function page(number, pages) {
  const count = Math.ceil(ARTICLES / pages), items = [];
  for (let at = number * count; at < Math.min(ARTICLES, (number + 1) * count); at++) {
    items.push({
      id: `a${at}`, url: `/tin/${at}`, title: `${HEADLINES[at % HEADLINES.length]}, số ${at}`, summary: LEAD, content_text: 'Nội dung.',
      date_published: new Date(Date.UTC(2019, 8, 6) - at * 60_000).toISOString(), _tin: { category: CATEGORIES[at % CATEGORIES.length] },
    });
  }
  const next_url = number + 1 < pages ? `/many-${number + 1}.json` : undefined;
  return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Tin', items, next_url });
}

/** Runs in the page. The clock starts at the event and ends when the new results have their layout. */
function type(texts) {
  const root = document.querySelector('tin-reader').shadowRoot, query = root.querySelector('.query'), times = [];
  for (const text of texts) {
    for (let end = 1; end <= text.length; end++) {
      query.value = text.slice(0, end);
      const start = performance.now();
      query.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      const answered = performance.now() - start;
      root.querySelector('.results').getBoundingClientRect();
      times.push({ typed: query.value, answered, time: performance.now() - start, found: root.querySelector('.count').textContent });
    }
  }
  return times;
}

export async function benchSearch(browser, dist, slowdown) {
  const pages = 2, files = handler(dist);
  const server = await listen((request, response) => {
    const feed = /^\/many-(\d)\.json/.exec(request.url);
    if (request.url === '/search.html') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      return response.end('<!doctype html><script type="module" src="/embed.js"></script><tin-reader feed="/many-0.json" tools="search"></tin-reader>');
    }
    if (!feed) return files(request, response);
    response.writeHead(200, { 'content-type': 'application/feed+json' });
    return response.end(page(Number(feed[1]), pages));
  }, 0);
  const tab = await browser.newPage();
  try {
    const devtools = await tab.context().newCDPSession(tab);
    await tab.goto(`http://127.0.0.1:${server.address().port}/search.html`);
    // The second page, so that all articles are at hand: an article that is only there is asked for.
    await tab.waitForFunction(() => document.querySelector('tin-reader')?.state === 'ready', null, { timeout: 60_000 });
    await tab.evaluate(last => document.querySelector('tin-reader').show(last), `a${ARTICLES - 1}`);
    await tab.waitForFunction(() => document.querySelector('tin-reader').shadowRoot.querySelector('[data-tool=search]'));
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const opening = await tab.evaluate(async () => {
      const root = document.querySelector('tin-reader').shadowRoot, start = performance.now();
      let longest = 0;
      new PerformanceObserver(list => list.getEntries().forEach(entry => { longest = Math.max(longest, entry.duration); })).observe({ type: 'longtask' });
      root.querySelector('[data-tool=search]').click();
      root.querySelector('.query').getBoundingClientRect();
      const panel = performance.now() - start;
      while (!root.querySelector('.chip')) await new Promise(go => setTimeout(go, 5));
      const index = performance.now() - start;
      await new Promise(go => setTimeout(go, 200));
      return { panel, index, longest };
    });
    const times = await tab.evaluate(type, TYPED);
    const median = name => times.map(entry => entry[name]).sort((a, b) => a - b)[Math.floor(times.length / 2)];
    const worst = times.reduce((a, b) => a.time > b.time ? a : b), ms = time => `${time.toFixed(1)} ms`;
    console.log(`\nsearch: ${ARTICLES} articles, CPU / ${slowdown}`);
    console.log(`panel ${ms(opening.panel)}, index ${ms(opening.index)} (longest task ${ms(opening.longest)})`);
    console.log(`${times.length} key presses: median ${ms(median('time'))} (${ms(median('answered'))} until the results are in the page), longest ${ms(worst.time)} (“${worst.typed}”: ${worst.found})`);
    return { opening, times };
  } finally {
    await tab.close();
    server.close();
  }
}
