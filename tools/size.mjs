// What a visit loads, in bytes after brotli 11. `--check` fails where a file is outside its window in
// tools/size-window.json: one that shrank below the minimum has most likely lost a feature, so both ends are guarded. Every
// page, script, style sheet and module in the folder must have a window, and every window a file.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import { pinned } from './hashed.mjs';

const tools = path.dirname(fileURLToPath(import.meta.url));
const dist = process.env.TIN_DIST ?? path.join(tools, '../dist');
const check = process.argv.includes('--check');

/** What the first screen needs: the loader, the engine, the styles. (frame.html's own sheet is no part of it.) */
const FIRST = [/^embed\.js$/, /^engine-[0-9a-f]{16}\.js$/, /^engine-[0-9a-f]{16}\.wasm$/];
/** bundler.js is embed.js for bundlers, embed-<hash>.js for those who pin it: nobody loads two of them. */
const CSS = /^(?!frame\.).*\.css$/, LATER = /(?<!^bundler)\.(m?js|wasm)$|^frame\.css$/;
const WEIGHED = /\.(m?js|wasm|css|html|webmanifest)$/;
/** The names of windows that are sums. */
const SUMS = { firstTotal: 'first screen', allTotal: 'all code' };

const brotli = bytes => zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
const measure = name => { const bytes = fs.readFileSync(path.join(dist, name)); return { name, raw: bytes.length, br: brotli(bytes) }; };
const total = (name, rows) => ({ name, raw: rows.reduce((sum, row) => sum + row.raw, 0), br: rows.reduce((sum, row) => sum + row.br, 0) });
const names = () => fs.existsSync(dist) ? fs.readdirSync(dist).sort() : [];

export function sizes() {
  const all = names();
  const wanted = FIRST.map(pattern => {
    const found = all.filter(name => pattern.test(name));
    if (found.length !== 1) throw new Error(`${dist}: ${found.length} files match ${pattern}, expected 1 (./x build makes them)`);
    return found[0];
  });
  const first = [...wanted, ...all.filter(name => CSS.test(name))].map(measure);
  const copy = pinned(dist), later = all.filter(name => LATER.test(name) && ![...wanted, copy].includes(name)).map(measure);
  return { first, later, firstTotal: total(SUMS.firstTotal, first), allTotal: total(SUMS.allTotal, [...first, ...later]) };
}

export function printSizes({ first, later, firstTotal, allTotal }) {
  const line = ({ name, raw, br }) => console.log(name.padEnd(32), String(raw).padStart(9), String(br).padStart(9));
  console.log('file'.padEnd(32), 'bytes'.padStart(9), 'brotli'.padStart(9));
  [...first, firstTotal, ...later, ...(later.length ? [allTotal] : [])].forEach(line);
}

/** What is wrong with these sizes, in words; `windows` is `{name: [min, max]}`, with `#` for the hash in a name. */
function complaints(measured, windows) {
  const sums = Object.keys(SUMS).map(key => measured[key]);
  const rows = [...sums, ...names().filter(name => WEIGHED.test(name)).map(measure)];
  const named = rows.map(row => ({ ...row, window: row.name.replace(/-[0-9a-f]{16}\./, '-#.') }));
  const words = Object.keys(windows).filter(name => !named.some(({ window }) => window === name)).map(name => `${name}: there is no such file`);
  for (const { name, br, window } of named) {
    const [min, max] = windows[window] ?? [];
    if (max === undefined) words.push(`${name}: ${br} bytes, and no window`);
    else if (br > max) words.push(`${name}: ${br} bytes, too large: ${min} to ${max}`);
    else if (br < min) words.push(`${name}: ${br} bytes, suspiciously small: ${min} to ${max}`);
  }
  return words;
}

if (fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const measured = sizes();
  printSizes(measured);
  if (check) {
    const windows = JSON.parse(fs.readFileSync(path.join(tools, 'size-window.json'), 'utf8')), words = complaints(measured, windows);
    console.log(words.join('\n') || `sizes: each of ${Object.keys(windows).length} is in its window`);
    if (words.length) process.exit(1);
  }
}
