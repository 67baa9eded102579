// What a visit loads, in bytes after brotli 11. `--check` fails outside tools/size-window.json: a build that shrank
// below the minimum has most likely lost a feature, so both ends are guarded.
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

const brotli = bytes => zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
const measure = name => { const bytes = fs.readFileSync(path.join(dist, name)); return { name, raw: bytes.length, br: brotli(bytes) }; };
const total = (name, rows) => ({ name, raw: rows.reduce((sum, row) => sum + row.raw, 0), br: rows.reduce((sum, row) => sum + row.br, 0) });

export function sizes() {
  const names = fs.existsSync(dist) ? fs.readdirSync(dist).sort() : [];
  const wanted = FIRST.map(pattern => {
    const found = names.filter(name => pattern.test(name));
    if (found.length !== 1) throw new Error(`${dist}: ${found.length} files match ${pattern}, expected 1 (./x build makes them)`);
    return found[0];
  });
  const first = [...wanted, ...names.filter(name => CSS.test(name))].map(measure);
  const copy = pinned(dist), later = names.filter(name => LATER.test(name) && ![...wanted, copy].includes(name)).map(measure);
  return { first, later, firstTotal: total('first screen', first), allTotal: total('all code', [...first, ...later]) };
}

export function printSizes({ first, later, firstTotal, allTotal }) {
  const line = ({ name, raw, br }) => console.log(name.padEnd(32), String(raw).padStart(9), String(br).padStart(9));
  console.log('file'.padEnd(32), 'bytes'.padStart(9), 'brotli'.padStart(9));
  [...first, firstTotal, ...later, ...(later.length ? [allTotal] : [])].forEach(line);
}

if (fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const measured = sizes();
  printSizes(measured);
  if (check) {
    const { min, max } = JSON.parse(fs.readFileSync(path.join(tools, 'size-window.json'), 'utf8')), { br } = measured.firstTotal;
    const inside = br >= min && br <= max;
    console.log(`first screen: ${br} bytes, window ${min} to ${max}: ${inside ? 'ok' : br > max ? 'too large' : 'suspiciously small'}`);
    if (!inside) process.exit(1);
  }
}
