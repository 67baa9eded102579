//! Folding Vietnamese for search: letters without their marks and case, and the marks apart, to prefer what has the same.
//!
//! People type "mong cai" and mean "Móng Cái"; texts come composed (NFC) or decomposed (NFD), in small letters or capitals,
//! with the tone of "hòa" on either letter, with full-width letters and characters of no width out of word processors.
//! All of these fold to the same letters.

/// The tone marks, each a bit. A syllable has one; which letter carries it is a matter of spelling ("hòa", "hoà"), so it is
/// noted at the word's first letter.
const GRAVE: u8 = 4;
const HOOK: u8 = 8;
const TILDE: u8 = 16;
const ACUTE: u8 = 32;
const DOT: u8 = 64;
/// The marks that make another letter, noted where the letter stands.
const CIRCUMFLEX: u8 = 1;
const BREVE: u8 = 2;
const HORN: u8 = 3;
/// `đ`; no circumflex can stand on a `d`.
const STROKE: u8 = 1;
const LETTER_MARKS: u8 = 3;

/// Stands before each word of a folded text.
pub const SPACE: u8 = b' ';
/// Stands after each folded text.
pub const END: u8 = b'\n';

/// U+00E0 to U+00FF; `?` stays what it is.
const LATIN_1: &[u8; 32] = b"aaaaaa?ceeeeiiii?nooooo?ouuuuy?y";
/// The small letters of U+0100 to U+017E, two code points for each.
const LATIN_A: &[u8; 64] = b"aaaccccddeeeeegggghhiiiii?jk?lllllnnn?ooo?rrrssssttt\
uuuuuuwy?zzz";
/// The small letters of U+1EA0 to U+1EF9, likewise.
const VIETNAMESE: &[u8; 45] = b"aaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyy";
#[rustfmt::skip]
const VIETNAMESE_MARKS: [u8; 45] = [
    DOT, HOOK,
    ACUTE | CIRCUMFLEX, GRAVE | CIRCUMFLEX, HOOK | CIRCUMFLEX, TILDE | CIRCUMFLEX, DOT | CIRCUMFLEX,
    ACUTE | BREVE, GRAVE | BREVE, HOOK | BREVE, TILDE | BREVE, DOT | BREVE,
    DOT, HOOK, TILDE,
    ACUTE | CIRCUMFLEX, GRAVE | CIRCUMFLEX, HOOK | CIRCUMFLEX, TILDE | CIRCUMFLEX, DOT | CIRCUMFLEX,
    HOOK, DOT,
    DOT, HOOK,
    ACUTE | CIRCUMFLEX, GRAVE | CIRCUMFLEX, HOOK | CIRCUMFLEX, TILDE | CIRCUMFLEX, DOT | CIRCUMFLEX,
    ACUTE | HORN, GRAVE | HORN, HOOK | HORN, TILDE | HORN, DOT | HORN,
    DOT, HOOK,
    ACUTE | HORN, GRAVE | HORN, HOOK | HORN, TILDE | HORN, DOT | HORN,
    GRAVE, DOT, HOOK, TILDE,
];

/// The base letter and the marks of a small letter.
fn taken_apart(c: char) -> (char, u8) {
    let at = c as usize;
    let (base, marks) = match at {
        0xE0..=0xFF => {
            let marks = match c {
                'à' | 'è' | 'ì' | 'ò' | 'ù' => GRAVE,
                'á' | 'é' | 'í' | 'ó' | 'ú' | 'ý' => ACUTE,
                'â' | 'ê' | 'î' | 'ô' | 'û' => CIRCUMFLEX,
                'ã' | 'ñ' | 'õ' => TILDE,
                _ => 0,
            };
            (LATIN_1.get(at - 0xE0), marks)
        }
        0x100..=0x17E => {
            let marks = match c {
                'ă' => BREVE,
                'đ' => STROKE,
                'ĩ' | 'ũ' => TILDE,
                _ => 0,
            };
            (LATIN_A.get((at - 0x100) / 2), marks)
        }
        0x1A1 => (Some(&b'o'), HORN),
        0x1B0 => (Some(&b'u'), HORN),
        0x1EA0..=0x1EF9 => {
            let at = (at - 0x1EA0) / 2;
            (VIETNAMESE.get(at), VIETNAMESE_MARKS.get(at).copied().unwrap_or_default())
        }
        _ => (None, 0),
    };
    (base.filter(|base| **base != b'?').map_or(c, |base| char::from(*base)), marks)
}

/// The mark that a combining character puts on the letter before it.
fn combining(c: char) -> u8 {
    match c {
        '\u{300}' => GRAVE,
        '\u{301}' => ACUTE,
        '\u{302}' => CIRCUMFLEX,
        '\u{303}' => TILDE,
        '\u{306}' => BREVE,
        '\u{309}' => HOOK,
        '\u{31B}' => HORN,
        '\u{323}' => DOT,
        _ => 0,
    }
}

/// Texts, folded one behind the other into flat buffers: a space before each word, [`END`] after each text.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The letters, UTF-8.
    pub letters: Vec<u8>,
    /// The marks of each byte of `letters`.
    pub marks: Vec<u8>,
    /// Where in its text each byte of `letters` comes from; a space from right behind the word before it. Whoever does not
    /// need that may clear it.
    pub origins: Vec<u32>,
}

impl Folded {
    /// The folded form of one text.
    pub fn of(text: &str) -> Self {
        let mut folded = Self::default();
        folded.add(text);
        folded
    }

    /// Folds one more text.
    pub fn add(&mut self, text: &str) {
        // Where the word that is being written began, in `letters`.
        let mut word = None;
        // Where in the text the last word ended.
        let mut ended = 0;
        for (origin, written) in text.char_indices() {
            let mut c = written.to_lowercase().next().unwrap_or(written);
            // Full-width letters, as East Asian keyboards write them.
            if ('\u{FF01}'..='\u{FF5E}').contains(&c) {
                c = char::from_u32(c as u32 - 0xFEE0).unwrap_or(c);
            }
            let mut alone = false;
            match c {
                'a'..='z' | '0'..='9' => {}
                '\u{300}'..='\u{36F}' => {
                    if let Some(word) = word {
                        self.mark(word, combining(c));
                    }
                    continue;
                }
                // No width, and no end of a word: soft hyphens, joiners, directions, selectors, the byte order mark.
                '\u{AD}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}' => continue,
                // Punctuation, spaces, symbols.
                '\0'..='\u{BF}' | '×' | '÷' | '\u{2000}'..='\u{2BFF}' | '\u{3000}'..='\u{303F}' => {
                    if word.take().is_some() {
                        ended = origin;
                    }
                    continue;
                }
                // Chinese has no spaces, emoji need none: each is a word of its own.
                '\u{2E80}'.. => alone = true,
                _ => {}
            }
            if alone && word.take().is_some() {
                ended = origin;
            }
            let word_start = *word.get_or_insert_with(|| {
                self.put(SPACE, ended);
                self.letters.len()
            });
            let (base, marks) = taken_apart(c);
            let mut bytes = [0; 4];
            for byte in base.encode_utf8(&mut bytes).bytes() {
                self.put(byte, origin);
            }
            self.mark(word_start, marks);
            if alone {
                word = None;
                ended = origin + written.len_utf8();
            }
        }
        let end = if word.is_some() { text.len() } else { ended };
        self.put(END, end);
    }

    fn put(&mut self, byte: u8, origin: usize) {
        self.letters.push(byte);
        self.marks.push(0);
        self.origins.push(u32::try_from(origin).unwrap_or(u32::MAX));
    }

    /// Notes marks of the last letter, in the word that starts at `word`.
    fn mark(&mut self, word: usize, marks: u8) {
        if let Some(last) = self.marks.last_mut() {
            *last |= marks & LETTER_MARKS;
        }
        if let Some(first) = self.marks.get_mut(word) {
            *first |= marks & !LETTER_MARKS;
        }
    }
}

/// `text` folded, its words parted by single spaces.
pub fn fold(text: &str) -> String {
    String::from_utf8(Folded::of(text).letters).unwrap_or_default().trim().to_owned()
}
