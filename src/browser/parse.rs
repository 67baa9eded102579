//! An inert document out of HTML, also where the page enforces Trusted Types.
//!
//! In a document without a browsing context nothing runs and nothing is fetched. Three ways, tried in this order:
//!
//! 1. `DOMParser`, with a `TrustedHTML` of a policy named `tin-reader` where the browser knows Trusted Types. (The policy
//!    lets everything through: what it vouches for is that the result is only read.)
//! 2. `Document.parseHTML`, which needs no policy, where the page allows none. It is not the first because it has to be
//!    shown the HTML in [disguise](DISGUISES).
//! 3. Neither: `None`.

use js_sys::{Function, JsString, Object, Reflect, RegExp};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Document, DomParser};

use crate::core::find::replace;

/// Parses `html` into an inert document. Its texts are as [`undisguised`] gives them.
pub fn parse(html: &str) -> Option<Document> {
    by_dom_parser(html).or_else(|| by_parse_html(html))
}

/// The first way.
#[doc(hidden)]
pub fn by_dom_parser(html: &str) -> Option<Document> {
    let html = JsValue::from_str(html);
    let trusted = POLICY.with(|policy| match policy {
        Ok(Some((policy, _))) => {
            let create: Function = Reflect::get(policy, &"createHTML".into()).ok()?.dyn_into().ok()?;
            create.call1(policy, &html).ok()
        }
        Ok(None) => Some(html),
        Err(_) => None,
    })?;
    let parser = DomParser::new().ok()?;
    let parse: Function = Reflect::get(&parser, &"parseFromString".into()).ok()?.dyn_into().ok()?;
    parse.call2(&parser, &trusted, &"text/html".into()).ok()?.dyn_into().ok()
}

/// The second way. An empty configuration leaves out only what could run.
#[doc(hidden)]
pub fn by_parse_html(html: &str) -> Option<Document> {
    let class = Reflect::get(&js_sys::global(), &"Document".into()).ok()?;
    let parse: Function = Reflect::get(&class, &"parseHTML".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"sanitizer".into(), &Object::new()).ok()?;
    let mut html = JsString::from(html);
    for (pattern, disguise) in DISGUISES {
        html = html.replace_by_pattern(&RegExp::new(pattern, "gi"), disguise);
    }
    parse.call2(&class, &html, &options).ok()?.dyn_into().ok()
}

/// What `parseHTML` must not see, and what it is shown instead:
///
/// - It leaves out every `<iframe>`, `<object>` and `<embed>`, whatever it is told. The parser treats `<noembed>`, `<applet>`
///   and `<keygen>` alike, and so does the policy.
/// - Firefox's (153) takes the content of `<noscript>` for text, as if scripts ran. Under a name that nobody knows it is
///   elements, as it is for `DOMParser`.
/// - Chromium's (156) crashes the page's whole process over 31 of the attributes that are handlers, such as `onbeforematch`
///   on anything. With a sign in it that is no character the attribute is no handler.
const DISGUISES: [(&str, &str); 5] = [
    ("(</?)iframe", "$1noembed"),
    ("(</?)noscript", "$1no-script"),
    ("(</?)object", "$1applet"),
    ("<embed", "<keygen"),
    ("([\\s\"'/]o)(?=n[a-z])", "$1\u{fdd0}"),
];

/// A text or an attribute's value out of a parsed document, as the feed wrote it: a disguise covers what only looks like a
/// tag or an attribute, too.
pub fn undisguised(text: String) -> String {
    if !text.contains(['<', '\u{fdd0}']) {
        return text;
    }
    let mut text = replace(&text, "\u{fdd0}", "");
    for (tag, disguise) in [
        ("<iframe", "<noembed"),
        ("</iframe", "</noembed"),
        ("<noscript", "<no-script"),
        ("</noscript", "</no-script"),
        ("<object", "<applet"),
        ("</object", "</applet"),
        ("<embed", "<keygen"),
    ] {
        text = replace(&text, disguise, tag);
    }
    text
}

type CreateHtml = Closure<dyn FnMut(JsValue) -> JsValue>;

thread_local! {
    /// The page's policy, made at the first use: what `createHTML` is called on, and the closure it lives from. `Err`: the
    /// page allows none. `Ok(None)`: this browser has no Trusted Types.
    static POLICY: Result<Option<(JsValue, CreateHtml)>, JsValue> = policy();
}

fn policy() -> Result<Option<(JsValue, CreateHtml)>, JsValue> {
    let types = Reflect::get(&js_sys::global(), &"trustedTypes".into())?;
    if !types.is_object() {
        return Ok(None);
    }
    let create_html = CreateHtml::new(|html| html);
    let rules = Object::new();
    Reflect::set(&rules, &"createHTML".into(), create_html.as_ref())?;
    let create: Function = Reflect::get(&types, &"createPolicy".into())?.dyn_into()?;
    let policy = create.call2(&types, &"tin-reader".into(), &rules)?;
    Ok(Some((policy, create_html)))
}
