// Measures the built reader in Chromium as on a cheap phone, one contestant after the other in each run (a busy machine then
// slows all alike), and writes medians with their spread into the README.
//   --quick: fewer runs, and the README stays as it is.   --only=visits,growth,loading,search,sanitise
//   TIN_CHROMIUM: the browser. RUNS: how often (5). TIN_DIST: what is measured.
import fs from 'node:fs';
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

const README = path.join(path.dirname(fileURLToPath(import.meta.url)), '../README.md');
const MARKS = ['<!-- bench: written by ./x bench -->', '<!-- /bench -->'];
const quick = process.argv.includes('--quick');
const only = process.argv.find(word => word.startsWith('--only='))?.slice(7).split(',');
const RUNS = Number(process.env.RUNS ?? (quick ? 2 : 5));
const wants = name => !only || only.includes(name);

const feed = JSON.parse(fs.readFileSync(path.join(DIST, 'feed/feed.json'), 'utf8'));
const browser = await chromium.launch({ executablePath: process.env.TIN_CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const parts = [], version = browser.version().split('.')[0];
try {
  if (wants('visits')) parts.push(tables(await visits(browser, { runs: RUNS, oldRuns: quick ? 1 : 3 })));
  if (wants('growth')) parts.push(await growth(browser, feed, { runs: quick ? 1 : 3 }));
  if (wants('search')) parts.push(await benchSearch(browser, DIST, SLOWDOWN));
  if (wants('sanitise')) {
    const supplies = SUPPLIES(feed), files = handler(DIST);
    const server = await listen((request, response) => {
      const found = supplies[request.url];
      if (!found) return files(request, response);
      response.writeHead(200, { 'content-type': found.type });
      response.end(found.body);
    }, 0);
    parts.push(await sanitising(browser, `http://127.0.0.1:${server.address().port}${PAGE}`));
    server.close();
  }
} finally {
  await browser.close();
}

printSizes(sizes());
const text = parts.join('\n\n');
console.log(`\n${text}`);
if (!quick && !only) {
  const readme = fs.readFileSync(README, 'utf8'), [before, rest] = readme.split(MARKS[0]), [, after] = (rest ?? '').split(MARKS[1]);
  if (after === undefined) throw new Error(`README.md has no place for the tables: ${MARKS.join(' … ')}`);
  const said = `Measured on ${new Date().toISOString().slice(0, 10)} by \`./x bench\` with Chromium ${version}, ${RUNS} runs: medians, least and most in brackets. Times in milliseconds, sizes in KB on the wire.`;
  fs.writeFileSync(README, `${before}${MARKS[0]}\n\n${said}\n\n${text}\n\n${MARKS[1]}${after}`);
}
