// Prints the tag that pins the build in dist/: `node tools/pin.mjs [ADDRESS OF ITS FOLDER] [--hints]`; with `--hints` what may stand
// before it in the page's head: the engine's two files are asked for without waiting for the loader.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { integrity, pinned } from './hashed.mjs';

const dist = process.env.TIN_DIST ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '../dist');
const [address = 'https://reader.example/'] = process.argv.slice(2).filter(word => !word.startsWith('--'));
const at = name => `${address.replace(/\/*$/, '/')}${name}`;
const proof = name => `integrity="${integrity(fs.readFileSync(path.join(dist, name)))}"`;

if (process.argv.includes('--hints')) {
  // Without its proof a preloaded script would be imported as it came; the wasm's is asked for by who takes it (public/embed.js). Said
  // of the script, `crossorigin` changes nothing but that Firefox 153 then refuses to the loader to preload it too.
  const script = pinned(dist, 'engine');
  console.log(`<link rel="modulepreload" href="${at(script)}" ${proof(script)}>`);
  console.log(`<link rel="preload" as="fetch" href="${at(pinned(dist, 'engine', 'wasm'))}" crossorigin="anonymous">`);
} else {
  const loader = pinned(dist);
  console.log(`<script type="module" src="${at(loader)}" ${proof(loader)} crossorigin="anonymous"></script>`);
}
