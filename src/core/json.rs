//! Looking into a parsed JSON value without trusting its types.
//!
//! The page parses with the browser's own `JSON.parse`, tests with `serde_json`; both are read through this one trait,
//! so the code that decides what a feed says is the same in both and a wrong type is simply "not there".

/// A parsed JSON value. Every question is total: a wrong type answers `None`.
pub trait Json: Sized {
    /// The member `name` of an object; `None` for other types, for no such member, and for `null`.
    fn field(&self, name: &'static str) -> Option<Self>;
    /// The text of the member `name`, if it is a string: what is asked for most.
    fn text_in(&self, name: &'static str) -> Option<String> {
        self.field(name)?.text()
    }
    /// A string's text.
    fn text(&self) -> Option<String>;
    /// A finite number.
    fn number(&self) -> Option<f64>;
    /// A finite number as JavaScript writes it in decimal (`2347259`, `0.5`).
    fn number_text(&self) -> Option<String>;
    /// A boolean.
    fn flag(&self) -> Option<bool>;
    /// An array's elements.
    fn list(&self) -> Option<Vec<Self>>;
    /// Whether this is an object.
    fn is_object(&self) -> bool;
}

#[cfg(not(target_arch = "wasm32"))]
impl Json for serde_json::Value {
    fn field(&self, name: &'static str) -> Option<Self> {
        self.as_object()?.get(name).filter(|value| !value.is_null()).cloned()
    }
    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }
    fn number(&self) -> Option<f64> {
        self.as_f64()
    }
    fn number_text(&self) -> Option<String> {
        self.as_number().map(ToString::to_string)
    }
    fn flag(&self) -> Option<bool> {
        self.as_bool()
    }
    fn list(&self) -> Option<Vec<Self>> {
        self.as_array().cloned()
    }
    fn is_object(&self) -> bool {
        self.is_object()
    }
}
