//! What holds for any bytes that come as an article's HTML.

use tin_reader::core::{
    content::{
        Element, Node,
        build::{DEEPEST, MOST_NODES},
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
    let count = once.nodes.iter().map(|node| look(node, 0, false, &base)).sum::<usize>();
    // Paragraphs of what had none, and copies of inline elements for those that had too many.
    assert!(count <= 4 * MOST_NODES, "{count} nodes");
    // Past a limit the text is cut out of its elements, and what they were cannot be read back.
    if !once.notes.cut {
        let written = markup(&once.nodes);
        let again = content(&written, &base);
        assert!(!again.notes.cut, "a limit that the first time did not know: {written}");
        assert_eq!(markup(&again.nodes), written, "done again");
    }

    for plain in [text::of_html(&html, &base), text::paragraphs(&html, &base)] {
        plain.nodes.iter().for_each(|node| {
            look(node, 0, false, &base);
        });
        let written = markup(&plain.nodes);
        let tags = written.matches('<').count();
        let known = ["<p>", "</p>", "<br>", "<a>", "<a href=", "</a>"].map(|tag| written.matches(tag).count());
        assert_eq!(tags, known.iter().sum::<usize>(), "paragraphs, lines and links alone: {written}");
    }
}

/// Panics unless `node` and all in it are within the policy. Returns how many elements there are.
fn look(node: &Node, depth: usize, in_link: bool, base: &Base) -> usize {
    let Node::Element(element) = node else { return 0 };
    // A figure or a scrolling box comes around what had none.
    assert!(depth <= 2 * DEEPEST, "too deep");
    assert!(!(in_link && element.name == "a"), "a link in a link");
    let made = ["p", "div", "figure", "figcaption", "img", "table", "audio", "h2", "h3", "h4", "h5", "h6"];
    let kept = policy::ELEMENTS.iter().any(|(_, verdict)| *verdict == policy::Verdict::Keep(element.name));
    assert!(kept || made.contains(&element.name), "an element: {}", element.name);
    for (at, (name, value)) in element.attributes.iter().enumerate() {
        assert!(element.attributes.iter().skip(at + 1).all(|(other, _)| other != name), "{name} twice");
        assert!(is_allowed(element, name, value, base), "an attribute: {} {name}={value:?}", element.name);
    }
    let in_link = in_link || element.name == "a";
    1 + element.children.iter().map(|child| look(child, depth + 1, in_link, base)).sum::<usize>()
}

/// Written apart from the code it watches: by what may come out, not by what may go in.
fn is_allowed(element: &Element, name: &str, value: &str, base: &Base) -> bool {
    let is_http = || HttpUrl::new(value, base).is_some_and(|url| url.as_str() == value);
    match (element.name, name) {
        ("a", "href") => is_http() || value.starts_with("mailto:") || value.starts_with("tel:"),
        ("a", "rel") => value == "noopener noreferrer",
        ("a", "class") => value == "embed",
        ("audio" | "img", "src") => {
            is_http()
                || (element.name == "img"
                    && value.len() <= 32 * 1024
                    && value.starts_with("data:image/")
                    && !value.contains("svg"))
        }
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
