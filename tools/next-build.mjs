// Makes FOLDER the build after dist/, for the tests of upgrades: `node tools/next-build.mjs FOLDER`. Its engine has one custom
// section and one empty comment more, which change nothing but the hashes, and so all that names them.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { HASHED, integrity, pinned, writeHashed } from './hashed.mjs';

const dist = process.env.TIN_DIST ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '../dist');
const [folder] = process.argv.slice(2);
if (!folder || fs.existsSync(folder)) {
  console.error('usage: node tools/next-build.mjs FOLDER   (which is made)');
  process.exit(2);
}
fs.cpSync(dist, folder, { recursive: true });
const at = name => path.join(folder, name);

/** Puts `change(bytes)` in the place of the engine's file of this kind, and its new name and hash wherever the old ones stand. */
function replace(extension, change) {
  const old = fs.readdirSync(folder).find(name => HASHED.test(name) && name.startsWith('engine-') && name.endsWith(`.${extension}`));
  const before = fs.readFileSync(at(old)), after = change(before);
  fs.rmSync(at(old));
  const name = writeHashed(folder, 'engine', extension, after);
  for (const other of fs.readdirSync(folder).filter(name => /\.(js|html|json)$/.test(name) && !HASHED.test(name))) {
    const text = fs.readFileSync(at(other), 'utf8');
    fs.writeFileSync(at(other), text.replaceAll(old, name).replaceAll(integrity(before), integrity(after)));
  }
}

replace('wasm', wasm => Buffer.concat([wasm, Buffer.from([0, 2, 1, 'x'.charCodeAt()])]));
replace('js', glue => Buffer.concat([glue, Buffer.from('//\n')]));
fs.rmSync(at(pinned(folder)));
writeHashed(folder, 'embed', 'js', fs.readFileSync(at('embed.js')));
