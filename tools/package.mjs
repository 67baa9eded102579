// Makes the build an npm package: `npm pack dist` has all that is needed to run, and types; not the standalone page.
// finish.mjs calls it for a release.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinned } from './hashed.mjs';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The standalone page's files and those of the page in a frame: both are for a folder of one's own, not for imports. Whatever else stands at the top of dist/ is the reader's, and is packed. */
const PAGE_ONLY = [
  'index.html', 'page.js', 'standalone.js', 'page.css', 'frame.html', 'framed.js', 'frame.css', 'manifest.webmanifest', 'sw-off.js', '_headers', '404.html',
];
/** `import "tin-reader/<name>"` brings the types for that framework's templates, and defines the element all the same. */
const FRAMEWORKS = ['react', 'preact', 'vue', 'svelte'];
const DOCUMENTS = ['LICENSE', 'LICENSE-APACHE', 'LICENSE-MIT', 'CHANGELOG.md'];

/** What Cargo.toml says of the package: one name, one version. */
export function cargoPackage() {
  const [, section] = /^\[package\]\n(.*?)^\[/ms.exec(fs.readFileSync(path.join(project, 'Cargo.toml'), 'utf8')) ?? [];
  const value = key => {
    const [, text] = new RegExp(`^${key} = "(.*)"$`, 'm').exec(section ?? '') ?? [];
    if (!text) throw new Error(`package.mjs: Cargo.toml's [package] has no ${key} in double quotes`);
    return text;
  };
  return { name: value('name'), version: value('version'), description: value('description'), license: value('license') };
}

/**
 * The loader for bundlers, as package.json's condition "module" gives it to them. They see a file in two forms only:
 * `import("./name")` takes the glue along as a part of the app, and `new URL("./name", import.meta.url)` carries the wasm as
 * it is. A hash of the glue would not survive them (webpack and Parcel minify it again); the wasm's holds.
 */
export function forBundlers(loader) {
  const replace = (pattern, count, replacement) => {
    const found = loader.match(pattern)?.length ?? 0;
    if (found !== count) throw new Error(`package.mjs: embed.js has ${found} of ${pattern}, expected ${count}`);
    loader = loader.replace(pattern, replacement);
  };
  replace(/"([a-z]+-[0-9a-f]{16}\.js)"/g, 3, '() => import("./$1")');
  replace(/"([a-z]+-[0-9a-f]{16}\.wasm)"/g, 2, 'new URL("./$1", import.meta.url).href');
  replace(/^const here = .*$/gm, 1, 'const here = (url) => url;');
  replace(/^const script = [^]*?^};$/gm, 1, 'const script = ({ js }) => js();');
  replace(/^const find = .*\n/gm, 1, '');
  const [unseen] = loader.match(/(?<!import\(|new URL\()"[\w./-]+\.(?:m?js|wasm|css|html|json)"/) ?? [];
  if (unseen) throw new Error(`package.mjs: embed.js has ${unseen} where bundlers do not see it`);
  return loader;
}

function manifest(files) {
  const loader = types => ({ types, module: './bundler.js', default: './embed.js' });
  const scripts = files.filter(name => /^(sw|frame)\.js$/.test(name));
  return {
    ...cargoPackage(),
    keywords: ['custom-element', 'web-component', 'json-feed', 'news', 'reader', 'vietnamese'],
    type: 'module',
    exports: {
      '.': loader('./tin-reader.d.ts'),
      './embed.js': loader('./tin-reader.d.ts'),
      ...Object.fromEntries(FRAMEWORKS.map(name => [`./${name}`, loader(`./${name}.d.ts`)])),
      ...Object.fromEntries(scripts.map(name => [`./${name}`, `./${name}`])),
      './custom-elements.json': './custom-elements.json',
      './package.json': './package.json',
    },
    main: './embed.js',
    module: './bundler.js',
    types: './tin-reader.d.ts',
    customElements: 'custom-elements.json',
    // Importing a script of ours is for what it does: none may be dropped as unused.
    sideEffects: true,
    files,
  };
}

/** Adds to `folder`, which holds the finished engine, what makes it a package. */
export function makePackage(folder) {
  const from = (...names) => path.join(project, ...names), to = name => path.join(folder, name);
  const types = ['tin-reader', ...FRAMEWORKS].map(name => `${name}.d.ts`);
  for (const name of [...types, 'custom-elements.json']) fs.copyFileSync(from('public', name), to(name));
  for (const name of DOCUMENTS) fs.copyFileSync(from(name), to(name));
  // Its picture stays in the repository.
  const readme = fs.readFileSync(from('README.md'), 'utf8').replace(/^<p [^]*?<img src="docs\/[^]*?<\/p>\n\n/m, '');
  fs.writeFileSync(to('README.md'), readme);

  // The loader is pinned by the package's own version.
  const unpacked = [...PAGE_ONLY, pinned(folder), 'package.json', 'README.md'];
  const files = fs.readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isFile()).map(({ name }) => name)
    .filter(name => !name.startsWith('.') && !unpacked.includes(name)).sort();
  fs.writeFileSync(to('package.json'), `${JSON.stringify(manifest(files), null, 2)}\n`);
}
