//! The system's share sheet; where there is none, plain links.

use std::rc::Rc;

use web_sys::Element;

use super::{
    copy,
    desk::{Desk, tool_button},
    toolbar::Part,
};
use crate::{
    browser::{
        share::{facebook, mail, share, zalo},
        task::spawn,
    },
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
    let link = |href: &str, name: &str| {
        element("a", "option")
            .attribute("href", href)
            .attribute("target", "_blank")
            .attribute("rel", "noopener noreferrer")
            .text(name)
    };
    element("div", "row")
        .child(link(&facebook(url), "Facebook"))
        .child(link(&zalo(url), "Zalo"))
        .child(link(&mail(title, url), words.mail))
        .child(tool_button("share-copy", words.copy).class("option").text(words.copy))
}
