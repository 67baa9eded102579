//! An inert document out of HTML, also where the page enforces Trusted Types.
//!
//! In a document without a browsing context nothing runs and nothing is fetched. Three ways, tried in this order:
//!
//! 1. `DOMParser`, with a `TrustedHTML` of a policy named `tin-reader` where the browser knows Trusted Types. (The policy
//!    lets everything through: what it vouches for is that the result is only read.)
//! 2. `Document.parseHTML`, which needs no policy, where the page allows none. It leaves out frames and the like by itself,
//!    so they cannot become link cards; that is why it is not the first.
//! 3. Neither: `None`.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Document, DomParser};

/// Parses `html` into an inert document.
pub fn parse(html: &str) -> Option<Document> {
    let html = JsValue::from_str(html);
    by_dom_parser(&html).or_else(|| by_parse_html(&html))
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

fn by_dom_parser(html: &JsValue) -> Option<Document> {
    let trusted = POLICY.with(|policy| match policy {
        Ok(Some((policy, _))) => {
            let create: Function = Reflect::get(policy, &"createHTML".into()).ok()?.dyn_into().ok()?;
            create.call1(policy, html).ok()
        }
        Ok(None) => Some(html.clone()),
        Err(_) => None,
    })?;
    let parser = DomParser::new().ok()?;
    let parse: Function = Reflect::get(&parser, &"parseFromString".into()).ok()?.dyn_into().ok()?;
    parse.call2(&parser, &trusted, &"text/html".into()).ok()?.dyn_into().ok()
}

fn by_parse_html(html: &JsValue) -> Option<Document> {
    let class = Reflect::get(&js_sys::global(), &"Document".into()).ok()?;
    let parse: Function = Reflect::get(&class, &"parseHTML".into()).ok()?.dyn_into().ok()?;
    // An empty configuration leaves out only what could run; the policy does the rest.
    let options = Object::new();
    Reflect::set(&options, &"sanitizer".into(), &Object::new()).ok()?;
    parse.call2(&class, html, &options).ok()?.dyn_into().ok()
}
