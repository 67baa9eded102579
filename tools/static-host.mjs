// A static host that obeys `_headers`, for the tests: `PORT=... node tools/static-host.mjs FOLDER`. What the file says is read
// and matched by the parser of one such host. For the rest it does what they all do: media types, compression, entity tags,
// 404.html, and leave to keep a file only if it is asked for again.
import path from 'node:path';
import fs from 'node:fs';
import { parseAllHeaders } from '@netlify/headers-parser';
import { handler, listen } from './serve.mjs';

const [folder] = process.argv.slice(2);
const { headers: rules, errors } = await parseAllHeaders({ headersFiles: [path.join(folder, '_headers')], configHeaders: [], minimal: false });
if (errors.length) throw new Error(errors.map(({ message }) => message).join('\n'));
const handle = handler(folder), missing = fs.readFileSync(path.join(folder, '404.html'));

const server = await listen((request, response) => {
  const [urlPath] = request.url.split(/[?#]/), { writeHead, end } = response;
  response.writeHead = function (status, { 'access-control-allow-origin': _, 'x-content-type-options': __, ...headers }) {
    headers['cache-control'] = 'public, max-age=0, must-revalidate';
    if (status === 404) {
      headers['content-length'] = missing.length;
      response.end = () => end.call(response, request.method === 'HEAD' ? undefined : missing);
    } else {
      for (const { forRegExp, values } of rules) {
        if (!forRegExp.test(urlPath)) continue;
        for (const [name, value] of Object.entries(values)) headers[name.toLowerCase()] = value;
      }
    }
    return writeHead.call(this, status, headers);
  };
  handle(request, response);
}, Number(process.env.PORT));
console.log(`static host: port ${server.address().port}`);
