//! One constructed style sheet for all readers of the page.
//!
//! `adoptedStyleSheets` passes a strict content security policy (`style-src 'self'`); a `<style>` element does not.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, ShadowRoot};

/// `style/reader.css` without its comments (see `build.rs`).
const READER: &str = include_str!(concat!(env!("OUT_DIR"), "/reader.css"));

thread_local! {
    static SHEET: Option<CssStyleSheet> = {
        let sheet = CssStyleSheet::new().ok();
        if let Some(sheet) = &sheet {
            let _ = Reflect::get(sheet, &"replaceSync".into())
                .and_then(|replace| js_sys::Function::from(replace).call1(sheet, &READER.into()));
        }
        sheet
    };
}

/// Gives `root` the reader's sheet, beside those it has. A second time changes nothing.
pub fn adopt(root: &ShadowRoot) {
    SHEET.with(|sheet| {
        let Some(sheet) = sheet else { return };
        let name = JsValue::from_str("adoptedStyleSheets");
        let sheets = Reflect::get(root, &name).map(|sheets| Array::from(&sheets)).unwrap_or_default();
        if !sheets.includes(sheet, 0) {
            sheets.push(sheet);
            let _ = Reflect::set(root, &name, &sheets);
        }
    });
}
