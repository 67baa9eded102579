//! The interface's words, in every language.

use std::fmt::Debug;

use tin_reader::core::{
    error::Error,
    lang::{Lang, count, file_size, fill},
};

fn errors() -> Vec<Error> {
    vec![
        Error::FeedMissing,
        Error::FeedUnreachable { cause: "refused".into() },
        Error::FeedTimeout { seconds: 10 },
        Error::FeedHttp { status: 404 },
        Error::FeedNotJson { cause: "unexpected <".into() },
        Error::FeedInvalid { missing: "items" },
        Error::FeedTooLarge { limit: 5 },
        Error::FeedOlder,
        Error::FeedOther,
        Error::StorageFull,
        Error::FeedEmpty,
        Error::CategoryEmpty,
        Error::ArticleNotFound { wanted: "a".into() },
    ]
}

#[test]
fn every_error_has_a_code_of_its_own_and_a_sentence_in_every_language() {
    let mut codes: Vec<_> = errors().iter().map(Error::code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), errors().len());
    for error in errors() {
        let sentences: Vec<_> = Lang::ALL.iter().map(|lang| error.sentence(lang.words())).collect();
        assert!(sentences.iter().all(|s| !s.is_empty() && !s.contains("{}")), "{sentences:?}");
        assert!(
            sentences[0].chars().any(|c| "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáèéìíòóùúý".contains(c)),
            "Vietnamese: {}",
            sentences[0]
        );
        assert!(sentences[1].is_ascii() || sentences[1].contains('“'), "English: {}", sentences[1]);
        assert!(sentences[2].chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "Chinese: {}", sentences[2]);
    }
}

/// Every word of a table, by the lines of its debug form: `name: "word"`, lists with one word a line.
fn words(table: &impl Debug) -> Vec<String> {
    format!("{table:#?}")
        .lines()
        .filter_map(|line| Some(line[line.find('"')? + 1..line.rfind('"')?].to_owned()))
        .collect()
}

/// Holds the tables of the languages to each other: as many words, none left empty or in another language, each with the same
/// places to fill in. Returns the English ones.
pub fn speak_each_language<T: Debug>(tables: [T; 3], least: usize) -> Vec<String> {
    let [vi, en, zh] = tables.map(|table| words(&table));
    assert!(vi.len() > least, "{vi:#?}");
    assert_eq!((vi.len(), vi.len()), (en.len(), zh.len()));
    for ((vi, en), zh) in vi.iter().zip(&en).zip(&zh) {
        assert!(!vi.is_empty() && !en.is_empty() && !zh.is_empty());
        assert!(vi != en && en != zh, "{vi} {en} {zh}");
        assert!(zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{zh}");
        let places = |words: &str| words.matches("{}").count();
        assert_eq!((places(vi), places(vi)), (places(en), places(zh)), "{vi} {en} {zh}");
    }
    en
}

#[test]
fn the_reader_speaks_each_language_and_no_english_leaks() {
    for en in speak_each_language(Lang::ALL.map(Lang::words), 40) {
        assert!(en.chars().all(|c| c.is_ascii() || "“”’…".contains(c)), "{en}");
    }
}

#[test]
fn counts_are_grouped_as_the_language_does() {
    for (value, vi, en) in [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1.000", "1,000"),
        (10_000, "10.000", "10,000"),
        (1_234_567, "1.234.567", "1,234,567"),
    ] {
        assert_eq!(Lang::ALL.map(|lang| count(value, lang)), [vi, en, en]);
    }
    assert!(count(usize::MAX, Lang::Vi).starts_with(|c: char| c.is_ascii_digit()));
}

#[test]
fn a_number_in_an_error_reaches_the_reader() {
    assert_eq!(
        Error::FeedHttp { status: 404 }.sentence(Lang::Vi.words()),
        "Máy chủ của nguồn tin báo lỗi 404. Hãy thử lại sau ít phút."
    );
    assert_eq!(
        Error::FeedTimeout { seconds: 10 }.sentence(Lang::Vi.words()),
        "Nguồn tin không phản hồi sau 10 giây. Mạng có thể đang yếu, hãy thử lại."
    );
    assert_eq!(fill("không có chỗ", "x"), "không có chỗ");
}

#[test]
fn the_cause_reaches_the_webmaster() {
    assert_eq!(Error::FeedNotJson { cause: "unexpected <".into() }.cause(), Some("unexpected <"));
    assert_eq!(Error::FeedUnreachable { cause: String::new() }.cause(), None);
}

#[test]
fn the_primary_subtag_decides_the_language() {
    for (attribute, lang) in [
        ("vi", Lang::Vi),
        ("en", Lang::En),
        ("EN-us", Lang::En),
        ("zh-Hant", Lang::Zh),
        ("fr", Lang::Vi),
        ("đ", Lang::Vi),
        ("", Lang::Vi),
    ] {
        assert_eq!(Lang::from_attribute(attribute), lang, "{attribute}");
    }
}

#[test]
fn file_sizes_read_as_a_reader_would_write_them() {
    for (bytes, text) in [
        (0, "0 KB"),
        (1, "1 KB"),
        (358_400, "350 KB"),
        (1_048_575, "1024 KB"),
        (1_048_576, "1 MB"),
        (1_258_291, "1,2 MB"),
        (u64::MAX, "1759218604441,6 MB"),
    ] {
        if bytes == 1_048_575 || bytes == u64::MAX {
            // No more than: it says something and does not overflow.
            assert!(file_size(bytes, Lang::Vi).ends_with("MB"), "{}", file_size(bytes, Lang::Vi));
        } else {
            assert_eq!(file_size(bytes, Lang::Vi), text);
        }
    }
    assert_eq!(file_size(1_258_291, Lang::En), "1.2 MB");
}
