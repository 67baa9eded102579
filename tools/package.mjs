// Makes the build an npm package: `npm pack dist` has all that is needed to run, and types; not the standalone page.
// finish.mjs calls it for a release.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The standalone page's files. Whatever else stands at the top of dist/ is the reader's, and is packed. */
const PAGE_ONLY = ['index.html', 'page.js', 'page.css', 'manifest.webmanifest', '_headers'];
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
 * The loader with the engine's names where bundlers look for them. They follow two forms only, with the name in the place:
 * `import("./name")` and `new URL("./name", import.meta.url)`.
 */
export function showBundlers(loader, names) {
  const named = (constant, form) => {
    const call = `here(${constant})`;
    if (loader.split(call).length !== 2) throw new Error(`package.mjs: embed.js should have ${call} once`);
    loader = loader.replace(call, () => form(`"./${names[constant]}"`));
  };
  named('ENGINE_JS', name => name);
  named('ENGINE_WASM', name => `new URL(${name}, import.meta.url).href`);
  if (!/\bimport\("\.\/engine-/.test(loader)) throw new Error('package.mjs: embed.js should import(here(ENGINE_JS))');
  return loader;
}

function manifest(files) {
  const loader = { types: './tin-reader.d.ts', default: './embed.js' };
  const scripts = files.filter(name => /^(sw|frame)\.js$/.test(name));
  return {
    ...cargoPackage(),
    keywords: ['custom-element', 'web-component', 'json-feed', 'news', 'reader', 'vietnamese'],
    type: 'module',
    exports: {
      '.': loader,
      './embed.js': loader,
      ...Object.fromEntries(FRAMEWORKS.map(name => [`./${name}`, { types: `./${name}.d.ts`, default: './embed.js' }])),
      ...Object.fromEntries(scripts.map(name => [`./${name}`, `./${name}`])),
      './custom-elements.json': './custom-elements.json',
      './package.json': './package.json',
    },
    main: './embed.js',
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

  const unpacked = [...PAGE_ONLY, 'package.json', 'README.md'];
  const files = fs.readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isFile()).map(({ name }) => name)
    .filter(name => !name.startsWith('.') && !unpacked.includes(name)).sort();
  fs.writeFileSync(to('package.json'), `${JSON.stringify(manifest(files), null, 2)}\n`);
}
