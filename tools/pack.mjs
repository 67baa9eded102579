// Packs dist/ and installs the package as its users do, without a network:
//
//   node tools/pack.mjs FOLDER  ->  FOLDER/node_modules/tin-reader, and FOLDER/bundled/, an app bundled as the README says
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const dist = path.resolve(process.env.TIN_DIST ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '../dist'));

function npm(folder, ...args) {
  const quiet = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  execFileSync('npm', [...args, ...quiet], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Empties `folder`, makes a project of it that has the package installed, and returns the package's place there. */
export function install(folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  npm(dist, 'pack', '--pack-destination', path.resolve(folder));
  const made = fs.readdirSync(folder), [tarball] = made;
  if (made.length !== 1 || !tarball.endsWith('.tgz')) throw new Error(`npm pack made: ${made.join(' ') || 'nothing'}`);
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  npm(folder, 'install', `./${tarball}`);
  return path.join(folder, 'node_modules/tin-reader');
}

/** Bundles an app that imports the package into `folder`/bundled: the app's script, and the engine's wasm beside it. */
export async function bundle(folder) {
  await esbuild.build({
    stdin: { contents: 'import "tin-reader";', resolveDir: folder },
    bundle: true, format: 'esm', minify: true, outfile: path.join(folder, 'bundled/app.js'), logLevel: 'warning',
  });
  const from = path.join(folder, 'node_modules/tin-reader'), to = path.join(folder, 'bundled');
  for (const name of fs.readdirSync(from)) if (name.endsWith('.wasm')) fs.copyFileSync(path.join(from, name), path.join(to, name));
}

if (fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  if (!folder) {
    console.error('usage: node tools/pack.mjs FOLDER   (what is in FOLDER goes)');
    process.exit(2);
  }
  install(folder);
  await bundle(path.resolve(folder));
}
