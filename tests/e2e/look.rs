//! What a reader shows at one moment, as plain data, and the script that gathers it.

use serde::Deserialize;
use serde_json::Value;

/// What a reader shows at one moment.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools, reason = "it is a record of what was seen, not a state")]
pub struct Look {
    /// There is no such reader on the page.
    pub missing: bool,
    /// The attribute `state`.
    pub state: String,
    /// The property `state`.
    pub state_property: String,
    /// The interface's language.
    pub lang: String,
    /// The theme in force.
    pub theme: String,
    /// What the live region says.
    pub status: String,
    /// The skeleton is there.
    pub loading: bool,
    /// The headline, if it is to be seen.
    pub title: String,
    /// `h1` to `h6`.
    pub title_tag: String,
    /// How many articles are to be seen.
    pub articles: usize,
    /// The category's name above the headline.
    pub category: String,
    /// The line below the headline.
    pub meta: String,
    /// The dates in that line: published, updated.
    pub dates: Vec<Date>,
    /// The lead.
    pub lead: String,
    /// The text of the body.
    pub body: String,
    /// The body's figures.
    pub figures: Vec<Figure>,
    /// The body's pictures.
    pub pictures: Vec<Picture>,
    /// The body's links.
    pub links: Vec<Link>,
    /// How many pictures are marked as broken.
    pub broken: usize,
    /// The related list is to be seen.
    pub related_shown: bool,
    /// Its heading.
    pub related_title: String,
    /// `h1` to `h6`.
    pub related_title_tag: String,
    /// Its entries.
    pub related: Vec<Related>,
    /// The button for more is to be seen.
    pub more: bool,
    /// What that button says.
    pub more_text: String,
    /// What the reader is told when there is nothing to show.
    pub failure: Option<Failure>,
    /// The host page's own link inside the tag is to be seen.
    pub fallback: bool,
    /// The banner's picture.
    pub banner: Option<Banner>,
    /// The part, class or name of the element that has the focus.
    pub focus: String,
    /// The page's fragment.
    pub hash: String,
    /// The page's title.
    pub document_title: String,
    /// The `tin-*` events so far, where the page has the recorder.
    pub events: Vec<Event>,
    /// Script errors and unhandled rejections so far, likewise.
    pub errors: Vec<String>,
    /// What went to `console.error` so far, likewise.
    pub console: Vec<String>,
}

/// A date as shown and as meant.
#[derive(Clone, Debug, Deserialize)]
pub struct Date {
    /// For people.
    pub text: String,
    /// For machines.
    pub datetime: String,
}

/// A figure of the body.
#[derive(Clone, Debug, Deserialize)]
pub struct Figure {
    /// What is written below it.
    pub caption: String,
}

/// A picture of the body.
#[derive(Clone, Debug, Deserialize)]
pub struct Picture {
    /// Its absolute address.
    pub src: String,
    /// Its text.
    pub alt: String,
    /// `lazy`.
    pub loading: String,
    /// `no-referrer`.
    pub referrer_policy: String,
}

/// A link of the body.
#[derive(Clone, Debug, Deserialize)]
pub struct Link {
    /// Its text.
    pub text: String,
    /// Its absolute address.
    pub href: String,
    /// Its relation.
    pub rel: String,
}

/// An entry of the related list.
#[derive(Clone, Debug, Deserialize)]
pub struct Related {
    /// The headline.
    pub text: String,
    /// The absolute address.
    pub href: String,
    /// When it was published.
    pub datetime: String,
    /// The thumbnail's address, or nothing.
    pub picture: String,
}

/// What is shown instead of an article.
#[derive(Clone, Debug, Deserialize)]
pub struct Failure {
    /// `alert`.
    pub role: String,
    /// In short.
    pub title: String,
    /// In a sentence.
    pub text: String,
    /// For the webmaster.
    pub code: String,
    /// What can be done.
    pub buttons: Vec<Button>,
}

/// A button.
#[derive(Clone, Debug, Deserialize)]
pub struct Button {
    /// Its classes.
    pub class: String,
    /// What it says.
    pub text: String,
}

/// The banner's picture.
#[derive(Clone, Debug, Deserialize)]
pub struct Banner {
    /// Its text.
    pub alt: String,
    /// Its address.
    pub src: String,
    /// Where it leads, or nothing.
    pub link: String,
    /// The attribute.
    pub width: String,
    /// The attribute.
    pub height: String,
    /// The height it takes on the page, loaded or not.
    pub shown_height: u32,
}

/// A `tin-*` event.
#[derive(Clone, Debug, Deserialize)]
pub struct Event {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it carries.
    pub detail: Value,
    /// The headline at that moment.
    pub shown: Option<String>,
    /// Whether the page may prevent it.
    pub cancelable: bool,
    /// Whether it leaves a shadow root.
    pub composed: bool,
}

impl Event {
    /// Whether it is a `kind` event with this `code`.
    pub fn is(&self, kind: &str, code: &str) -> bool {
        self.kind == kind && self.detail["code"] == code
    }
}

impl Look {
    /// The events of one type.
    pub fn events(&self, kind: &str) -> Vec<&Event> {
        self.events.iter().filter(|event| event.kind == kind).collect()
    }

    /// The headlines of the related list.
    pub fn related_texts(&self) -> Vec<&str> {
        self.related.iter().map(|related| related.text.as_str()).collect()
    }
}

/// Fills a [`Look`]; `host` and `root` are given by the caller.
pub const LOOK: &str = r#"
if (!host) return { missing: true, errors: window.tinErrors || [], page: (document.body ? document.body.innerHTML : "").slice(0, 300) };
const text = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
const shown = (node) => !!node && node.getClientRects().length > 0 && getComputedStyle(node).visibility !== "hidden";
const find = (selector) => (root ? root.querySelector(selector) : null);
const all = (selector) => (root ? [...root.querySelectorAll(selector)] : []);
const frame = find(".tin");
const title = find("[part~=title]");
const times = all("[part~=meta] time");
const related = find("[part~=related]");
const heading = related && related.querySelector(".related-title");
const more = find(".more");
const failure = find(".failure");
const banner = find("[part~=banner] img");
const bannerLink = find("[part~=banner] a");
const focus = root && root.activeElement;
const slots = all("slot");
const light = [...host.children].find((child) => child.localName !== "script");
return {
  missing: false,
  state: host.getAttribute("state") || "",
  state_property: typeof host.state === "string" ? host.state : "",
  lang: frame ? frame.lang : "",
  theme: frame ? frame.getAttribute("data-theme") || "" : "",
  status: text(find("[part~=status]")),
  // A skeleton once stood there with bones of no width.
  loading: shown(find(".skeleton")) && [...root.querySelectorAll(".bone")].every((bone) => bone.offsetWidth > 50),
  title: shown(title) ? text(title) : "",
  title_tag: title ? title.localName : "",
  articles: all("article").filter(shown).length,
  category: text(find(".category")),
  meta: text(find("[part~=meta]")),
  dates: times.map((time) => ({ text: text(time), datetime: time.getAttribute("datetime") || "" })),
  lead: text(find("[part~=lead]")),
  body: text(find("[part~=body]")),
  figures: all("[part~=body] figure[part~=figure]").map((figure) => ({
    caption: text(figure.querySelector("figcaption[part~=caption]")),
  })),
  pictures: all("[part~=body] img").map((img) => ({
    src: img.src, alt: img.alt, loading: img.getAttribute("loading") || "",
    referrer_policy: img.getAttribute("referrerpolicy") || "",
  })),
  links: all("[part~=body] a").map((a) => ({ text: text(a), href: a.href, rel: a.rel })),
  broken: all("[data-broken]").length,
  related_shown: shown(related),
  related_title: text(heading),
  related_title_tag: heading ? heading.localName : "",
  related: all("ul.list > li a[part~=related-link]").map((a) => ({
    text: text(a.querySelector(".headline")),
    href: a.href,
    datetime: (a.querySelector("time") || { getAttribute() {} }).getAttribute("datetime") || "",
    picture: (a.querySelector(".thumb img") || {}).src || "",
  })),
  more: shown(more),
  more_text: text(more),
  failure: failure && shown(failure) ? {
    role: failure.getAttribute("role") || "",
    title: text(failure.querySelector(".failure-title")),
    text: text(failure.querySelector(".failure-text")),
    code: text(failure.querySelector(".failure-code")),
    buttons: [...failure.querySelectorAll("button")].map((button) => ({ class: button.className, text: text(button) })),
  } : null,
  fallback: slots.some((slot) => slot.assignedElements({ flatten: true }).some(shown)) && shown(light),
  banner: banner ? {
    alt: banner.alt, src: banner.src, link: bannerLink ? bannerLink.href : "",
    width: banner.getAttribute("width") || "", height: banner.getAttribute("height") || "",
    shown_height: Math.round(banner.getBoundingClientRect().height),
  } : null,
  focus: focus ? focus.getAttribute("part") || focus.className || focus.localName : "",
  hash: location.hash,
  document_title: document.title,
  events: window.tinEvents || [],
  errors: window.tinErrors || [],
  console: window.tinConsole || [],
};
"#;
