// Visits on a throttled phone: the standalone page and the tag on another site's page, first, second and without a network,
// and the next article in place; beside the same article as a static page and as a widget of Preact or React. And what is on the device then.
import { peerPages, snapshot, staticPages, withSupplies } from './contestants.mjs';
import { PHONE, far, median, spread, visit } from './phone.mjs';

const CONTESTANTS = ['static', 'preact', 'react', 'tin'];
const NAMES = { static: 'static page', preact: 'Preact', react: 'React', tin: 'Tin Reader' };
/** How many times another article is opened in place on each visit. */
const NEXT = 3;

/** A first visit, the next articles in place, and a second visit with a warm cache. */
async function round(browser, url, sites, nextUrl) {
  const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' });
  try {
    const first = await visit(context, url), next = [];
    for (let at = 0; at < NEXT && !nextUrl; at++) {
      next.push(await first.page.evaluate(() => window.__next()));
      await first.page.waitForTimeout(300);
    }
    if (nextUrl) next.push((await visit(context, nextUrl)).seen.article);
    await first.page.close();
    for (const site of sites) site.forget();
    const second = await visit(context, url);
    return { first: first.seen, next: median(next), second: second.seen };
  } finally {
    await context.close();
  }
}

/** The tag on another site's page once the feed's site is gone. */
async function gone(browser, host) {
  const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' });
  try {
    const url = `${host.origin}/bench/host-gone.html`, first = await visit(context, url);
    await first.page.waitForTimeout(3000);
    await first.page.close();
    host.gone = true;
    return (await visit(context, url)).seen;
  } finally {
    host.gone = false;
    await context.close();
  }
}

/** What is kept on the device, in bytes by kind; runs in a page of the reader's origin. */
async function keptBytes() {
  const kinds = [['files', /^tin-reader:shell:/], ['pictures', /^tin-reader:1:pictures:/], ['saved', /^tin-reader:1:\S+ /], ['feed', /^tin-reader:1:/]];
  const bytes = Object.fromEntries(kinds.map(([kind]) => [kind, 0]));
  for (const name of await caches.keys()) {
    const [kind] = kinds.find(([, pattern]) => pattern.test(name)) ?? [];
    const cache = kind && await caches.open(name);
    for (const request of await cache?.keys() ?? []) bytes[kind] += (await (await cache.match(request, { ignoreVary: true })).blob()).size;
  }
  return bytes;
}

/**
 * The page with its service worker: a first visit, in which all pictures of the article are seen and the article is saved, a
 * second one, and one without a network. What the worker fetches for the next time is not throttled.
 */
async function kept(browser, site) {
  const context = await browser.newContext({ ...PHONE, serviceWorkers: 'allow' });
  try {
    const url = `${site.origin}/index.html`, { page, seen: first } = await visit(context, url);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    // A step at a time: each waits for what the one before has brought.
    const press = async selector => {
      const found = selector => !!document.querySelector('tin-reader').shadowRoot.querySelector(selector);
      await page.waitForFunction(found, selector, { timeout: 60_000 });
      await page.evaluate(selector => document.querySelector('tin-reader').shadowRoot.querySelector(selector).click(), selector);
    };
    await page.evaluate(() => { for (const img of document.querySelector('tin-reader').shadowRoot.querySelectorAll('img')) img.loading = 'eager'; });
    await page.waitForTimeout(5000);
    await press('[data-tool=save]');
    await press('[data-keep=save]:not([aria-disabled=true])');
    await press('[data-tool=save][data-saved]');
    const bytes = await page.evaluate(keptBytes);
    await page.close();
    site.forget();
    const second = await visit(context, url);
    await second.page.close();
    site.forget();
    await context.setOffline(true);
    const away = await visit(context, url, { network: null });
    return { first, second: second.seen, away: away.seen, bytes };
  } finally {
    await context.close();
  }
}

/** All visits: `{page, host, old}`, each a list of rounds by contestant, and lists of rounds of the reader's own: `{gone, kept}`. */
export async function visits(browser, { runs, oldRuns }) {
  const pages = {}, serve = withSupplies(pages), state = { gone: false };
  const site = await far(serve);
  // The host page's own site, and the place of the feed that goes away.
  const other = await far((request, response) => state.gone && request.url.startsWith('/gone/') ? request.socket.destroy() : serve({ ...picked(request), url: request.url.replace('/gone/', '/') }, response));
  try {
    Object.assign(pages, peerPages(site.origin));
    Object.assign(pages, staticPages(await snapshot(browser, site.origin), site.origin));
    const host = pages['/bench/host-tin.html'];
    pages['/bench/host-gone.html'] = { type: host.type, body: host.body.replace(`${site.origin}/feed/`, `${other.origin}/gone/feed/`) };
    const at = { page: site.origin, host: other.origin };
    const all = { page: {}, host: {}, old: {}, gone: [], kept: [] };
    for (const list of [all.page, all.host, all.old]) for (const name of CONTESTANTS) list[name] = [];
    for (let run = 0; run < runs; run++) {
      for (const kind of ['page', 'host']) {
        for (const name of CONTESTANTS) {
          const url = kind === 'page' && name === 'tin' ? `${at.page}/index.html` : `${at[kind]}/bench/${kind}-${name}.html`;
          all[kind][name].push(await round(browser, url, [site, other], name === 'static' ? url.replace('.html', '-next.html') : undefined));
        }
      }
      all.gone.push(await gone(browser, Object.assign(state, { origin: other.origin })));
      all.kept.push(await kept(browser, site));
      console.error(`visits: run ${run + 1} of ${runs}`);
    }
    for (let run = 0; run < oldRuns; run++) {
      for (const name of CONTESTANTS) {
        const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' });
        const url = name === 'tin' ? `${at.page}/index.html` : `${at.page}/bench/page-${name}.html`;
        all.old[name].push((await visit(context, url, { slowdown: 20 })).seen);
        await context.close();
      }
    }
    return all;
  } finally {
    site.close();
    other.close();
  }
}

const picked = ({ method, headers }) => ({ method, headers });

const KB = bytes => (bytes / 1000).toFixed(0);

/** The tables, as Markdown. */
export function tables(all) {
  const ratio = (list, name, take) => (median(list[name].map(take)) / median(list.static.map(take))).toFixed(2);
  const cell = (list, take, digits) => spread(list.map(take), digits);
  const lines = [];
  const table = (title, list, of) => {
    lines.push('', `| ${title} | first paint | article | largest paint | ratio | layout shift | blocking | KB: page, code, feed, pictures |`, '| --- | --- | --- | --- | --- | --- | --- | --- |');
    for (const name of CONTESTANTS) {
      const seen = list[name].map(of), last = seen.at(-1);
      lines.push(`| ${NAMES[name]} | ${cell(seen, s => s.fcp)} | ${cell(seen, s => s.article)} | ${cell(seen, s => s.lcp)} | ${ratio(list, name, run => of(run).lcp)} | ${cell(seen, s => s.cls, 3)} | ${cell(seen, s => s.tbt)} | ${['page', 'code', 'feed', 'pictures'].map(kind => KB(last.bytes[kind])).join(', ')} |`);
    }
  };
  table('page of its own, first visit', all.page, run => run.first);
  table('second visit', all.page, run => run.second);
  table('on another site’s page, first visit', all.host, run => run.first);
  table('second visit', all.host, run => run.second);
  table('page of its own, CPU ÷ 20', all.old, run => run);
  lines.push('', `| in milliseconds | ${CONTESTANTS.map(name => NAMES[name]).join(' | ')} | ratio to Preact |`, '| --- | --- | --- | --- | --- | --- |',
    `| next article: press to paint (static: to its page’s article) | ${CONTESTANTS.map(name => spread(all.page[name].map(run => run.next))).join(' | ')} | ${(median(all.page.tin.map(run => run.next)) / median(all.page.preact.map(run => run.next))).toFixed(2)} |`,
    `| second visit on another site’s page, the feed’s site gone: article | – | – | – | ${spread(all.gone.map(run => run.article))} | |`);
  lines.push('', '| page of its own with its service worker | first paint | article |', '| --- | --- | --- |');
  for (const [what, of] of [['first visit', run => run.first], ['second visit', run => run.second], ['second visit without a network', run => run.away]]) {
    const seen = all.kept.map(of);
    lines.push(`| ${what} | ${cell(seen, s => s.fcp)} | ${cell(seen, s => s.article)} |`);
  }
  const { feed, pictures, saved, files } = all.kept.at(-1).bytes;
  lines.push('', '| kept on the device then, in KB | the feed | pictures seen | one saved article with its pictures | the page’s own files | all |', '| --- | --- | --- | --- | --- | --- |',
    `| sample feed | ${[feed, pictures, saved, files, feed + pictures + saved + files].map(KB).join(' | ')} |`);
  return lines.join('\n').trim();
}
