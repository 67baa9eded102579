// The form, what it comes to, and the reader it shows. A control with data-attribute is that attribute of the tag, with its
// default as the control's own; one with data-property is that custom property. What the form says stays on this page: its
// address sets nothing, so nobody can send a link that shows other words here.
import { categoriesOf, checkFeed, checkReader, idOf, parse, placesOf, readAddress } from "./check.js";

const $ = (selector) => document.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];
const HERE = new URL("../", import.meta.url);

// ---- what the form says ----

const valueOf = (control) => control.value.trim();
const picked = (name) => $(`input[name="${name}"]:checked`).value;
const defaultOf = (control) => (control.options ? [...control.options].find((option) => option.defaultSelected).value : control.defaultValue);

/** The folder of the reader's files, whatever of it has been typed: the folder, its loader or a page in it. */
const folderOf = (text) => {
  const { url } = readAddress(text, "thư mục");
  if (!url) return null;
  url.search = "";
  if (!url.pathname.endsWith("/")) url.pathname = url.pathname.replace(/[^/]*\.[^/.]*$/, "").replace(/\/?$/, "/");
  return url;
};

const toolsOf = () => {
  const boxes = $$("#tools input");
  const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
  return chosen.length === boxes.length ? "" : chosen.join(" ") || "none";
};

/** The tag's attributes that are not at their defaults, without the feed. */
const attributesOf = (show, mode) => {
  const attributes = {};
  for (const control of $$("[data-attribute]")) {
    const name = control.dataset.attribute;
    if (name === "feed" || (/^(article|category)$/.test(name) && name !== show) || (name === "microdata" && mode === "frame")) continue;
    const value = name === "tools" ? toolsOf() : valueOf(control);
    if (value && value !== defaultOf(control) && (control.validity?.valid ?? true)) attributes[name] = value;
  }
  return attributes;
};

/** The custom properties that have a value CSS can read, and the names of those that have another. */
const propertiesOf = () => {
  const properties = {};
  const wrong = [];
  for (const control of $$("[data-property]")) {
    const name = control.dataset.property;
    const value = valueOf(control);
    const kind = name.includes("color") ? "color" : name.includes("font") ? "font-family" : "inline-size";
    const inherited = kind === "font-family" && value === "(inherit)"; // the reader's own word for it
    const good = inherited || (CSS.supports(kind, value) && !/[;{}<>]/.test(value));
    if (value && good) properties[name] = value;
    if (value && !good) wrong.push(control);
    if (value && !good) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
  return { properties, wrong };
};

let asked = null; // the feed's address as it was when it was last looked at: the reader does not follow every key
let known = {}; // what was found there: {address, feed, url}

const read = () => {
  const mode = picked("mode");
  const show = picked("show");
  const { url } = readAddress(valueOf($("#feed")), "nguồn tin");
  const page = readAddress(valueOf($("#page")), "trang").url ?? null;
  const reader = folderOf(valueOf($("#reader"))) ?? HERE;
  const { properties, wrong } = propertiesOf();
  const current = url && known.address === url.href ? known : {};
  return {
    mode, show, url, page, reader, properties, wrong, current,
    attributes: attributesOf(show, mode),
    // Whose script asks for the feed.
    reading: mode === "frame" ? reader.origin : page?.origin,
  };
};

// ---- what it comes to ----

// WordPress takes square brackets for a short code.
const ESCAPES = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;", "[": "&#91;", "]": "&#93;" };
const escaped = (text) => text.replace(/[&"<>[\]]/g, (sign) => ESCAPES[sign]);
const written = (attributes) => Object.entries(attributes).map(([name, value]) => (value === "" ? ` ${name}` : ` ${name}="${escaped(value)}"`)).join("");

/** The link in the tag, for when all else fails. */
const fallback = ({ url, current }) => {
  const home = parse(current.feed?.home_page_url, current.url);
  const address = /^https?:$/.test(home?.protocol) ? home.href : `${url.origin}/`;
  const title = typeof current.feed?.title === "string" ? current.feed.title.replace(/\s+/g, " ").trim() : "";
  return `<a href="${escaped(address)}">Đọc tin trên ${escaped(title || url.host)}</a>`;
};

const frameAddress = ({ url, attributes }, folder) => {
  const address = new URL("frame.html", folder);
  address.search = new URLSearchParams({ feed: url.href, ...attributes });
  return address.href;
};

const snippetOf = (state) => {
  const { mode, url, reader, attributes } = state;
  if (mode === "frame") {
    const title = valueOf($("#frame-title")) || "Tin tức";
    const field = $("#frame-height");
    const height = field.validity.valid && valueOf(field) ? valueOf(field) : field.defaultValue;
    const frame = { src: frameAddress(state, reader), "data-tin-frame": "", title, width: "100%", height, frameborder: "0", allow: "clipboard-write; web-share" };
    return `<iframe${written(frame)}></iframe>\n<script src="${escaped(new URL("frame.js", reader).href)}" defer></script>`;
  }
  const script = `<script type="module" src="${escaped(new URL("embed.js", reader).href)}"></script>`;
  const tag = `<tin-reader${written({ feed: url.href, ...attributes })}>`;
  // One line: WordPress makes paragraphs and line breaks of more.
  const [line, indent] = mode === "wordpress" ? ["", ""] : ["\n", "\n  "];
  return [script, line, tag, indent, fallback(state), line, "</tin-reader>"].join("");
};

const sheetOf = ({ mode, properties }) => {
  const lines = Object.entries(properties).map(([name, value]) => `  ${name}: ${value};\n`);
  return mode === "frame" || !lines.length ? "" : `tin-reader {\n${lines.join("")}}`;
};

const unique = (origins) => [...new Set(origins)];

/** The least that the page's policy must allow. */
const policyOf = (state) => {
  const { mode, url, reader, page, current } = state;
  const named = (origins) => unique(origins).sort().map((origin) => (origin === page?.origin ? "'self'" : origin)).join(" ");
  const lines = { "default-src": "'none'", "script-src": named([reader.origin]) };
  if (mode === "frame") {
    lines["frame-src"] = named([reader.origin]);
  } else {
    lines["script-src"] += " 'wasm-unsafe-eval'";
    const { pictures, recordings } = current.feed ? placesOf(current.feed, current.url) : { pictures: [url.origin], recordings: [] };
    // Pictures are asked for once more to be kept, and shown from there.
    const keeps = state.attributes.offline !== "off";
    lines["connect-src"] = named([reader.origin, url.origin, ...(current.url ? [current.url.origin] : []), ...(keeps ? pictures : [])]);
    lines["img-src"] = named(pictures) + (keeps ? " blob:" : "");
    lines["media-src"] = named(recordings);
    if (sheetOf(state)) lines["style-src"] = "'self'";
  }
  const directives = Object.entries(lines).filter(([, value]) => value).map(([name, value]) => `${name} ${value}`);
  return `Content-Security-Policy: ${directives.join("; ")}`;
};

const HOW = {
  tag: "Dán vào chỗ cần hiện tin. Dòng script chỉ cần một lần cho cả trang. Liên kết bên trong hiện ra khi trình đọc không chạy được.",
  frame: "Dán vào chỗ cần hiện tin. frame.js làm khung cao vừa bằng bài; bỏ dòng ấy thì khung giữ chiều cao đã nhập và tự cuộn.",
  wordpress:
    "Trình soạn thảo khối: thêm khối “HTML tùy chỉnh” (Custom HTML) rồi dán. Trình soạn thảo cổ điển: dán ở thẻ “Văn bản” (Text) và đừng chuyển sang “Trực quan” (Visual). " +
    "Tài khoản cần quyền unfiltered_html (quản trị viên, biên tập viên; trong WordPress Multisite thì chỉ quản trị viên mạng). Thiếu quyền ấy, WordPress bỏ script và chỉ còn liên kết.",
};

/** The addresses that a frame has to be allowed: the feed's, and where it leads to when that is another origin. */
const steps = (url, { url: end }) => [url, ...(end && end.origin !== url.origin ? [end] : [])].map((step) => step.origin + step.pathname);

/** Each thing to copy: where it stands, its heading, and `{text, how}` for what the form says; none when it is not needed. */
const OUTPUTS = {
  snippet: ["#outputs", "Đoạn mã", (state) => ({ text: snippetOf(state), how: HOW[state.mode] })],
  sheet: [
    "#outputs",
    "Kiểu dáng",
    (state) => ({
      text: sheetOf(state),
      how: state.mode === "wordpress" ? "Dán vào Giao diện → Tùy biến → CSS bổ sung (Additional CSS)." : "Thêm vào tệp CSS của trang.",
    }),
  ],
  list: [
    "#outputs",
    "Cho phép nguồn tin trong khung",
    ({ mode, url, reader, current }) => ({
      text: mode === "frame" && url.origin !== reader.origin ? `<meta name="tin-feeds" content="${escaped(steps(url, current).join(" "))}">` : "",
      how: `Thay dòng tin-feeds trong frame.html ở ${reader.href}; nhiều nguồn tin thì cách nhau bằng dấu cách. Nhờ vậy không ai mượn địa chỉ ấy để hiện tin khác.`,
    }),
  ],
  policy: [
    "#servers",
    "Chính sách bảo mật nội dung (CSP) của trang",
    (state) => ({
      text: policyOf(state),
      how:
        (state.page ? "" : "Chưa nhập trang sẽ đặt trình đọc, nên địa chỉ nào cũng ghi đầy đủ. ") +
        "Trang không có CSP thì bỏ qua. Trang có CSP thì thêm các địa chỉ này vào đúng mục; đây là chính sách nhỏ nhất đủ dùng." +
        (state.mode === "frame" || state.attributes.offline === "off"
          ? ""
          : " Nơi chứa ảnh có trong connect-src và blob: có trong img-src để ảnh được giữ lại đọc khi không có mạng.") +
        (state.mode === "frame" || state.current.feed ? "" : " Chưa đọc được nguồn tin nên chưa biết ảnh ở đâu: img-src tạm ghi nơi có nguồn tin.") +
        (state.current.feed?.next_url && state.mode !== "frame" ? " Ảnh ở các trang sau của nguồn tin có thể ở nơi khác nữa." : "") +
        (state.mode === "frame" ? "" : " Nếu trang bắt buộc Trusted Types, thêm: trusted-types tin-reader."),
    }),
  ],
  feedHeader: [
    "#servers",
    "Máy chủ của nguồn tin",
    ({ url, reading, current }) => {
      const places = unique([url.host, ...(current.url ? [current.url.host] : [])]).join(", ");
      const needed = (current.url ?? url).origin !== reading || url.origin !== reading;
      return {
        text: needed ? `Access-Control-Allow-Origin: ${reading ?? "*"}` : "",
        how: `${places} phải gửi kèm dòng này với nguồn tin, để trang được phép đọc${reading ? " (hoặc * nếu cho mọi trang đọc)" : ""}. Ảnh không cần, nhưng có thì trình đọc mới lưu được để xem khi mất mạng.`,
      };
    },
  ],
  readerHeader: [
    "#servers",
    "Máy chủ của trình đọc",
    ({ mode, page, reader }) => {
      if (mode === "frame") {
        const around = page?.origin === reader.origin ? "" : ` ${page?.origin ?? "https:"}`;
        return {
          text: `Content-Security-Policy: frame-ancestors 'self'${around}`,
          how: `${reader.host} gửi kèm dòng này với frame.html (và không gửi X-Frame-Options): nó nói trang nào được đặt khung.${page ? "" : " Hãy thay https: bằng địa chỉ trang của bạn."}`,
        };
      }
      return {
        text: page?.origin === reader.origin ? "" : "Access-Control-Allow-Origin: *",
        how: `${reader.host} phải gửi kèm dòng này với embed.js và các tệp bên cạnh, để trang ở nơi khác tải được.`,
      };
    },
  ],
};

const make = (parent, tag, properties = {}) => parent.appendChild(Object.assign(document.createElement(tag), properties));

const areas = {};
for (const [name, [place, heading]] of Object.entries(OUTPUTS)) {
  const section = make($(place), "div", { className: "output", hidden: true });
  section.dataset.output = name;
  make(section, "h3", { textContent: heading, id: `${name}-title` });
  const how = make(section, "p", { id: `${name}-how` });
  const area = make(section, "textarea", { readOnly: true, spellcheck: false });
  area.setAttribute("aria-labelledby", `${name}-title`);
  area.setAttribute("aria-describedby", `${name}-how`);
  const button = make(section, "button", { type: "button", textContent: "Sao chép" });
  button.setAttribute("aria-label", `Sao chép: ${heading}`);
  const said = make(section, "span", { className: "copied" });
  said.setAttribute("role", "status");
  button.addEventListener("click", () => copy(area, said));
  areas[name] = { section, how, area, said };
}

/** Plain http has no clipboard of its own; the older way needs a selection. */
const copy = async (area, said) => {
  let done;
  try {
    await navigator.clipboard.writeText(area.value);
    done = true;
  } catch {
    area.focus();
    area.select();
    done = document.execCommand("copy");
  }
  said.textContent = done ? "Đã sao chép." : "Trình duyệt không cho sao chép. Đoạn mã đã được chọn: hãy bấm Ctrl+C, trên điện thoại thì giữ tay rồi chọn Sao chép.";
};

const show = () => {
  const state = read();
  for (const [name, [, , come]] of Object.entries(OUTPUTS)) {
    const { section, how, area, said } = areas[name];
    const { text, how: words } = state.url ? come(state) : { text: "", how: "" };
    section.hidden = !text;
    if (area.value !== text) said.textContent = "";
    area.value = text;
    area.rows = Math.min(12, Math.max(2, text.split("\n").length, Math.ceil(text.length / 40)));
    how.textContent = words;
  }
  $("#no-feed").hidden = Boolean(state.url);
  $("#no-need").hidden = ["policy", "feedHeader", "readerHeader"].some((name) => !areas[name].section.hidden);
  $("#frame-fields").hidden = state.mode !== "frame";
  $("#article-field").hidden = state.show !== "article";
  $("#category-field").hidden = state.show !== "category";
  $("#style-hint").hidden = $("#properties").hidden = state.mode === "frame";
  $("#style-frame").hidden = state.mode !== "frame";
  tell($("#style-findings"), state.wrong.map((control) => {
    const name = control.labels[0].textContent;
    return { kind: "bad", code: control.dataset.property, text: `${name}: CSS không hiểu “${valueOf(control)}” nên bỏ qua.` };
  }));
  preview({ ...state, url: asked });
};

// ---- the reader ----

const stage = $("#stage");
let shown = "";

const preview = (state) => {
  const { mode, url, attributes, properties } = state;
  if (!url) return;
  if (mode === "frame") {
    const address = frameAddress(state, HERE);
    if (shown === address) return;
    shown = address;
    const frame = document.createElement("iframe");
    Object.assign(frame, { src: address, title: valueOf($("#frame-title")) || "Tin tức", width: "100%", height: "800" });
    frame.setAttribute("data-tin-frame", "");
    frame.addEventListener("load", () => judge(frame, url));
    stage.replaceChildren(frame);
    return;
  }
  shown = "tag";
  tell($("#preview-findings"), []);
  let reader = stage.querySelector("tin-reader");
  if (!reader) {
    reader = document.createElement("tin-reader");
    stage.replaceChildren(reader);
  }
  const wanted = { feed: url.href, ...attributes };
  for (const { name } of [...reader.attributes]) if (name !== "state" && name !== "style" && !(name in wanted)) reader.removeAttribute(name);
  for (const [name, value] of Object.entries(wanted)) if (reader.getAttribute(name) !== value) reader.setAttribute(name, value);
  for (const { dataset } of $$("[data-property]")) {
    if (dataset.property in properties) reader.style.setProperty(dataset.property, properties[dataset.property]);
    else reader.style.removeProperty(dataset.property);
  }
};

/** Whether the frame's page, which is of this site, took the feed. */
const judge = (frame, url) => {
  if (!frame.isConnected) return;
  const reader = frame.contentDocument?.querySelector("tin-reader");
  const taken = parse(reader?.getAttribute("feed"), frame.contentDocument?.baseURI)?.href === url.href;
  tell($("#preview-findings"), taken || !reader ? [] : [
    { kind: "bad", code: "not-listed", text: "frame.html ở đây chưa cho phép nguồn tin này, nên khung đang hiện tin của nó. Hãy thêm dòng ở mục “Cho phép nguồn tin trong khung”." },
  ]);
};

$("#narrow").addEventListener("change", ({ target }) => stage.classList.toggle("narrow", target.checked));

// ---- the check ----

const KINDS = { ok: "Đạt: ", warn: "Lưu ý: ", bad: "Lỗi: ", wait: "" };

const tell = (place, findings) => {
  const text = findings.map(({ kind, code, text }) => `${kind} ${code} ${text}`).join("\n");
  if (place.dataset.told === text) return;
  place.dataset.told = text;
  place.replaceChildren();
  for (const { kind, code, text, use } of findings) {
    const line = make(place, "p", { className: kind });
    line.dataset.code = code;
    make(line, "strong", { textContent: KINDS[kind] });
    line.append(text);
    if (use) make(line, "button", { type: "button", textContent: "Dùng địa chỉ này" }).addEventListener("click", () => take(use));
    if (/^((cors|dead)(-redirect)?|http-\d+)$/.test(code) && asked) {
      line.append(" ");
      make(line, "a", { href: asked.href, target: "_blank", rel: "noopener noreferrer", textContent: "Mở thử" });
    }
  }
};

const take = (address) => {
  $("#feed").value = address;
  check();
  $("#feed").focus();
};

let checking = new AbortController();

const check = async () => {
  checking.abort();
  const { signal } = (checking = new AbortController());
  const place = $("#findings");
  tell(place, [{ kind: "wait", code: "wait", text: "Đang kiểm tra…" }]);
  const { mode, url, page, reader, reading, attributes: { article, category } } = read();
  asked = url ?? null;
  show();
  const typed = valueOf($("#page")) ? readAddress(valueOf($("#page")), "trang sẽ đặt trình đọc").problem : undefined;
  try {
    const [seen, about] = await Promise.all([
      checkFeed({ text: valueOf($("#feed")), page, reading, article, category, signal }),
      checkReader({ reader, page, mode, signal }),
    ]);
    if (signal.aborted) return;
    known = { address: url?.href, feed: seen.feed, url: seen.url };
    offer(seen.feed);
    tell(place, [...seen.findings, ...(typed ? [typed] : []), ...about]);
    show();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};

/** The feed's articles and categories, to choose from. */
const offer = (feed) => {
  const options = (list, rows) => {
    list.replaceChildren();
    for (const [value, label] of rows) make(list, "option", { value, label });
  };
  const items = (feed?.items ?? []).filter((item) => idOf(item?.id)).slice(0, 200);
  options($("#articles"), items.map((item) => [idOf(item.id), typeof item.title === "string" ? item.title : ""]));
  options($("#categories"), feed ? categoriesOf(feed) : []);
};

// ---- what happens ----

const form = $("#form");
let pause;
form.addEventListener("input", ({ target }) => {
  if (target.dataset.for) {
    const text = document.getElementById(target.dataset.for);
    text.value = target.value;
  }
  clearTimeout(pause);
  pause = setTimeout(show, 250);
});
form.addEventListener("change", ({ target }) => {
  clearTimeout(pause);
  if (/^(feed|page|reader|article|category)$/.test(target.id) || /^(mode|show)$/.test(target.name)) check();
  else show();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});

if (!$("#feed").value) $("#feed").value = new URL("feed/feed.json", HERE).href;
if (!$("#reader").value) $("#reader").value = HERE.href;
for (const picker of $$('[type="color"]')) {
  const { placeholder } = document.getElementById(picker.dataset.for);
  picker.value = /^#[\da-f]{3}$/.test(placeholder) ? placeholder.replace(/[\da-f]/g, "$&$&") : placeholder.startsWith("#") ? placeholder : "#0b5a60";
}
check();
