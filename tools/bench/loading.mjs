// How a first visit loads: what is asked for when, drawn as a waterfall, and what hints in the head of the page around the
// tag are worth. Three sites, each as far away as the others: the page's, the reader's, the feed's.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIST, hostPage, withSupplies } from './contestants.mjs';
import { NETWORK, PHONE, far, median, spread, visit } from './phone.mjs';

const HTML = 'text/html; charset=utf-8';
/** Milliseconds for each character of the drawing, and how many there are. */
const STEP = 40, WIDTH = 60, NAME = 16;

/** What is in the head besides the loader, by what it is called; `{feed, reader}` are addresses. */
const HINTS = {
  'none': () => '',
  '`preconnect` to the feed’s site': ({ feed }) => `<link rel="preconnect" href="${new URL(feed).origin}" crossorigin>`,
  '`preload` of the feed': ({ feed }) => `<link rel="preload" as="fetch" crossorigin href="${feed}">`,
  'those of a pinned build': ({ reader }) => execFileSync(process.execPath, [PIN, reader, '--hints'], { encoding: 'utf8', env: { ...process.env, TIN_DIST: DIST } }),
};
const PIN = path.join(path.dirname(fileURLToPath(import.meta.url)), '../pin.mjs');

/** The page of its own without the hints that the build gives it. */
const bare = () => fs.readFileSync(`${DIST}/index.html`, 'utf8').replace(/<link rel="(modulepreload|preload)"[^>]*>\s*/g, '');

async function once(browser, url) {
  const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' });
  try {
    const { page, seen } = await visit(context, url);
    const requests = await page.evaluate(() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .map(({ name, startTime, responseEnd }) => ({ name, start: startTime, end: responseEnd })));
    return { ...seen, requests };
  } finally {
    await context.close();
  }
}

/** One visit as text: a line for each request from its start to its last byte, and below when what was painted. */
function draw({ requests, fcp, article, lcp }) {
  const column = time => Math.min(WIDTH, Math.round(time / STEP));
  const called = name => new URL(name).pathname.replace(/.*\//, '').replace(/-[0-9a-f]{16}/, '') || 'index.html';
  const bar = ({ name, start, end }) => `${called(name).padEnd(NAME)} ${' '.repeat(column(start))}${'█'.repeat(Math.max(1, column(end) - column(start)))} ${Math.round(start)}–${Math.round(end)}`;
  const mark = (name, time) => `${name.padEnd(NAME)} ${' '.repeat(column(time))}▲ ${Math.round(time)}`;
  const shown = requests.filter(({ start, end }) => end > 0 && start < article + 800).sort((a, b) => a.start - b.start);
  return ['```text', ...shown.map(bar), mark('first paint', fcp), mark('article painted', article), mark('largest paint', lcp), '```'].join('\n');
}

/** Both, as Markdown: for docs/loading.md. */
export async function loading(browser, { runs }) {
  const pages = {}, serve = withSupplies(pages);
  const [host, reader, portal] = [await far(serve), await far(serve), await far(serve)];
  const at = { feed: `${portal.origin}/feed/feed.json`, reader: reader.origin };
  const names = Object.keys(HINTS), visits = Object.fromEntries([...names, 'own', 'bare'].map(name => [name, []]));
  names.forEach((name, number) => {
    pages[`/bench/hints-${number}.html`] = { type: HTML, body: hostPage(`<tin-reader feed="${at.feed}"></tin-reader>`, `${HINTS[name](at)}<script type="module" src="${reader.origin}/embed.js"></script>`) };
  });
  pages['/bare.html'] = { type: HTML, body: bare() };
  try {
    for (let run = 0; run < runs; run++) {
      for (const [number, name] of names.entries()) visits[name].push(await once(browser, `${host.origin}/bench/hints-${number}.html`));
      visits.bare.push(await once(browser, `${reader.origin}/bare.html`));
      visits.own.push(await once(browser, `${reader.origin}/index.html`));
      console.error(`loading: run ${run + 1} of ${runs}`);
    }
  } finally {
    for (const site of [host, reader, portal]) site.close();
  }
  const middle = list => list.find(seen => seen.article === median(list.map(other => other.article)));
  const row = (title, list, base) => `| ${title} | ${spread(list.map(seen => seen.article))} | ${spread(list.map(seen => seen.lcp))} | ${(median(list.map(seen => seen.article)) / median(base.map(seen => seen.article))).toFixed(2)} |`;
  return [
    `A tag on another site’s page, no hints; the page, the reader’s files and the feed come from three sites. The first connection to a site takes ${2 * NETWORK.latency} ms.`, '',
    draw(middle(visits.none)), '', 'The page of its own, with the hints that the build writes into it:', '', draw(middle(visits.own)), '',
    '| hints in the head | article painted | largest paint | ratio |', '| --- | --- | --- | --- |',
    ...names.map(name => row(`tag on another site: ${name}`, visits[name], visits.none)),
    row('page of its own: none', visits.bare, visits.bare), row('page of its own: `preload` of the engine’s files (as built)', visits.own, visits.bare),
  ].join('\n');
}
