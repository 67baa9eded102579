//! Looking for a short word in a text. The standard library's two-way search is quicker on long words, and weighs as much as
//! a tenth of what reads a feed; ours are a few letters long.

/// Where `word` first stands in `text`, in bytes. Latin letters match in either case; the words we look for are ASCII.
pub fn find(text: &str, word: &str) -> Option<usize> {
    text.as_bytes().windows(word.len()).position(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether `letter` stands in `text`. (`contains` brings the two-way search for letters beyond ASCII.)
pub fn has(text: &str, letter: char) -> bool {
    text.chars().any(|own| own == letter)
}

/// A pattern: any of the `letters`. (Every array of them would bring code of its own.)
pub fn among(letters: &str) -> impl Fn(char) -> bool + '_ {
    move |letter| has(letters, letter)
}

/// The text before and after the first `word`.
pub fn split_once<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text, word)?;
    Some((text.get(..at)?, text.get(at + word.len()..)?))
}

/// `text` with `other` in place of every `word`.
pub fn replace(text: &str, word: &str, other: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = split_once(rest, word) {
        out.push_str(before);
        out.push_str(other);
        rest = after;
    }
    out.push_str(rest);
    out
}
