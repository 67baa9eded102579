//! Back to the headline of a long article: a button at the lower edge of the screen, as long as the article is there.

use std::rc::Rc;

use super::{
    desk::Desk,
    toolbar::{Part, Place},
};
use crate::{
    browser::{dom, events::Listener},
    ui::markup::element,
};

const ICON: &str = "M12 19V5M6 11l6-6 6 6";

struct Top {
    desk: Rc<Desk>,
}

/// The tool.
pub fn make(desk: &Rc<Desk>) -> Rc<dyn Part> {
    let weak = Rc::downgrade(desk);
    desk.keep(Listener::new(&desk.root, "click", move |event| {
        if let (Some(desk), Some(_)) = (weak.upgrade(), dom::pressed(&event, ".to-top button")) {
            go(&desk);
        }
    }));
    Rc::new(Top { desk: desk.clone() })
}

/// At once: a page that glides past makes some people sick, and the others wait.
fn go(desk: &Desk) -> Option<()> {
    dom::focus(&desk.find(".title")?, true);
    dom::show(&desk.find("article")?, "start");
    Some(())
}

impl Part for Top {
    fn article(&self) {
        if self.desk.find(".to-top").is_some() {
            return;
        }
        let label = self.desk.words().to_top;
        let button = element("button", "tool")
            .attribute("type", "button")
            .attribute("aria-label", label)
            .attribute("title", label)
            .ours(self.desk.lang())
            .picture(ICON);
        let place = element("div", "to-top").attribute("hidden", "").child(button).done();
        if let (Some(article), Some(place)) = (self.desk.find("article"), place) {
            dom::append(&article, &place);
        }
    }

    fn travelled(&self, place: &Place) {
        if let Some(button) = self.desk.find(".to-top") {
            dom::toggle(&button, "hidden", place.above < place.view);
        }
    }

    fn end(&self) {
        dom::remove(&self.desk.root, ".to-top");
    }
}
