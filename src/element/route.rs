//! `routing="hash"`: the page's address, its history, and where each entry was scrolled to.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use crate::browser::{dom, events::Listener, history};

/// The history entries of one reader.
#[derive(Debug)]
pub struct Route {
    entry: Rc<Cell<f64>>,
    /// Where the page is scrolled to, as of the last scroll event: when `popstate` comes the page still shows the entry
    /// that is being left, but the browser may already have begun to move.
    scrolled: Rc<Cell<f64>>,
    left_at: RefCell<Vec<(f64, f64)>>,
    _listeners: [Listener; 2],
}

impl Route {
    /// Starts to follow the history. `moved` is called after Back, Forward, or a change of the address by hand.
    pub fn new(moved: impl Fn() + 'static) -> Self {
        let window = dom::page();
        let scrolled = Rc::new(Cell::new(history::scrolled()));
        let entry = Rc::new(Cell::new(history::entry(fresh())));
        let here = entry.clone();
        let listeners = [
            // One that only covers another (`history::cover`) has its number: then nothing has moved.
            Listener::new(&window, "popstate", move |_| {
                if !same(history::entry(fresh()), here.get()) {
                    moved();
                }
            }),
            Listener::new(&window, "scroll", {
                let scrolled = scrolled.clone();
                move |_| scrolled.set(history::scrolled())
            }),
        ];
        Self { entry, scrolled, left_at: RefCell::default(), _listeners: listeners }
    }

    /// Has the address say the article `id`, or none: in an entry that is `anew`, or in the one we are at.
    pub fn write(&self, id: Option<&str>, anew: bool) {
        if anew {
            self.remember(history::scrolled());
            self.entry.set(fresh());
        }
        history::write(id, self.entry.get(), anew);
    }

    /// Takes note that the history has moved; says how far the entry we are at now was scrolled.
    pub fn arrive(&self) -> Option<f64> {
        self.remember(self.scrolled.get());
        let entry = history::entry(fresh());
        self.entry.set(entry);
        self.left_at.borrow().iter().find(|(known, _)| same(*known, entry)).map(|(_, top)| *top)
    }

    fn remember(&self, top: f64) {
        let entry = self.entry.get();
        let mut left_at = self.left_at.borrow_mut();
        left_at.retain(|(known, _)| !same(*known, entry));
        left_at.push((entry, top));
    }
}

/// Entries are numbered by the clock and chance, so that readers and visits do not share numbers.
fn fresh() -> f64 {
    js_sys::Date::now() + js_sys::Math::random()
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < f64::EPSILON
}
