// What a JavaScript team would write in an afternoon: the same article from the same feed with Preact and DOMPurify, in a
// shadow root, with the reader's own sheet and element names. It has none of the reader's other features; the bench
// (tools/bench.mjs) measures the reader against it.
import DOMPurify from 'dompurify';
import { h, render } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const day = new Intl.DateTimeFormat('vi', { dateStyle: 'short', timeZone: 'Asia/Ho_Chi_Minh' });
const moment = new Intl.DateTimeFormat('vi', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Asia/Ho_Chi_Minh' });

let base; // of the article being cleaned
DOMPurify.addHook('afterSanitizeAttributes', node => {
  if (node.localName !== 'img') return;
  node.src = new URL(node.getAttribute('src'), base);
  node.loading = 'lazy';
  node.decoding = 'async';
  node.referrerPolicy = 'no-referrer';
});

function Thumb({ src, alt }) {
  return <span class="thumb">{src && <img loading="lazy" decoding="async" referrerpolicy="no-referrer" width="240" height="160" alt={alt ?? ''} src={src} />}</span>;
}

function Reader({ address }) {
  const [feed, setFeed] = useState();
  const [id, setId] = useState();
  useEffect(() => {
    fetch(address).then(response => response.json()).then(feed => {
      feed.items.sort((a, b) => Date.parse(b.date_published) - Date.parse(a.date_published));
      setFeed(feed);
    });
  }, [address]);
  if (!feed) {
    return <div class="tin" data-state="loading" data-theme="auto"><div class="skeleton"><span class="bone banner-bone" /><span class="bone line" /></div></div>;
  }
  const at = (url, from = address) => url && new URL(url, from).href;
  const item = feed.items.find(item => item.id === id) ?? feed.items[0];
  const titles = Object.fromEntries(feed._tin.categories.map(({ id, title }) => [id, title]));
  base = at(item.url);
  const html = item.content_html ? DOMPurify.sanitize(item.content_html) : '';
  const related = feed.items.filter(other => other !== item && other._tin?.category === item._tin?.category).slice(0, 13);
  const open = (event, id) => {
    event.preventDefault();
    setId(id);
  };
  const banner = feed._tin.banner;
  return <div class="tin" data-state="ready" data-theme="auto">
    <div class="banner"><a href={at(banner.link)}><img alt={banner.alt} width="1200" height="300" decoding="async" referrerpolicy="no-referrer" src={at(banner.url)} /></a></div>
    <div class="toolbar" />
    <article>
      <p class="category">{titles[item._tin?.category]}</p>
      <h1 class="title">{item.title}</h1>
      <p class="meta"><time datetime={item.date_published}>{moment.format(new Date(item.date_published))}</time></p>
      <p class="lead">{item.summary}</p>
      <div class="body" dangerouslySetInnerHTML={{ __html: html }} />
    </article>
    <section class="related">
      <h2 class="related-title">Tin cùng chuyên mục</h2>
      <ul class="list">
        {related.map(other => <li key={other.id}>
          <a class="item" href={at(other.url)} onClick={event => open(event, other.id)}>
            <Thumb src={at(other.image)} alt={other._tin?.image_alt} />
            <span class="text"><span class="headline">{other.title}</span><time datetime={other.date_published}>{day.format(new Date(other.date_published))}</time></span>
          </a>
        </li>)}
      </ul>
    </section>
  </div>;
}

class PeerReader extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' }), sheet = new CSSStyleSheet();
    sheet.replaceSync(READER_CSS);
    root.adoptedStyleSheets = [sheet];
    render(<Reader address={new URL(this.getAttribute('feed'), this.baseURI).href} />, root);
  }
}
customElements.define('peer-reader', PeerReader);
