//! The browser's URL parser behind the gate.

use tin_reader::{
    browser::url::RESOLVE,
    core::url::{Base, HttpUrl},
};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn the_gate_holds_with_the_browsers_parser() {
    let base = Base::new("https://portal.example/feed/feed.json", RESOLVE);
    let pass = |reference: &str| HttpUrl::new(reference, &base).map(|url| url.as_str().to_owned());
    assert_eq!(pass("../tin/1?x=ă#b").as_deref(), Some("https://portal.example/tin/1?x=%C4%83#b"));
    assert_eq!(pass("//cdn.example/ảnh 1.webp").as_deref(), Some("https://cdn.example/%E1%BA%A3nh%201.webp"));
    for bad in [
        "",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "data:,x",
        "blob:https://a.example/1",
        "http://",
        "https://u@a.example/",
    ] {
        assert_eq!(pass(bad), None, "{bad:?}");
    }
}
