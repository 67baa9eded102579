// Is dist/ the npm package that the README promises? Packs and installs it as a user would, without a network, and looks.
// The browsers' part is tests/e2e/package.rs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { differences } from './contract.mjs';
import { install } from './pack.mjs';
import { cargoPackage } from './package.mjs';

const tools = path.dirname(fileURLToPath(import.meta.url)), project = path.join(tools, '..');
const require = createRequire(import.meta.url);

/** What a user gets, to the file: a new one is to be decided on, not to slip in. */
const NEEDED = [
  'CHANGELOG.md', 'LICENSE', 'LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'package.json',
  'custom-elements.json', 'tin-reader.d.ts', 'react.d.ts', 'preact.d.ts', 'vue.d.ts', 'svelte.d.ts',
  'embed.js', 'bundler.js', 'engine-#.js', 'engine-#.wasm', 'tools-#.js', 'tools-#.wasm', 'metadata-#.js',
];
/** Packed when the build makes them. */
const WELCOME = ['frame.js', 'sw.js'];
const MODULE = /\b(?:engine|tools|metadata)-[0-9a-f]{16}\.(?:js|wasm)\b/g;

const work = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'tin-package-'));
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));
const user = path.join(work, 'user'), home = install(user);
const packed = fs.readdirSync(home).sort();
const at = name => path.join(home, name), read = name => fs.readFileSync(at(name), 'utf8');
const manifest = JSON.parse(read('package.json'));

/** What a script of the user's project prints on a server. */
function onServer(script) {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: user, encoding: 'utf8' });
  // Of a stack trace, what went wrong; before it stands the minified line.
  return stdout + (/^\w*Error: .*$/m.exec(stderr)?.[0] ?? stderr);
}

// ------------------------------------------------------------------------------------------------------------- types

const NODE = { module: 'nodenext' }, BUNDLER = { module: 'esnext', moduleResolution: 'bundler' };
const jsx = name => ({ jsx: 'react-jsx', jsxImportSource: name });
/** A folder of tests/types, the packages its project has besides ours (with their names in tools/node_modules), options. */
const TYPED = [
  ['a page without a framework', 'plain', {}, {}],
  ['React 19', 'react', { '@types/react': '@types/react' }, jsx('react')],
  ['React 19 with the old transform', 'react', { '@types/react': '@types/react' }, { jsx: 'react' }],
  ['React 18', 'react', { '@types/react': 'types-react-18' }, jsx('react')],
  ['Preact', 'preact', { preact: 'preact' }, jsx('preact')],
  ['Vue', 'vue', { vue: 'vue' }, {}],
  ['Svelte', 'svelte', { svelte: 'svelte' }, {}],
].flatMap(([name, ...rest]) => [
  [`${name}, resolved as by Node`, NODE, ...rest],
  [`${name}, resolved as by bundlers`, BUNDLER, ...rest],
]);

/** What tsc says of the folder of tests/types: `{file, line, code, text}` each. */
function compile(resolution, folder, packages, options) {
  const here = fs.mkdtempSync(path.join(work, `${folder}-`)), modules = path.join(here, 'node_modules');
  fs.cpSync(path.join(project, 'tests/types', folder), here, { recursive: true });
  // A copy: through a link, our types would look for the framework's beside the link's target.
  fs.cpSync(home, path.join(modules, 'tin-reader'), { recursive: true });
  for (const [name, source] of Object.entries(packages)) {
    fs.mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    fs.symlinkSync(path.join(tools, 'node_modules', source), path.join(modules, name));
  }
  const compilerOptions = {
    strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], types: [], ...resolution, ...options,
  };
  fs.writeFileSync(path.join(here, 'package.json'), '{ "type": "module" }');
  fs.writeFileSync(path.join(here, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts', '*.tsx'] }));
  const tsc = path.join(tools, 'node_modules/typescript/bin/tsc');
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, '--pretty', 'false'], { cwd: here, encoding: 'utf8' });
  assert.equal(stderr, '');
  const said = [];
  for (const line of stdout.split('\n').filter(Boolean)) {
    const [, file, row, code, text] = /^([^(]+)\((\d+),\d+\): error (TS\d+): (.*)$/.exec(line) ?? [];
    if (file) said.push({ file, line: Number(row), code, text });
    else if (line.startsWith(' ') && said.length) said.at(-1).text += `\n${line}`;
    else assert.fail(`tsc: ${line}`);
  }
  return { here, said };
}

function checkTypes(...variant) {
  const { here, said } = compile(...variant), wanted = [];
  const wrong = fs.readdirSync(here).find(name => name.startsWith('wrong.'));
  assert.ok(wrong && fs.readdirSync(here).some(name => name.startsWith('right.')), 'a right and a wrong file');
  fs.readFileSync(path.join(here, wrong), 'utf8').split('\n').forEach((line, index) => {
    const [, code, text] = /\/\/ error (TS\d+): (.*)$/.exec(line) ?? [];
    if (code) wanted.push({ file: wrong, line: index + 1, code, text });
  });
  assert.ok(wanted.length > 3, `${wrong} expects ${wanted.length} errors`);
  const unsaid = [];
  for (const want of wanted) {
    const { file, line, code, text } = want;
    const index = said.findIndex(say => say.file === file && say.line === line && say.code === code && say.text.includes(text));
    if (index < 0) unsaid.push(want);
    else said.splice(index, 1);
  }
  const show = ({ file, line, code, text }) => `  ${file}:${line} ${code} ${text}`;
  assert.ok(!said.length && !unsaid.length, [
    ...(said.length ? ['tsc says, and should not:', ...said.map(show)] : []),
    ...(unsaid.length ? ['tsc should say, and does not:', ...unsaid.map(show)] : []),
  ].join('\n'));
}

// ------------------------------------------------------------------------------------------------------------- tests

/** Every path that package.json promises. */
function promised(value) {
  return typeof value === 'string' ? [value] : Object.values(value).flatMap(promised);
}

const TESTS = {
  holds_what_is_needed_and_no_more() {
    const names = packed.map(name => name.replace(MODULE, whole => whole.replace(/[0-9a-f]{16}/, '#')));
    assert.deepEqual(names.filter(name => !WELCOME.includes(name)).sort(), [...NEEDED].sort());
  },
  holds_every_module_that_is_named() {
    const named = packed.filter(name => /\.(js|html)$/.test(name)).flatMap(name => read(name).match(MODULE) ?? []);
    assert.ok(named.length >= 8, 'each loader names four');
    assert.deepEqual(named.filter(name => !packed.includes(name)), []);
  },
  arrives_with_the_bytes_that_were_built() {
    for (const name of packed.filter(name => name.match(MODULE))) {
      const bytes = fs.readFileSync(at(name)), digest = (kind, form) => createHash(kind).update(bytes).digest(form);
      assert.equal(digest('sha256', 'hex').slice(0, 16), /[0-9a-f]{16}/.exec(name)[0], name);
      assert.ok(read('embed.js').includes(digest('sha256', 'base64')), `embed.js has the integrity of ${name}`);
    }
  },
  has_the_name_version_and_licence_of_cargo_toml() {
    const { name, version, description, license } = manifest;
    assert.deepEqual({ name, version, description, license }, cargoPackage());
    assert.match(version, /^\d+\.\d+\.\d+$/);
    for (const loader of ['embed.js', 'bundler.js'])
      assert.ok(read(loader).startsWith(`/*! Tin Reader ${version}, ${license}; `), `${loader} says what it is`);
    for (const file of ['LICENSE', 'LICENSE-APACHE', 'LICENSE-MIT', 'CHANGELOG.md'])
      assert.equal(read(file), fs.readFileSync(path.join(project, file), 'utf8'), file);
  },
  needs_no_other_package() {
    assert.deepEqual(Object.keys(manifest).filter(key => /dependencies|scripts|bin/i.test(key)), []);
    assert.deepEqual(fs.readdirSync(path.join(user, 'node_modules')).filter(name => !name.startsWith('.')), ['tin-reader']);
  },
  promises_no_file_that_is_not_there() {
    const paths = [...promised(manifest.exports), manifest.main, manifest.module, manifest.types, manifest.customElements, ...manifest.files];
    assert.deepEqual(paths.map(name => path.normalize(name)).filter(name => !packed.includes(name)), []);
    assert.equal(manifest.type, 'module');
  },
  has_a_readme_that_leads_nowhere_in_vain() {
    const readme = read('README.md');
    const links = [...readme.matchAll(/\]\(([^)]+)\)|\b(?:src|href)="([^"]+)"/g)].map(([, link, other]) => link ?? other);
    assert.ok(links.length > 3, 'the README has links');
    assert.deepEqual(links.filter(link => !/^(https?:\/\/|#)/.test(link) && !packed.includes(path.normalize(link))), []);
  },
  can_be_imported_on_a_server_without_a_dom() {
    // frame.js and sw.js are of no use there, and promise nothing.
    for (const name of Object.keys(manifest.exports).filter(name => !/\.json$|^\.\/(sw|frame)\.js$/.test(name))) {
      const script = `
        const before = Reflect.ownKeys(globalThis);
        const exported = await import(${JSON.stringify(path.posix.join('tin-reader', name))});
        const left = Reflect.ownKeys(globalThis).filter(key => !before.includes(key));
        console.log(JSON.stringify([Object.keys(exported), left]));`;
      assert.equal(onServer(script), '[[],[]]\n', `import "tin-reader${name.slice(1)}" exports and leaves as globals`);
    }
  },
  has_a_manifest_that_fits_the_official_schema() {
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(require('custom-elements-manifest/schema.json'));
    const elements = JSON.parse(read(manifest.customElements));
    assert.ok(validate(elements), JSON.stringify(validate.errors, null, 2));
    assert.match(elements.schemaVersion, /^2\./);
    for (const module of elements.modules) assert.ok(packed.includes(module.path), module.path);
  },
  says_the_same_everywhere() {
    assert.deepEqual(differences(), []);
  },
  ...Object.fromEntries(TYPED.map(([name, ...variant]) =>
    [`has_types_for_${name.toLowerCase().replace(/\W+/g, '_')}`, () => checkTypes(...variant)])),
};

let failed = 0;
for (const [name, test] of Object.entries(TESTS)) {
  try {
    test();
    console.log(`test ${name} ... ok`);
  } catch (error) {
    failed++;
    console.log(`test ${name} ... FAILED\n${error.message}\n`);
  }
}
// As cargo's runners close, for ./x to add up.
console.log(`\ntest result: ${failed ? 'FAILED' : 'ok'}. ${Object.keys(TESTS).length - failed} passed; ${failed} failed;`);
process.exitCode = failed ? 1 : 0;
