//! Constructed style sheets, each made once for all readers of the page.
//!
//! `adoptedStyleSheets` passes a strict content security policy (`style-src 'self'`); a `<style>` element does not.

use std::cell::RefCell;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, ShadowRoot};

thread_local! {
    static SHEETS: RefCell<Vec<(&'static str, CssStyleSheet)>> = const { RefCell::new(Vec::new()) };
}

/// The sheet whose text is `css`, made at the first use.
fn sheet(css: &'static str) -> Option<CssStyleSheet> {
    SHEETS.with_borrow_mut(|sheets| {
        if let Some((_, sheet)) = sheets.iter().find(|(known, _)| *known == css) {
            return Some(sheet.clone());
        }
        let sheet = CssStyleSheet::new().ok()?;
        let replace: Function = Reflect::get(&sheet, &"replaceSync".into()).ok()?.dyn_into().ok()?;
        replace.call1(&sheet, &css.into()).ok()?;
        sheets.push((css, sheet.clone()));
        Some(sheet)
    })
}

/// Gives `root` the sheet `css`, beside those it has. A second time changes nothing.
pub fn adopt(root: &ShadowRoot, css: &'static str) {
    let Some(sheet) = sheet(css) else { return };
    let name = JsValue::from_str("adoptedStyleSheets");
    let sheets = Reflect::get(root, &name).map(|sheets| Array::from(&sheets)).unwrap_or_default();
    if !sheets.includes(&sheet, 0) {
        sheets.push(&sheet);
        let _ = Reflect::set(root, &name, &sheets);
    }
}
