//! The article's address as a QR code, made here: no service learns what is read.

use std::rc::Rc;

use web_sys::Element;

use super::{desk::Desk, toolbar::Part};
use crate::{
    core::{error::decimal, lang::fill, qr},
    ui::markup::{Markup, drawing, element},
};

const ICON: &str = "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM20 14v2M17 18h3v2M14 19v1";

struct Qr {
    desk: Rc<Desk>,
    button: Element,
}

impl Part for Qr {
    fn article(&self) {
        self.desk.offer_if_addressed(&self.button);
        if self.desk.is_open("qr") {
            self.desk.close();
        }
    }
}

/// The tool.
pub fn make(desk: &Rc<Desk>) -> Option<Rc<dyn Part>> {
    let weak = Rc::downgrade(desk);
    let button = desk.button("qr", ICON, desk.words().qr, move || {
        let Some(desk) = weak.upgrade() else { return };
        if desk.is_open("qr") {
            return desk.close();
        }
        if let (title, Some(url)) = desk.article() {
            let link = element("a", "").attribute("href", &url).text(&url);
            let content = element("div", "code").maybe(code(&desk, &title, &url)).child(element("p", "").child(link));
            desk.open("qr", desk.words().qr, content, "a");
        }
    })?;
    Some(Rc::new(Qr { desk: desk.clone(), button }))
}

/// The code of `url`; `None` when it is too long for one.
pub fn code(desk: &Desk, title: &str, url: &str) -> Option<Markup> {
    let (side, path) = qr::path(url)?;
    let name = fill(desk.words().qr_of, title);
    Some(drawing("qr", &decimal(side), &path).attribute("role", "img").attribute("aria-label", &name))
}
