//! The tag's attributes: every one is total.

use std::collections::HashMap;

use tin_reader::core::{
    config::{ATTRIBUTES, Config, Routing, Theme},
    lang::Lang,
};

fn config(attributes: &[(&str, &str)]) -> Config {
    let map: HashMap<&str, &str> = attributes.iter().copied().collect();
    Config::from_attributes(|name| {
        assert!(ATTRIBUTES.contains(&name), "{name} is read but not watched");
        map.get(name).map(|value| (*value).to_owned())
    })
}

#[test]
fn a_bare_tag_has_the_documented_defaults() {
    let bare = config(&[]);
    assert_eq!(bare.feed, None);
    assert_eq!(bare.article, None);
    assert_eq!(bare.category, None);
    assert_eq!(bare.related, 13);
    assert_eq!(bare.lang, Lang::Vi);
    assert_eq!(bare.theme, Theme::Auto);
    assert_eq!(bare.heading_level, 1);
    assert_eq!(bare.routing, Routing::None);
    assert!(bare.offline && bare.tools);
}

#[test]
fn junk_means_the_default() {
    for junk in ["", " ", "x", "-1", "1.5", "99999999999999999999", "null", "💥", "é"] {
        // The first three are names and addresses, of which none is junk.
        let junk: Vec<(&str, &str)> = ATTRIBUTES[3..].iter().map(|name| (*name, junk)).collect();
        assert_eq!(config(&junk), config(&[]), "{junk:?}");
    }
    assert_eq!(config(&[("heading-level", "0")]).heading_level, 1);
    assert_eq!(config(&[("heading-level", "5")]).heading_level, 1);
    assert_eq!(config(&[("related", "101")]).related, 13);
}

#[test]
fn good_values_count() {
    let config = config(&[
        ("feed", " feed.json "),
        ("article", "a1"),
        ("category", "Kinh tế"),
        ("related", "0"),
        ("lang", "en-GB"),
        ("theme", "SEPIA"),
        ("heading-level", "3"),
        ("routing", "hash"),
        ("offline", " OFF "),
        ("tools", "none"),
    ]);
    assert_eq!(config.feed.as_deref(), Some("feed.json"));
    assert_eq!(config.article.as_deref(), Some("a1"));
    assert_eq!(config.category.as_deref(), Some("Kinh tế"));
    assert_eq!(config.related, 0);
    assert_eq!(config.lang, Lang::En);
    assert_eq!(config.theme, Theme::Sepia);
    assert_eq!(config.theme.name(), "sepia");
    assert_eq!(config.heading_level, 3);
    assert_eq!(config.routing, Routing::Hash);
    assert!(!config.offline && !config.tools);
}

/// The loader watches attributes by a list of its own: an attribute that is missing there would be read once and never again.
#[test]
fn the_loader_watches_the_same_attributes() {
    let loader = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/public/embed.js")).unwrap();
    let (_, list) = loader.split_once("const ATTRIBUTES = [").expect("the loader's list");
    let (list, _) = list.split_once(']').expect("its end");
    let names: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    assert_eq!(names, ATTRIBUTES);
}

#[test]
fn a_category_is_a_list_unless_an_article_is_named() {
    assert!(!config(&[]).lists());
    assert!(config(&[("category", "kinh-te")]).lists());
    assert!(!config(&[("category", "kinh-te"), ("article", "a1")]).lists());
    assert!(config(&[("category", "kinh-te"), ("article", " ")]).lists(), "a blank attribute is none");
    assert_eq!(
        [config(&[]).batch(), config(&[("related", "5")]).batch(), config(&[("related", "0")]).batch()],
        [13, 5, 13]
    );
}
