//! Figures: what they are, by their shape alone.

use super::reading::{LETTER, is_letter};
use crate::core::find::{among, has};

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// The digits that `text` begins with, if any, and the rest.
pub(super) fn digits(text: &str) -> Option<(&str, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at_checked(count).filter(|_| count > 0)
}

pub(super) fn letters(text: &str) -> (&str, &str) {
    text.split_at_checked(text.find(|c| !is_letter(c)).unwrap_or(text.len())).unwrap_or((text, ""))
}

pub(super) fn value(digits: &str) -> u32 {
    digits.bytes().fold(0, |value: u32, digit| value.saturating_mul(10).saturating_add(u32::from(digit & 15)))
}

/// Without the noughts before it; `0` stays.
pub(super) fn bare(digits: &str) -> &str {
    let bare = digits.trim_start_matches('0');
    if bare.is_empty() { "0" } else { bare }
}

/// Digit by digit. (The standard library's `join` weighs more than all that reads a telephone number.)
fn named(digits: &str) -> String {
    let mut said = String::new();
    for (at, digit) in digits.bytes().enumerate() {
        said.push_str(if at > 0 { " " } else { "" });
        said.push_str(DIGITS.get(usize::from(digit & 15)).unwrap_or(&""));
    }
    said
}

pub(super) fn up_to(digits: &str, most: u32) -> bool {
    digits.len() <= 2 && (1..=most).contains(&value(digits))
}

pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && matches!(digits.as_bytes().first(), Some(b'1' | b'2'))
}

/// `21/12/2016`, `6-9-2019`, `6.9.2019`, `6/9/19`: day, month, year, the rest.
pub(super) fn date(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (day, rest) = digits(text)?;
    let mark = rest.chars().next().filter(|mark| has("/-.", *mark))?;
    let (month, rest) = digits(rest.strip_prefix(mark)?)?;
    let (year, rest) = digits(rest.strip_prefix(mark)?)?;
    let good = up_to(day, 31) && up_to(month, 12) && (is_year(year) || mark == '/' && year.len() == 2);
    good.then_some((day, month, year, rest))
}

/// `15h30`, `15h`, `07:30`: hours, minutes (or none), the rest.
pub(super) fn clock(text: &str) -> Option<(&str, &str, &str)> {
    let (hours, rest) = digits(text)?;
    let mark = rest.chars().next()?;
    let after = rest.strip_prefix(among(":hg"))?;
    let (minutes, after) = digits(after).unwrap_or(("", after));
    let whole = if minutes.is_empty() { mark == 'h' } else { minutes.len() == 2 && value(minutes) < 60 };
    let good = hours.len() <= 2 && value(hours) <= 24 && whole && !after.starts_with(LETTER);
    good.then(|| (hours, minutes, after.strip_prefix('\'').unwrap_or(after)))
}

/// A telephone number, digit by digit in its groups, and the rest: ten or eleven digits from 0, or 1800 and 1900 lines.
pub(super) fn telephone(text: &str) -> Option<(String, &str)> {
    let (first, mut rest) = digits(text.strip_prefix("+84").map_or(text, |_| text.get(1..).unwrap_or_default()))?;
    let abroad = text.starts_with('+');
    let line = first.starts_with("1800") || first.starts_with("1900");
    let (least, most) = match first.as_bytes() {
        _ if abroad => (11, 12),
        _ if line => (8, 10),
        [b'0', _, _, ..] => (10, 11),
        _ => return None,
    };
    let mut groups = vec![first];
    let mut count = first.len();
    while count < least {
        let (group, after) = digits(rest.strip_prefix(among(if line { " ." } else { " .-" }))?)?;
        groups.push(group);
        count += group.len();
        rest = after;
    }
    if count > most || rest.starts_with(among("/,")) && rest.get(1..).and_then(digits).is_some() {
        return None;
    }
    if let [whole] = groups.as_slice() {
        let (start, end) = whole.split_at_checked(count - 6)?;
        let (middle, end) = end.split_at_checked(3)?;
        groups = vec![start, middle, end];
    }
    let mut said = String::from(if abroad { "cộng " } else { "" });
    for (at, group) in groups.into_iter().enumerate() {
        said.push_str(if at > 0 { ", " } else { "" });
        said.push_str(&named(group));
    }
    Some((said, rest))
}

/// A number as a voice reads it, its value if it is nothing but digits, and the rest.
pub(super) fn number(text: &str) -> Option<(String, Option<u32>, &str)> {
    let (first, mut rest) = digits(text)?;
    let mut whole = first.to_owned();
    let mut grouped = false;
    if let Some(mark) = rest.chars().next().filter(|mark| has(".,", *mark))
        && first.len() <= 3
        && !first.starts_with('0')
    {
        let mut all = whole.clone();
        let mut after = rest;
        while let Some((group, next)) = after.strip_prefix(mark).and_then(digits)
            && group.len() == 3
        {
            all.push_str(group);
            after = next;
        }
        // One comma is a decimal's, unless three noughts follow it.
        let thousands = mark == '.' || all.len() > first.len() + 3 || all.ends_with("000");
        if after.len() < rest.len() && thousands && after.strip_prefix(mark).and_then(digits).is_none() {
            (whole, rest, grouped) = (all, after, true);
        }
    }
    // A number in a register (an identity card, an account) has no size; nor has one that begins with noughts.
    if !grouped && (whole.len() > 9 || whole.len() > 2 && whole.starts_with('0')) {
        return Some((named(&whole), None, rest));
    }
    let mut said = bare(&whole).to_owned();
    let mut plain = (!grouped).then(|| value(&whole));
    while let Some((fraction, after)) = rest.strip_prefix(among(",.")).and_then(digits) {
        said.push_str(if rest.starts_with(',') { " phẩy " } else { " chấm " });
        if fraction.len() > 2 || fraction.len() == 2 && fraction.starts_with('0') {
            said.push_str(&named(fraction));
        } else {
            said.push_str(fraction);
        }
        rest = after;
        plain = None;
    }
    Some((said, plain, rest))
}

/// A Roman number up to 39.
pub(super) fn roman(word: &str) -> Option<usize> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ones = word.trim_start_matches('X');
    // The X of IX is its own.
    let tens = word.len() - ones.len();
    Some(10 * tens + ONES.iter().position(|known| *known == ones)?).filter(|value| (1..40).contains(value))
}
