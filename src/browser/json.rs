//! `JSON.parse`, and its values seen as [`Json`].

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use super::words_of;
use crate::core::{error::Error, json::Json};

/// A value made by the browser's JSON parser.
#[derive(Clone, Debug)]
pub struct JsJson(JsValue);

impl JsJson {
    /// A value that the browser's JSON parser has made.
    pub fn new(value: JsValue) -> Self {
        Self(value)
    }

    /// Parses `text`.
    ///
    /// # Errors
    /// [`Error::FeedNotJson`] with the browser's own words.
    pub fn parse(text: &js_sys::JsString) -> Result<Self, Error> {
        json_parse(text).map(Self).map_err(|thrown| Error::FeedNotJson { cause: words_of(&thrown) })
    }
}

#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    // js-sys takes a `&str`, which would copy megabytes into the module and out again.
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn json_parse(text: &js_sys::JsString) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen::prelude::wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    fn member(value: &JsValue, name: &JsValue) -> Option<JsValue>;
    #[wasm_bindgen(js_name = textIn)]
    fn text_in(value: &JsValue, name: &JsValue) -> Option<String>;
}

thread_local! {
    static SPELT: RefCell<Vec<(&'static str, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// A member's name as the browser spells it, once: carrying it over anew was a third of the time a long feed took to read.
fn spelt(name: &'static str) -> JsValue {
    SPELT.with_borrow_mut(|spelt| {
        if let Some((_, known)) = spelt.iter().find(|(known, _)| std::ptr::eq(*known, name)) {
            return known.clone();
        }
        let new = JsValue::from_str(name);
        spelt.push((name, new.clone()));
        new
    })
}

impl Json for JsJson {
    fn field(&self, name: &'static str) -> Option<Self> {
        member(&self.0, &spelt(name)).map(Self)
    }
    fn text_in(&self, name: &'static str) -> Option<String> {
        text_in(&self.0, &spelt(name))
    }
    fn text(&self) -> Option<String> {
        self.0.as_string()
    }
    fn number(&self) -> Option<f64> {
        self.0.as_f64().filter(|number| number.is_finite())
    }
    fn number_text(&self) -> Option<String> {
        let number = self.number()?;
        Some(String::from(js_sys::Number::from(number).unchecked_ref::<js_sys::Object>().to_string()))
    }
    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }
    fn list(&self) -> Option<Vec<Self>> {
        let array = self.0.dyn_ref::<Array>()?;
        Some((0..array.length()).map(|at| Self(array.get(at))).collect())
    }
    fn is_object(&self) -> bool {
        self.0.is_object() && !Array::is_array(&self.0)
    }
}
