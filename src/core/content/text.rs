//! Plain text as content: `content_text`, and HTML on pages that forbid parsing it.

use std::iter;

use super::{Content, Element, Node, Notes};
use crate::core::{
    find::{find, replace, split_once},
    url::{Base, HttpUrl},
};

/// Plain text in paragraphs: a blank line parts them, a line break stays one, a bare http(s) address becomes a link.
pub fn paragraphs(text: &str, base: &Base) -> Content {
    let text = replace(text, "\r\n", "\n");
    let mut rest = Some(text.as_str());
    let parts = iter::from_fn(|| {
        let text = rest?;
        let (paragraph, after) = split_once(text, "\n\n").map_or((text, None), |(before, after)| (before, Some(after)));
        rest = after;
        Some(paragraph.trim())
    });
    let nodes = parts.filter(|paragraph| !paragraph.is_empty()).map(|paragraph| {
        let mut children = Vec::new();
        for (at, line) in paragraph.lines().enumerate() {
            if at > 0 {
                children.push(Node::Element(Element::new("br", Vec::new())));
            }
            linked(line, base, &mut children);
        }
        Node::Element(Element::new("p", children))
    });
    Content { nodes: nodes.collect(), notes: Notes::default() }
}

/// A line, its bare addresses as links. An address ends at white space; a full stop, comma or bracket that ends the
/// sentence is not part of it.
fn linked(line: &str, base: &Base, into: &mut Vec<Node>) {
    let mut rest = line;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| find(rest, scheme)).min() {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"“”".contains(c)).unwrap_or(from.len());
        let address = from.get(..end).unwrap_or(from).trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '…']);
        if !before.is_empty() {
            into.push(Node::Text(before.to_owned()));
        }
        let shown = Node::Text(address.to_owned());
        into.push(match HttpUrl::new(address, base) {
            Some(url) => {
                let anchor = Element::new("a", vec![shown]).with("href", url.as_str());
                Node::Element(anchor.with("rel", "noopener noreferrer"))
            }
            None => shown,
        });
        rest = from.get(address.len()..).unwrap_or_default();
    }
    if !rest.is_empty() {
        into.push(Node::Text(rest.to_owned()));
    }
}

/// The text of HTML that may not be parsed: tags go, the ends of blocks become blank lines, the common entities letters.
/// It is text afterwards, whatever was in it.
pub fn of_html(html: &str, base: &Base) -> Content {
    const PAUSES: [&str; 12] =
        ["p", "/p", "br", "br/", "div", "/div", "li", "/li", "tr", "/tr", "figcaption", "/figcaption"];
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        text.push_str(before);
        let inside = tag.get(1..).unwrap_or_default();
        let name: String = inside
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '/')
            .collect::<String>()
            .to_ascii_lowercase();
        if name.is_empty() && !inside.starts_with('!') {
            text.push('<');
            rest = inside;
            continue;
        }
        if PAUSES.contains(&name.as_str()) || name.trim_start_matches('/').starts_with('h') {
            text.push_str("\n\n");
        }
        // The content of these is no text.
        let end = match name.as_str() {
            "script" => find(inside, "</script"),
            "style" => find(inside, "</style"),
            _ => Some(0),
        };
        let close = end.and_then(|end| Some(end + inside.get(end..)?.find('>')? + 1));
        rest = close.and_then(|close| inside.get(close..)).unwrap_or_default();
    }
    text.push_str(rest);
    for (entity, letter) in
        [("&nbsp;", "\u{a0}"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        text = replace(&text, entity, letter);
    }
    let mut content = paragraphs(&text, base);
    content.notes.text_only = true;
    content
}
