//! Keeps articles on the device: the one on screen, or a category's; and shows what is kept, to read it or to let it go.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
    slice,
};

use js_sys::Array;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::Element;

use super::{desk::Desk, toolbar::Part};
use crate::{
    browser::{
        dom,
        events::Listener,
        shelf::{Outcome, Saved},
        task::{settled, spawn},
    },
    core::{
        error::decimal,
        lang::{Lang, count, file_size, fill},
        shelf,
    },
    ui::{
        markup::{Markup, element},
        scene::Action,
        slot::Slot,
    },
};

const NAME: &str = "save";
const ICON: &str = "M6 3.5h12v17l-6-4.5-6 4.5z";
/// The attribute of a button in the panel: what it does.
const DO: &str = "data-keep";
/// Saves the article on screen, saves its category, removes everything.
const SAVE: &str = "save";
const SAVE_ALL: &str = "all";
const CLEAR: &str = "none";
/// The attribute of a button that removes an article: its id.
const REMOVE: &str = "data-remove";

struct Save {
    desk: Weak<Desk>,
    me: Weak<Self>,
    button: Element,
    panel: RefCell<Option<Slot>>,
    /// What is saved, the last first; `None` where nothing can be.
    saved: RefCell<Option<Vec<Saved>>>,
    /// Counts looks into the store: an older one may come back later.
    looks: Cell<u32>,
    /// Whether something is being saved now.
    busy: Cell<bool>,
    /// Whether the next press removes everything.
    sure: Cell<bool>,
    /// Whether the browser has promised to keep what is saved.
    promised: Cell<Option<bool>>,
}

/// Keeps the pictures that this reader shows, and shows those that are kept where the network fails.
struct Pictures {
    desk: Rc<Desk>,
}

impl Part for Pictures {
    fn article(&self) {
        self.desk.shelf.look(&self.desk.host, &self.desk.root);
    }

    fn end(&self) {
        self.desk.shelf.leave(&self.desk.host);
    }
}

/// What every reader does with its pictures, whether or not it has the tool.
pub fn follow(desk: &Rc<Desk>) -> Rc<dyn Part> {
    for kind in ["load", "error"] {
        let weak = Rc::downgrade(desk);
        desk.keep(Listener::new(&desk.root, kind, move |event| {
            if let (Some(desk), Some(picture)) = (weak.upgrade(), dom::pressed(&event, ".tin img")) {
                if kind == "load" {
                    desk.shelf.came(&desk.host, &picture);
                } else {
                    desk.shelf.broke(&desk.host, &picture);
                }
            }
        }));
    }
    Rc::new(Pictures { desk: desk.clone() })
}

/// The tool.
pub fn make(desk: &Rc<Desk>) -> Option<Rc<dyn Part>> {
    let (weak, acting) = (Rc::downgrade(desk), Rc::new(RefCell::new(Weak::<Save>::new())));
    let act = acting.clone();
    let button = desk.button(NAME, ICON, desk.words().save, move || {
        if let Some(save) = act.borrow().upgrade() {
            save.toggle();
        }
    })?;
    dom::set(&button, "aria-expanded", "false");
    let save = Rc::new_cyclic(|me| Save {
        desk: weak,
        me: me.clone(),
        button,
        panel: RefCell::default(),
        saved: RefCell::new(Some(Vec::new())),
        looks: Cell::default(),
        busy: Cell::default(),
        sure: Cell::default(),
        promised: Cell::default(),
    });
    acting.replace(Rc::downgrade(&save));
    let weak = Rc::downgrade(&save);
    desk.keep(Listener::new(&desk.root, "click", move |event| {
        if let (Some(save), Some(button)) = (weak.upgrade(), dom::pressed(&event, "[data-keep],[data-remove]")) {
            save.press(&button);
        }
    }));
    // Another reader of the page has saved something, or the feed has withdrawn it.
    let weak = Rc::downgrade(&save);
    desk.keep(Listener::new(&desk.host, "tin-save", move |_| {
        if let Some(save) = weak.upgrade() {
            save.refresh();
        }
    }));
    Some(save)
}

impl Part for Save {
    fn article(&self) {
        self.refresh();
    }
}

impl Save {
    fn toggle(&self) {
        let Some(desk) = self.desk.upgrade() else { return };
        if desk.is_open(NAME) {
            return desk.close();
        }
        self.sure.set(false);
        let content = element("div", "kept");
        let place = content.clone().done();
        desk.open(NAME, desk.words().saved_articles, content, "button");
        self.panel.replace(place.map(|place| Slot::at_end_of(Some(&place))));
        self.show(&desk);
        desk.focus(".panel button");
        self.refresh();
        self.look_for_a_promise(&desk, false);
    }

    /// Looks up what is saved, and shows it.
    fn refresh(&self) {
        let me = self.me.clone();
        let Some(desk) = self.desk.upgrade() else { return };
        spawn(async move {
            if let Some(save) = me.upgrade() {
                save.look_up(&desk).await;
            }
        });
    }

    async fn look_up(&self, desk: &Rc<Desk>) {
        let look = self.looks.get().wrapping_add(1);
        self.looks.set(look);
        let saved = desk.shelf.list(&desk.host).await;
        // (The tools may have ended meanwhile.)
        if self.looks.get() == look && self.button.is_connected() {
            self.saved.replace(saved);
            self.reflect(desk);
            self.show(desk);
        }
    }

    /// Whether the article with this id is saved, with all its pictures.
    fn is_saved(&self, id: &str) -> bool {
        self.saved.borrow().iter().flatten().any(|saved| saved.id == id && saved.is_whole())
    }

    /// The button says whether the article on screen is saved.
    fn reflect(&self, desk: &Desk) {
        let saved = desk.current("id").is_some_and(|id| self.is_saved(&id));
        let words = desk.words();
        let label = if saved { words.saved } else { words.save };
        for name in ["aria-label", "title"] {
            dom::set(&self.button, name, label);
        }
        dom::write(&self.button, ".tool-name", label);
        dom::toggle(&self.button, "data-saved", saved);
    }

    /// The articles at hand of the category on screen: the list's, or the article's.
    fn category(desk: &Desk) -> Vec<String> {
        let mut items = Vec::new();
        while let Ok(from) = u32::try_from(items.len()) {
            let slice = desk.engine.items(from);
            if slice.length() == 0 {
                break;
            }
            items.extend(slice.iter().map(JsCast::unchecked_into::<Array>));
        }
        let rows = || items.iter();
        let category = match desk.current("id") {
            Some(id) => rows().find(|row| row.get(0).as_string().as_ref() == Some(&id)).map(|row| row.get(3)),
            None => desk.find(".listing .title").map(|title| title.text_content().into()),
        };
        let category = category.and_then(|title| title.as_string());
        rows()
            .filter(|row| category.is_some() && row.get(3).as_string() == category)
            .filter_map(|row| row.get(0).as_string())
            .collect()
    }

    fn press(&self, button: &Element) {
        let Some(desk) = self.desk.upgrade() else { return };
        let me = self.me.clone();
        let removed = button.get_attribute(REMOVE);
        let what = button.get_attribute(DO).unwrap_or_default();
        if what == SAVE || what == SAVE_ALL {
            if !self.busy.replace(true) {
                let ids = if what == SAVE { desk.current("id").into_iter().collect() } else { Self::category(&desk) };
                self.show(&desk);
                spawn(async move {
                    if let Some(save) = me.upgrade() {
                        save.save(&desk, ids).await;
                    }
                });
            }
            return;
        }
        if what == CLEAR && !self.sure.replace(true) {
            return self.show(&desk);
        }
        self.sure.set(false);
        spawn(async move {
            desk.shelf.remove(&desk.host, removed.as_deref()).await;
            if let Some(save) = me.upgrade() {
                save.refresh();
            }
        });
    }

    /// Saves these articles one after another, and says what came of it.
    async fn save(&self, desk: &Rc<Desk>, mut ids: Vec<String>) {
        self.look_for_a_promise(desk, true);
        let words = desk.words();
        ids.retain(|id| !self.is_saved(id));
        let (wanted, mut saved, mut short, mut last) = (ids.len(), 0, 0, Outcome::Saved);
        // Each picture is shown; said are the beginning and the outcome.
        let shown = element("p", "said").attribute("aria-hidden", "true").done();
        if let (Some(said), Some(shown)) = (desk.find(".said"), &shown) {
            let _ = said.insert_adjacent_element("afterend", shown);
        }
        for (at, id) in ids.iter().enumerate() {
            let template = if wanted > 1 {
                fill(words.saving_of, &of(at + 1, wanted, desk.lang()))
            } else {
                words.saving.to_owned()
            };
            let progress = {
                let (desk, shown) = (desk.clone(), shown.clone());
                Closure::<dyn FnMut(u32, u32)>::new(move |done: u32, all: u32| {
                    let step = fill(&template, &[&decimal(done), "/", &decimal(all)].concat());
                    let begins = at == 0 && done == 0;
                    desk.say(if begins { &step } else { "" });
                    if let Some(shown) = shown.as_ref().filter(|_| !begins) {
                        shown.set_text_content(Some(&step));
                    }
                })
            };
            let outcome = desk.shelf.save(&desk.host, id, &desk.engine, progress.as_ref().unchecked_ref()).await;
            // What failed for one may not for the next, whose pictures come from elsewhere.
            if last != Outcome::Failed || matches!(outcome, Outcome::TooMuch | Outcome::Full | Outcome::Nowhere) {
                last = outcome;
            }
            match outcome {
                Outcome::Saved => saved += 1,
                Outcome::TextOnly(..) => short += 1,
                Outcome::Failed => {}
                _ => break,
            }
        }
        if let Some(shown) = shown {
            shown.remove();
        }
        self.busy.set(false);
        let mut sentence = match last {
            Outcome::TextOnly(lacks, all) if wanted == 1 => {
                fill(words.saved_text, &[&decimal(lacks), "/", &decimal(all)].concat())
            }
            Outcome::Saved | Outcome::TextOnly(..) if short > 0 => {
                fill(&fill(words.saved_some, &of(saved, wanted, desk.lang())), &count(short, desk.lang()))
            }
            Outcome::Saved | Outcome::TextOnly(..) if wanted > 1 => fill(words.saved_many, &count(saved, desk.lang())),
            Outcome::Saved | Outcome::TextOnly(..) => words.saved_one.to_owned(),
            Outcome::TooMuch => {
                let room = shelf::room(desk.host.get_attribute("storage").as_deref());
                fill(words.save_over, &file_size(room, desk.lang()))
            }
            Outcome::Full => {
                desk.shelf.full(&desk.host, words.save_full);
                words.save_full.to_owned()
            }
            Outcome::Nowhere => words.save_nowhere.to_owned(),
            Outcome::Failed => words.save_failed.to_owned(),
        };
        // What was begun and broke off: how far it came.
        if wanted > 1 && saved + short < wanted {
            sentence = [&fill(words.saved_many, &of(saved, wanted, desk.lang())), " ", &sentence].concat();
        }
        // The list first: what is said is there to be seen, and no button is made anew under the finger that answers it.
        self.look_up(desk).await;
        desk.say(&sentence);
    }

    /// Looks whether the browser promises not to throw away what is saved; `ask` asks it to. It may ask the reader then, who may
    /// take their time.
    fn look_for_a_promise(&self, desk: &Rc<Desk>, ask: bool) {
        let (me, desk) = (self.me.clone(), desk.clone());
        spawn(async move {
            let promised = settled(desk.shelf.persist(ask)).await.ok().and_then(|answer| answer.as_bool());
            if let Some(save) = me.upgrade() {
                save.promised.set(promised);
                save.show(&desk);
            }
        });
    }

    /// Fills the panel, if it is open. The focus stays in it.
    fn show(&self, desk: &Desk) {
        let mut panel = self.panel.borrow_mut();
        let Some(slot) = panel.as_mut().filter(|_| desk.is_open(NAME)) else { return };
        let content = self.content(desk);
        let shown = content.clone().into_iter().fold(element("div", ""), Markup::child).done();
        // A button that is made anew under somebody's finger does not hear it.
        if shown.map(|shown| shown.inner_html()) == desk.find(".kept").map(|kept| kept.inner_html()) {
            return;
        }
        let inside = dom::has_focus(&desk.root, ".kept");
        let same = desk.root.active_element().and_then(|focus| focus.get_attribute(DO)).unwrap_or_default();
        slot.show(content);
        if inside {
            let same = [".kept [", DO, "='", &same, "']"].concat();
            desk.focus(if desk.find(&same).is_some() { &same } else { ".panel button" });
        }
    }

    fn content(&self, desk: &Desk) -> Vec<Markup> {
        let words = desk.words();
        let paragraph = |text: &str| element("p", "").text(text);
        let saved = self.saved.borrow();
        let Some(saved) = saved.as_ref() else { return vec![paragraph(words.save_nowhere)] };
        let act = |what: &str, label: &str| {
            element("button", "option").attribute("type", "button").attribute(DO, what).text(label)
        };
        let busy = if self.busy.get() { "true" } else { "false" };
        let unsaved = |ids: &[String]| self.busy.get() || !ids.iter().all(|id| self.is_saved(id));
        let (current, category) = (desk.current("id"), Self::category(desk));
        let mut actions = element("div", "actions");
        if let Some(id) = &current {
            actions = actions.child(if unsaved(slice::from_ref(id)) {
                act(SAVE, words.save_this).attribute("aria-disabled", busy)
            } else {
                paragraph(words.is_saved)
            });
        }
        if unsaved(&category) && category.len() > usize::from(current.is_some()) {
            let label = fill(words.save_category, &count(category.len(), desk.lang()));
            actions = actions.child(act(SAVE_ALL, &label).attribute("aria-disabled", busy));
        } else if !category.is_empty() && current.is_none() {
            actions = actions.child(paragraph(words.category_is_saved));
        }
        let mut shown = vec![actions];
        let mut list = element("ul", "found");
        for one in saved {
            list = list.child(row(one, desk));
        }
        if saved.is_empty() {
            shown.push(paragraph(words.saved_none));
        } else {
            let bytes = saved.iter().fold(0_u64, |sum, one| sum.saturating_add(one.bytes));
            let total =
                fill(&fill(words.saved_total, &count(saved.len(), desk.lang())), &file_size(bytes, desk.lang()));
            let label = if self.sure.get() { words.remove_sure } else { words.remove_all };
            shown.push(list);
            shown.push(element("div", "actions").child(element("span", "").text(&total)).child(act(CLEAR, label)));
            if let Some(promised) = self.promised.get() {
                shown.push(paragraph(if promised { words.save_promised } else { words.save_not_promised }));
            }
        }
        shown
    }
}

/// A saved article. The engine opens it in place, as it does the headlines below an article.
fn row(one: &Saved, desk: &Desk) -> Markup {
    let words = desk.words();
    let mut facts = [one.time.short(desk.lang()), " · ".to_owned(), file_size(one.bytes, desk.lang())].concat();
    if one.changed {
        facts = [&facts, " · ", words.saved_changed].concat();
    }
    if one.lacks > 0 {
        facts = [facts, " · ".to_owned(), fill(words.saved_lacks, &decimal(one.lacks))].concat();
    }
    let button = |class: &str| element("button", class).attribute("type", "button");
    let headline = element("span", "headline").lang(one.lang.as_deref()).text(&one.headline);
    let open = button("result").attribute(Action::ARTICLE, &one.id).child(headline);
    let remove = button("option").attribute(REMOVE, &one.id).text(words.remove);
    let remove = remove.attribute("aria-label", &fill(words.remove_one, &one.headline));
    element("li", "").child(open).child(element("span", "facts").text(&facts)).child(remove)
}

/// `3/12`.
fn of(part: usize, whole: usize, lang: Lang) -> String {
    [&count(part, lang), "/", &count(whole, lang)].concat()
}
