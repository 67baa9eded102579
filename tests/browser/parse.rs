//! The three ways from HTML to a fragment: they lead to the same one.

use js_sys::JsString;
use tin_reader::{
    browser::{
        json::JsJson,
        parse::{by_dom_parser, by_parse_html},
        sanitize::{SafeFragment, markup, of_parsed, sanitize},
        url::RESOLVE,
    },
    core::{json::Json, url::Base},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::attacks::written_out;
use crate::words::{BLOCKS, OTHER_WORDS};

fn base() -> Base {
    Base::new("https://portal.example/tin/1", RESOLVE)
}

/// The fixtures' titles and payloads.
fn fixtures() -> Vec<(String, String)> {
    let files = [include_str!("../fixtures/mess.json"), include_str!("../fixtures/attacks.json")];
    let each = files.map(|file| JsJson::parse(&JsString::from(file)).unwrap().list().unwrap());
    let field =
        |fixture: &JsJson, name| fixture.field(name).and_then(|field| field.text()).expect("the fixture's field");
    let fixtures =
        each.iter().flatten().map(|fixture| (field(fixture, "title"), written_out(&field(fixture, "payload"))));
    fixtures.collect()
}

#[wasm_bindgen_test]
fn both_parsers_lead_to_the_same_fragment() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 140, "only {} fixtures", fixtures.len());
    for (title, html) in fixtures {
        let [one, other] = [by_parse_html(&html), by_dom_parser(&html)].map(|parsed| {
            let fragment = of_parsed(Some(parsed.expect("this browser has both")), &html, &base(), 1);
            (markup(&fragment), fragment.notes)
        });
        assert!(!one.1.text_only, "{title}");
        assert_eq!(one, other, "{title}");
    }
}

/// `Document.parseHTML` leaves frames out by itself and keeps no more of `<noscript>` than its text in one browser; under
/// other names they come through.
#[wasm_bindgen_test]
fn a_frame_becomes_a_card_and_noscript_elements_whoever_parses() {
    let html =
        "<p>a<IFrame src=https://www.youtube.com/embed/x title=Phim><p>b</iframe>c</p><noscript><b>d</b></noscript>";
    for parsed in [by_parse_html(html), by_dom_parser(html)] {
        let fragment = of_parsed(Some(parsed.unwrap()), html, &base(), 1);
        assert_eq!(
            markup(&fragment),
            "<p>a</p><p><a class=\"embed\" href=\"https://www.youtube.com/watch?v=x\" rel=\"noopener noreferrer\">Phim</a></p>\
             <p>c</p><p><b>d</b></p>"
        );
    }
}

/// What stands for a tag in a disguise is words where a feed writes it as words.
#[wasm_bindgen_test]
fn without_a_disguise_words_that_look_like_one_stay() {
    let html = "<p>&lt;applet&gt;, &lt;keygen&gt;, &lt;noembed&gt;, &lt;no-script&gt;</p>";
    let fragment = of_parsed(by_dom_parser(html), html, &base(), 1);
    assert_eq!(markup(&fragment), html);
}

/// A fragment's words, with a space where white space is or a block ends. What a card says is an attribute of what it stands
/// for: it is no text.
fn words(fragment: SafeFragment) -> String {
    let page = web_sys::window().unwrap().document().unwrap();
    let place = page.create_element("div").unwrap();
    fragment.append_to(&place);
    while let Some(card) = place.query_selector("a.embed").unwrap() {
        card.remove();
    }
    let blocks = place.query_selector_all(BLOCKS).unwrap();
    for at in 0..blocks.length() {
        blocks.get(at).unwrap().append_child(&page.create_text_node(" ")).unwrap();
    }
    place.text_content().unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
fn the_text_alone_is_the_text_of_the_fragment() {
    let mut others = Vec::new();
    for (title, html) in fixtures() {
        let alone = of_parsed(None, &html, &base(), 1);
        assert!(alone.notes.text_only, "{title}");
        let tags = markup(&alone);
        assert!(!tags.contains("<img") && !tags.contains("<table"), "{title}: {tags}");
        let [whole, alone] = [sanitize(&html, &base(), 1), alone].map(words);
        if alone != whole {
            others.push(title);
        }
    }
    assert_eq!(others, OTHER_WORDS.map(|(title, _)| title));
}

/// Each of these once cost seconds, most of them in the browser's parser. (How long they take now `./x bench` tells.)
#[wasm_bindgen_test]
fn monsters_come_out_with_their_text_and_are_noted() {
    let attributes: String = (0..50_000).map(|number| format!(" a{number}=1")).collect();
    for (html, end, cut) in [
        ("<div>".repeat(20_000) + "đáy", "đáy", true),
        (format!("<p{attributes}>chữ</p>"), "chữ", false),
        ("&".repeat(1 << 20) + "<p>cuối</p>", "& cuối", true),
        ("<p>".repeat(20_000) + "cuối", "cuối", false),
        ("<b>".repeat(99) + &"<p>chữ".repeat(15_000), "chữ", true),
    ] {
        let fragment = sanitize(&html, &base(), 1);
        assert_eq!((fragment.notes.cut, fragment.notes.text_only), (cut, false), "{}", &html[..20]);
        assert!(words(fragment).ends_with(end), "{}", &html[..20]);
    }
}
