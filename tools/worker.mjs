// Writes sw.js for a finished folder: the list of what it keeps, with hashes, and the version, which is the hash of all of it
// and of the worker itself. finish.mjs calls it last. `node tools/worker.mjs FOLDER` does it again for a folder whose files
// have changed since.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const source = path.join(path.dirname(fileURLToPath(import.meta.url)), '../public/sw.js');

/** What the tag needs on any page. */
const TAG = [/^embed\.js$/, /^(engine|tools|metadata)-[0-9a-f]{16}\.(js|wasm)$/];
/** What index.html and frame.html need besides. */
const PAGE = [/^(page|standalone|framed)\.js$/];
/** The pages, which say their version; a folder's address is its index.html. And what else webmasters make their own. */
const PAGES = ['index.html', 'frame.html'], EDITED = ['page.css', 'frame.css', 'img/icon-96.png'];
const GENERATOR = /(<meta name="generator" content="Tin Reader )[^"]*/;

const hash = (bytes, form) => createHash('sha256').update(bytes).digest(form);

export async function makeWorker(folder, { minify, template = fs.readFileSync(source, 'utf8') }) {
  const at = name => path.join(folder, name), names = fs.readdirSync(folder).sort();
  const hashes = patterns => Object.fromEntries(patterns.flatMap(pattern => {
    const found = names.filter(name => pattern.test(name));
    if (!found.length) throw new Error(`worker.mjs: no file of ${folder} matches ${pattern}`);
    return found.map(name => [name, hash(fs.readFileSync(at(name)), 'base64')]);
  }));
  const tag = hashes(TAG), page = hashes(PAGE);

  const unmarked = PAGES.map(name => {
    const text = fs.readFileSync(at(name), 'utf8');
    if (!GENERATOR.test(text)) throw new Error(`worker.mjs: ${name} has no place for the version`);
    return text.replace(GENERATOR, '$1');
  });
  const version = hash([template, JSON.stringify([tag, page]), ...unmarked, ...EDITED.map(name => hash(fs.readFileSync(at(name)), 'hex'))].join('\0'), 'hex').slice(0, 16);
  PAGES.forEach((name, index) => fs.writeFileSync(at(name), unmarked[index].replace(GENERATOR, `$1${version}`)));

  for (const name of [...PAGES.map(name => name.replace(/^index\.html$/, './')), ...EDITED]) page[name] = '';
  const values = { VERSION: version, TAG: tag, PAGE: page };
  const filled = template.replace(/"__TIN_([A-Z]+)__"/g, (_, key) => JSON.stringify(values[key]));
  const { code } = await esbuild.transform(filled, { minify, target: 'es2022', legalComments: 'none' });
  fs.writeFileSync(at('sw.js'), minify ? code : filled);
}

if (import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) await makeWorker(process.argv[2], { minify: true });
