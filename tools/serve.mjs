// A small static server for dist/: `node tools/serve.mjs [FOLDER]`, PORT in the environment. Also used by bench.mjs.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';
import { HASHED } from './hashed.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.json': 'application/json; charset=utf-8', '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8', '.webmanifest': 'application/manifest+json; charset=utf-8', '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.png': 'image/png', '.gif': 'image/gif',
  '.webp': 'image/webp', '.avif': 'image/avif', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.mp4': 'video/mp4',
};
const COMPRESSIBLE = /\.(html|m?js|css|json|txt|xml|webmanifest|svg|wasm)$/;
const NOT_FOUND = '<!doctype html><html lang="vi"><meta charset="utf-8"><title>404</title><p>Không tìm thấy trang này. (Page not found.)</p>';

/** The file a request's path means, `{redirect}` for a folder without its slash, or null. Never outside `root`. */
function resolve(root, urlPath) {
  let relative;
  try { relative = decodeURIComponent(urlPath); } catch { return null; }
  if (relative.includes('\0')) return null;
  try {
    // After symbolic links: what counts is where the file really is.
    let file = fs.realpathSync(path.join(root, relative));
    if (file !== root && !file.startsWith(root + path.sep)) return null;
    if (!fs.statSync(file).isDirectory()) return relative.endsWith('/') ? null : { file };
    if (!relative.endsWith('/')) return { redirect: `./${encodeURIComponent(path.basename(relative))}/` };
    file = path.join(file, 'index.html');
    return fs.statSync(file).isFile() ? { file } : null;
  } catch { return null; }
}

/** The scripts that webmasters name. */
const LOADER = /^(embed|frame)\.js$/;

/** A request handler for the folder `folder`. Brotli 11 is made once per content, at the first request for it. `loader` is how the loaders may be kept. */
export function handler(folder, { loader = 'no-cache' } = {}) {
  const root = fs.realpathSync(folder), cache = new Map();

  function load(file) {
    try {
      const { mtimeMs, size } = fs.statSync(file), known = cache.get(file);
      if (known?.mtimeMs === mtimeMs && known.size === size) return known;
      const bytes = fs.readFileSync(file);
      const entry = { mtimeMs, size, bytes, etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22) };
      cache.set(file, entry);
      return entry;
    } catch {
      return null; // A build is just replacing it, or it may not be read.
    }
  }

  return (request, response) => {
    const send = (status, headers, body = '') => {
      response.writeHead(status, { 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff', ...headers, 'content-length': Buffer.byteLength(body) });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    if (request.method === 'OPTIONS') return send(200, { 'access-control-allow-methods': 'GET, HEAD', 'access-control-allow-headers': '*' });
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, { allow: 'GET, HEAD, OPTIONS' });

    const [, urlPath, query] = /^([^?#]*)(.*)$/s.exec(request.url), found = resolve(root, urlPath);
    if (found?.redirect) return send(301, { location: found.redirect + query, 'cache-control': 'no-cache' });
    const entry = found && load(found.file);
    if (!entry) return send(404, { 'content-type': TYPES['.html'], 'cache-control': 'no-cache' }, NOT_FOUND);

    const brotli = COMPRESSIBLE.test(found.file) && /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
    const etag = `"${entry.etag}${brotli ? '-br' : ''}"`;
    const name = path.basename(found.file);
    const headers = {
      'content-type': TYPES[path.extname(found.file).toLowerCase()] ?? 'application/octet-stream', etag, vary: 'accept-encoding',
      'cache-control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : LOADER.test(name) ? loader : 'no-cache',
    };
    if (request.headers['if-none-match']?.includes(etag)) {
      response.writeHead(304, { 'access-control-allow-origin': '*', ...headers });
      return response.end();
    }
    if (brotli) entry.brotli ??= zlib.brotliCompressSync(entry.bytes, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: entry.size } });
    send(200, brotli ? { ...headers, 'content-encoding': 'br' } : headers, brotli ? entry.brotli : entry.bytes);
  };
}

/** Resolves to the listening server; rejects when the port is taken. Only this machine can reach it. */
export function listen(handle, port) {
  return new Promise((resolved, rejected) => {
    const server = http.createServer(handle).once('error', rejected).listen(port, '127.0.0.1', () => resolved(server));
  });
}

if (import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  const folder = process.argv[2] ?? 'dist', port = Number(process.env.PORT ?? 8080);
  // `--check` only asks whether the port is free: ./x does so before it builds.
  const check = folder === '--check';
  try {
    const server = await listen(check ? undefined : handler(folder), port);
    if (check) server.close();
    else console.log(`Tin Reader: http://127.0.0.1:${server.address().port}/  (Ctrl-C stops)`);
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken. Choose another one, for example: PORT=${port + 1} ./x run` : `serve.mjs: ${error.message}`);
    process.exit(1);
  }
}
