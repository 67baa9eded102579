//! What holds for any bytes that come as an article's HTML.

use tin_reader::core::{
    content::{
        Element, Node,
        build::{DEEPEST, LONGEST, MOST_NODES},
        text,
    },
    policy,
    url::{Base, HttpUrl},
};

use crate::{
    front::{content, markup},
    resolve::RESOLVE,
};

/// Panics unless what comes out is within the policy, the same when done again, and as text only text.
pub fn check(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    let base = Base::new("https://portal.example/tin/1", RESOLVE);

    let once = content(&html, &base);
    let (count, depth) = measure(&once.nodes);
    // Paragraphs come around what had none, entries into lists; copies of inline elements into blocks.
    assert!(count <= 4 * MOST_NODES && depth <= 2 * DEEPEST, "{count} nodes, {depth} deep");
    once.nodes.iter().for_each(|node| look(node, false, &base));
    let written = markup(&once.nodes);
    // What is past a limit, or close to one, is cut, and what it was cannot be read back.
    if !once.notes.cut && count <= MOST_NODES && depth <= DEEPEST && written.len() <= LONGEST {
        let again = content(&written, &base);
        assert!(!again.notes.cut, "cut only the second time: {written}");
        assert_eq!(markup(&again.nodes), written, "done again");
    }

    for plain in [text::of_html(&html, &base), text::paragraphs(&html, &base)] {
        plain.nodes.iter().for_each(|node| look(node, false, &base));
        let written = markup(&plain.nodes);
        let tags = written.matches('<').count();
        let known = ["<p>", "</p>", "<br>", "<a>", "<a href=", "</a>"].map(|tag| written.matches(tag).count());
        assert_eq!(tags, known.iter().sum::<usize>(), "paragraphs, lines and links alone: {written}");
    }
}

/// How many elements there are, and how deep they stand in each other.
fn measure(nodes: &[Node]) -> (usize, usize) {
    let inside = nodes.iter().filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None });
    inside.fold((0, 0), |(count, depth), element| {
        let (inner, below) = measure(&element.children);
        (count + 1 + inner, depth.max(below + 1))
    })
}

/// Panics unless `node` and all in it are within the policy.
fn look(node: &Node, in_link: bool, base: &Base) {
    let Node::Element(element) = node else { return };
    assert!(!(in_link && element.name == "a"), "a link in a link");
    let made = ["p", "div", "figure", "figcaption", "img", "table", "audio", "h2", "h3", "h4", "h5", "h6"];
    let kept = policy::ELEMENTS.iter().any(|(_, verdict)| *verdict == policy::Verdict::Keep(element.name));
    assert!(kept || made.contains(&element.name), "an element: {}", element.name);
    for (at, (name, value)) in element.attributes.iter().enumerate() {
        assert!(element.attributes.iter().skip(at + 1).all(|(other, _)| other != name), "{name} twice");
        assert!(is_allowed(element, name, value, base), "an attribute: {} {name}={value:?}", element.name);
    }
    let in_link = in_link || element.name == "a";
    element.children.iter().for_each(|child| look(child, in_link, base));
}

/// The pictures that may be written out.
const RASTER: [&str; 4] =
    ["data:image/gif;base64,", "data:image/jpeg;base64,", "data:image/png;base64,", "data:image/webp;base64,"];

/// Written apart from the code it watches: by what may come out, not by what may go in.
fn is_allowed(element: &Element, name: &str, value: &str, base: &Base) -> bool {
    let is_http = || HttpUrl::new(value, base).is_some_and(|url| url.as_str() == value);
    match (element.name, name) {
        ("a", "href") => is_http() || value.starts_with("mailto:") || value.starts_with("tel:"),
        ("a", "rel") => value == "noopener noreferrer",
        ("a", "class") => value == "embed",
        ("audio", "src") => is_http(),
        ("img", "src") => is_http() || (value.len() <= 32 * 1024 && RASTER.iter().any(|kind| value.starts_with(kind))),
        ("img", "loading") => value == "lazy",
        ("img", "decoding") => value == "async",
        ("img", "referrerpolicy") => value == "no-referrer",
        ("audio", "controls") => value.is_empty(),
        ("audio", "preload") => value == "none",
        ("div", "class") => value == "scroll",
        ("div", "tabindex") => value == "0",
        ("figure" | "figcaption", "part") => matches!(value, "figure" | "caption"),
        ("img", "alt") | (_, "title") | ("time", "datetime") | ("details", "open") | ("ol", "reversed") => true,
        ("img", "width" | "height") | ("li", "value") | ("ol", "start") | ("td" | "th", "colspan" | "rowspan") => {
            value.parse::<u32>().is_ok()
        }
        ("th", "scope") | (_, "dir") => value.bytes().all(|byte| byte.is_ascii_alphabetic()),
        (_, "lang") => value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
        _ => false,
    }
}
