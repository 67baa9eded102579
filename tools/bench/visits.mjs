// Visits on a throttled phone: the standalone page and the tag on another site's page, first, second and without a network,
// and the next article in place; beside the same article as a static page and as a Preact widget.
import fs from 'node:fs';
import path from 'node:path';
import { DIST, peerPages, snapshot, staticPages, withSupplies } from './contestants.mjs';
import { NETWORK, PHONE, far, median, spread, visit } from './phone.mjs';

const CONTESTANTS = ['static', 'peer', 'tin'];
const NAMES = { static: 'static page', peer: 'Preact', tin: 'Tin Reader' };
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

/** The page without a network, if it has a service worker; else the tag when its feed's site is gone. */
async function offline(browser, site, host) {
  const worker = fs.existsSync(path.join(DIST, 'sw.js'));
  const context = await browser.newContext({ ...PHONE, serviceWorkers: 'allow' });
  try {
    const url = worker ? `${site.origin}/index.html` : `${host.origin}/bench/host-gone.html`;
    const first = await visit(context, url);
    if (worker) await first.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await first.page.waitForTimeout(3000);
    await first.page.close();
    if (worker) await context.setOffline(true);
    else host.gone = true;
    const second = await visit(context, url, { network: worker ? null : NETWORK });
    return { worker, ...second.seen };
  } finally {
    host.gone = false;
    await context.close();
  }
}

/** All visits: `{page, host, old, offline}`, each a list of rounds by contestant. */
export async function visits(browser, { runs, oldRuns }) {
  const pages = {}, serve = withSupplies(pages), state = { gone: false };
  const site = await far(serve);
  // The host page's own site, and the place of the feed that goes away.
  const other = await far((request, response) => state.gone && request.url.startsWith('/gone/') ? request.socket.destroy() : serve({ ...picked(request), url: request.url.replace('/gone/', '/') }, response));
  try {
    Object.assign(pages, peerPages(site.origin));
    Object.assign(pages, staticPages(await snapshot(browser, site.origin), site.origin));
    const gone = pages['/bench/host-tin.html'];
    pages['/bench/host-gone.html'] = { type: gone.type, body: gone.body.replace(`${site.origin}/feed/`, `${other.origin}/gone/feed/`) };
    const at = { page: site.origin, host: other.origin };
    const all = { page: {}, host: {}, old: {}, offline: [] };
    for (const list of [all.page, all.host, all.old]) for (const name of CONTESTANTS) list[name] = [];
    for (let run = 0; run < runs; run++) {
      for (const kind of ['page', 'host']) {
        for (const name of CONTESTANTS) {
          const url = kind === 'page' && name === 'tin' ? `${at.page}/index.html` : `${at[kind]}/bench/${kind}-${name}.html`;
          all[kind][name].push(await round(browser, url, [site, other], name === 'static' ? url.replace('.html', '-next.html') : undefined));
        }
      }
      all.offline.push(await offline(browser, site, Object.assign(state, { origin: other.origin })));
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
  const away = all.offline[0].worker ? 'page of its own without a network' : 'second visit on another site’s page, the feed’s site gone';
  lines.push('', '| in milliseconds | static page | Preact | Tin Reader | ratio to Preact |', '| --- | --- | --- | --- | --- |',
    `| next article: press to paint (static: to its page’s article) | ${CONTESTANTS.map(name => spread(all.page[name].map(run => run.next))).join(' | ')} | ${(median(all.page.tin.map(run => run.next)) / median(all.page.peer.map(run => run.next))).toFixed(2)} |`,
    `| ${away}: article | – | – | ${spread(all.offline.map(run => run.article))} | |`);
  return lines.join('\n').trim();
}
