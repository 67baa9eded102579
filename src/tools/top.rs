//! Back to the headline of a long article: a button at the lower edge of the screen, as long as the article is there.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollBehavior, ScrollIntoViewOptions};

use super::{
    desk::Desk,
    toolbar::{Part, Place},
};
use crate::{browser::events::Listener, ui::markup::element};

const ICON: &str = "M12 19V5M6 11l6-6 6 6";

struct Top {
    desk: Rc<Desk>,
}

/// The tool.
pub fn make(desk: &Rc<Desk>) -> Rc<dyn Part> {
    let weak = Rc::downgrade(desk);
    desk.keep(Listener::new(&desk.root, "click", move |event| {
        let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let ours = pressed.and_then(|pressed| pressed.closest(".to-top button").ok().flatten()).is_some();
        if let Some(desk) = weak.upgrade()
            && ours
        {
            go(&desk);
        }
    }));
    Rc::new(Top { desk: desk.clone() })
}

/// At once: a page that glides past makes some people sick, and the others wait.
fn go(desk: &Desk) -> Option<()> {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    desk.find(".title")?.dyn_into::<HtmlElement>().ok()?.focus_with_options(&options).ok()?;
    let options = ScrollIntoViewOptions::new();
    options.set_behavior(ScrollBehavior::Instant);
    desk.find("article")?.scroll_into_view_with_scroll_into_view_options(&options);
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
            let _ = article.append_child(&place);
        }
    }

    fn travelled(&self, place: &Place) {
        if let Some(button) = self.desk.find(".to-top") {
            let _ = button.toggle_attribute_with_force("hidden", place.above < place.view);
        }
    }

    fn end(&self) {
        if let Some(button) = self.desk.find(".to-top") {
            button.remove();
        }
    }
}
