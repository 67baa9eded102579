//! How long the article takes to read, and in a long one, how far it is read.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    desk::Desk,
    toolbar::{Part, Place},
};
use crate::{
    browser::dom,
    core::{error::decimal, lang::fill, reading, zoom},
    ui::markup::element,
};

struct Progress {
    desk: Rc<Desk>,
}

/// The tool.
pub fn make(desk: &Rc<Desk>) -> Option<Rc<dyn Part>> {
    let time = element("p", "reading-time").child(element("span", "long")).child(
        // The same in short, for narrow readers; screen readers hear the sentence.
        element("span", "short").attribute("aria-hidden", "true"),
    );
    desk.append(&time.done()?);
    Some(Rc::new(Progress { desk: desk.clone() }))
}

impl Part for Progress {
    fn article(&self) {
        // As it is laid out: the end of a paragraph is no character of its text.
        let text = |selector: &str| {
            let found = self.desk.find(selector).and_then(|found| found.dyn_into::<HtmlElement>().ok());
            found.map(|found| found.inner_text()).unwrap_or_default()
        };
        let minutes = decimal(reading::minutes(&[&text(".lead"), " ", &text(".body")].concat()));
        let words = self.desk.words();
        for (selector, sentence) in
            [(".reading-time .long", words.reading_time), (".reading-time .short", words.minutes)]
        {
            dom::write(&self.desk.root, selector, &fill(sentence, &minutes));
        }
        if self.desk.find(".progress").is_none()
            && let (Some(article), Some(line)) = (
                self.desk.find("article"),
                // A screen reader has its own word for where it is; one that counts along would talk over the text.
                element("div", "progress").attribute("aria-hidden", "true").child(element("div", "")).done(),
            )
        {
            dom::prepend(&article, &line);
        }
    }

    fn travelled(&self, place: &Place) {
        let Some(line) = self.desk.find(".progress div") else { return };
        let way = place.height - place.view;
        let part = if place.is_long() { place.above / way } else { 0.0 };
        dom::style(&line, "transform", &zoom::line(part));
    }

    fn end(&self) {
        dom::remove(&self.desk.root, ".progress");
    }
}
