// Prints the script tag that pins the build in dist/: `node tools/pin.mjs [ADDRESS OF ITS FOLDER]`.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { integrity, pinned } from './hashed.mjs';

const dist = process.env.TIN_DIST ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '../dist');
const name = pinned(dist), address = (process.argv[2] ?? 'https://reader.example/').replace(/\/*$/, '/');
const hash = integrity(fs.readFileSync(path.join(dist, name)));
console.log(`<script type="module" src="${address}${name}" integrity="${hash}" crossorigin="anonymous"></script>`);
