// What other people's pages rely on is written in several places: for people, for editors, for compilers, for the browser.
// This reads every list from every place. check-package.mjs says where they differ.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const read = name => fs.readFileSync(path.join(project, name), 'utf8');
/** Everything below a folder, the JavaScript that lies there included. */
const rust = folder => fs.readdirSync(path.join(project, folder), { withFileTypes: true })
  .map(entry => (entry.isDirectory() ? rust : read)(`${folder}/${entry.name}`)).join('\n');

const README = read('README.md');
const [DECLARATION] = JSON.parse(read('public/custom-elements.json')).modules[0].declarations;
const TYPES = read('public/tin-reader.d.ts');
const LOADER = read('public/embed.js');
const CONFIG = read('src/core/config.rs');
const BUILDER = read('public/demo/builder.html');
const FRAME = read('public/framed.js');
/** What the frame does not take from its address: page.js reads `feed`, and nobody indexes a frame. */
const NOT_FRAMES = ['feed', 'microdata'];
const SHEETS = { 'style/reader.css': read('style/reader.css'), 'style/skeleton.css': read('style/skeleton.css') };

/** The first group of every match, without repetition; an empty list is a place that has moved. */
function all(place, text, pattern) {
  const found = [...new Set([...text.matchAll(pattern)].map(([, name]) => name))];
  if (!found.length) throw new Error(`contract.mjs: ${place}: nothing matches ${pattern}`);
  return found;
}

function part(place, text, pattern) {
  const [, found] = pattern.exec(text) ?? [];
  if (found === undefined) throw new Error(`contract.mjs: ${place}: nothing matches ${pattern}`);
  return found;
}

const kebab = name => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

/** The rows of the table under a heading of the README, as arrays of cells. */
function table(heading) {
  const section = part('README.md', README, new RegExp(`^### ${heading}\\n(.*?)^##`, 'ms'));
  const lines = section.split('\n').filter(line => line.startsWith('|')).slice(2);
  const rows = lines.map(line => line.slice(1, -1).split('|').map(cell => cell.trim()));
  if (!rows.length) throw new Error(`contract.mjs: README.md has no table under "${heading}"`);
  return rows;
}
/** The words in code in a table's first column, up to a parenthesis: `show(idOrUrl)` is show. */
const firstColumn = heading => table(heading).flatMap(([cell]) => all(`README.md, "${heading}"`, cell, /`([\w-]+)[^`]*`/g));

const types = pattern => part('tin-reader.d.ts', TYPES, pattern);
const typesBlock = name => types(new RegExp(`^export interface ${name}\\b[^\\n]*\\{\\n(.*?)^\\}`, 'ms'));
const typesUnion = name => all('tin-reader.d.ts', types(new RegExp(`^export type ${name} =(.*?);$`, 'ms')), /"([^"]+)"/g);
const attributeRow = name => table('Attributes').find(([cell]) => cell === `\`${name}\``) ?? [];
const members = DECLARATION.members;
/** The builder's control of an attribute, with its options; none for `tools`, which is many. */
const builderControl = name => new RegExp(`<(?:input|select)[^>]* data-attribute="${name}"[^>]*>(?:\\n<option.*)*`).exec(BUILDER)?.[0] ?? '';
const builderDefault = name => /<option value="(\w+)" selected>|^<input[^>]* value="(\w+)"/.exec(builderControl(name))?.slice(1).find(Boolean);
const attribute = name => DECLARATION.attributes.find(own => own.name === name) ?? {};

const code = `${rust('src')}\n${LOADER}`;

/** Attributes that take one of a few words, and the type that lists them. */
const WORDS = { lang: 'TinLang', theme: 'TinTheme', loading: 'TinLoading', routing: 'TinRouting', offline: 'TinOffline', microdata: 'TinMicrodata' };

/** Kind -> place -> names. */
export const NAMES = {
  attributes: {
    'README.md': firstColumn('Attributes'),
    'custom-elements.json': DECLARATION.attributes.map(({ name }) => name),
    "custom-elements.json's fields": members.filter(({ readonly }) => !readonly).flatMap(({ attribute }) => attribute ?? []),
    "tin-reader.d.ts's TinReaderAttributes": all('tin-reader.d.ts', typesBlock('TinReaderAttributes'), /^ {2}"?([\w-]+)"?\??:/gm),
    "tin-reader.d.ts's getters": all('tin-reader.d.ts', typesBlock('TinReader'), /^ {2}get (\w+)\(\)/gm).map(kebab),
    "tin-reader.d.ts's setters": all('tin-reader.d.ts', typesBlock('TinReader'), /^ {2}set (\w+)\(/gm).map(kebab),
    'builder.html': all('builder.html', BUILDER, / data-attribute="([\w-]+)"/g),
    'embed.js': all('embed.js', part('embed.js', LOADER, /\bATTRIBUTES = \[(.*?)\];/s), /"([^"]+)"/g),
    'config.rs': all('config.rs', part('config.rs', CONFIG, /^pub const ATTRIBUTES: [^=]*=\s*\[(.*?)\];/ms), /"([^"]+)"/g),
    'framed.js': [...NOT_FRAMES, ...all('framed.js', part('framed.js', FRAME, /\bATTRIBUTES = \[(.*?)\];/s), /"([^"]+)"/g)],
  },
  ...Object.fromEntries(Object.entries(WORDS).map(([name, type]) => [`values of ${name}`, {
    'README.md': all(`README.md, ${name}`, attributeRow(name)[1] ?? '', /`(\w+)`/g),
    'custom-elements.json': all('custom-elements.json', attribute(name).type?.text ?? '', /"(\w+)"/g),
    'tin-reader.d.ts': typesUnion(type),
    'builder.html': all('builder.html', builderControl(name), /<option value="(\w+)"/g),
  }])),
  'reading tools': {
    'README.md': firstColumn('Reading tools'),
    'custom-elements.json': all('custom-elements.json', attribute('tools').description ?? '', /`(?!none`)(\w+)`/g),
    'tin-reader.d.ts': typesUnion('TinTool'),
    'builder.html': all('builder.html', part('builder.html', BUILDER, /<fieldset[^>]* data-attribute="tools"(.*?)<\/fieldset>/s), / value="(\w+)"/g),
    code: all('tools.rs', read('src/core/tools.rs'), /\(Self::\w+, "(\w+)"\)/g),
  },
  'properties and methods': {
    'README.md': firstColumn('Properties and methods'),
    'custom-elements.json': members.filter(({ attribute, readonly }) => !attribute || readonly).map(({ name }) => name),
    'tin-reader.d.ts': all('tin-reader.d.ts', typesBlock('TinReader'), /^ {2}(?:readonly )?(?!get |set )(\w+)(?::|\()/gm),
    'embed.js': all('embed.js', part('embed.js', LOADER, /^ {2}class TinReader (.*?)^ {2}\}/ms), /^ {4}(?:get |async )?(\w+)\([^)]*\) \{$/gm)
      .filter(name => name !== 'constructor' && !name.endsWith('Callback')),
  },
  states: {
    'README.md': all('README.md', part('README.md', README, /^\| `state` \| (.*?);/m), /`(\w+)`/g),
    'custom-elements.json': all('custom-elements.json', members.find(({ name }) => name === 'state').type.text, /"(\w+)"/g),
    'tin-reader.d.ts': typesUnion('TinState'),
    code: all('state.rs', part('state.rs', read('src/core/state.rs'), /pub const fn name\(&self\)(.*?)\n {4}\}/s), /"(\w+)"/g),
  },
  events: {
    'README.md': firstColumn('Events'),
    'custom-elements.json': DECLARATION.events.map(({ name }) => name),
    'tin-reader.d.ts': all('tin-reader.d.ts', typesBlock('TinReaderEventMap'), /^ {2}"([\w-]+)":/gm),
    code: all('src and embed.js', code, /(?:dispatch\([^;]*?|CustomEvent\(\s*|tell\(host, )"(tin-[\w-]+)"/g),
  },
  'error codes': {
    'README.md': firstColumn('Error codes'),
    'tin-reader.d.ts': typesUnion('TinErrorCode'),
    "tin-reader.d.ts's comment": all('tin-reader.d.ts', types(/\/\*\*((?:(?!\*\/).)*)\*\/\nexport type TinErrorCode\b/s), /- `([\w-]+)`:/g),
    code: [
      ...all('error.rs', part('error.rs', read('src/core/error.rs'), /pub const fn code\(&self\)(.*?)\n {4}\}/s), /=> "([\w-]+)"/g),
      ...all('embed.js', LOADER, /\bcode(?: =|:) "([\w-]+)"/g),
    ],
  },
  parts: {
    'README.md': firstColumn('Parts'),
    'custom-elements.json': DECLARATION.cssParts.map(({ name }) => name),
    code: all('src', rust('src'), /(?:\.part\(|\.(?:with|attribute)\("part", )"([\w-]+)"/g),
  },
  'custom properties': {
    'README.md': firstColumn('Custom properties'),
    'custom-elements.json': DECLARATION.cssProperties.map(({ name }) => name),
    'builder.html': all('builder.html', BUILDER, / data-property="(--tin-[\w-]+)"/g),
    'style/': all('style/', Object.values(SHEETS).join('\n'), /var\((--tin-[\w-]+)/g),
  },
};

/** The value that a table's cell gives in code or as a number; undefined when it says it in words, or nothing. */
const value = cell => /^`([^`]+)`/.exec(cell ?? '')?.[1] ?? /^\d+$/.exec(cell ?? '')?.[0];
const whereGiven = rows => Object.fromEntries(rows.filter(([, given]) => given !== undefined));

/** Defaults, as name -> value, where a place gives them. */
export const DEFAULTS = {
  attributes: {
    'README.md': whereGiven(table('Attributes').map(([name, , cell]) => [value(name), value(cell)])),
    'custom-elements.json': whereGiven(DECLARATION.attributes.map(({ name, default: given }) => [name, given])),
    "tin-reader.d.ts's TinReaderAttributes": typesDefaults('TinReaderAttributes', /"?([\w-]+)"?\??:/),
    "tin-reader.d.ts's TinReader": typesDefaults('TinReader', /get (\w+)\(\)/),
    'builder.html': whereGiven(DECLARATION.attributes.map(({ name }) => [name, builderDefault(name)])),
  },
  'custom properties': {
    'README.md': whereGiven(table('Custom properties').map(([name, , cell]) => [value(name), value(cell)])),
    'custom-elements.json': whereGiven(DECLARATION.cssProperties.map(({ name, default: given }) => [name, given])),
    ...Object.fromEntries(Object.entries(SHEETS).map(([place, sheet]) => [place, sheetDefaults(light(sheet))])),
  },
  'custom properties in the dark': {
    'README.md': whereGiven(table('Custom properties').map(([name, , , cell]) => [value(name), value(cell)])),
    'custom-elements.json': whereGiven(DECLARATION.cssProperties.map(({ name, description }) => [name, /Dark: `([^`]+)`/.exec(description)?.[1]])),
    'style/reader.css': sheetDefaults(dark(SHEETS['style/reader.css'])),
    "style/reader.css's light-dark()": sheetDefaults(either(part('reader.css', SHEETS['style/reader.css'], /^@supports \(color: light-dark\(.*?\{\n(.*?)^\}/ms), '$2')),
  },
};

/** From comments that end in "Default: 13." or "Default: `vi`." right above a member that `pattern` names. */
function typesDefaults(name, pattern) {
  const rows = typesBlock(name).matchAll(new RegExp(`Default: (\`[\\w-]+\`|\\d+)\\. \\*/\\n  ${pattern.source}`, 'g'));
  return Object.fromEntries([...rows].map(([, given, member]) => [kebab(member), value(given)]));
}

function dark(sheet) { return part('reader.css', sheet, /^@media \(prefers-color-scheme: dark\) \{\n(.*?)^\}/ms); }
function light(sheet) { return either(sheet.replace(/^@media \(prefers-color-scheme: dark\) \{\n.*?^\}/ms, ''), '$1'); }
/** The sheet as it is where `light-dark(a, b)` comes to its first or second value. */
function either(sheet, which) { return sheet.replace(/light-dark\(([^(),]+), ([^(),]+)\)/g, which); }

/** `var(--tin-…, fallback)`; a fallback that is itself a private token of ours is the public one behind it. */
function sheetDefaults(sheet) {
  const behind = Object.fromEntries([...sheet.matchAll(/(--_[\w-]+): var\((--tin-[\w-]+)/g)].map(([, own, open]) => [own, open]));
  const rows = sheet.matchAll(/var\((--tin-[\w-]+), ((?:[^()]|\([^()]*\))*)\)/g);
  return Object.fromEntries([...rows].map(([, name, given]) => [name, given.replace(/var\((--_[\w-]+)\)/, (_, own) => `var(${behind[own]})`)]));
}

/** Every difference, a line each; none when all places agree. */
export function differences() {
  const lines = [];
  for (const [kind, places] of Object.entries(NAMES)) {
    const everywhere = new Set(Object.values(places).flat());
    for (const [place, names] of Object.entries(places)) {
      const lacking = [...everywhere].filter(name => !names.includes(name));
      if (lacking.length) lines.push(`${kind}: ${place} lacks ${lacking.join(', ')}`);
    }
  }
  for (const [kind, places] of Object.entries(DEFAULTS)) {
    const all = Object.entries(places);
    for (const name of new Set(all.flatMap(([, values]) => Object.keys(values)))) {
      const said = all.filter(([, values]) => name in values).map(([place, values]) => [place, values[name]]);
      if (new Set(said.map(([, given]) => given)).size === 1) continue;
      lines.push(`default of ${name} (${kind}): ${said.map(([place, given]) => `${given} in ${place}`).join('; ')}`);
    }
  }
  return lines;
}
