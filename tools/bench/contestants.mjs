// What the reader is measured against: the same article as a static page, and a small widget of Preact and DOMPurify, of React
// in Preact's place too (tests/peer/). All of them have the same page around them, the same pictures and the same sheet.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import * as esbuild from 'esbuild';
import { handler } from '../serve.mjs';

const tools = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
export const DIST = process.env.TIN_DIST ?? path.join(tools, '../dist');

const sheetOf = name => esbuild.transformSync(fs.readFileSync(path.join(tools, '../style', name), 'utf8'), { loader: 'css', minify: true }).code.trim();

/** The peer as one minified module, of Preact or with React in its place. */
function peer(library) {
  const alias = library === 'react' && Object.fromEntries(['preact', 'preact/hooks'].map(name => [name, path.join(tools, '../tests/peer/react.js')]));
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [path.join(tools, '../tests/peer/reader.jsx')], bundle: true, minify: true, format: 'esm', target: 'chrome109', write: false,
    jsxFactory: 'h', nodePaths: [path.join(tools, 'node_modules')], legalComments: 'none', ...(alias && { alias }),
    define: { 'process.env.NODE_ENV': '"production"', READER_CSS: JSON.stringify(sheetOf('reader.css')) },
  });
  return outputFiles[0].text;
}

/** The built page with other things in the places of the tag and of what its head loads for the tag. */
function page(tag, head) {
  const built = fs.readFileSync(path.join(DIST, 'index.html'), 'utf8');
  const lean = built.replace(/<link rel="(modulepreload|preload)"[^>]*>\s*|<script type="module"[^>]*><\/script>\s*/g, '');
  return lean.replace('</head>', `${head}</head>`).replace(/<tin-reader[^]*<\/tin-reader>/, tag).replace('<head>', '<head><base href="/">');
}

/** Somebody else's page with a tag in it. */
export const hostPage = (tag, head) => `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cổng thông tin</title><style>body{margin:0;font:1rem/1.5 sans-serif}header,footer,nav{padding:.75rem 1rem;background:#0b5a60;color:#fff}nav a{color:#fff}</style>${head}</head>
<body><header>Cổng thông tin điện tử</header><nav><a href="#">Trang chủ</a> <a href="#">Tin tức</a> <a href="#">Liên hệ</a></nav>
<main>${tag}</main><footer>Ban biên tập</footer></body></html>`;

/** How browsers are to keep a loader (docs/hosting/README.md); the peers' scripts too. */
const LOADER = 'public, max-age=600, stale-while-revalidate=86400';

const MARKUP = { HTML: 'text/html; charset=utf-8', MODULE: 'text/javascript; charset=utf-8' };

/**
 * A handler for dist/ and what a bench adds: `{path: {type, body}}`. What is added is compressed once, and cached by
 * browsers as dist/ is.
 */
export function withSupplies(supplies) {
  const files = handler(DIST, { loader: LOADER }), ready = new Map();
  return (request, response) => {
    const found = supplies[request.url.split('?')[0]];
    if (!found) return files(request, response);
    if (!ready.has(found)) ready.set(found, zlib.brotliCompressSync(found.body));
    const bytes = ready.get(found), etag = `"${bytes.length}"`;
    const headers = { 'content-type': found.type, 'cache-control': found.type === MARKUP.MODULE ? LOADER : 'no-cache', 'access-control-allow-origin': '*', etag };
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers);
      return response.end();
    }
    response.writeHead(200, { ...headers, 'content-encoding': 'br', 'content-length': bytes.length });
    response.end(bytes);
  };
}

/** The pages that need nothing but dist/. `origin` is where the reader's files and the feed are, for other sites' pages. */
export function peerPages(origin) {
  const feed = `${origin}/feed/feed.json`;
  return {
    ...Object.assign({}, ...['preact', 'react'].map(library => ({
      [`/bench/${library}.js`]: { type: MARKUP.MODULE, body: peer(library) },
      [`/bench/page-${library}.html`]: {
        type: MARKUP.HTML,
        body: page('<peer-reader feed="feed/feed.json"></peer-reader>', `<link rel="preload" as="fetch" crossorigin href="feed/feed.json"><script type="module" src="bench/${library}.js"></script>`),
      },
      [`/bench/host-${library}.html`]: { type: MARKUP.HTML, body: hostPage(`<peer-reader feed="${feed}"></peer-reader>`, `<script type="module" src="${origin}/bench/${library}.js"></script>`) },
    }))),
    '/bench/host-tin.html': { type: MARKUP.HTML, body: hostPage(`<tin-reader feed="${feed}"></tin-reader>`, `<script type="module" src="${origin}/embed.js"></script>`) },
  };
}

/** What the reader shows of an article, as a static page. `shown` is what `snapshot` took. */
export function staticPages(shown, origin) {
  const article = (html, from) => `<static-reader><template shadowrootmode="open"><style>${sheetOf('reader.css')}</style>${html.replaceAll(/(src|href)="https?:\/\/[^/"]+/g, `$1="${from}`)}</template></static-reader>`;
  return {
    '/bench/page-static.html': { type: MARKUP.HTML, body: page(article(shown.first, ''), '') },
    '/bench/page-static-next.html': { type: MARKUP.HTML, body: page(article(shown.next, ''), '') },
    '/bench/host-static.html': { type: MARKUP.HTML, body: hostPage(article(shown.first, origin), '') },
    '/bench/host-static-next.html': { type: MARKUP.HTML, body: hostPage(article(shown.next, origin), '') },
  };
}

/** The markup of the sample's newest article and of the one after it, as the reader makes it. */
export async function snapshot(browser, origin) {
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/index.html`);
    await page.waitForSelector('tin-reader[state=ready]');
    const take = () => page.evaluate(() => {
      const tin = document.querySelector('tin-reader').shadowRoot.querySelector('.tin').cloneNode(true);
      tin.querySelector('.toolbar').replaceChildren();
      return tin.outerHTML;
    });
    const first = await take();
    await page.evaluate(() => {
      const reader = document.querySelector('tin-reader');
      return reader.show(reader.shadowRoot.querySelector('.related a').dataset.article);
    });
    return { first, next: await take() };
  } finally {
    await page.close();
  }
}
