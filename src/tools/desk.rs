//! What every tool works with: the reader, its engine, its language, and the places a tool may use.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

use super::engine::Engine;
use crate::{
    browser::{dom, events::Listener, shelf::Shelf},
    core::{lang::Lang, tool_words::ToolWords},
    ui::{
        markup::{Markup, element},
        slot::Slot,
    },
};

/// The attribute of a toolbar's button that says which tool it belongs to.
const TOOL: &str = "data-tool";

/// What a button does, by its name.
type Named = (&'static str, Rc<dyn Fn()>);

/// The workplace of one reader's tools.
pub struct Desk {
    /// `<tin-reader>`.
    pub host: HtmlElement,
    /// Its shadow root.
    pub root: ShadowRoot,
    /// The engine's handle.
    pub engine: Engine,
    /// What is kept on the device.
    pub shelf: Shelf,
    /// The toolbar: the buttons, a line that speaks, and room for one panel.
    bar: Element,
    buttons: Option<Element>,
    said: Option<Element>,
    panel: Slot,
    /// Which tool's panel is open.
    open: RefCell<Option<&'static str>>,
    /// Where the focus goes when it closes: a key opens a panel from anywhere in the reader. `None`: to the tool's button.
    back: RefCell<Option<Element>>,
    lang: Cell<Lang>,
    actions: RefCell<Vec<Named>>,
    listeners: RefCell<Vec<Listener>>,
}

impl Desk {
    /// Sets the places up in the toolbar that the engine keeps room for; `None` when there is none.
    pub fn new(host: HtmlElement, root: ShadowRoot, engine: Engine, shelf: Shelf, lang: Lang) -> Option<Rc<Self>> {
        let bar = dom::find(&root, ".toolbar")?;
        bar.set_text_content(None);
        let words = lang.tool_words();
        let buttons = element("div", "tools").attribute("role", "group").attribute("aria-label", words.tools);
        // What is measured is around the buttons alone: in browsers before 2024 it holds all that is fixed inside it.
        let bench = element("div", "bench").child(buttons.clone()).done();
        let (buttons, said) = (buttons.done(), element("p", "said").attribute("role", "status").done());
        for place in [&bench, &said].into_iter().flatten() {
            dom::append(&bar, place);
        }
        let desk = Rc::new(Self {
            panel: Slot::at_end_of(Some(&bar)),
            host,
            root,
            engine,
            shelf,
            bar,
            buttons,
            said,
            open: RefCell::default(),
            back: RefCell::default(),
            lang: Cell::new(lang),
            actions: RefCell::default(),
            listeners: RefCell::default(),
        });
        desk.hear_the_buttons();
        Some(desk)
    }

    fn hear_the_buttons(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        self.keep(Listener::new(&self.bar, "click", move |event| {
            let Some(desk) = weak.upgrade() else { return };
            let Some(name) = dom::pressed(&event, "[data-tool]").and_then(|button| button.get_attribute(TOOL)) else {
                return;
            };
            if name == "close" {
                return desk.close();
            }
            desk.act(&name);
        }));
        let weak = Rc::downgrade(self);
        // From anywhere in the reader. Over a large picture it is the picture that closes.
        self.keep(Listener::new(&self.root, "keydown", move |event| {
            let escape = event.dyn_ref::<web_sys::KeyboardEvent>().is_some_and(|event| {
                // With a word under construction it takes that back.
                event.key() == "Escape" && !event.is_composing()
            });
            if let Some(desk) = weak.upgrade()
                && escape
                && desk.find("dialog[open]").is_none()
            {
                desk.close();
            }
        }));
    }

    /// The interface's language.
    pub fn lang(&self) -> Lang {
        self.lang.get()
    }

    /// The tools' words.
    pub fn words(&self) -> &'static ToolWords {
        self.lang.get().tool_words()
    }

    /// Adds a button to the toolbar: an icon (a path on a grid of 24) and its name. `act` is called at each press.
    pub fn button(&self, name: &'static str, icon: &str, label: &str, act: impl Fn() + 'static) -> Option<Element> {
        self.on(name, act);
        let button = tool_button(name, label)
            .attribute("title", label)
            .class("tool")
            .picture(icon)
            .child(element("span", "tool-name").text(label));
        let button = button.done()?;
        dom::append(self.buttons.as_ref()?, &button);
        Some(button)
    }

    /// Appends what is not a button to the row of buttons.
    pub fn append(&self, element: &Element) {
        if let Some(buttons) = &self.buttons {
            dom::append(buttons, element);
        }
    }

    /// Shows a button only while the article on screen has an address of its own.
    pub fn offer_if_addressed(&self, button: &Element) {
        dom::toggle(button, "hidden", self.article().1.is_none());
    }

    /// The row of buttons.
    pub fn buttons(&self) -> Option<&Element> {
        self.buttons.as_ref()
    }

    /// Whether there is a button or key of this name.
    pub fn has(&self, name: &str) -> bool {
        self.actions.borrow().iter().any(|(known, _)| *known == name)
    }

    /// Does what a button of this name does. `false` when there is no such tool.
    pub fn act(&self, name: &str) -> bool {
        let actions = self.actions.borrow();
        let action = actions.iter().find(|(known, _)| *known == name).map(|(_, action)| action.clone());
        // An action may add buttons.
        drop(actions);
        action.map(|action| action()).is_some()
    }

    /// Calls `act` when a button made by [`tool_button`] with this name is pressed, wherever in the toolbar it stands.
    pub fn on(&self, name: &'static str, act: impl Fn() + 'static) {
        let mut actions = self.actions.borrow_mut();
        actions.retain(|(known, _)| *known != name);
        actions.push((name, Rc::new(act)));
    }

    /// Opens the panel of the tool `name` below the buttons, in place of any other, and focuses what `first` finds in it.
    pub fn open(&self, name: &'static str, label: &str, content: Markup, first: &str) {
        self.close();
        let close = tool_button("close", self.words().close).class("panel-close").text("×");
        let panel = element("div", "panel")
            .attribute("role", "group")
            .attribute("aria-label", label)
            .child(content)
            .child(close);
        self.panel.show([panel]);
        self.open.replace(Some(name));
        self.expanded(name, "true");
        self.focus([".panel ", first].concat().as_str());
    }

    /// Whether the panel of the tool `name` is open.
    pub fn is_open(&self, name: &str) -> bool {
        *self.open.borrow() == Some(name)
    }

    /// Closes the panel; the focus, if it was in there, goes back to the tool's button.
    pub fn close(&self) {
        let Some(name) = self.open.take() else { return };
        let back = self.back.take().filter(|back| back.is_connected());
        let inside = dom::has_focus(&self.root, ".panel");
        self.panel.show([]);
        self.expanded(name, "false");
        if inside {
            focus(back.or_else(|| self.find(&button_of(name))));
        }
    }

    /// Has the focus go to `place` when the open panel closes.
    pub fn come_back_to(&self, place: Option<Element>) {
        self.back.replace(place.filter(|_| self.open.borrow().is_some()));
    }

    /// Says of a tool's button whether its panel is open.
    pub fn expanded(&self, name: &str, value: &str) {
        dom::mark(&self.root, &button_of(name), "aria-expanded", value);
    }

    /// Says a sentence, once, also to screen readers.
    pub fn say(&self, sentence: &str) {
        if let Some(said) = &self.said {
            said.set_text_content(Some(sentence));
        }
    }

    /// The first element in the shadow root that `selector` finds.
    pub fn find(&self, selector: &str) -> Option<Element> {
        dom::find(&self.root, selector)
    }

    /// Focuses the first element that `selector` finds.
    pub fn focus(&self, selector: &str) {
        focus(self.find(selector));
    }

    /// The headline, the address of the article on screen (`None`: it has none).
    pub fn article(&self) -> (String, Option<String>) {
        (self.current("title").unwrap_or_default(), self.current("url"))
    }

    /// A member of what the page knows of the article on screen: `id`, `url` or `title`.
    pub fn current(&self, member: &str) -> Option<String> {
        self.engine.current(member)
    }

    /// Keeps a listener until the tools end.
    pub fn keep(&self, listener: Listener) {
        self.listeners.borrow_mut().push(listener);
    }

    /// Ends the listeners and empties the toolbar.
    pub fn end(&self) {
        self.listeners.take();
        self.actions.take();
        self.bar.set_text_content(None);
    }
}

fn button_of(name: &str) -> String {
    [".tools [data-tool=", name, "]"].concat()
}

fn focus(element: Option<Element>) {
    if let Some(element) = element {
        dom::focus(&element, false);
    }
}

/// A button of the toolbar or of a panel in it; [`Desk::on`] says what it does.
pub fn tool_button(name: &'static str, label: &str) -> Markup {
    element("button", "").attribute("type", "button").attribute(TOOL, name).attribute("aria-label", label)
}
