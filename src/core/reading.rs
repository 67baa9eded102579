//! How long an article takes to read.

/// Words a minute.
///
/// Adults read English non-fiction silently at 238 words a minute, most of them at 175 to 300 (Brysbaert 2019, 190
/// studies). Nobody seems to have measured Vietnamese; aloud it goes at 5.25 syllables a second (Coupé et al. 2019), 315 a
/// minute, where English has more than one syllable to a word. What stands between two spaces is a word in English and a
/// syllable in Vietnamese. One figure between the two serves both; official prose and older readers are slow.
const PACE: usize = 250;

/// Minutes to read `text`, at least one. A Chinese character counts as a word.
pub fn minutes(text: &str) -> u32 {
    let (mut words, mut inside) = (0_usize, false);
    for c in text.chars() {
        let ideograph = ('\u{3040}'..='\u{9fff}').contains(&c);
        let blank = c <= ' ' || c == '\u{a0}';
        if ideograph || (!blank && !inside) {
            words += 1;
        }
        inside = !blank && !ideograph;
    }
    u32::try_from(words.div_ceil(PACE)).unwrap_or(u32::MAX).max(1)
}
