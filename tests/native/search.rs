//! Searching: what is found, in which order, and what is marked.

use proptest::prelude::*;
use tin_reader::core::{
    fold::fold,
    search::{Index, Query},
};

fn index(articles: &[(&str, &str)]) -> Index {
    let mut index = Index::default();
    for (headline, summary) in articles {
        index.add(headline, summary, 0);
    }
    index
}

fn found(articles: &[(&str, &str)], query: &str) -> Vec<usize> {
    index(articles).search(&Query::new(query), None, usize::MAX).0
}

/// The parts of `text` that are marked for `query`.
fn marked<'a>(text: &'a str, query: &str) -> Vec<&'a str> {
    Query::new(query).matches(text).into_iter().map(|(from, to)| &text[from..to]).collect()
}

#[test]
fn a_query_finds_with_and_without_marks() {
    let articles = [("Thành phố Móng Cái đón khách", ""), ("Tin Hạ Long", "Cửa khẩu MÓNG CÁI"), ("Tin khác", "")];
    for query in
        ["mong cai", "Móng Cái", "MÓNG CÁI", "Mo\u{301}ng Ca\u{301}i", "ｍｏｎｇ　ｃａｉ", "mong\u{A0}cai", "cai mong"]
    {
        assert_eq!(found(&articles, query), [0, 1], "{query}");
    }
    assert_eq!(found(&[("Đại hội", ""), ("Dại khờ", "")], "dai"), [0, 1]);
    assert_eq!(found(&[("Hòa bình", ""), ("Hoà hợp", "")], "hoà"), [0, 1]);
}

#[test]
fn every_word_must_occur_and_may_be_half_typed() {
    let articles = [("Giám sát phát triển công nghiệp", "Theo Nghị quyết 33/2016/NQ-HĐND"), ("Phát động thi đua", "")];
    assert_eq!(found(&articles, "phat"), [0, 1]);
    assert_eq!(found(&articles, "phat tri"), [0]);
    assert_eq!(found(&articles, "2016 giam"), [0], "one word in the lead, one in the headline");
    assert_eq!(found(&articles, "nq-hđnd"), [0]);
    assert!(found(&articles, "phat xyz").is_empty());
    assert!(found(&articles, "ghiep").is_empty(), "not inside of words");
    assert!(found(&articles, "triencong").is_empty());
    assert_eq!(found(&[("芒街市新闻", "")], "街市"), [0]);
}

#[test]
fn a_word_of_one_article_is_not_found_in_its_neighbour() {
    assert!(found(&[("Móng", ""), ("Cái", "")], "mong cai").is_empty());
    assert_eq!(found(&[("", ""), ("", "Cái"), ("", "")], "cai"), [1]);
}

#[test]
fn the_same_marks_come_first() {
    let articles = [("Cải cách", ""), ("Cái kết", ""), ("Cai nghiện", "")];
    assert_eq!(found(&articles, "cái"), [1, 0, 2]);
    assert_eq!(found(&articles, "cai"), [2, 0, 1]);
    assert_eq!(found(&articles, "CẢI"), [0, 1, 2]);
    // The first of two places is not the right one.
    assert_eq!(found(&[("Cải", ""), ("Cai rồi cái", "")], "cái"), [1, 0]);
    let articles = [("Hỏa hoạn", ""), ("Hoà hợp", ""), ("Hòa bình", "")];
    assert_eq!(found(&articles, "hòa"), [1, 2, 0]);
    assert_eq!(found(&[("Dân", ""), ("Đan", "")], "đ"), [1, 0]);
}

#[test]
fn the_same_marks_outweigh_the_headline_and_the_headline_the_lead() {
    let articles = [("Tin", "Móng Cái"), ("Mong cải", ""), ("Móng Cái", "")];
    assert_eq!(found(&articles, "móng cái"), [2, 0, 1]);
    assert_eq!(found(&[("Một", "Biên giới"), ("Biên giới", ""), ("Hai", "Biên giới")], "biên giới"), [1, 0, 2]);
}

#[test]
fn words_that_stand_together_come_before_words_apart_and_the_newer_before_the_older() {
    let articles = [("Mong được cái kết", ""), ("Móng Cái một", ""), ("Móng Cái hai", "")];
    assert_eq!(found(&articles, "mong cai"), [1, 2, 0]);
}

#[test]
fn a_category_narrows_the_search_and_alone_lists_its_articles() {
    let mut index = Index::default();
    for (headline, category) in [("Tin một", 0), ("Tin hai", 1), ("Bài ba", 1), ("Tin bốn", 2)] {
        index.add(headline, "", category);
    }
    assert_eq!(index.search(&Query::new("tin"), Some(1), usize::MAX).0, [1]);
    assert_eq!(index.search(&Query::new(" … "), Some(1), usize::MAX).0, [1, 2]);
    assert_eq!(index.search(&Query::new("tin"), None, usize::MAX).0, [0, 1, 3]);
    assert!(index.search(&Query::new(""), None, usize::MAX).0.is_empty());
    assert!(Query::new(" \u{301}- ").is_empty());
    assert!(Index::default().search(&Query::new("tin"), None, usize::MAX).0.is_empty());
}

#[test]
fn matches_are_marked_where_they_are_written() {
    assert_eq!(marked("Thành phố «Móng Cái», cái nôi", "mong cai"), ["Móng", "Cái", "cái"]);
    assert_eq!(marked("Mo\u{301}ng Ca\u{301}i", "mon"), ["Mo\u{301}n"]);
    assert_eq!(marked("Mo\u{301}ng", "mo"), ["Mo\u{301}"], "with the mark behind the letter");
    assert_eq!(marked("Nghị quyết 33/2016/NQ-HĐND", "2016 nq hdnd"), ["2016", "NQ", "HĐND"]);
    assert_eq!(marked("Toàn dân", "t toan"), ["Toàn"], "the longest word");
    assert_eq!(marked("芒街市", "街"), ["街"]);
    assert!(marked("Móng Cái", "").is_empty());
}

#[test]
fn a_query_that_goes_on_finds_what_it_would_find_alone() {
    let articles = [("Móng Cái", ""), ("Mong muốn", "cái mới"), ("Công nghiệp", ""), ("Mông Cổ", "")];
    let mut index = index(&articles);
    for typed in ["m", "mo", "mong", "mong ", "mong c", "mong cá", "mong", "công", "cong nghiep", "", "mong m", "mông"]
    {
        let query = Query::new(typed);
        assert_eq!(index.search(&query, None, usize::MAX).0, found(&articles, typed), "{typed:?}");
    }
    assert_eq!(index.search(&Query::new("mông c"), Some(1), usize::MAX).0, [0usize; 0], "in another category");
    assert_eq!(index.search(&Query::new("mông c"), None, usize::MAX).0, [0, 3, 1]);
    index.add("Mộng cũ", "", 0);
    assert_eq!(index.search(&Query::new("mông cu"), None, usize::MAX).0, [4], "a new article is looked at");
}

/// The same rules, word for word and without haste.
fn plainly(headline: &str, summary: &str, query: &str) -> bool {
    let (text, query) = (fold(&[headline, summary].join("\n")), fold(query));
    let words: Vec<&str> = text.split(' ').collect();
    !query.is_empty() && query.split(' ').all(|wanted| words.iter().any(|word| word.starts_with(wanted)))
}

proptest! {
    #[test]
    fn the_index_finds_what_a_plain_search_finds(
        articles in prop::collection::vec(("[abđâ ,á]{0,30}", "[abđâ ,á]{0,30}"), 0..12),
        query in "[abđâ á]{0,6}",
    ) {
        let borrowed: Vec<(&str, &str)> = articles.iter().map(|(one, two)| (one.as_str(), two.as_str())).collect();
        let mut seen = found(&borrowed, &query);
        seen.sort_unstable();
        let plain: Vec<usize> = borrowed
            .iter()
            .enumerate()
            .filter(|(_, (headline, summary))| plainly(headline, summary, &query))
            .map(|(number, _)| number)
            .collect();
        prop_assert_eq!(seen, plain);
    }

    /// Letter by letter, at each of which the search may stop when the first few are certain.
    #[test]
    fn the_first_of_an_answer_are_the_first_of_the_whole_answer(
        articles in prop::collection::vec(("[abđâ ,á]{0,30}", "[abđâ ,á]{0,30}"), 0..12),
        query in "[abđâ á]{0,6}",
        enough in 1usize..4,
        asked in prop::collection::vec(any::<bool>(), 6),
    ) {
        let borrowed: Vec<(&str, &str)> = articles.iter().map(|(one, two)| (one.as_str(), two.as_str())).collect();
        let mut index = index(&borrowed);
        for (at, (place, letter)) in query.char_indices().enumerate() {
            let typed = &query[..place + letter.len_utf8()];
            let alone = found(&borrowed, typed);
            let (first, whole) = index.search(&Query::new(typed), None, enough);
            if whole {
                prop_assert_eq!(&first, &alone);
            } else {
                prop_assert_eq!(&first[..enough], &alone[..enough]);
            }
            if asked[at] {
                prop_assert_eq!(index.search(&Query::new(typed), None, usize::MAX), (alone, true));
            }
        }
    }

    #[test]
    fn matches_are_parts_of_the_text_in_order(text in any::<String>(), query in any::<String>()) {
        let mut last = 0;
        for (from, to) in Query::new(&query).matches(&text) {
            prop_assert!(last <= from && from < to, "{}..{} after {}", from, to, last);
            prop_assert!(text.get(from..to).is_some());
            last = to;
        }
    }
}
