//! Copies the article's own address.

use std::rc::Rc;

use web_sys::Element;

use super::{desk::Desk, toolbar::Part};
use crate::{
    browser::{clipboard, task::spawn},
    core::lang::fill,
};

const ICON: &str = "M10 14a4 4 0 0 0 6 0l4-4a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-4 4a4 4 0 0 0 6 6l1-1";

struct Copy {
    desk: Rc<Desk>,
    button: Element,
}

impl Part for Copy {
    fn article(&self) {
        self.desk.offer_if_addressed(&self.button);
    }
}

/// The tool.
pub fn make(desk: &Rc<Desk>) -> Option<Rc<dyn Part>> {
    let weak = Rc::downgrade(desk);
    let button = desk.button("copy", ICON, desk.words().copy, move || {
        if let Some(desk) = weak.upgrade() {
            spawn(copy(desk));
        }
    })?;
    Some(Rc::new(Copy { desk: desk.clone(), button }))
}

/// Copies the address of the article on screen, and says what came of it.
pub async fn copy(desk: Rc<Desk>) {
    let (_, Some(url)) = desk.article() else { return };
    if clipboard::write(&url).await {
        desk.say(desk.words().copied);
    } else {
        desk.say(&fill(desk.words().copy_failed, &url));
    }
}
