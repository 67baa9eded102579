//! How an article is read aloud: what a synthesiser is given to say, and in which pieces.
//!
//! Vietnamese voices read whole numbers and syllables well. What they get wrong is officialese: they spell `UBND` letter by
//! letter, stop inside `7.699` or read it as a decimal, and take `06/9` for a fraction and `2016-2020` for a subtraction. So
//! abbreviations and signs are put in words here, and figures stay figures wherever a voice reads them as a person does:
//!
//! - `7.699 tỷ` becomes `7699 tỷ`: without its points it is a number to every voice.
//! - `92,4%` becomes `92 phẩy 4 phần trăm`; decimals that begin with nought, or are three or more, are named one by one.
//! - `06/9` becomes `ngày 6 tháng 9`, `30/4` `ngày 30 tháng tư` (a voice says *tháng bốn*, which nobody does).
//! - telephone numbers and the like are named digit by digit, in words: a voice would say millions.
//!
//! Capitals that no table knows stay as they are, and so does all text that is not Vietnamese.

mod figures;
mod reading;
mod tables;

use reading::{CAPITAL, DIGIT, SAID, SMALL, is_letter, read};
use tables::CAPTIONS;

use crate::core::find::among;

/// Stands for a space at which an utterance must not be cut: inside a number, an abbreviation, a date.
const GLUE: char = '\u{a0}';
const SPACES: &str = " \u{a0}";

/// How much one utterance may hold. Chromium's network voices fall silent after some fifteen seconds, without a word to the
/// page; at the slowest speed this much takes about thirteen.
const MOST: usize = 180;

/// How much of [`MOST`] a character takes: what is said of it, in letters.
fn weight(c: char) -> usize {
    if c.is_ascii_digit() || ('\u{2e80}'..'\u{10000}').contains(&c) { 4 } else { 1 }
}

/// Whether an article in the language `tag` (BCP 47) is Vietnamese.
pub fn is_vietnamese(tag: &str) -> bool {
    primary(tag).eq_ignore_ascii_case("vi")
}

/// What to ask a synthesiser for: voices have regions, articles mostly have none.
pub fn locale(tag: &str) -> &str {
    match primary(tag) {
        "vi" => "vi-VN",
        "zh" if tag.eq_ignore_ascii_case("zh-Hant") => "zh-TW",
        "zh" if !tag.contains('-') || tag.eq_ignore_ascii_case("zh-Hans") => "zh-CN",
        _ => tag,
    }
}

/// How well a voice for `voice` suits text in `wanted`: `None` not at all, else the more the better. Android writes `vi_VN`.
pub fn suits(voice: &str, wanted: &str, local: bool) -> Option<u8> {
    if !primary(voice).eq_ignore_ascii_case(primary(wanted)) {
        return None;
    }
    let same = |(a, b): (u8, u8)| a.eq_ignore_ascii_case(&b) || (a == b'_' && b == b'-');
    let region = !wanted.contains('-') || voice.len() == wanted.len() && voice.bytes().zip(wanted.bytes()).all(same);
    Some(u8::from(local) + 2 * u8::from(region))
}

fn primary(tag: &str) -> &str {
    tag.split(among("-_")).next().unwrap_or_default()
}

/// The text of a caption, told as one: of a picture, or of a table. `tag` is the article's language; in one that has no
/// word here, and where the caption says itself what it is, it stays as it is.
pub fn caption(text: &str, picture: bool, tag: &str) -> String {
    let known = CAPTIONS.iter().find(|known| (known.0, known.1) == (primary(tag), picture));
    let begun = text.trim_start();
    let tells = |word: &str| match word.strip_suffix('#') {
        Some(word) => begun.strip_prefix(word).is_some_and(|after| after.trim_start().starts_with(DIGIT)),
        None => begun.starts_with(word),
    };
    match known {
        Some((_, _, word, told)) if !told.split('|').any(tells) => [word, text].concat(),
        _ => text.to_owned(),
    }
}

/// What is said of a text, in utterances short enough for every engine: a sentence each, longer ones cut between clauses
/// or words. A line break is a pause.
pub fn utterances(text: &str, vietnamese: bool) -> Vec<String> {
    let mut parts = Vec::new();
    for line in text.split('\n') {
        let line = tidy(line);
        cut(&if vietnamese { read(&line) } else { line }, vietnamese, &mut parts);
    }
    parts
}

/// What is said of a line of Vietnamese.
pub fn spoken(text: &str) -> String {
    unglued(&read(&tidy(text)))
}

fn unglued(text: &str) -> String {
    text.chars().map(|c| if c == GLUE { ' ' } else { c }).collect()
}

/// One space for all white space; nothing for what only a line breaker reads.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') {
            out.push(c);
        }
    }
    out
}

fn cut(text: &str, vietnamese: bool, parts: &mut Vec<String>) {
    let mut rest = text.trim_matches(among(SPACES));
    while let Some((part, after)) = rest.split_at_checked(first_cut(rest, vietnamese)) {
        if part.chars().any(SAID) {
            parts.push(unglued(part.trim_matches(among(SPACES))));
        }
        rest = after.trim_start_matches(among(SPACES));
        if rest.is_empty() {
            break;
        }
    }
}

/// Where the first utterance of `text` ends, in bytes.
fn first_cut(text: &str, vietnamese: bool) -> usize {
    let (mut size, mut clause, mut space) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        size += weight(c);
        if size > MOST {
            return [clause, space, at].into_iter().find(|end| *end > 0).unwrap_or(text.len());
        }
        let end = at + c.len_utf8();
        let after = text.get(end..).unwrap_or_default();
        match c {
            ' ' => space = at,
            '。' | '！' | '？' => return text.len() - closed(after).len(),
            '.' | '!' | '?' | '…' => {
                let after = closed(after);
                let apart = after.is_empty() || after.starts_with(' ');
                if apart && !(c == '.' && goes_on(text.get(..at).unwrap_or_default(), after, vietnamese)) {
                    return text.len() - after.len();
                }
            }
            ',' | ';' | ':' if size > MOST / 3 && after.starts_with(' ') => clause = end,
            '，' | '；' | '：' | '、' if size > MOST / 3 => clause = end,
            _ => {}
        }
    }
    text.len()
}

fn closed(text: &str) -> &str {
    text.trim_start_matches(among("”\"’)]»」"))
}

/// Whether a point is an abbreviation's and not the sentence's: behind an initial and, where nothing has put abbreviations
/// in words, behind short capitals (*Mr.*) and in front of small letters.
fn goes_on(before: &str, after: &str, vietnamese: bool) -> bool {
    let word = before.rsplit(|c| !is_letter(c)).next().unwrap_or_default();
    let (longest, small) = if vietnamese { (1, false) } else { (3, after.trim_start().starts_with(SMALL)) };
    small || (word.starts_with(CAPITAL) && word.chars().count() <= longest)
}
