// How long the search tool takes for feeds of 100 to 10,000 articles: opening it (a panel that can be typed in, then the
// index), and each key press, from its `input` event until the first results are laid out, and until all of the page's are,
// which come when those are on screen. The CPU is slowed down.
import { handler, listen } from './serve.mjs';

const FEEDS = [100, 1_000, 10_000];
const PAGES = 2;
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
const TYPED = ['móng cái', 'phat trien cong nghiep', 'nq-hđnd 33', 'so 47', 'khong co gi'];

/** Two pages, because a feed of more than 5 MB is refused; `next_url` leads from one to the next. */
function page(articles, number) {
  const count = articles / PAGES, items = [];
  for (let at = number * count; at < (number + 1) * count; at++) {
    items.push({
      id: `a${at}`, url: `/tin/${at}`, title: `${HEADLINES[at % HEADLINES.length]}, số ${at}`, summary: LEAD, content_text: 'Nội dung.',
      date_published: new Date(Date.UTC(2019, 8, 6) - at * 60_000).toISOString(), _tin: { category: CATEGORIES[at % CATEGORIES.length] },
    });
  }
  const next_url = number + 1 < PAGES ? `/${articles}-${number + 1}.json` : undefined;
  return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Tin', items, next_url });
}

/** Runs in the page. The clock starts at the event and ends when the new results have their layout. */
async function type(texts) {
  const root = document.querySelector('tin-reader').shadowRoot, query = root.querySelector('.query'), times = [];
  const count = root.querySelector('.count'), results = root.querySelector('.results');
  for (const text of texts) {
    for (let end = 1; end <= text.length; end++) {
      query.value = text.slice(0, end);
      // The number of results is the last that is said.
      const said = new Promise(go => new MutationObserver((_, observer) => {
        observer.disconnect();
        go();
      }).observe(count, { childList: true }));
      const start = performance.now();
      query.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      const answered = performance.now() - start;
      results.getBoundingClientRect();
      const time = performance.now() - start;
      await said;
      results.getBoundingClientRect();
      times.push({ answered, time, all: performance.now() - start });
      await new Promise(go => requestAnimationFrame(() => setTimeout(go, 50)));
    }
  }
  return times;
}

/** One feed's figures. */
async function measure(tab, origin, articles, slowdown) {
  const devtools = await tab.context().newCDPSession(tab);
  await tab.goto(`${origin}/search-${articles}.html`);
  await tab.waitForFunction(() => document.querySelector('tin-reader')?.state === 'ready', null, { timeout: 60_000 });
  // The second page, so that all articles are at hand: an article that is only there is asked for.
  await tab.evaluate(last => document.querySelector('tin-reader').show(last), `a${articles - 1}`);
  await tab.waitForFunction(() => document.querySelector('tin-reader').shadowRoot.querySelector('[data-tool=search]'));
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const opening = await tab.evaluate(async () => {
    const root = document.querySelector('tin-reader').shadowRoot, start = performance.now();
    let longest = 0, blocking = 0;
    new PerformanceObserver(list => list.getEntries().forEach(({ duration }) => {
      longest = Math.max(longest, duration);
      blocking += duration - 50;
    })).observe({ type: 'longtask' });
    root.querySelector('[data-tool=search]').click();
    root.querySelector('.query').getBoundingClientRect();
    const panel = performance.now() - start;
    while (!root.querySelector('.chip')) await new Promise(go => setTimeout(go, 5));
    const index = performance.now() - start;
    await new Promise(go => setTimeout(go, 200));
    return { panel, index, longest, blocking };
  });
  const presses = await tab.evaluate(type, TYPED);
  const sorted = name => presses.map(press => press[name]).sort((a, b) => a - b);
  const [times, answers, all] = [sorted('time'), sorted('answered'), sorted('all')], middle = Math.floor(times.length / 2);
  return { ...opening, answered: answers[middle], median: times[middle], worst: times.at(-1), all: all[middle], last: all.at(-1) };
}

/** The figures, as Markdown. */
export async function benchSearch(browser, dist, slowdown) {
  const files = handler(dist);
  const server = await listen((request, response) => {
    const feed = /^\/(\d+)-(\d)\.json/.exec(request.url), page_ = /^\/search-(\d+)\.html/.exec(request.url);
    if (!feed && !page_) return files(request, response);
    response.writeHead(200, { 'content-type': feed ? 'application/feed+json' : 'text/html; charset=utf-8' });
    response.end(feed ? page(Number(feed[1]), Number(feed[2])) :
      `<!doctype html><script type="module" src="/embed.js"></script><tin-reader feed="/${page_[1]}-0.json" tools="search"></tin-reader>`);
  }, 0);
  const ms = time => time.toFixed(1);
  const lines = ['| search: articles | panel | index | longest task | blocking | key press | of it, before the layout | slowest key press | all results | slowest |', '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |'];
  try {
    for (const articles of FEEDS) {
      const tab = await browser.newPage();
      const found = await measure(tab, `http://127.0.0.1:${server.address().port}`, articles, slowdown);
      lines.push(`| ${articles.toLocaleString('en')} | ${ms(found.panel)} | ${ms(found.index)} | ${ms(found.longest)} | ${ms(found.blocking)} | ${ms(found.median)} | ${ms(found.answered)} | ${ms(found.worst)} | ${ms(found.all)} | ${ms(found.last)} |`);
      await tab.close();
    }
    return lines.join('\n');
  } finally {
    server.close();
  }
}
