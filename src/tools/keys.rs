//! Keys that do what the toolbar does, from anywhere in the reader, and the list of them.
//!
//! They are single characters, so they count only while the focus is in the reader, and never in a field. With a modifier
//! they belong to the browser and to assistive technology.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use super::desk::Desk;
use crate::{
    browser::{dom, events::Listener},
    core::tool_words::ToolWords,
    ui::markup::{Markup, element},
};

const NAME: &str = "keys";
const ICON: &str = "M3 6h18v12H3zM7 10h.01M12 10h.01M17 10h.01M8 14h8";
/// Where a character is a character.
const FIELDS: &str = "input,textarea,select,[contenteditable]";

/// A key, what it does (the name of an action of the [`Desk`]), and what that is called.
type Key = (&'static str, &'static str, fn(&ToolWords) -> &'static str);

const KEYS: [Key; 6] = [
    ("?", NAME, |words| words.shortcuts),
    ("/", "search", |words| words.search),
    ("l", "listen", |words| words.listen),
    ("t", "text", |words| words.text),
    ("+", "larger", |words| words.larger),
    ("-", "smaller", |words| words.smaller),
];

/// Listens to the keys, and adds the button that lists them. It shows when the keyboard comes to it (`style/tools.css`).
pub fn make(desk: &Rc<Desk>) -> Option<()> {
    let weak = Rc::downgrade(desk);
    desk.keep(Listener::last(&desk.root, "keydown", move |event| {
        if let Some(desk) = weak.upgrade() {
            pressed(&desk, &event);
        }
    }));
    let weak = Rc::downgrade(desk);
    desk.button(NAME, ICON, desk.words().shortcuts, move || {
        let Some(desk) = weak.upgrade() else { return };
        if desk.is_open(NAME) {
            desk.close();
        } else {
            desk.open(NAME, desk.words().shortcuts, panel(&desk), ".panel-close");
        }
    })?;
    Some(())
}

fn pressed(desk: &Desk, event: &Event) -> Option<()> {
    let press = event.dyn_ref::<KeyboardEvent>()?;
    if press.ctrl_key() || press.alt_key() || press.meta_key() || press.is_composing() || event.default_prevented() {
        return None;
    }
    // Over a large picture the page rests. Without an article there is nothing to hear.
    if dom::pressed(event, FIELDS).is_some()
        || desk.find("dialog[open],.toolbar[hidden]").is_some()
        || (press.key().eq_ignore_ascii_case("l") && desk.find("[data-list]").is_some())
    {
        return None;
    }
    // Plus is above the equals sign on many keyboards.
    let key = if press.key() == "=" { "+".to_owned() } else { press.key() };
    let (_, name, _) = KEYS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(&key))?;
    let place = desk.root.active_element();
    if desk.act(name) {
        event.prevent_default();
        desk.come_back_to(place);
    }
    Some(())
}

fn panel(desk: &Desk) -> Markup {
    let words = desk.words();
    let row = |keys: &[&str], text: &[&str]| {
        let row = keys.iter().fold(element("li", ""), |row, key| row.child(element("kbd", "").text(key)).text(" "));
        row.text(&text.concat())
    };
    let mut here = element("ul", "keys");
    for (key, _, name) in KEYS.iter().filter(|(_, name, _)| desk.has(name)) {
        here = here.child(row(&[key], &[name(words)]));
    }
    here = here.child(row(&["Esc"], &[words.escape]));
    let rows = element("div", "rows").child(here);
    // Where there is a picture that opens.
    if desk.find("[data-large]").is_none() {
        return rows;
    }
    let large = element("ul", "keys")
        .child(row(&["←", "→"], &[words.previous, " / ", words.next]))
        .child(row(&["+", "-"], &[words.zoom]));
    rows.child(element("p", "row-name").text(words.pictures)).child(large)
}
