//! The system's share sheet; where there is none, plain links.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Element;

use super::{
    copy,
    desk::{Desk, tool_button},
    toolbar::Part,
};
use crate::{
    browser::{share::share, task::spawn},
    ui::markup::{Markup, element},
};

const ICON: &str = "M12 15V3M8 7l4-4 4 4M5 12v7a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-7";

struct Share {
    desk: Rc<Desk>,
    button: Element,
}

impl Part for Share {
    fn article(&self) {
        self.desk.offer_if_addressed(&self.button);
        // Its links are another article's.
        if self.desk.is_open("share") {
            self.desk.close();
        }
    }
}

/// The tool.
pub fn make(desk: &Rc<Desk>) -> Option<Rc<dyn Part>> {
    let weak = Rc::downgrade(desk);
    let button = desk.button("share", ICON, desk.words().share, move || {
        if let Some(desk) = weak.upgrade() {
            spawn(offer(desk));
        }
    })?;
    let weak = Rc::downgrade(desk);
    desk.on("share-copy", move || {
        if let Some(desk) = weak.upgrade() {
            spawn(copy::copy(desk));
        }
    });
    Some(Rc::new(Share { desk: desk.clone(), button }))
}

async fn offer(desk: Rc<Desk>) {
    let (title, Some(url)) = desk.article() else { return };
    if desk.is_open("share") {
        desk.close();
    } else if !share(&title, &url).await {
        desk.open("share", desk.words().share, panel(&desk, &title, &url), "a");
    }
}

/// Links that carry the article's address and nothing else.
fn panel(desk: &Desk, title: &str, url: &str) -> Markup {
    let words = desk.words();
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    let address = encoded(url);
    let link = |href: &[&str], name: &str| {
        element("a", "option")
            .attribute("href", &href.concat())
            .attribute("target", "_blank")
            .attribute("rel", "noopener noreferrer")
            .text(name)
    };
    element("div", "row")
        .child(link(&["https://www.facebook.com/sharer/sharer.php?u=", &address], "Facebook"))
        .child(link(&["https://button-share.zalo.me/share_external?d=", &encoded(&zalo(url))], "Zalo"))
        .child(link(&["mailto:?subject=", &encoded(title), "&body=", &address], words.mail))
        .child(tool_button("share-copy", words.copy).class("option").text(words.copy))
}

/// What Zalo's share page reads: `{"url":"…"}` in Base64, as Zalo's own button writes it.
fn zalo(url: &str) -> String {
    let quoted = js_sys::JSON::stringify(&JsValue::from_str(url)).map(String::from).unwrap_or_default();
    let json = ["{\"url\":", &quoted, "}"].concat();
    web_sys::window().and_then(|window| window.btoa(&json).ok()).unwrap_or_default()
}
