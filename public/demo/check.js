// What is wrong with a feed's address, in words. Of a request that failed a browser says no more than that: so the same is
// asked in several ways, and nothing is claimed that they do not show.

// As the reader's own (src/browser/fetch.rs).
const PATIENCE = 10_000;
const LARGEST = 5 * 1024 * 1024;

/** A finding: `kind` is ok, warn or bad, `code` its name, `use` an address that would do instead. */
const finding = (kind) => (code, text, use) => ({ kind, code, text, use });
const ok = finding("ok");
const warn = finding("warn");
const bad = finding("bad");

export const parse = (address, base) => {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
};

/** Reads what somebody has typed: `{url}`, or `{problem}`. */
export const readAddress = (text, what) => {
  const problem = (...words) => ({ problem: bad(...words) });
  if (!text) return problem("missing", `Chưa nhập địa chỉ ${what}.`);
  if (/^(\/\/)?[\w-]+(\.[\w-]+)+(:\d+)?([/?#]|$)/.test(text)) {
    const guess = `https://${text.replace(/^\/\//, "")}`;
    return problem("no-scheme", `Địa chỉ của ${what} phải bắt đầu bằng https:// (hoặc http://). Có phải là ${guess}?`, guess);
  }
  const url = parse(text);
  if (!url) return problem("not-whole", `Hãy nhập địa chỉ đầy đủ của ${what}, bắt đầu bằng https://.`);
  if (!/^https?:$/.test(url.protocol)) {
    return problem("scheme", `Trang web không đọc được địa chỉ “${url.protocol}”. Hãy dùng địa chỉ https:// cho ${what}.`);
  }
  if (url.username || url.password) return problem("password", `Địa chỉ của ${what} không được chứa tên đăng nhập và mật khẩu.`);
  url.hash = "";
  return { url };
};

const LOCAL = /^(localhost|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|0\.0\.0\.0|\[::1\]|\[::ffff:.*|.*\.local)$/;

/** Whether browsers keep a page of `protocol` from this address. What they make of the machine's own addresses differs. */
const mixed = (protocol, url) => protocol === "https:" && url.protocol === "http:" && !LOCAL.test(url.hostname);

/** Calls `work` with a signal that is raised after PATIENCE, or when `outer` is. */
const patiently = async (outer, work) => {
  const abort = new AbortController();
  const leave = () => abort.abort();
  const state = { late: false };
  const timer = setTimeout(() => {
    state.late = true;
    leave();
  }, PATIENCE);
  outer.addEventListener("abort", leave);
  try {
    return await work(abort.signal, state);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener("abort", leave);
  }
};

const succeeds = (promise) => promise.then(() => true, () => false);

/** The body as text, and its length in bytes; no text when it is too large. */
const bodyOf = async (response) => {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { bytes, text: text + decoder.decode() };
    bytes += value.length;
    if (bytes > LARGEST) return { bytes };
    text += decoder.decode(value, { stream: true });
  }
};

// ---- whether a stranger may read it ----

// A frame without an origin stands for every other site: what it may read, all may. (What an answer's headers allow, no
// script is told.)
let probe;
const startProbe = () =>
  new Promise((ready, fail) => {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = "Phần đọc thử";
    frame.setAttribute("sandbox", "allow-scripts");
    frame.src = new URL("inside-probe.html", import.meta.url).href;
    const waiting = new Map();
    addEventListener("message", ({ source, data }) => {
      if (source !== frame.contentWindow) return;
      if (data === "ready") return ready({ frame, waiting });
      waiting.get(data[0])?.(data[1]);
      waiting.delete(data[0]);
    });
    setTimeout(fail, PATIENCE, new Error("no probe"));
    document.body.append(frame);
  });

let questions = 0;

/** Whether a page of any site may read `address`; `undefined` when that did not become clear. */
export const openToAll = async (address) => {
  try {
    const { frame, waiting } = await (probe ??= startProbe());
    return await new Promise((answer) => {
      const number = ++questions;
      waiting.set(number, answer);
      setTimeout(answer, PATIENCE);
      frame.contentWindow.postMessage([number, address], "*");
    });
  } catch {
    probe = undefined;
    return undefined;
  }
};

// ---- the answer ----

const HTTP = {
  401: "Máy chủ yêu cầu đăng nhập (401). Nguồn tin phải để ai cũng đọc được.",
  403: "Máy chủ không cho đọc địa chỉ này (403). Hãy xem quyền của tệp, tường lửa, hay phần chặn truy cập từ trang khác.",
  404: "Máy chủ không có gì ở địa chỉ này (404). Hãy xem lại đường dẫn.",
  410: "Nguồn tin này đã bị gỡ hẳn (410).",
  429: "Máy chủ đang từ chối vì có quá nhiều lượt truy cập (429). Hãy đợi ít phút.",
};
const httpProblem = (status) =>
  bad(`http-${status}`, HTTP[status] ?? (status >= 500 ? `Máy chủ của nguồn tin đang gặp lỗi (${status}).` : `Máy chủ báo lỗi ${status}.`));

const filled = (value) => typeof value === "string" && value.trim() !== "";
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** As the reader takes it (src/core/feed/read.rs). */
const isVersion = (value) => filled(value) && /^.*?:\/\/(www\.)*jsonfeed\.org\/version\/1(\/*$|\.)/.test(value);
export const idOf = (value) => (typeof value === "number" || filled(value) ? String(value) : undefined);

const beginning = (text) => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
};

/** The feed in `text`, or the problem with it. */
const readFeed = (text) => {
  const start = text.trimStart().slice(0, 500).toLowerCase();
  if (!start) return { problem: bad("empty", "Máy chủ trả về một tệp rỗng.") };
  if (/^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(rss|feed|rdf:rdf)\b/s.test(start)) {
    return { problem: bad("rss", "Đây là nguồn tin dạng RSS hoặc Atom (XML). Trình đọc cần JSON Feed; nhiều phần mềm xuất được cả hai, với WordPress thì cài plugin “JSON Feed” rồi dùng địa chỉ /feed/json.") };
  }
  if (start.startsWith("<")) {
    return { problem: bad("html", "Máy chủ trả về một trang web (HTML), không phải JSON: có thể là trang chủ, trang đăng nhập hoặc trang báo lỗi.") };
  }
  let feed;
  try {
    feed = JSON.parse(text);
  } catch {
    return { problem: bad("not-json", `Nội dung không phải JSON, hoặc JSON bị cụt hay sai cú pháp. Phần đầu: “${beginning(text)}”`) };
  }
  if (Array.isArray(feed) && feed.some((post) => isRecord(post?.title) && "rendered" in post.title)) {
    return { problem: bad("wordpress", "Đây là dữ liệu REST API của WordPress, không phải JSON Feed. Hãy cài plugin “JSON Feed” rồi dùng địa chỉ /feed/json.") };
  }
  if (!isRecord(feed)) return { problem: bad("not-feed", "Là JSON nhưng không phải JSON Feed: phải là một đối tượng { … } có version, title, items.") };
  const missing = [];
  if (!isVersion(feed.version)) missing.push(filled(feed.version) ? "version đúng (https://jsonfeed.org/version/1.1)" : "version");
  if (!filled(feed.title)) missing.push("title");
  if (!Array.isArray(feed.items)) missing.push("items");
  if (missing.length) return { problem: bad("not-feed", `Là JSON nhưng không phải JSON Feed: thiếu ${missing.join(", ")}.`) };
  return { feed };
};

/** What of a feed would go wrong later. */
const remarks = (feed, text, { url, page, article, category }) => {
  const found = [];
  const items = feed.items.filter((item) => isRecord(item) && idOf(item.id));
  const dropped = feed.items.length - items.length;
  const more = feed.next_url ? " (chưa kể các trang sau)" : "";
  if (items.length) found.push(ok("feed", `Đọc được nguồn tin “${feed.title.trim()}”: ${items.length} bài${more}.`));
  else found.push(bad("no-items", `Đọc được nguồn tin “${feed.title.trim()}”, nhưng chưa có bài nào${dropped ? " có id" : ""}.`));
  if (dropped && items.length) found.push(warn("no-id", `${dropped} bài bị bỏ qua vì thiếu id.`));
  if (text.includes("\uFFFD")) found.push(warn("not-utf-8", "Có chữ bị hỏng: tệp phải ghi bằng bảng mã UTF-8."));
  const named = (wanted, names) => names.some((name) => name?.normalize().toLowerCase() === wanted.normalize().toLowerCase());
  if (article && !items.some((item) => named(article, [idOf(item.id), parse(item.url, url)?.href]))) {
    found.push(warn("no-article", `Nguồn tin này không có bài “${article}”${more}.`));
  }
  if (category && !named(category, categoriesOf(feed).flat())) {
    found.push(warn("no-category", `Nguồn tin này không có chuyên mục “${category}”${more}.`));
  }
  const plain = [...placesOf(feed, url).pictures].filter((place) => page?.protocol === "https:" && place.startsWith("http:") && mixed("https:", new URL(place)));
  if (plain.length) found.push(warn("mixed-pictures", `Có ảnh ở ${plain.join(", ")}. Trong trang https, trình duyệt sẽ đổi sang https hoặc không hiện.`));
  return found;
};

/** `[id, title]` of each category. */
export const categoriesOf = (feed) => {
  const all = new Map();
  for (const { id, title } of [feed._tin?.categories].flat().filter(isRecord)) if (idOf(id)) all.set(idOf(id), filled(title) ? title : idOf(id));
  for (const item of feed.items.filter(isRecord)) {
    const id = idOf(item._tin?.category) ?? (filled(item.tags?.[0]) ? item.tags[0] : undefined);
    if (id && !all.has(id) && ![...all.values()].includes(id)) all.set(id, id);
  }
  return [...all];
};

/** The origins of the pictures and recordings that the reader would show; `data:` for pictures that stand in the text. */
export const placesOf = (feed, base) => {
  const pictures = new Set();
  const recordings = new Set();
  const add = (places, address, base) => {
    const url = filled(address) ? parse(address.trim(), base) : null;
    if (url?.protocol === "data:") places.add("data:");
    else if (/^https?:$/.test(url?.protocol)) places.add(url.origin);
  };
  add(pictures, feed._tin?.banner?.url, base);
  for (const item of feed.items.filter(isRecord)) {
    for (const address of [item.image, item.banner_image]) add(pictures, address, base);
    if (!filled(item.content_html)) continue;
    const itemBase = parse(item.url, base) ?? base;
    const page = new DOMParser().parseFromString(item.content_html, "text/html");
    for (const img of page.querySelectorAll("img, source")) {
      for (const name of ["src", "data-src", "data-original", "data-lazy-src", "data-lazy"]) add(pictures, img.getAttribute(name), itemBase);
      for (const name of ["srcset", "data-srcset"]) {
        for (const candidate of img.getAttribute(name)?.split(/,\s+/) ?? []) add(pictures, candidate.trim().split(/\s/)[0], itemBase);
      }
    }
    for (const audio of page.querySelectorAll("audio, audio source")) add(recordings, audio.getAttribute("src"), itemBase);
  }
  return { pictures, recordings };
};

// ---- no answer ----

/** Why a request for `url` failed. */
const whyNot = async (url, { reading, signal }) => {
  if (!navigator.onLine) return bad("offline", "Thiết bị này đang mất mạng nên chưa kiểm tra được. Hãy nối mạng rồi thử lại.");
  const ask = (options) => patiently(signal, (signal) => fetch(url, { cache: "no-store", ...options, signal }));
  const { host } = url;
  // It is not told where to; that needs no leave of the place it leads to.
  const leadsOn = await ask({ redirect: "manual" }).then(({ type }) => type === "opaqueredirect", () => false);
  // Without leave to read, a browser still tells whether there was any answer.
  const answers = await succeeds(ask({ mode: "no-cors" }));
  const look = "Hãy mở thử địa chỉ trong tab mới";
  if (answers && leadsOn) {
    return bad("cors-redirect", `Địa chỉ này chuyển hướng sang nơi khác, và nơi ấy không cho trang khác đọc. ${look}, rồi nhập thẳng địa chỉ cuối cùng; nơi ấy cần có Access-Control-Allow-Origin.`);
  }
  if (answers) {
    return bad(
      "cors",
      `Máy chủ ${host} có phản hồi, nhưng không cho trang ở ${location.origin} đọc: thiếu Access-Control-Allow-Origin (hoặc nó chuyển hướng sang nơi khác). ` +
        `Thêm dòng ở mục “Máy chủ cần gì”. Trình duyệt giấu nội dung, nên chưa biết địa chỉ có đúng không: ${look.toLowerCase()}.` +
        (reading && reading !== location.origin ? ` Nếu máy chủ chỉ mở riêng cho ${reading} thì phải thử ngay tại đó.` : ""),
    );
  }
  const athome = await succeeds(patiently(signal, (signal) => fetch(location.href, { method: "HEAD", cache: "no-store", signal })));
  if (!athome) return bad("no-network", "Máy chủ của chính trang này cũng không phản hồi: có lẽ thiết bị đang mất mạng. Hãy thử lại sau.");
  if (leadsOn) return bad("dead-redirect", `Địa chỉ này chuyển hướng sang nơi khác, nhưng ở đó không có máy chủ nào phản hồi, hoặc chuyển hướng mãi không dừng. ${look} để biết.`);
  return bad(
    "dead",
    `Không có phản hồi từ ${host}: sai tên miền, máy chủ đang tắt, chứng chỉ https hỏng, hoặc mạng của bạn chặn. ` +
      `${look}: nếu ở đó thấy nội dung thì máy chủ chặn mọi trang khác (Cross-Origin-Resource-Policy) và cần Access-Control-Allow-Origin.`,
  );
};

/**
 * Looks at the feed that somebody has named by `text`, as the page at `page` (a URL, or null) with the script of `reading`
 * (an origin) would. Gives `{findings}`, and `{feed, url}` where there is one.
 */
export const checkFeed = async ({ text, page, reading, article, category, signal }) => {
  const { url, problem } = readAddress(text, "nguồn tin");
  if (problem) return { findings: [problem] };
  if (mixed(page?.protocol, url)) return { url, findings: [await mixedProblem(url, signal)] };
  if (mixed(location.protocol, url)) {
    return { url, findings: [warn("mixed-here", "Trang này đang chạy https nên không thử được nguồn tin chạy http.")] };
  }
  const findings = [];
  if (LOCAL.test(url.hostname)) findings.push(warn("local", `${url.host} chỉ có trong máy hoặc mạng của bạn: người đọc ở nơi khác không mở được.`));
  else if (url.protocol === "http:" && !page) findings.push(warn("http", "Nguồn tin chạy http: trang https sẽ không đọc được, chỉ trang http đọc được."));

  let answer;
  try {
    answer = await patiently(signal, (signal, state) => download(url, signal).catch((error) => Promise.reject(state.late ? LATE : error)));
  } catch (error) {
    if (signal.aborted) throw error;
    if (error === LATE) {
      return { url, findings: [bad("timeout", `Quá 10 giây mà ${url.host} chưa phản hồi xong: máy chủ quá chậm, hoặc bị tường lửa chặn.`), ...findings] };
    }
    if (error === CUT) return { url, findings: [cut, ...findings] };
    return { url, findings: [await whyNot(url, { reading, signal }), ...findings] };
  }

  const { response, body } = answer;
  const place = new URL(response.url);
  const moved = response.redirected && place.href !== url.href;
  if (moved && place.host !== url.host) {
    findings.push(warn("redirect", `Địa chỉ này chuyển hướng sang máy chủ khác: ${place.href}. Hãy nhập thẳng địa chỉ ấy, nếu không CSP phải cho phép cả hai nơi.`, place.href));
  } else if (moved) {
    findings.push(warn("moved", `Địa chỉ này chuyển hướng sang ${place.href}. Nên nhập thẳng địa chỉ ấy.`, place.href));
  }
  if (!response.ok) return { url, findings: [httpProblem(response.status), ...findings] };
  if (body.text === undefined) return { url, findings: [bad("too-large", "Nguồn tin lớn hơn 5 MB. Hãy chia thành nhiều trang bằng next_url."), ...findings] };
  const { feed, problem: odd } = readFeed(body.text);
  if (odd) {
    // WebKit takes a connection that breaks for the end. (What came compressed is longer than was announced.)
    const short = odd.code === "not-json" && body.bytes < Number(response.headers.get("content-length"));
    return { url, findings: [short ? cut : odd, ...findings] };
  }

  findings.unshift(...remarks(feed, body.text, { url: place, page, article, category }));
  if (reading !== location.origin && reading !== url.origin) {
    const open = await openToAll(url.href);
    if (open) findings.push(ok("cors-open", "Máy chủ của nguồn tin cho phép mọi trang web đọc (CORS)."));
    else if (open === false) {
      findings.push(warn("cors-closed", `Đọc được từ ${location.origin}, nhưng máy chủ không mở cho mọi nơi: nó phải cho phép cả ${reading ?? "trang của bạn"} (Access-Control-Allow-Origin).`));
    }
  }
  return { url: place, feed, findings };
};

const LATE = new Error("late");
const CUT = new Error("cut");
const cut = bad("cut", "Máy chủ ngắt kết nối giữa chừng: nguồn tin chưa tải đủ.");

const download = async (url, signal) => {
  const response = await fetch(url, { cache: "no-store", signal });
  if (!response.ok) return { response };
  try {
    return { response, body: await bodyOf(response) };
  } catch {
    throw CUT;
  }
};

const mixedProblem = async (url, signal) => {
  const secure = new URL(url);
  secure.protocol = "https:";
  const there = await succeeds(patiently(signal, (signal) => fetch(secure, { mode: "no-cors", cache: "no-store", signal })));
  const why = "Trang của bạn chạy https còn nguồn tin chạy http: trình duyệt chặn nội dung hỗn hợp như vậy (mixed content).";
  if (there) return bad("mixed", `${why} Máy chủ ấy có phản hồi qua https: hãy dùng ${secure.href}.`, secure.href);
  return bad("mixed", `${why} Nguồn tin phải chạy https; qua https hiện chưa có máy chủ nào phản hồi ở ${url.hostname}.`);
};

/** What a page at `page` will meet when it loads the reader from the folder `reader`. */
export const checkReader = async ({ reader, page, mode, signal }) => {
  const own = new URL("../", import.meta.url);
  const file = new URL(mode === "frame" ? "frame.html" : "embed.js", reader);
  const name = file.pathname.split("/").pop();
  if (mixed(page?.protocol, reader)) {
    return [bad("reader-mixed", "Trang của bạn chạy https còn trình đọc ở địa chỉ http: trình duyệt sẽ chặn. Hãy đặt trình đọc ở nơi chạy https.")];
  }
  const findings = [];
  if (LOCAL.test(reader.hostname)) findings.push(warn("reader-local", `Trình đọc đang ở ${reader.host}, chỉ có trong máy hoặc mạng của bạn. Khi đưa lên mạng, hãy nhập lại thư mục chứa trình đọc.`));
  if (mode !== "frame" && page?.origin !== reader.origin) {
    const open = await openToAll(file.href);
    if (open === false) {
      findings.push(bad("reader-closed", `Trang ở nơi khác không tải được ${name} trong ${reader.href}: thư mục sai, máy chủ không phản hồi, hoặc thiếu Access-Control-Allow-Origin: *.`));
    }
  }
  if (reader.origin === own.origin) {
    const answer = await patiently(signal, (signal) => fetch(file, { method: "HEAD", cache: "no-store", signal })).catch(() => null);
    if (answer && !answer.ok) findings.push(bad("reader-missing", `Không có ${name} trong ${reader.href} (${answer.status}).`));
  }
  return findings;
};
