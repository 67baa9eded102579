//! Text from the time before Unicode: TCVN3 and VNI fonts, Windows-1258 read as Windows-1252. It is noticed and reported;
//! what the letters should be is not guessed at.

use crate::core::find::has;

/// Signs that TCVN3 fonts drew as Vietnamese letters and that follow no letter otherwise.
const TCVN3: &str = "µ¸¶¹ª«¬¨";
/// Windows-1258's tone marks, as Windows-1252 shows them after a vowel that already has its hat or horn.
const TONES_1258: &str = "ÌÒÞìò";

/// What was seen so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Legacy {
    signs: u32,
    font: bool,
}

/// Whether text of that time has it as a letter: Latin, with what those fonts drew in the place of letters. (All that Unicode has
/// is a table of 2 KB.)
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || has("ªµº", c) || (('À'..='\u{24f}').contains(&c) && !has("×÷", c))
}

impl Legacy {
    /// Looks at a `<font>`'s or `<span>`'s face.
    pub fn font(&mut self, attribute: &dyn Fn(&str) -> Option<String>) {
        if self.font {
            return;
        }
        let old = |face: &str| [".Vn", "VNI-", "VNtime"].iter().any(|start| face.starts_with(start));
        let names = |value: String| value.split(|c: char| has(" ,:;'\"", c)).any(old);
        self.font = ["face", "style"].iter().any(|name| attribute(name).is_some_and(names));
    }

    /// Looks at a text.
    pub fn text(&mut self, text: &str) {
        let (mut before, mut signs) = (' ', 0);
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            // A letter of Unicode's own for Vietnamese: this text is none of that time, its signs are signs.
            if matches!(letter, '\u{1ea0}'..='\u{1ef9}') {
                return;
            }
            // TCVN3 writes "nh©n", "®ång", "thµnh", "x· héi". Trademarks, units ("35µg", "kW·h") and «quotations» stand
            // otherwise.
            let (follows, leads) = (is_letter(before), letters.peek().is_some_and(|letter| is_letter(*letter)));
            let joined = match letter {
                '®' => !follows && leads,
                '©' => follows && leads,
                '·' => follows && !leads,
                _ => follows && has(TCVN3, letter),
            };
            // "viêòt": no Vietnamese syllable has a second marked vowel after ê, â, ô, ă, ơ or ư of this kind.
            // VNI writes marks as letters of their own: "Vieät", "nöôùc" are caught by their font's name alone.
            if joined || (has("êâôăơưÊÂÔĂƠƯ", before) && has(TONES_1258, letter)) {
                signs += 1;
            }
            before = letter;
        }
        self.signs += signs;
    }

    /// Whether the text is of that time: three signs, or one in a text that names such a font.
    pub fn found(self) -> bool {
        self.signs >= 3 || (self.font && self.signs >= 1)
    }
}
