// Cleans articles in the built reader and with DOMPurify, in turns in one page, and tells the medians as Markdown.
//
// Ours is the time from show() until the clean nodes are appended to the new article's body: finding the article and
// building what surrounds it is in it, layout is not. DOMPurify's is the time of sanitize(), which returns the clean nodes
// as a fragment, and of appending them. Both end with as many nodes of the page's own, neither is shown before the clock
// stops, and no CPU is slowed down.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const tools = path.dirname(fileURLToPath(import.meta.url));
export const PAGE = '/bench/sanitise.html';
const ROUNDS = 40, MONSTER_ROUNDS = 7;

/** What the first three must stay below, in milliseconds; the others have as many nodes, or as long a value, as is taken. */
const LIMIT = 200, LIMITED = 3;
const MONSTERS = {
  '20,000 nested <div>': '<div>'.repeat(20_000) + 'x',
  '50,000 attributes': `<p${Array.from({ length: 50_000 }, (_, at) => ` a${at}=1`).join('')}>x</p>`,
  'a megabyte of &': '&'.repeat(1 << 20),
  '60,000 paragraphs': '<p>x'.repeat(60_000),
  'a srcset of 250 KB': `<p><img src="/a.webp" srcset="${'/a.webp 1x, '.repeat(20_000)}/a.webp 2x"></p><p>x</p>`,
};

/** The sample's articles, one after another, until there are so many bytes of them. */
export function article(feed, bytes) {
  const parts = feed.items.map(item => item.content_html).filter(Boolean);
  let html = '';
  for (let at = 0; Buffer.byteLength(html) < bytes; at++) html += parts[at % parts.length];
  const cut = Buffer.from(html).subarray(0, bytes).toString(), end = cut.lastIndexOf('</p>');
  return end > 0 ? cut.slice(0, end + 4) : html;
}

/** What the page needs, by path. An article is there twice: to show the one on screen again is no work. */
export function SUPPLIES(feed) {
  const articles = { '5 KB': article(feed, 5_000), '200 KB': article(feed, 200_000), ...MONSTERS };
  const items = Object.entries(articles).flatMap(([name, content_html]) => [0, 1].map(copy => ({ id: `${name} ${copy}`, title: name, content_html })));
  const bench = { version: 'https://jsonfeed.org/version/1.1', title: 'Bench', items };
  return {
    [PAGE]: {
      type: 'text/html; charset=utf-8',
      body: '<!doctype html><meta charset="utf-8"><title>Bench</title><script src="/bench/purify.js"></script><script type="module" src="/embed.js"></script><tin-reader feed="/bench/feed.json" related="0"></tin-reader>',
    },
    '/bench/feed.json': { type: 'application/feed+json', body: JSON.stringify(bench) },
    '/bench/purify.js': { type: 'text/javascript', body: fs.readFileSync(path.join(tools, 'node_modules/dompurify/dist/purify.min.js')) },
  };
}

/** Runs in the page: the times of `rounds` rounds, and how many elements came out. */
async function measure({ name, rounds, both }) {
  const reader = document.querySelector('tin-reader');
  const html = (await (await fetch('/bench/feed.json')).json()).items.find(item => item.title === name).content_html;
  let placed = 0;
  const { appendChild } = Node.prototype;
  Node.prototype.appendChild = function (node) {
    const isFragment = node instanceof DocumentFragment, result = appendChild.call(this, node);
    if (isFragment) placed = performance.now();
    return result;
  };
  const ours = [], theirs = [], nodes = {};
  for (let round = 0; round < rounds; round++) {
    placed = 0;
    const other = `${name} ${reader.current.id === `${name} 0` ? 1 : 0}`;
    const start = performance.now();
    await reader.show(other);
    if (!placed) throw new Error(`${name}: nothing was placed`);
    ours.push(placed - start);
    nodes.ours = reader.shadowRoot.querySelectorAll('[part~=body] *').length;
    if (both) {
      const place = document.createElement('div'), begin = performance.now();
      place.appendChild(DOMPurify.sanitize(html, { RETURN_DOM_FRAGMENT: true }));
      theirs.push(performance.now() - begin);
      nodes.theirs = place.querySelectorAll('*').length;
    }
    await new Promise(done => setTimeout(done, 20));
  }
  Node.prototype.appendChild = appendChild;
  return { ours, theirs, nodes, bytes: new TextEncoder().encode(html).length };
}

/** The figures as tables. */
export async function sanitising(browser, url) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForSelector('tin-reader[state=ready]');
  // Without the first few, before the browser has compiled what it runs.
  const median = times => {
    const rest = times.slice(Math.floor(times.length / 4)).sort((a, b) => a - b);
    return rest[Math.floor(rest.length / 2)];
  };
  const ms = time => time.toFixed(1);
  const lines = [`| article, cleaned and in the page, ms (medians of ${ROUNDS}) | bytes | nodes: ours, DOMPurify’s | ours | DOMPurify | ratio |`, '| --- | --- | --- | --- | --- | --- |'];
  for (const name of ['5 KB', '200 KB']) {
    const { ours, theirs, nodes, bytes } = await page.evaluate(measure, { name, rounds: ROUNDS, both: true });
    lines.push(`| ${name} | ${bytes} | ${nodes.ours}, ${nodes.theirs} | ${ms(median(ours))} | ${ms(median(theirs))} | ${(median(ours) / median(theirs)).toFixed(2)} |`);
  }
  lines.push('', `| what no article is, ms (medians of ${MONSTER_ROUNDS}) | ours | limit |`, '| --- | --- | --- |');
  for (const [at, name] of Object.keys(MONSTERS).entries()) {
    const { ours } = await page.evaluate(measure, { name, rounds: MONSTER_ROUNDS, both: false });
    const limited = at < LIMITED, slow = limited && median(ours) > LIMIT;
    if (slow) process.exitCode = 1;
    lines.push(`| ${name.replace('<div>', '`<div>`').replace(/&$/, '`&`')} | ${ms(median(ours))} | ${limited ? LIMIT : '–'}${slow ? ': too slow' : ''} |`);
  }
  await page.close();
  return lines.join('\n');
}
