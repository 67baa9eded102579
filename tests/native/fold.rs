//! Folding: what reads the same to someone who searches is the same.

use proptest::prelude::*;
use tin_reader::core::fold::{Folded, fold};
use unicode_normalization::UnicodeNormalization;

/// The letters of Vietnamese, the small ones.
const LETTERS: &str = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ";

/// `đ` aside, which has no decomposition, the base letter is what Unicode's own decomposition begins with.
fn base(letter: char) -> char {
    if letter == 'đ' { 'd' } else { letter.nfd().next().unwrap() }
}

/// The folded marks of a text, for comparing spellings.
fn marks(text: &str) -> Vec<u8> {
    Folded::of(text).marks
}

#[test]
fn marks_and_case_make_no_difference() {
    for text in ["Móng Cái", "MÓNG CÁI", "mong cai", "móng  cái", "Mo\u{301}ng Ca\u{301}i", "«Móng Cái»"] {
        assert_eq!(fold(text), "mong cai", "{text:?}");
    }
    assert_eq!(fold("Đường Điện Biên Phủ"), "duong dien bien phu");
    assert_eq!(fold("UBND, HĐND: 33/2016/NQ-HĐND"), "ubnd hdnd 33 2016 nq hdnd");
    assert_eq!(fold("7.699 tỷ (92,4%)"), "7 699 ty 92 4");
}

#[test]
fn every_letter_of_vietnamese_folds_to_its_base_and_keeps_its_marks_apart() {
    assert_eq!(LETTERS.chars().count(), 89);
    let mut seen = Vec::new();
    for letter in LETTERS.chars() {
        let capital = letter.to_uppercase().to_string();
        let decomposed: String = letter.nfd().collect();
        for way in [letter.to_string(), capital.clone(), decomposed, capital.nfd().collect()] {
            assert_eq!(fold(&way), base(letter).to_string(), "{way:?}");
            assert_eq!(marks(&way), marks(&letter.to_string()), "{way:?}");
        }
        let folded = Folded::of(&letter.to_string());
        seen.push((folded.letters, folded.marks));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 89, "two letters fold to the same letter with the same marks");
}

#[test]
fn the_tone_may_stand_on_either_letter() {
    for (old, new) in [("hòa", "hoà"), ("thúy", "thuý"), ("khỏe", "khoẻ"), ("Hóa", "Hoá"), ("tùy", "tuỳ")]
    {
        assert_eq!(fold(old), fold(new));
        assert_eq!(marks(old), marks(new), "{old}, {new}");
    }
    assert_ne!(marks("hoa"), marks("hoà"));
    assert_ne!(marks("hõa"), marks("hoà"));
}

#[test]
fn other_letters_of_latin_script_lose_their_marks_too() {
    for c in ('\u{C0}'..='\u{17E}').filter(|c| c.is_alphabetic()) {
        let decomposed: String = c.nfd().collect();
        assert_eq!(fold(&c.to_string()), fold(&decomposed), "{c}");
    }
    assert_eq!(fold("Café São Łódź, ČEŠTINA"), "cafe sao lodz cestina");
    assert_eq!(fold("Москва ΑΘΗΝΑ"), "москва αθηνα");
}

#[test]
fn full_width_and_invisible_characters_make_no_difference() {
    assert_eq!(fold("Ｍｏｎｇ　Ｃａｉ　２０１９"), "mong cai 2019");
    assert_eq!(fold("Móng\u{A0}Cái"), "mong cai");
    assert_eq!(fold("\u{FEFF}Mó\u{200B}ng\u{202F}Cá\u{AD}i\u{200E}"), "mong cai");
    assert_eq!(fold("芒街市🎉Móng"), "芒 街 市 🎉 mong");
    assert_eq!(fold(" \u{301}\u{200B} "), "", "marks without a letter are nothing");
}

#[test]
fn origins_lead_back_to_the_text() {
    let text = "« Mo\u{301}ng\u{200B}  Cái 芒街»";
    let folded = Folded::of(text);
    assert_eq!(std::str::from_utf8(&folded.letters).unwrap(), " mong cai 芒 街\n");
    let origin = |at: usize| folded.origins[at] as usize;
    assert!(text[origin(1)..].starts_with("Mo"));
    assert_eq!(&text[origin(2)..origin(3)], "o\u{301}", "a letter with the marks behind it");
    assert!(text[origin(5)..].starts_with("  Cái"), "a space begins where the word ends");
    assert_eq!(&text[origin(10)..origin(13)], "芒");
    assert_eq!(&text[origin(folded.origins.len() - 1)..], "»");
    assert_eq!(Folded::of("a").origins, [0, 0, 1]);
}

/// Text in which decomposed and composed forms differ only in ways that folding promises to bridge.
fn vietnamese_text() -> impl Strategy<Value = String> {
    let letters: Vec<char> = LETTERS.chars().flat_map(|c| [c, c.to_uppercase().next().unwrap()]).collect();
    let any = prop_oneof![
        6 => prop::sample::select(letters),
        2 => prop::sample::select(vec![' ', '-', '/', '.', '\u{A0}', '\u{200B}', '0', '9', '“', '芒', '🎉']),
        1 => prop::char::range('\u{C0}', '\u{17E}'),
    ];
    prop::collection::vec(any, 0..40).prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in any::<String>()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn composed_and_decomposed_fold_the_same(text in vietnamese_text()) {
        let (composed, decomposed): (String, String) = (text.nfc().collect(), text.nfd().collect());
        prop_assert_eq!(fold(&text), fold(&composed));
        prop_assert_eq!(fold(&text), fold(&decomposed));
    }

    #[test]
    fn case_makes_no_difference(text in vietnamese_text()) {
        // Not of letters whose capital is two letters, or another one's.
        prop_assume!(!text.contains(['ß', 'ŉ', 'ı', 'İ']));
        prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
    }

    #[test]
    fn the_buffers_run_side_by_side(text in any::<String>()) {
        let folded = Folded::of(&text);
        prop_assert_eq!(folded.letters.len(), folded.marks.len());
        prop_assert_eq!(folded.letters.len(), folded.origins.len());
        prop_assert!(folded.origins.is_sorted());
        prop_assert!(folded.origins.iter().all(|origin| text.is_char_boundary(*origin as usize)));
        prop_assert!(std::str::from_utf8(&folded.letters).is_ok());
    }
}
