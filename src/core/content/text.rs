//! Plain text as content: `content_text`, and HTML that may not be parsed.

use super::{Content, Element, Node, build::MOST_NODES, legacy::Legacy};
use crate::core::{
    find::{among, replace, split_once},
    url::{Base, HttpUrl},
};

/// Plain text in paragraphs: a blank line parts them, a line break stays one, a bare http(s) address becomes a link.
pub fn paragraphs(text: &str, base: &Base) -> Content {
    let text = replace(text, "\r\n", "\n");
    let (mut content, mut legacy) = (Content::default(), Legacy::default());
    let (mut made, mut rest) = (0, String::new());
    let mut next = Some(text.as_str());
    while let Some(text) = next {
        let (paragraph, after) =
            split_once(text, "\n\n").map_or((text, None), |(paragraph, after)| (paragraph, Some(after)));
        next = after;
        let paragraph = paragraph.trim();
        if paragraph.is_empty() {
            continue;
        }
        legacy.text(paragraph);
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
    content.notes.legacy = legacy.found();
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
        let end =
            from.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”')).unwrap_or(from.len());
        let address = from.get(..end).unwrap_or(from).trim_end_matches(among(".,;:!?)]…"));
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
    text.as_bytes().windows(8).position(|eight| eight.starts_with(b"http://") || eight == b"https://")
}

/// The text of HTML, which is not parsed: tags go, the ends of blocks become blank lines, entities letters, line breaks
/// spaces but in a `<pre>`. It is text afterwards, whatever was in it.
pub fn of_html(html: &str, base: &Base) -> Content {
    let mut text = String::with_capacity(html.len());
    let mut is_pre = false;
    for token in Tokens(html) {
        match token {
            Token::Text(part) => {
                let mut shown = String::new();
                decode(part, &mut shown);
                text.push_str(&replace(&shown, "\n", if is_pre { "\n" } else { " " }));
            }
            Token::Tag { name, closes } if is_among(name, PAUSES) => {
                text.push_str("\n\n");
                if is_among(name, "pre") {
                    is_pre = !closes;
                }
            }
            Token::Tag { .. } => {}
        }
    }
    paragraphs(&text, base)
}

/// Whether more elements are open at once in HTML than a parser should see: it asks them all at every tag, and 100,000
/// `<div>` keep a browser busy for half a minute.
pub fn nests_too_deep(html: &str) -> bool {
    const MOST_OPEN: usize = 1000;
    let mut open: Vec<&str> = Vec::new();
    for token in Tokens(html) {
        match token {
            Token::Tag { name, closes: false } if !is_among(name, ENDLESS) && !is_among(name, RAW) => open.push(name),
            Token::Tag { name, closes: true } => {
                if let Some(at) = open.iter().rposition(|open| open.eq_ignore_ascii_case(name)) {
                    open.truncate(at);
                }
            }
            _ => {}
        }
        if open.len() > MOST_OPEN {
            return true;
        }
    }
    false
}

/// Elements that stand on lines of their own.
const PAUSES: &str = "article blockquote br caption center dd div dt figcaption figure h1 h2 h3 h4 h5 h6 hr li p pre section \
                      summary td th tr";
/// Elements that need no end tag: they have none, or end where the next of them begins.
const ENDLESS: &str = "area base br col dd dt embed hr img input li link meta option p param source td th tr wbr";
/// Elements whose content is neither tags nor text of the article.
const RAW: &str = "iframe noembed noframes script style textarea title";

fn is_among(name: &str, names: &str) -> bool {
    names.split(' ').any(|known| known.eq_ignore_ascii_case(name))
}

/// What HTML is made of, without building anything.
enum Token<'a> {
    Text(&'a str),
    Tag { name: &'a str, closes: bool },
}

/// The tokens of HTML. Comments and what is in [`RAW`] elements are none.
struct Tokens<'a>(&'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (text, rest) = self.0.split_at(self.0.find('<').unwrap_or(self.0.len()));
            if !text.is_empty() {
                self.0 = rest;
                return Some(Token::Text(text));
            }
            let tag = rest.get(1..)?;
            let closes = tag.starts_with('/');
            let name = tag.get(usize::from(closes)..)?;
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (inside, rest) = tag_end(name);
                let name = inside.split(|c: char| c.is_ascii_whitespace() || c == '/').next()?;
                // In drawings such an element may end with its tag.
                let is_raw = !closes && !inside.ends_with('/') && is_among(name, RAW);
                self.0 = if is_raw { end_tag(rest, name) } else { rest };
                return Some(Token::Tag { name, closes });
            }
            if let Some(comment) = tag.strip_prefix("!--") {
                let mut ends = comment.match_indices('>').map(|(at, _)| comment.split_at(at));
                let end = ends.find(|(inside, _)| {
                    matches!(*inside, "" | "-") || inside.ends_with("--") || inside.ends_with("--!")
                });
                self.0 = end.and_then(|(_, end)| end.get(1..)).unwrap_or_default();
            } else if tag.starts_with(among("/!?")) {
                // "</3" and "<!x" end as tags do…
                self.0 = tag.split_once('>').map_or("", |(_, rest)| rest);
            } else {
                // …and "5 < 6" does not.
                self.0 = tag;
                return Some(Token::Text("<"));
            }
        }
    }
}

/// Parts a tag, without its `<`, from what follows it. A `>` in a quoted value does not end it; without an end it is none.
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
    let mut ends = rest.match_indices('<').filter_map(|(at, _)| rest.get(at..));
    ends.find(|end| {
        let found = end.strip_prefix("</").and_then(|end| end.get(..name.len()));
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    })
    .unwrap_or_default()
}

/// Puts text there, the common character references as letters.
fn decode(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some((before, reference)) = rest.split_once('&') {
        into.push_str(before);
        rest = reference;
        let end = reference.bytes().take(8).position(|byte| byte == b';');
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

/// What editors write by name. A capital's name in small letters is the small letter.
const NAMED: &str = "&nbsp;\u{a0}&lt;<&gt;>&quot;\"&amp;&&ndash;–&mdash;—&lsquo;‘&rsquo;’&ldquo;“&rdquo;”&hellip;…&bull;•&laquo;«\
                     &raquo;»&deg;°&middot;·&times;×&sup2;²&sup3;³&copy;©&Agrave;À&Aacute;Á&Acirc;Â&Atilde;Ã&Auml;Ä\
                     &Ccedil;Ç&Egrave;È&Eacute;É&Ecirc;Ê&Igrave;Ì&Iacute;Í&ETH;Ð&Ntilde;Ñ&Ograve;Ò&Oacute;Ó\
                     &Ocirc;Ô&Otilde;Õ&Ouml;Ö&Ugrave;Ù&Uacute;Ú&Uuml;Ü&Yacute;Ý";
/// What the numbers 128 to 159 mean, which are no letters: those of Windows-1252.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

fn letter(name: &str) -> Option<char> {
    let code = match (name.strip_prefix("#x"), name.strip_prefix('#')) {
        (Some(digits), _) => u32::from_str_radix(digits, 16).ok()?,
        (_, Some(digits)) => digits.parse().ok()?,
        _ => {
            let (before, after) = split_once(NAMED, &["&", name, ";"].concat())?;
            let is_so_written = NAMED.get(before.len() + 1..)?.starts_with(name);
            u32::from(after.chars().next()?) | if is_so_written { 0 } else { 32 }
        }
    };
    match code {
        0x80..=0x9f => WINDOWS_1252.chars().nth(code as usize - 0x80),
        _ => char::from_u32(code),
    }
}
