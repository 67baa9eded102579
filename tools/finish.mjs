// Trunk's post_build hook: turns wasm-bindgen's output in the staging folder into the modules that ship.
//
//   tin-reader.js + tin-reader_bg.wasm  ->  engine-<hash>.js + engine-<hash>.wasm, named by their final bytes;
//   tin-tools.js  + tin-tools_bg.wasm   ->  tools-<hash>.js  + tools-<hash>.wasm, likewise;
//   metadata.js                         ->  metadata-<hash>.js;
//   and the names and integrities are written into embed.js (and the pages that have preload hints), of which a copy,
//   embed-<hash>.js, is for those who pin it.
//
// In release each is also cut down to what embed.js can reach (see `prune`), scripts and styles are minified, and the folder
// becomes an npm package (package.mjs). The service worker comes last: it knows the others by their hashes (worker.mjs).
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import binaryenApi from 'binaryen';
import * as esbuild from 'esbuild';
import { HASHED, integrity, writeHashed } from './hashed.mjs';
import { named } from './order.mjs';
import { cargoPackage, forBundlers, makePackage } from './package.mjs';
import { makeWorker } from './worker.mjs';

/**
 * The modules: wasm-bindgen's name, ours, and what embed.js calls. Whatever else the glue exports (the other module's
 * functions, which live in the same crate; classes of wasm-streams, which leptos brings) goes.
 */
const MODULES = [
  // Beside them, what stays JavaScript because it is half the size so; it may call functions of the module by way of its glue.
  { from: 'tin-reader', name: 'engine', api: ['default', 'mount'], sheet: 'reader.css', beside: {
    '../src/browser/sheet.js': 'dress', '../src/element/ahead.js': 'prepare', '../src/browser/store.js': 'store', '../src/element/extras.js': 'extras',
  } },
  { from: 'tin-tools', name: 'tools', api: ['default', 'tools'], sheet: 'tools.css', beside: { '../src/browser/sheet.js': 'dress', '../src/browser/shelf.js': 'shelf' } },
];
/**
 * Asks V8 to compile all of a script while it comes, on another thread: otherwise each function is compiled when it is first called, by then
 * on the way to the article. (https://v8.dev/blog/explicit-compile-hints)
 */
const EAGER = '//# allFunctionsCalledOnLoad';
const EDGE = /src\/browser\/edge\.js$/;
/** Every call into the engine passes through tools/contain.js, which says why; what embed.js learns from it. */
const CONTAIN_API = ['fallen'];
const LOADERS = ['embed.js', 'bundler.js'];
const ES_MODULES = [...LOADERS, 'page.js', 'standalone.js', 'framed.js'];
/** The oldest browsers we promise; each has all of WASM_FEATURES, which are what rustc 1.96 emits by default. */
const BROWSERS = ['chrome109', 'firefox115', 'safari16.4'];
const WASM_FEATURES = ['bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];
/** Functions that nothing calls once the exports of MODULES' `api` are all there is (see `snip`). */
const SNIPPED = /wasm_streams|intounderlying|server_fn|gloo_net|js_sys(?:\[\w+\])?::futures::/i;
/** How the glue makes values of the page's, closures among them, and calls these: one function for each type. */
const CLOSURES = / -> Externref(?: externref shim)?$|::convert::closures::_::invoke::</;
/** Rust's machinery for formatting: our own code does without. */
const FORMATTING = /\bcore(?:\[\w+\])?::fmt::/;
const OPTIMISE = ['--low-memory-unused', '-Oz', '--converge', '--strip-debug', '--strip-producers', '--strip-target-features'];
/**
 * Afterwards, twice: control flow built anew from simple blocks; at last, locals numbered so that their numbers repeat. It takes little
 * off the bytes, but 600 and 1,000 of the two modules off what Brotli makes of them.
 */
const REBUILD = ['--low-memory-unused', ...Array(2).fill(['--flatten', '--rereloop', '-Oz']).flat(), '-Oz', '--coalesce-locals-learning', '--reorder-locals'];
/** At last, by the names that order.mjs gives: nothing else changes. */
const REORDER = ['--optimize-level=2', '--shrink-level=2', '--generate-stack-ir', '--optimize-stack-ir', '--reorder-functions-by-name', '--strip-debug'];

const tools = path.dirname(fileURLToPath(import.meta.url));
const staging = required('TRUNK_STAGING_DIR');
const release = required('TRUNK_PROFILE') === 'release';
const at = name => path.join(staging, name);
const read = name => fs.readFileSync(at(name), 'utf8');

function required(variable) {
  return process.env[variable] || fail(`${variable} is not set: trunk runs this file, see Trunk.toml`);
}

function fail(why) {
  console.error(`finish.mjs: ${why}`);
  process.exit(1);
}

/** The glue, and what stands `beside` it, as one module that exports the `api` of both and holds only what that reaches. */
async function bundle(glue, { api, beside, sheet }, minify) {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `export { ${api.join(', ')} } from 'glue'; export { ${CONTAIN_API.join(', ')} } from './contain.js';
        ${Object.entries(beside).map(([file, name]) => `export { ${name} } from '${file}';`).join(' ')}`,
      resolveDir: tools,
    },
    plugins: [{
      name: 'glue',
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^glue$/ }, () => ({ path: 'glue', namespace: 'glue' }));
        // wasm-bindgen imports a copy of our script; what is asked of it beside the glue must be of the same one.
        onResolve({ filter: /^sheet$/ }, () => ({ path: sheet, namespace: 'sheet' }));
        onLoad({ filter: /./, namespace: 'sheet' }, async () => ({ contents: await shrunk(sheet), loader: 'text' }));
        onResolve({ filter: EDGE }, () => ({ path: path.join(tools, '../src/browser/edge.js') }));
        onLoad({ filter: /./, namespace: 'glue' }, () => ({
          contents: contained(glue).replaceAll('new FinalizationRegistry(', '/* @__PURE__ */ new FinalizationRegistry('),
          resolveDir: staging,
        }));
      },
    }],
    banner: { js: EAGER },
    bundle: true, format: 'esm', target: BROWSERS, minify, write: false, charset: 'utf8', legalComments: 'none', logLevel: 'warning',
    // wasm-bindgen names a script once for each function of it that it takes as it is.
    logOverride: { 'duplicate-object-key': 'silent' },
    // Each exported class has two statements beside it that look like side effects and would keep it alive: this one, and
    // a registry, which `pure:` does not cover (it takes calls, not `new`), so the comment is put into the text.
    define: { 'Symbol.dispose': 'undefined' },
  });
  return outputFiles[0].text;
}

/** The glue with its calls into the engine contained. */
function contained(glue) {
  const exports = 'wasm = instance.exports;';
  if (glue.split(exports).length !== 2) fail(`the glue does not say once "${exports}": has wasm-bindgen changed its output?`);
  return `import { contain } from ${JSON.stringify(path.join(tools, 'contain.js'))};\n${glue.replace(exports, 'wasm = contain(instance.exports);')}`;
}

/** The glue without a name that host pages take away: libraries of 2007 have put a class of theirs in the place of `Element`. (Nodes are made in src/browser/edge.js.) */
function unclobbered(glue) {
  return glue.replace(/\binstanceof Element\b/g, 'instanceof Object.getPrototypeOf(HTMLElement)');
}

/** How the glue starts the module, in place of wasm-bindgen's way, which takes anything from anywhere: by the answer of embed.js's fetch(). */
const START = `
async function start(response) {
    const imports = __wbg_get_imports();
    const { instance } = response.headers.get('content-type') === 'application/wasm'
        ? await WebAssembly.instantiateStreaming(response, imports)
        : await WebAssembly.instantiate(await response.arrayBuffer(), imports);
    return __wbg_finalize_init(instance);
}
export { start as default };
`;

/** The glue without its care for browsers that have no `encodeInto` or `FinalizationRegistry`: all of BROWSERS do. */
function upToDate(glue) {
  const cuts = [
    [/^async function __wbg_load\([^]*/m, START],
    [/^ {4}if \(realloc === undefined\) \{[^]*?^ {4}\}\n/m, ''],
    [/^if \(!\('encodeInto' in cachedTextEncoder\)\) \{[^]*?^\}\n/m, ''],
    [/\(typeof FinalizationRegistry === 'undefined'\)\s*\? \{.*\}\s*: (?=new FinalizationRegistry)/g, ''],
  ];
  return cuts.reduce((text, [what, by]) => {
    const cut = text.replace(what, () => by);
    return cut === text ? fail(`the glue has nothing like ${what}: has wasm-bindgen changed its output?`) : cut;
  }, glue);
}

/** The wasm that one of binaryen's programs makes of `wasm`, and what it printed; `files` are written beside it first. */
function binaryen(program, wasm, args, files = {}) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tin-finish-'));
  try {
    for (const [name, bytes] of Object.entries({ ...files, 'in.wasm': wasm })) fs.writeFileSync(path.join(dir, name), bytes);
    const report = execFileSync(process.execPath, [path.join(tools, 'node_modules/binaryen/bin', program), 'in.wasm', '-o', 'out.wasm',
      ...WASM_FEATURES.map(name => `--enable-${name}`), ...args], { cwd: dir, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'] });
    return [fs.readFileSync(path.join(dir, 'out.wasm')), report];
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

/**
 * Cuts a module down to what `api` reaches. wasm-bindgen keeps every export that any crate declared, and wasm-opt
 * all that an export reaches; so exports whose names the shaken glue never mentions go first, and then the imports that
 * the optimised wasm no longer has leave the glue. What remains gets short names: wasm-bindgen's end in a hash of 16
 * digits, stand in both files and do not compress.
 */
async function prune(glue, wasm, made, moduleName) {
  const words = new Set(Array.from((await bundle(glue, made, false)).matchAll(/\bwasm\.([\w$]+)/g), ([, name]) => name));
  const kept = WebAssembly.Module.exports(new WebAssembly.Module(wasm)).map(({ name }) => name).filter(name => name === 'memory' || words.has(name));
  const graph = [{ name: 'glue', root: true, reaches: kept }, ...kept.map(name => ({ name, export: name }))];
  const [reached] = binaryen('wasm-metadce', wasm, ['--debuginfo', '--graph-file', 'graph.json'], { 'graph.json': JSON.stringify(graph) });
  const [optimised] = binaryen('wasm-opt', snip(reached), OPTIMISE);
  // A run of its own: with --converge binaryen would rename again in every round.
  const [renamed, report] = binaryen('wasm-opt', optimised, ['--minify-imports-and-exports-and-modules']);
  const [small] = binaryen('wasm-opt', renamed, REBUILD);
  const [ordered] = binaryen('wasm-opt', named(small), REORDER);
  return [await bundle(rename(glue, JSON.parse(report), moduleName), made, true), ordered];
}

/**
 * What only dropped exports could have reached stays in the table of functions, which nothing can prove unused: the streams
 * and requests of leptos's server functions, a tenth of the module; ways to call closures of types that js-sys knows and nobody
 * makes; wasm-bindgen's futures, which the streams run. They become traps, and what they alone needed goes; so does the formatting of
 * text, if they were the only ones to call it.
 */
function snip(wasm) {
  const module = binaryenApi.readBinary(wasm);
  const all = Array.from({ length: module.getNumFunctions() }, (_, at) => binaryenApi.getFunctionInfo(module.getFunctionByIndex(at)));
  let calls = callsIn(wasm).filter(([from]) => !SNIPPED.test(from)), gone;
  const missed = calls.find(([, to]) => SNIPPED.test(to));
  if (missed) fail(`${missed[0]} calls ${missed[1]}, which is to go: is SNIPPED still true?`);
  const formats = calls.some(([from, to]) => FORMATTING.test(to) && !FORMATTING.test(from));
  const exported = Array.from({ length: module.getNumExports() }, (_, at) => binaryenApi.getExportInfo(module.getExportByIndex(at)).value);
  do {
    const called = new Set([...exported, ...calls.map(([, to]) => to)]);
    gone = new Set(all.map(({ name }) => name).filter(name =>
      SNIPPED.test(name) || (!formats && FORMATTING.test(name)) || (CLOSURES.test(name) && !called.has(name))));
  } while (calls.length > (calls = calls.filter(([from]) => !gone.has(from))).length);
  for (const { name, params, results } of all.filter(({ name, module: from }) => gone.has(name) && (!from || CLOSURES.test(name)))) {
    module.removeFunction(name);
    module.addFunction(name, params, results, [], module.unreachable());
  }
  const snipped = Buffer.from(module.emitBinary());
  if (!formats) unsay(snipped);
  return snipped;
}

/** Blanks the names of the standard library's I/O errors, which nothing says where nothing formats: the linker keeps them. */
function unsay(wasm) {
  const [from, to] = ['entity not found', 'operation successful'].map(words => wasm.indexOf(words));
  if (from >= 0 && to > from && to - from < 2000) wasm.fill(0, from, to);
}

/** Who calls whom by name, as pairs. */
function callsIn(wasm) {
  const [, graph] = binaryen('wasm-opt', wasm, ['--print-call-graph']);
  return Array.from(graph.matchAll(/^ *"(.*?)" -> "(.*?)"; \/\/ call$/gm), ([, from, to]) => [from, to]);
}

/**
 * The glue with binaryen's short names in place of wasm-bindgen's, without the imports that are not in `names`. Functions of our
 * own scripts (`#[wasm_bindgen(module = …)]`) that need no translation are imports of another module: they join the others.
 */
function rename(glue, names, moduleName) {
  const own = names.imports.filter(([module]) => module === moduleName), direct = names.imports.filter(([module]) => module !== moduleName);
  if (!direct.every(([module]) => module.startsWith('./snippets/'))) fail(`the wasm imports from other modules than ${moduleName} and our scripts`);
  const imports = new Map(own.map(([, long, short]) => [long, short])), exports = new Map(names.exports);

  const [before, table, after] = glue.split(/(?<=^    const import0 = \{\n)((?:(?!    \};).*\n)*)/m);
  const entries = (table ?? fail('no import table in the glue: has wasm-bindgen changed its output?')).split(/^(?= {8}[\w$]+: )/m);
  const lean = entries.map(entry => entry.replace(/^ {8}([\w$]+): ([^]*)/, (_, long, value) =>
    long === '__proto__' ? entry : imports.has(long) ? `        ${imports.get(long)}: ${value}` : ''));
  const joined = direct.map(([, , short], at) => `        ${short}: direct${at},\n`);
  const scripts = direct.map(([module, long], at) => `import { ${long} as direct${at} } from '${module}';\n`);

  return (scripts.join('') + before + joined.join('') + lean.join('') + after)
    .replaceAll(`"${moduleName}": import0`, '"a": import0')
    .replace(/^(import \* as import\d+ from .*| +"\.\/snippets\/.*": import\d+,)\n/gm, '')
    .replace(/\bwasm\.([\w$]+)/g, (whole, long) => exports.has(long) ? `wasm.${exports.get(long)}` : whole);
}

/** Lets the finished glue hand its imports to the finished wasm, and V8 link them. Nothing is run. */
async function checkLinks(glue, wasm, api) {
  const { instantiate } = WebAssembly, caught = new Error('enough');
  let imports;
  WebAssembly.instantiate = async (_, given) => { imports = given; throw caught; };
  try {
    const module = await import(`data:text/javascript;base64,${Buffer.from(glue).toString('base64')}`);
    for (const name of api) if (typeof module[name] !== 'function') fail(`the glue does not export ${name}`);
    await module.default(new Response(wasm)).catch(error => { if (error !== caught) throw error; });
    void new WebAssembly.Instance(new WebAssembly.Module(wasm), imports);
  } catch (error) {
    fail(`glue and wasm do not fit together: ${error.message}`);
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

/** Makes one of MODULES; returns what to fill in for it. */
async function make(made) {
  const { from, name, api, beside } = made;
  const glueName = `${from}.js`, wasmName = `${from}_bg.wasm`;
  for (const file of [glueName, wasmName]) if (!fs.existsSync(at(file))) fail(`${file} is not in ${staging}: does index.html build it?`);
  const rawGlue = unclobbered(upToDate(read(glueName))), rawWasm = fs.readFileSync(at(wasmName));

  const [glue, wasm] = release
    ? await prune(rawGlue, rawWasm, made, `./${wasmName.replace(/\.wasm$/, '.js')}`)
    : [await bundle(rawGlue, made, false), rawWasm];
  await checkLinks(glue, wasm, [...api, ...Object.values(beside)]);

  const wasmFile = writeHashed(staging, name, 'wasm', wasm);
  const glueFile = writeHashed(staging, name, 'js', glue);

  fs.rmSync(at(glueName));
  fs.rmSync(at(wasmName));
  const key = `__TIN_${name.toUpperCase()}`;
  return {
    [`${key}_JS__`]: glueFile, [`${key}_JS_INTEGRITY__`]: integrity(glue),
    [`${key}_WASM__`]: wasmFile, [`${key}_WASM_INTEGRITY__`]: integrity(wasm),
  };
}

/** Makes the script of microdata, which no engine belongs to. */
async function makeMetadata() {
  let text = read('metadata.js');
  if (release) ({ code: text } = await esbuild.transform(text, { format: 'esm', target: BROWSERS, minify: true, legalComments: 'none' }));
  fs.rmSync(at('metadata.js'));
  return { __TIN_METADATA_JS__: writeHashed(staging, 'metadata', 'js', text), __TIN_METADATA_JS_INTEGRITY__: integrity(text) };
}

/** Fills the placeholders that `name` must have (all of `values`' keys) or may have. */
function fill(name, values, { must }) {
  if (!fs.existsSync(at(name))) fail(`${name} is not in ${staging}: does index.html copy it?`);
  const text = read(name);
  const lacking = Object.keys(values).filter(key => !text.includes(`"${key}"`));
  if (must && lacking.length) fail(`${name} has no placeholder ${lacking.map(key => `"${key}"`).join(', ')}`);
  const filled = Object.entries(values).reduce((t, [key, value]) => t.replaceAll(`"${key}"`, () => `"${value}"`), text);
  const [left] = filled.match(/__TIN_\w+__/) ?? [];
  if (left) fail(`${name}: ${left} is not a placeholder this script fills (is it in double quotes?)`);
  fs.writeFileSync(at(name), filled);
}

/** A style sheet that goes into a script, on one line. */
async function shrunk(name) {
  const sheet = fs.readFileSync(path.join(tools, '../style', name), 'utf8');
  const { code } = await esbuild.transform(sheet, { loader: 'css', target: BROWSERS, minify: true, charset: 'utf8', legalComments: 'none' });
  return code.trim();
}

/** What the loader, which webmasters copy and proxies keep, says of itself. */
function banner() {
  const { version, license } = cargoPackage();
  return `/*! Tin Reader ${version}, ${license}; readable in its source as public/embed.js */\n`;
}

/** Scripts and styles at the top of the folder. What a classic script names at its top is global, so the name stays; and it is read in the page's encoding, as a module never is. */
async function minify() {
  for (const name of fs.readdirSync(staging).filter(name => /\.(js|css)$/.test(name) && !HASHED.test(name))) {
    const { code } = await esbuild.transform(read(name), {
      loader: path.extname(name).slice(1), ...(ES_MODULES.includes(name) && { format: 'esm', charset: 'utf8' }), target: BROWSERS, minify: true, legalComments: 'none',
    });
    fs.writeFileSync(at(name), LOADERS.includes(name) ? banner() + code : code);
  }
}

// In turn: checkLinks stands in for a global while it looks.
const modules = {};
for (const module of MODULES) Object.assign(modules, await make(module));
// The scripts of `#[wasm_bindgen(module = …)]` are in the glue now.
fs.rmSync(at('snippets'), { recursive: true, force: true });
const metadata = await makeMetadata();
fill('embed.js', { ...modules, ...metadata, __TIN_SKELETON_CSS__: JSON.stringify(await shrunk('skeleton.css')).slice(1, -1) }, { must: true });
fill('standalone.js', { __TIN_METADATA_PATH__: `./${metadata.__TIN_METADATA_JS__}` }, { must: true });
for (const page of ['index.html', 'frame.html']) fill(page, modules, { must: false });
if (release) {
  fs.writeFileSync(at('bundler.js'), forBundlers(read('embed.js')));
  await minify();
}
writeHashed(staging, 'embed', 'js', read('embed.js'));
// Where the page is rebuilt every few seconds, one that was kept is one that is out of date.
if (process.env.TIN_WORKER === 'off') fs.copyFileSync(at('sw-off.js'), at('sw.js'));
else await makeWorker(staging, { minify: release });
if (release) makePackage(staging);
