//! Plain text as content: `content_text`, and HTML on pages that forbid parsing it.

use super::{
    Content, Element, Node, Notes,
    build::{LONGEST, MOST_NODES},
};
use crate::core::url::{Base, HttpUrl};

/// Plain text in paragraphs: a blank line parts them, a line break stays one, a bare http(s) address becomes a link.
pub fn paragraphs(text: &str, base: &Base) -> Content {
    let text = text.replace("\r\n", "\n");
    let mut content = Content::default();
    let (mut made, mut rest) = (0, String::new());
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        let mut children = Vec::new();
        for line in paragraph.lines() {
            if made + children.len() > MOST_NODES {
                rest.push_str(line);
                rest.push('\n');
                continue;
            }
            if !children.is_empty() {
                children.push(Node::Element(Element::new("br", Vec::new())));
            }
            linked(line, base, &mut children);
            content.notes.cut |= children.len() >= MOST_NODES;
        }
        made += children.len() + 1;
        if !children.is_empty() {
            content.nodes.push(Node::Element(Element::new("p", children)));
        }
    }
    if !rest.is_empty() {
        content.notes.cut = true;
        content.nodes.push(Node::Element(Element::new("p", vec![Node::Text(rest)])));
    }
    content
}

/// A line, its bare addresses as links. An address ends at white space; a full stop, comma or bracket that ends the
/// sentence is not part of it.
fn linked(line: &str, base: &Base, into: &mut Vec<Node>) {
    let mut rest = line;
    while into.len() < MOST_NODES
        && let Some(start) = address(rest)
    {
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

/// Where the first bare address starts. One search for both schemes: one of them may not be in megabytes of the other.
fn address(text: &str) -> Option<usize> {
    let mut starts = text.match_indices("http").map(|(at, _)| at);
    starts.find(|at| text.get(at + 4..).is_some_and(|rest| rest.starts_with("://") || rest.starts_with("s://")))
}

/// HTML that is past the limits of length or depth, as text; `None` for HTML that a parser may have.
///
/// A parser asks all open elements at every tag: 100,000 `<div>` keep a browser busy for half a minute.
pub fn of_excess(html: &str, base: &Base) -> Option<Content> {
    if html.len() <= LONGEST && !nests_too_deep(html) {
        return None;
    }
    let mut content = of_html(html, base);
    content.notes = Notes { cut: true, ..Notes::default() };
    Some(content)
}

/// The text of HTML that the page forbids to parse: tags go, the ends of blocks become blank lines, entities letters. It is
/// text afterwards, whatever was in it.
pub fn of_html(html: &str, base: &Base) -> Content {
    let mut text = String::with_capacity(html.len());
    let mut tokens = Tokens(html);
    // Elements that nothing closes: looked for once, or a hundred thousand of them would each read to the end.
    let mut unclosed = Vec::new();
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(part) => decode(part, &mut text),
            Token::Tag { name, closes, .. } => {
                let name = name.to_ascii_lowercase();
                if PAUSES.contains(&name.as_str()) {
                    text.push_str("\n\n");
                }
                if !closes && HIDES.contains(&name.as_str()) && !unclosed.contains(&name) {
                    let mut behind = tokens.clone();
                    if behind.any(|token| matches!(token, Token::Tag { name: end, closes: true, .. } if name.eq_ignore_ascii_case(end))) {
                        tokens = behind;
                    } else {
                        unclosed.push(name);
                    }
                }
            }
        }
    }
    let mut content = paragraphs(&text, base);
    content.notes.text_only = true;
    content
}

/// Elements that stand on lines of their own.
const PAUSES: [&str; 25] = [
    "article",
    "blockquote",
    "br",
    "caption",
    "center",
    "dd",
    "div",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "p",
    "pre",
    "section",
    "summary",
    "td",
    "th",
    "tr",
];
/// Elements whose content is no text of the article.
const HIDES: [&str; 8] = ["applet", "audio", "canvas", "datalist", "object", "select", "template", "video"];
/// Such elements in which the parser sees no tags. (In drawings it does, and there they may end with `/>`.)
const RAW: [&str; 7] = ["iframe", "noembed", "noframes", "script", "style", "textarea", "title"];
/// Elements that are open at most until the next of their name, with nothing but [`LIGHT`] ones between.
const UNCLOSED: [&str; 6] = ["li", "option", "p", "td", "th", "tr"];
/// Elements that let the end of an unclosed one through.
const LIGHT: [&str; 16] =
    ["a", "b", "code", "em", "font", "i", "o:p", "p", "s", "small", "span", "strong", "sub", "sup", "td", "u"];
/// Elements without an end.
const EMPTY: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"];

/// More elements than this are open at once somewhere.
fn nests_too_deep(html: &str) -> bool {
    const MOST_OPEN: usize = 500;
    let is_in = |name: &str, list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(name));
    let mut open: Vec<&str> = Vec::new();
    for token in Tokens(html) {
        let Token::Tag { name, closes, empty } = token else { continue };
        if let Some(at) = open.iter().rposition(|open| open.eq_ignore_ascii_case(name))
            && (closes || (is_in(name, &UNCLOSED) && open.iter().skip(at + 1).all(|between| is_in(between, &LIGHT))))
        {
            open.truncate(at);
        }
        // "/>" ends an element in drawings alone.
        let ends = is_in(name, &EMPTY)
            || is_in(name, &RAW)
            || (empty && open.iter().any(|open| is_in(open, &["svg", "math"])));
        if !closes && !ends {
            open.push(name);
        }
        if open.len() > MOST_OPEN {
            return true;
        }
    }
    false
}

/// What HTML is made of, without building anything.
enum Token<'a> {
    Text(&'a str),
    /// A tag; `empty` when it ends with `/>`.
    Tag {
        name: &'a str,
        closes: bool,
        empty: bool,
    },
}

/// The tokens of HTML, from its beginning. Comments and what is in [`RAW`] elements are none.
#[derive(Clone)]
struct Tokens<'a>(&'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let Some(tag) = self.0.strip_prefix('<') else {
                let (text, rest) = self.0.split_at(self.0.find('<').unwrap_or(self.0.len()));
                self.0 = rest;
                return (!text.is_empty()).then_some(Token::Text(text));
            };
            if let Some(comment) = tag.strip_prefix("!--") {
                self.0 = after_comment(comment);
                continue;
            }
            let closes = tag.starts_with('/');
            let name = tag.get(usize::from(closes)..).unwrap_or_default();
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                // "</3" and "<!x" end as tags do, "5 < 6" does not.
                let Some(bogus) = tag.strip_prefix(['/', '!', '?']) else {
                    let (text, rest) = self.0.split_at(1);
                    self.0 = rest;
                    return Some(Token::Text(text));
                };
                self.0 = bogus.split_once('>').map_or("", |(_, rest)| rest);
                continue;
            }
            let (inside, rest) = tag_end(name);
            self.0 = rest;
            let empty = inside.ends_with('/');
            let name =
                name.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default();
            if !closes && !empty && RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
                self.0 = end_tag(rest, name);
            }
            return Some(Token::Tag { name, closes, empty });
        }
    }
}

/// What follows a comment, given what follows its `<!--`.
fn after_comment(comment: &str) -> &str {
    let mut ends = comment.match_indices('>').map(|(at, _)| comment.split_at(at));
    let end = ends.find(|(inside, _)| matches!(*inside, "" | "-") || inside.ends_with("--") || inside.ends_with("--!"));
    end.and_then(|(_, end)| end.get(1..)).unwrap_or_default()
}

/// Parts a tag from what follows it. A `>` in a quoted value does not end it.
fn tag_end(tag: &str) -> (&str, &str) {
    let (mut quote, mut value) = (None, false);
    for (at, c) in tag.char_indices() {
        match quote {
            Some(open) if open == c => quote = None,
            Some(_) => continue,
            None if c == '>' => return (tag.get(..at).unwrap_or_default(), tag.get(at + 1..).unwrap_or_default()),
            None if value && matches!(c, '"' | '\'') => quote = Some(c),
            None => {}
        }
        value = c == '=' || (value && c.is_ascii_whitespace());
    }
    ("", "")
}

/// The next end tag of this name and all that follows.
fn end_tag<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut ends = rest.match_indices("</").filter_map(|(at, _)| rest.get(at..));
    ends.find(|end| end.get(2..2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)))
        .unwrap_or_default()
}

/// Puts text there with its entities as letters: those by number, and the names that editors write.
fn decode(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some((before, reference)) = rest.split_once('&') {
        into.push_str(before);
        rest = reference;
        // The longest name is "hellip"; numbers may have zeros before them.
        let end = reference.bytes().take(10).position(|byte| byte == b';');
        let name = end.and_then(|end| reference.get(..end)).unwrap_or_default();
        match letter(name) {
            Some(letter) => {
                into.push(letter);
                rest = reference.get(name.len() + 1..).unwrap_or_default();
            }
            None => into.push('&'),
        }
    }
    into.push_str(rest);
}

/// The letter of a character reference.
fn letter(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    if let Some((_, letter)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*letter);
    }
    // "Agrave" is A with the second of these after "grave"; capitals stand 32 before small letters.
    let base = name.chars().next()?;
    let (_, marked) = MARKED.iter().find(|(mark, _)| name.get(1..) == Some(mark))?;
    let mut pairs = marked.chars();
    while let (Some(plain), Some(letter)) = (pairs.next(), pairs.next()) {
        if plain == base {
            return Some(letter);
        }
        if plain.to_ascii_uppercase() == base {
            return char::from_u32(u32::from(letter) - 32);
        }
    }
    None
}

const NAMES: [(&str, char); 16] = [
    ("amp", '&'),
    ("apos", '\''),
    ("bull", '•'),
    ("deg", '°'),
    ("gt", '>'),
    ("hellip", '…'),
    ("ldquo", '“'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("quot", '"'),
    ("rdquo", '”'),
    ("rsquo", '’'),
    ("shy", '\u{ad}'),
];
const MARKED: [(&str, &str); 4] =
    [("acute", "aáeéiíoóuúyý"), ("circ", "aâeêiîoôuû"), ("grave", "aàeèiìoòuù"), ("tilde", "aãnñoõ")];
