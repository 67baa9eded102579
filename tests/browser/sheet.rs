//! The shadow sheet, as the browser understood it.

use js_sys::{Array, Reflect};
use tin_reader::{browser::sheet::adopt, ui::SHEET};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, ShadowRoot, ShadowRootInit, ShadowRootMode};

fn root() -> (Element, ShadowRoot) {
    let page = web_sys::window().unwrap().document().unwrap();
    let host = page.create_element("div").unwrap();
    page.body().unwrap().append_child(&host).unwrap();
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
    (host, root)
}

fn sheets(root: &ShadowRoot) -> Array {
    Array::from(&Reflect::get(root, &"adoptedStyleSheets".into()).unwrap())
}

#[wasm_bindgen_test]
fn readers_share_one_sheet_and_have_it_once() {
    let ((_, one), (_, other)) = (root(), root());
    adopt(&one, SHEET);
    adopt(&one, SHEET);
    adopt(&other, SHEET);
    assert_eq!(sheets(&one).length(), 1);
    assert!(sheets(&one).get(0) == sheets(&other).get(0));
}

/// A minifier once made `clamp()` invalid, and the headline fell back to the body's size.
#[wasm_bindgen_test]
fn the_shrunk_sheet_still_sizes_the_headline() {
    let (host, root) = root();
    adopt(&root, SHEET);
    let page = web_sys::window().unwrap().document().unwrap();
    let reader = page.create_element("div").unwrap();
    reader.set_class_name("tin");
    let title = page.create_element("h1").unwrap();
    title.set_class_name("title");
    reader.append_child(&title).unwrap();
    root.append_child(&reader).unwrap();
    let style = web_sys::window().unwrap().get_computed_style(&title.unchecked_into()).unwrap().unwrap();
    let size: f64 = style.get_property_value("font-size").unwrap().trim_end_matches("px").parse().unwrap();
    assert!(size >= 22.0, "{size}px");
    assert_eq!(style.get_property_value("font-weight").unwrap(), "700");
    host.remove();
}
