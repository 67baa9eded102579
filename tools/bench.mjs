// Measures the built reader in Chromium as on a cheap phone, one contestant after the other in each run (a busy machine then
// slows all alike), and writes medians with their spread into README.md and docs/loading.md, each part between its marks.
//   --only=visits,growth,loading,search,sanitise   --quick: fewer runs, and nothing is written.
//   TIN_CHROMIUM: the browser. RUNS: how often (5). TIN_DIST: what is measured.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { benchSearch } from './bench-search.mjs';
import { DIST } from './bench/contestants.mjs';
import { growth } from './bench/growth.mjs';
import { loading } from './bench/loading.mjs';
import { SLOWDOWN } from './bench/phone.mjs';
import { tables, visits } from './bench/visits.mjs';
import { PAGE, SUPPLIES, sanitising } from './sanitise.mjs';
import { handler, listen } from './serve.mjs';
import { printSizes, sizes } from './size.mjs';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const quick = process.argv.includes('--quick');
const only = process.argv.find(word => word.startsWith('--only='))?.slice(7).split(',');
const RUNS = Number(process.env.RUNS ?? (quick ? 2 : 5)), FEWER = Math.ceil(RUNS / 2);

const feed = JSON.parse(fs.readFileSync(path.join(DIST, 'feed/feed.json'), 'utf8'));

async function cleaning(browser) {
  const supplies = SUPPLIES(feed), files = handler(DIST);
  const server = await listen((request, response) => {
    const found = supplies[request.url];
    if (!found) return files(request, response);
    response.writeHead(200, { 'content-type': found.type });
    response.end(found.body);
  }, 0);
  try {
    return await sanitising(browser, `http://127.0.0.1:${server.address().port}${PAGE}`);
  } finally {
    server.close();
  }
}

/** The parts by name: where each is written, how often it runs, and what it comes to as Markdown. */
const PARTS = {
  visits: { file: 'README.md', runs: RUNS, measure: async browser => tables(await visits(browser, { runs: RUNS, oldRuns: FEWER })) },
  loading: { file: 'docs/loading.md', runs: RUNS, measure: browser => loading(browser, { runs: RUNS }) },
  growth: { file: 'docs/loading.md', runs: FEWER, measure: browser => growth(browser, feed, { runs: FEWER }) },
  search: { file: 'docs/loading.md', runs: 1, measure: browser => benchSearch(browser, DIST, SLOWDOWN) },
  sanitise: { file: 'docs/loading.md', runs: 1, measure: cleaning },
};

/** Puts `text` between the marks of `name`. */
function write(file, name, text) {
  const marks = [`<!-- bench: ${name} -->`, `<!-- /bench: ${name} -->`], whole = fs.readFileSync(path.join(project, file), 'utf8');
  const [before, rest] = whole.split(marks[0]), [, after] = (rest ?? '').split(marks[1]);
  if (after === undefined) throw new Error(`${file} has no place for the figures: ${marks.join(' … ')}`);
  fs.writeFileSync(path.join(project, file), `${before}${marks[0]}\n\n${text}\n\n${marks[1]}${after}`);
}

for (const name of only ?? []) if (!PARTS[name]) throw new Error(`--only: there is no ${name}, but ${Object.keys(PARTS).join(', ')}`);
printSizes(sizes());
// Chromium's own pages and updates would be on the network that is measured.
const browser = await chromium.launch({ executablePath: process.env.TIN_CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
try {
  for (const [name, { file, runs, measure }] of Object.entries(PARTS).filter(([name]) => !only || only.includes(name))) {
    const [load] = os.loadavg(), text = await measure(browser);
    const said = `Measured on ${new Date().toISOString().slice(0, 10)} by \`./x bench\`: Chromium ${browser.version().split('.')[0]}, ${runs === 1 ? 'one run' : `medians of ${runs} runs (least–most)`}, ${os.cpus().length} cores with a load of ${load.toFixed(1)} before it began.`;
    console.log(`\n${said}\n\n${text}`);
    if (!quick) write(file, name, `${said}\n\n${text}`);
  }
} finally {
  await browser.close();
}
