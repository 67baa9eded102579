//! Size, line spacing, width, font and theme: chosen once for all readers of the site, kept on the device.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use super::{desk::Desk, toolbar::Part};
use crate::{
    browser::{dom, events::Listener, settings},
    core::{
        choices::{Choices, GROUPS, SIZE, SIZES},
        error::decimal,
    },
    ui::markup::{Markup, element},
};

const ICON: &str = "M2 19 7.5 5 13 19M4 14.5h7M14.5 19l3.75-9L22 19M15.8 16h5";
/// The name of the setting; the loader (`public/embed.js`) reads it too.
const KEPT: &str = "text";
/// The attribute of a button in the panel: its group, and its option or one of the words below.
const CHOOSE: &str = "data-choose";
const SMALLER: &str = "0-";
const LARGER: &str = "0+";
const RESET: &str = "x";

thread_local! {
    /// Where the device keeps nothing, this lasts as long as the page.
    static CHOICES: Cell<Option<Choices>> = const { Cell::new(None) };
    static READERS: RefCell<Vec<Weak<Desk>>> = const { RefCell::new(Vec::new()) };
}

struct Text;

impl Part for Text {}

/// Lets a reader follow the choices, whether or not it has the panel to make them.
pub fn follow(desk: &Rc<Desk>) {
    READERS.with_borrow_mut(|readers| {
        readers.retain(|reader| reader.strong_count() > 0);
        readers.push(Rc::downgrade(desk));
    });
    // Made on an earlier visit, they have been applied by the loader.
    if CHOICES.get().is_some() {
        apply(desk, chosen());
    }
    // Another tab has chosen.
    desk.keep(Listener::new(&dom::page(), "storage", |_| set(Choices::from_kept(&kept()))));
}

/// The tool.
pub fn make(desk: &Rc<Desk>) -> Option<Rc<dyn Part>> {
    let weak = Rc::downgrade(desk);
    desk.button("text", ICON, desk.words().text, move || {
        if let Some(desk) = weak.upgrade() {
            if desk.is_open("text") {
                desk.close();
            } else {
                desk.open("text", desk.words().text, panel(&desk), ".option");
                reflect(&desk);
            }
        }
    })?;
    for (name, word) in [("larger", LARGER), ("smaller", SMALLER)] {
        let weak = Rc::downgrade(desk);
        desk.on(name, move || {
            if let Some(desk) = weak.upgrade() {
                choose(&desk, word);
            }
        });
    }
    let weak = Rc::downgrade(desk);
    desk.keep(Listener::new(&desk.root, "click", move |event| {
        let word = dom::pressed(&event, "[data-choose]").and_then(|pressed| pressed.get_attribute(CHOOSE));
        if let (Some(desk), Some(word)) = (weak.upgrade(), word) {
            choose(&desk, &word);
        }
    }));
    Some(Rc::new(Text))
}

fn kept() -> String {
    settings::get(KEPT).unwrap_or_default()
}

fn chosen() -> Choices {
    CHOICES.get().unwrap_or_else(|| Choices::from_kept(&kept()))
}

fn choose(desk: &Desk, word: &str) {
    let mut choices = chosen();
    let size = choices.of(SIZE);
    match (word, word.as_bytes()) {
        (RESET, _) => choices = Choices::default(),
        (SMALLER, _) => choices.pick(SIZE, size.wrapping_sub(1)),
        (LARGER, _) => choices.pick(SIZE, size + 1),
        (_, [group, option]) => choices.pick(digit(*group), digit(*option)),
        _ => {}
    }
    if choices == chosen() {
        return;
    }
    set(choices);
    if !settings::set(KEPT, &choices.kept()) {
        desk.say(desk.words().not_kept);
    }
}

fn digit(byte: u8) -> usize {
    usize::from(byte.wrapping_sub(b'0'))
}

/// Makes every reader follow.
fn set(choices: Choices) {
    CHOICES.set(Some(choices));
    for desk in READERS.with_borrow(|readers| readers.iter().filter_map(Weak::upgrade).collect::<Vec<_>>()) {
        apply(&desk, choices);
        reflect(&desk);
    }
}

fn apply(desk: &Desk, choices: Choices) {
    desk.engine.prefer(choices.theme());
    if let Some(root) = desk.find(".tin") {
        dom::dress(&root, &choices.style());
    }
}

/// Marks what is chosen in the panel, if it is open.
fn reflect(desk: &Desk) {
    if !desk.is_open("text") {
        return;
    }
    let choices = chosen();
    let mark = |word: &str, name: &str, yes: bool| {
        let selector = ["[data-choose=\"", word, "\"]"].concat();
        dom::mark(&desk.root, &selector, name, if yes { "true" } else { "false" });
    };
    for (group, options) in GROUPS.iter().enumerate() {
        for option in 0..options.len() {
            mark(&word(group, option), "aria-pressed", choices.of(group) == option);
        }
    }
    let size = choices.of(SIZE);
    mark(SMALLER, "aria-disabled", size == 0);
    mark(LARGER, "aria-disabled", size + 1 == SIZES.len());
    dom::write(&desk.root, ".size-now", SIZES.get(size).unwrap_or(&""));
}

fn word(group: usize, option: usize) -> String {
    [group, option].map(|part| decimal(u32::try_from(part).unwrap_or_default())).concat()
}

fn panel(desk: &Desk) -> Markup {
    let words = desk.words();
    let option = |word: &str, text: &str| {
        element("button", "option").attribute("type", "button").attribute(CHOOSE, word).text(text)
    };
    let row = |label: &str| {
        let name = element("span", "row-name").attribute("aria-hidden", "true").text(label);
        element("div", "row").attribute("role", "group").attribute("aria-label", label).child(name)
    };
    // Who speaks to the device says what is seen, so the name has both.
    let sized =
        |word: &str, sign: &str, name: &str| option(word, sign).attribute("aria-label", &[name, " ", sign].concat());
    let size = row(words.size)
        .child(sized(SMALLER, "A−", words.smaller))
        .child(sized(&word(SIZE, 1), "A", words.usual_size))
        .child(sized(LARGER, "A+", words.larger))
        .child(element("span", "size-now").attribute("role", "status"));
    let mut rows = element("div", "rows").child(size);
    for (at, (label, names)) in words.groups.into_iter().zip(words.options).enumerate() {
        let mut row = row(label);
        for (option_at, name) in names.iter().enumerate() {
            row = row.child(option(&word(at + 1, option_at), name));
        }
        rows = rows.child(row);
    }
    rows.child(option(RESET, words.reset).class("option reset"))
}
