//! The three ways from HTML to a fragment: they lead to the same one.

use js_sys::JsString;
use tin_reader::{
    browser::{
        json::JsJson,
        parse::{by_dom_parser, by_parse_html},
        sanitize::{markup, of_parsed},
        url::RESOLVE,
    },
    core::{json::Json, url::Base},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::attacks::written_out;

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
            let fragment = of_parsed(Some(parsed.expect("this browser has both")), &html, &base(), 1).expect("a page");
            (markup(&fragment).expect("a page"), fragment.notes)
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
        let fragment = of_parsed(Some(parsed.unwrap()), html, &base(), 1).unwrap();
        assert_eq!(
            markup(&fragment).unwrap(),
            "<p>a</p><p><a class=\"embed\" href=\"https://www.youtube.com/watch?v=x\" rel=\"noopener noreferrer\">Phim</a></p>\
             <p>c</p><p><b>d</b></p>"
        );
    }
}
