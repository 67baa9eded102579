// `node next.mjs DIST FOLDER NAME [WORKER]`: makes of a build another one, as an earlier or later release would be: the engine's and
// the tools' scripts have other bytes and so other names, the page says which build it is, and sw.js is written anew, of the worker in
// the file WORKER if there is one.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { makeWorker } from '../../tools/worker.mjs';

const [from, to, build, worker] = process.argv.slice(2);
fs.rmSync(to, { recursive: true, force: true });
fs.cpSync(from, to, { recursive: true });
const at = name => path.join(to, name);
const change = (name, edit) => fs.writeFileSync(at(name), edit(fs.readFileSync(at(name), 'utf8')));
const integrity = bytes => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

for (const name of fs.readdirSync(to).filter(name => /^(engine|tools)-[0-9a-f]{16}\.js$/.test(name))) {
  const before = fs.readFileSync(at(name), 'utf8'), after = `${before}\n// ${build}\n`;
  const other = name.replace(/[0-9a-f]{16}/, createHash('sha256').update(after).digest('hex').slice(0, 16));
  fs.rmSync(at(name));
  fs.writeFileSync(at(other), after);
  for (const file of ['embed.js', 'index.html', 'frame.html'])
    change(file, text => text.replaceAll(name, other).replaceAll(integrity(before), integrity(after)));
}
change('page.js', text => `${text}\ndocument.documentElement.dataset.build = ${JSON.stringify(build)};\n`);
await makeWorker(to, { minify: true, ...worker && { template: fs.readFileSync(worker, 'utf8') } });
