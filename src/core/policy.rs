//! What an article's HTML may become: tables. `core::content::build` applies them, `browser::sanitize` walks.
//!
//! New nodes are made from the constant names in these tables, never from the feed's own spelling, and only elements of
//! the HTML namespace are looked up. What is not in the tables is unwrapped: its text stays, the element goes.

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A new element of this name takes its place.
    Keep(&'static str),
    /// A heading of this level (1 to 6), to be shifted below the article's own.
    Heading(u8),
    /// A picture, which needs an address to stay.
    Picture,
    /// A table, inside a box that scrolls.
    Table,
    /// Its children stay, it goes.
    Unwrap,
    /// It goes with everything in it.
    Drop,
    /// An embedded page or video: becomes a link to its address.
    Embed,
    /// An embedded document: a link to its address if it has one, else its children stay.
    Object,
    /// A recording, with controls and without preloading.
    Audio,
}

/// What an attribute's value must be to stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// An address to go to: `http:`, `https:`, `mailto:` or `tel:`.
    Link,
    /// Any text. It can do no more than be read.
    Text,
    /// A whole number from 1 to 10,000.
    Size,
    /// A whole number from 1 to 1,000: columns and rows.
    Span,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A language tag: letters, digits and hyphens.
    Language,
    /// Present or not.
    Flag,
}

/// Elements, by local name in lower case. Sorted, so that a test can hold it free of doubles.
pub const ELEMENTS: &[(&str, Verdict)] = &[
    ("a", Verdict::Keep("a")),
    ("abbr", Verdict::Keep("abbr")),
    ("acronym", Verdict::Keep("abbr")),
    ("address", Verdict::Keep("p")),
    // What `browser::parse` makes of an object where it must.
    ("applet", Verdict::Object),
    ("article", Verdict::Keep("div")),
    ("aside", Verdict::Keep("div")),
    ("audio", Verdict::Audio),
    ("b", Verdict::Keep("b")),
    ("base", Verdict::Drop),
    ("bdi", Verdict::Keep("bdi")),
    ("bdo", Verdict::Keep("bdo")),
    ("big", Verdict::Unwrap),
    ("blockquote", Verdict::Keep("blockquote")),
    ("br", Verdict::Keep("br")),
    ("canvas", Verdict::Drop),
    ("caption", Verdict::Keep("caption")),
    ("center", Verdict::Keep("div")),
    ("cite", Verdict::Keep("cite")),
    ("code", Verdict::Keep("code")),
    ("datalist", Verdict::Drop),
    ("dd", Verdict::Keep("dd")),
    ("del", Verdict::Keep("del")),
    ("details", Verdict::Keep("details")),
    ("dfn", Verdict::Keep("dfn")),
    ("div", Verdict::Keep("div")),
    ("dl", Verdict::Keep("dl")),
    ("dt", Verdict::Keep("dt")),
    ("em", Verdict::Keep("em")),
    ("embed", Verdict::Embed),
    ("figcaption", Verdict::Keep("figcaption")),
    ("figure", Verdict::Keep("figure")),
    ("footer", Verdict::Keep("div")),
    ("frame", Verdict::Drop),
    ("frameset", Verdict::Drop),
    ("h1", Verdict::Heading(1)),
    ("h2", Verdict::Heading(2)),
    ("h3", Verdict::Heading(3)),
    ("h4", Verdict::Heading(4)),
    ("h5", Verdict::Heading(5)),
    ("h6", Verdict::Heading(6)),
    ("head", Verdict::Drop),
    ("header", Verdict::Keep("div")),
    ("hr", Verdict::Keep("hr")),
    ("i", Verdict::Keep("i")),
    ("iframe", Verdict::Embed),
    ("img", Verdict::Picture),
    ("input", Verdict::Drop),
    ("ins", Verdict::Keep("ins")),
    ("kbd", Verdict::Keep("kbd")),
    // What `browser::parse` makes of an embed where it must.
    ("keygen", Verdict::Embed),
    ("li", Verdict::Keep("li")),
    ("link", Verdict::Drop),
    ("main", Verdict::Keep("div")),
    ("mark", Verdict::Keep("mark")),
    ("math", Verdict::Drop),
    ("menu", Verdict::Keep("ul")),
    ("meta", Verdict::Drop),
    ("nav", Verdict::Keep("div")),
    // What `browser::parse` makes of an iframe where it must.
    ("noembed", Verdict::Embed),
    ("noframes", Verdict::Drop),
    // Parsed with scripting off its content is ordinary elements, and an unclosed one may hold the rest of the article.
    ("noscript", Verdict::Unwrap),
    ("object", Verdict::Object),
    ("ol", Verdict::Keep("ol")),
    ("p", Verdict::Keep("p")),
    ("plaintext", Verdict::Unwrap),
    ("pre", Verdict::Keep("pre")),
    ("q", Verdict::Keep("q")),
    ("rp", Verdict::Keep("rp")),
    ("rt", Verdict::Keep("rt")),
    ("ruby", Verdict::Keep("ruby")),
    ("s", Verdict::Keep("s")),
    ("samp", Verdict::Keep("samp")),
    ("script", Verdict::Drop),
    ("section", Verdict::Keep("div")),
    ("select", Verdict::Drop),
    ("small", Verdict::Keep("small")),
    ("strike", Verdict::Keep("s")),
    ("strong", Verdict::Keep("strong")),
    ("style", Verdict::Drop),
    ("sub", Verdict::Keep("sub")),
    ("summary", Verdict::Keep("summary")),
    ("sup", Verdict::Keep("sup")),
    ("svg", Verdict::Drop),
    ("table", Verdict::Table),
    ("tbody", Verdict::Keep("tbody")),
    ("td", Verdict::Keep("td")),
    ("template", Verdict::Drop),
    ("textarea", Verdict::Drop),
    ("tfoot", Verdict::Keep("tfoot")),
    ("th", Verdict::Keep("th")),
    ("thead", Verdict::Keep("thead")),
    ("time", Verdict::Keep("time")),
    ("title", Verdict::Drop),
    ("tr", Verdict::Keep("tr")),
    ("tt", Verdict::Keep("code")),
    ("u", Verdict::Keep("u")),
    ("ul", Verdict::Keep("ul")),
    ("var", Verdict::Keep("var")),
    ("video", Verdict::Embed),
    ("wbr", Verdict::Keep("wbr")),
    ("xmp", Verdict::Keep("pre")),
];

/// Attributes: the element they may stand on (`*` for any), the name, what the value must be.
///
/// Not here and so never kept: `style`, any other `class`, `id`, `name`, `on*`, `is`, `part`, `slot`, `target`, `background`…
pub const ATTRIBUTES: &[(&str, &str, Check)] = &[
    ("*", "dir", Check::Word(&["ltr", "rtl", "auto"])),
    ("*", "lang", Check::Language),
    ("*", "title", Check::Text),
    // The look of a link card, which the sanitiser gives embeds: content that was sanitised once stays as it is.
    ("a", "class", Check::Word(&["embed"])),
    ("a", "href", Check::Link),
    ("details", "open", Check::Flag),
    ("img", "alt", Check::Text),
    ("img", "height", Check::Size),
    ("img", "width", Check::Size),
    ("li", "value", Check::Size),
    ("ol", "reversed", Check::Flag),
    ("ol", "start", Check::Size),
    ("td", "colspan", Check::Span),
    ("td", "rowspan", Check::Span),
    ("th", "colspan", Check::Span),
    ("th", "rowspan", Check::Span),
    ("th", "scope", Check::Word(&["row", "col", "rowgroup", "colgroup"])),
    ("time", "datetime", Check::Text),
];

/// What becomes of the element `name` (lower case, HTML namespace). Unknown ones are unwrapped.
pub fn element(name: &str) -> Verdict {
    ELEMENTS
        .binary_search_by(|(known, _)| (*known).cmp(name))
        .ok()
        .and_then(|at| ELEMENTS.get(at))
        .map_or(Verdict::Unwrap, |(_, verdict)| *verdict)
}

/// The attributes the new element `name` may have, with the check each must pass.
pub fn attributes(name: &str) -> impl Iterator<Item = (&'static str, Check)> {
    ATTRIBUTES
        .iter()
        .filter(move |(element, _, _)| *element == "*" || *element == name)
        .map(|(_, attribute, check)| (*attribute, *check))
}

impl Check {
    /// Whether `value` passes. [`Check::Link`] is asked with the resolved address.
    pub fn allows(self, value: &str) -> bool {
        match self {
            Self::Link => ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| value.starts_with(scheme)),
            Self::Text | Self::Flag => true,
            Self::Size => whole(value).is_some_and(|size| (1..=10_000).contains(&size)),
            Self::Span => whole(value).is_some_and(|span| (1..=1000).contains(&span)),
            Self::Word(words) => words.iter().any(|word| value.eq_ignore_ascii_case(word)),
            Self::Language => {
                !value.is_empty() && value.len() <= 35 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            }
        }
    }
}

/// A whole number in decimal digits alone (`50%`, `+5` and `1e3` are not).
fn whole(value: &str) -> Option<u32> {
    value.bytes().all(|byte| byte.is_ascii_digit()).then(|| value.parse().ok())?
}

/// The level of a heading inside an article whose own headline has level `own`: one below it at least, 6 at most.
pub fn heading_level(level: u8, own: u8) -> u8 {
    // An article's text starts at h2 as a rule; h1 there is a habit of portals, not a second headline.
    (level.max(2) - 1 + own).min(6)
}

/// A picture that only counts readers: one or two pixels in either direction.
pub fn is_tracking_pixel(width: Option<&str>, height: Option<&str>) -> bool {
    [width, height].into_iter().flatten().any(|size| whole(size.trim()).is_some_and(|size| size <= 2))
}

/// Whether a `data:` address is a small raster picture: PNG, JPEG, GIF or WebP, 32 KB at most.
pub fn is_small_raster(address: &str) -> bool {
    const KINDS: [&str; 4] =
        ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,", "data:image/webp;base64,"];
    address.len() <= 32 * 1024 && KINDS.iter().any(|kind| address.starts_with(kind))
}
