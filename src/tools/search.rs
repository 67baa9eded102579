//! Searches the articles at hand, by words and by category; needs no network.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use js_sys::Array;
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use web_sys::{Element, Event, KeyboardEvent};

use super::{
    desk::Desk,
    results::{CHIP, CHIP_CLASS, Category, chips, dressed, row},
    toolbar::Part,
};
use crate::{
    browser::{
        clock::Timer,
        dom,
        events::Listener,
        task::{breathe, painted, settled, spawn},
    },
    core::{
        lang::{count, fill},
        search::{Index, Query},
    },
    ui::{
        markup::{Markup, element},
        slot::Slot,
    },
};

const NAME: &str = "search";
const ICON: &str = "M16 16l5 5M4 10.5a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0";
/// How many results are on screen at a time.
const PAGE: usize = 10;
/// How many of them a key press waits for: those that fit between the field and a phone's keyboard. The others come a frame
/// later, and what else there is to say of them.
const FIRST: usize = 3;
/// Milliseconds without a key press until the number of results is spoken.
const PAUSE: i32 = 700;

/// On the other buttons in here: what they do.
const DO: &str = "data-do";
const FURTHER: &str = "further";

struct Search {
    desk: Weak<Desk>,
    me: Weak<Self>,
    /// What was typed and chosen last; it is there again when the panel is opened again.
    typed: RefCell<String>,
    chosen: RefCell<String>,
    open: RefCell<Option<Open>>,
    /// Whether Enter went down in the field.
    entered: Cell<bool>,
    /// Whether a further page is on its way, and whether the focus has to be put back when it was looked through.
    loading: Cell<bool>,
    focus_after: Cell<bool>,
    /// Counts index builds: an older one gives way.
    round: Cell<u32>,
    /// Counts what was shown: the rest of an older one is not wanted any more.
    shown: Cell<u32>,
    _leaving: Listener,
}

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    /// What stands in a field.
    fn typed(field: &Element) -> String;
    /// Empties it.
    fn clear(field: &Element);
}

/// The panel on screen.
struct Open {
    chips: Slot,
    list: Option<Element>,
    below: Slot,
    count: Option<Element>,
    spoken: Option<Element>,
    /// What the engine gave, and its index; `None` while it is being built.
    articles: Option<(Array, Index)>,
    /// The categories, as the index numbers them.
    categories: Vec<Category>,
    found: Vec<usize>,
    page: usize,
    pause: Option<Timer>,
    _listeners: [Listener; 4],
}

/// The tool.
pub fn make(desk: &Rc<Desk>) -> Option<Rc<dyn Part>> {
    let search = Rc::new_cyclic(|me: &Weak<Search>| Search {
        desk: Rc::downgrade(desk),
        me: me.clone(),
        typed: RefCell::default(),
        chosen: RefCell::default(),
        open: RefCell::default(),
        entered: Cell::default(),
        loading: Cell::default(),
        focus_after: Cell::default(),
        round: Cell::default(),
        shown: Cell::default(),
        _leaving: close_before_leaving(desk),
    });
    let weak = Rc::downgrade(&search);
    desk.button(NAME, ICON, desk.words().search, move || {
        if let Some(search) = weak.upgrade() {
            search.toggle();
        }
    })?;
    Some(search)
}

/// Closes the panel when another article is about to take the screen: before it is scrolled to, and not if the page has
/// prevented it.
fn close_before_leaving(desk: &Rc<Desk>) -> Listener {
    let weak = Rc::downgrade(desk);
    Listener::new(&desk.host, "tin-navigate", move |event| {
        let weak = weak.clone();
        spawn(async move {
            if let Some(desk) = weak.upgrade().filter(|desk| desk.is_open(NAME) && !event.default_prevented()) {
                desk.close();
            }
        });
    })
}

impl Part for Search {
    fn article(&self) {
        let open = self.desk.upgrade().is_some_and(|desk| desk.is_open(NAME));
        if open {
            // A refresh, perhaps: other articles.
            self.build();
        } else {
            self.open.take();
        }
    }

    fn end(&self) {
        self.round.set(self.round.get().wrapping_add(1));
        self.open.take();
    }
}

impl Search {
    fn toggle(&self) {
        let Some(desk) = self.desk.upgrade() else { return };
        if desk.is_open(NAME) {
            return desk.close();
        }
        let words = desk.words();
        let typed = self.typed.borrow();
        let input = dressed(
            element("input", "query"),
            &[
                ("type", "search"),
                ("value", &typed),
                ("maxlength", "200"),
                ("autocomplete", "off"),
                ("autocapitalize", "off"),
                ("spellcheck", "false"),
                ("enterkeyhint", "search"),
            ],
        );
        let label = element("label", "query-label").child(element("span", "").text(words.search_label)).child(input);
        let chips = dressed(element("div", "chips"), &[("role", "group"), ("aria-label", words.search_categories)]);
        // The number is to be seen at once and heard after a pause.
        let count = element("p", "count").attribute("aria-hidden", "true");
        let spoken = element("p", "unseen").attribute("role", "status");
        let (results, list) = (element("div", "results"), element("ul", "found"));
        let content = element("div", "search").attribute("role", "search").child(label);
        let content = content.child(chips.clone()).child(count.clone()).child(spoken.clone());
        let content = content.child(results.clone().child(list.clone()));
        let place = content.clone().done();
        desk.open(NAME, words.search, content, "input");
        let (Some(place), Some(chips), Some(results)) = (place, chips.done(), results.done()) else { return };
        self.open.replace(Some(Open {
            chips: Slot::at_end_of(Some(&chips)),
            list: list.done(),
            below: Slot::at_end_of(Some(&results)),
            count: count.done(),
            spoken: spoken.done(),
            articles: None,
            categories: Vec::new(),
            found: Vec::new(),
            page: 0,
            pause: None,
            _listeners: self.listen(&place),
        }));
        self.build();
    }

    fn listen(&self, place: &Element) -> [Listener; 4] {
        ["input", "click", "keydown", "keyup"].map(|kind| {
            let me = self.me.clone();
            Listener::new(place, kind, move |event| {
                if let (Some(search), Some(target)) = (me.upgrade(), dom::pressed(&event, "*")) {
                    search.hear(kind, &event, &target);
                }
            })
        })
    }

    fn hear(&self, kind: &str, event: &Event, target: &Element) {
        let Some(desk) = self.desk.upgrade() else { return };
        match kind {
            "input" => {
                self.typed.replace(typed(target));
                self.find();
            }
            "click" => {
                if let Some(button) = dom::around(target, "button") {
                    self.press(&button, &desk);
                }
            }
            "keydown" => {
                // Enter may only end the composing of a word.
                let entered = |event: &KeyboardEvent| event.key() == "Enter" && !event.is_composing();
                let entered = event.dyn_ref::<KeyboardEvent>().is_some_and(entered);
                self.entered.set(entered && target.class_name() == "query");
            }
            // When the key is down, the press would go on to the link: Firefox follows it.
            _ => {
                if self.entered.take() {
                    // Also puts the keyboard of a phone away.
                    desk.focus(".result");
                }
            }
        }
    }

    fn press(&self, button: &Element, desk: &Desk) {
        if let Some(title) = button.get_attribute(CHIP) {
            self.choose(title, desk);
            self.find();
            // The way out of an empty category goes with what it led out of.
            if button.class_name() != CHIP_CLASS {
                desk.focus(".query");
            }
            return;
        }
        let Some(what) = button.get_attribute(DO) else { return };
        if what == FURTHER {
            return self.load_further(desk);
        }
        if what == "clear" {
            self.typed.take();
            if let Some(input) = desk.find(".query") {
                clear(&input);
            }
            self.find();
            return desk.focus(".query");
        }
        if let Some(open) = self.open.borrow_mut().as_mut() {
            open.page = if what == "next" { open.page + 1 } else { open.page.saturating_sub(1) };
            self.show(open, desk, 0);
        }
        desk.focus(".result");
    }

    /// Fetches the feed's next page and looks through it too.
    fn load_further(&self, desk: &Desk) {
        if self.loading.replace(true) {
            return;
        }
        let (me, loading) = (self.me.clone(), desk.engine.further());
        spawn(async move {
            let came = settled(loading).await.is_ok();
            let Some(search) = me.upgrade() else { return };
            search.loading.set(false);
            let Some(desk) = search.desk.upgrade().filter(|desk| desk.is_open(NAME)) else { return };
            if came {
                search.focus_after.set(true);
                search.build();
            } else {
                desk.say(desk.words().search_further_failed);
            }
        });
    }

    /// Chooses a category; the buttons show it.
    fn choose(&self, title: String, desk: &Desk) {
        let mut chip = desk.find(".chips>button");
        while let Some(button) = chip {
            let own = button.get_attribute(CHIP).is_some_and(|own| own == title);
            dom::set(&button, "aria-pressed", if own { "true" } else { "false" });
            chip = button.next_element_sibling();
        }
        self.chosen.replace(title);
    }

    /// Builds the index, slice by slice; then shows what there is to choose and to see.
    fn build(&self) {
        let round = self.round.get().wrapping_add(1);
        self.round.set(round);
        let me = self.me.clone();
        let Some(desk) = self.desk.upgrade() else { return };
        spawn(async move {
            let (articles, mut index, mut categories) = (Array::new(), Index::default(), Vec::<Category>::new());
            let mut slice = Array::new();
            loop {
                let number = articles.length();
                if slice.length() == 0 {
                    if number > 0 {
                        let _ = breathe().await;
                        if me.upgrade().is_none_or(|search| search.round.get() != round) {
                            return;
                        }
                    }
                    slice = desk.engine.items(number);
                }
                let article = slice.shift();
                if article.is_undefined() {
                    break;
                }
                articles.push(&article);
                let article: Array = article.unchecked_into();
                let member = |at| article.get(at).as_string().unwrap_or_default();
                let title = member(3);
                let category = categories.iter().position(|(known, _)| *known == title).unwrap_or_else(|| {
                    categories.push((title, article.get(6).as_string()));
                    categories.len() - 1
                });
                index.add(&member(1), &member(2), category);
            }
            // The first key press should not wait for what is compiled at its first call.
            index.search(&Query::new("a"), None, FIRST);
            let Some(search) = me.upgrade() else { return };
            // The category may have vanished with a refresh.
            if !categories.iter().any(|(title, _)| *title == *search.chosen.borrow()) {
                search.chosen.take();
            }
            if let Some(open) = search.open.borrow_mut().as_mut() {
                open.chips.show(chips(&categories, &search.chosen.borrow(), desk.words().search_all));
                open.categories = categories;
                open.articles = Some((articles, index));
            }
            search.find();
        });
    }

    /// Answers a key press: with the first results, and with all that there is to say of it when those are on screen.
    fn find(&self) {
        let (Some(desk), mut open) = (self.desk.upgrade(), self.open.borrow_mut()) else { return };
        let Some(open) = open.as_mut() else { return };
        let shown = self.shown.get().wrapping_add(1);
        self.shown.set(shown);
        let Some(whole) = self.look(open, FIRST) else { return };
        if whole && open.found.len() <= FIRST {
            return self.answer(open, &desk, 0);
        }
        // In place of those that were there: without them what is below would come up for a frame.
        let rows = self.rows(open, 0, FIRST);
        if let Some(list) = &open.list {
            let mut old = list.first_element_child();
            for row in rows.into_iter().filter_map(Markup::done) {
                let next = old.as_ref().and_then(Element::next_element_sibling);
                match old {
                    Some(old) => drop(list.replace_child(&row, &old)),
                    None => dom::append(list, &row),
                }
                old = next;
            }
        }
        let me = self.me.clone();
        spawn(async move {
            let _ = painted().await;
            let Some(search) = me.upgrade().filter(|search| search.shown.get() == shown) else { return };
            let (Some(desk), mut open) = (search.desk.upgrade(), search.open.borrow_mut()) else { return };
            // (It may have been closed, and opened again.)
            if let Some(open) = open.as_mut().filter(|open| open.articles.is_some()) {
                let first = open.found.get(..FIRST).map(<[usize]>::to_vec);
                if !whole {
                    search.look(open, usize::MAX);
                }
                // A better one may be far back.
                let same = first.is_some_and(|first| open.found.starts_with(&first));
                search.answer(open, &desk, if same { FIRST } else { 0 });
            }
        });
    }

    /// Looks for what is typed and chosen, for `enough` of it or for all; says whether this is all.
    fn look(&self, open: &mut Open, enough: usize) -> Option<bool> {
        let (_, index) = open.articles.as_mut()?;
        let chosen = self.chosen.borrow();
        let category = open.categories.iter().position(|(title, _)| *title == *chosen).filter(|_| !chosen.is_empty());
        let (found, whole) = index.search(&Query::new(&self.typed.borrow()), category, enough);
        (open.found, open.page) = (found, 0);
        Some(whole)
    }

    /// Shows what was found but for its first `there` results, and says how much it is.
    fn answer(&self, open: &mut Open, desk: &Desk, there: usize) {
        // What had the focus is made anew, or gone: the button that was pressed, or a result that another comes before.
        let held = self.focus_after.take() || desk.root.active_element().is_some();
        self.show(open, desk, there);
        if held && desk.root.active_element().is_none() {
            desk.focus(if desk.find(".so-far>button").is_some() { ".so-far>button" } else { ".result" });
        }
        let (words, typed, everywhere) = (desk.words(), self.typed.borrow(), self.chosen.borrow().is_empty());
        let sentence = if Query::new(&typed).is_empty() && everywhere {
            String::new()
        } else if !open.found.is_empty() {
            fill(words.search_found, &count(open.found.len(), desk.lang()))
        } else {
            fill(if everywhere { words.search_none } else { words.search_none_in }, typed.trim_ascii())
        };
        let say = |place: &Option<Element>, sentence: &str| {
            if let Some(place) = place {
                place.set_text_content(Some(sentence));
            }
        };
        say(&open.count, &sentence);
        say(&open.spoken, "");
        let spoken = open.spoken.clone();
        open.pause = Some(Timer::after(PAUSE, move || say(&spoken, &sentence)));
    }

    /// The results from one place to another, counted from the page's first.
    fn rows(&self, open: &Open, from: usize, to: usize) -> Vec<Markup> {
        let query = Query::new(&self.typed.borrow());
        let Some((articles, _)) = &open.articles else { return Vec::new() };
        let numbers = open.found.iter().skip(open.page * PAGE + from).take(to - from);
        let article = |number: &usize| articles.get(u32::try_from(*number).unwrap_or_default());
        numbers.map(|number| row(&article(number).unchecked_into(), &query)).collect()
    }

    /// Shows the page of results that `open` is at, of which the first are `there`; or a way on where there are none.
    fn show(&self, open: &mut Open, desk: &Desk, there: usize) {
        let words = desk.words();
        let act = |attribute: &str, what: &str, label: &str| {
            dressed(element("button", "secondary"), &[("type", "button"), (attribute, what)]).text(label)
        };
        let rows = self.rows(open, there, PAGE);
        if let Some(list) = &open.list {
            while list.child_element_count() as usize > there {
                list.last_element_child().as_ref().map(Element::remove);
            }
            for row in rows.into_iter().filter_map(Markup::done) {
                dom::append(list, &row);
            }
        }
        let Some((articles, _)) = &open.articles else { return };
        let asked = !Query::new(&self.typed.borrow()).is_empty();
        let everywhere = self.chosen.borrow().is_empty();
        // What is not at hand was not looked through.
        let mut further = Vec::new();
        if desk.engine.has_further() && (asked || !everywhere) {
            let so_far = fill(words.search_so_far, &count(articles.length() as usize, desk.lang()));
            let line = element("p", "so-far").text(&so_far).text(" ");
            further.push(line.child(act(DO, FURTHER, words.search_further)));
        }
        let mut below = element("div", "actions");
        if open.found.is_empty() {
            let way_on =
                if everywhere { act(DO, "clear", words.search_clear) } else { act(CHIP, "", words.search_everywhere) };
            let mut shown = Vec::new();
            if asked {
                shown.push(below.child(way_on));
            }
            shown.extend(further);
            return open.below.show(shown);
        }
        let start = open.page * PAGE;
        if start > 0 {
            below = below.child(act(DO, "back", words.search_back));
        }
        let end = open.found.len().min(start + PAGE);
        if open.found.len() > PAGE {
            let number = |value| count(value, desk.lang());
            let place = [&number(start + 1), "–", &number(end), " / ", &number(open.found.len())].concat();
            below = below.child(element("span", "").text(&place));
        }
        if end < open.found.len() {
            below = below.child(act(DO, "next", words.search_next));
        }
        let mut content = vec![below];
        content.extend(further);
        open.below.show(content);
    }
}
