//! The list below an article, or of a category: as many headlines as are shown, and more.

use std::{cell::Cell, rc::Rc};

use super::Session;
use crate::{
    browser::{clock::now, dom, task::tick},
    core::{config::Config, error::decimal, lang::fill},
    ui::scene::{More, Related},
};

impl Session {
    /// Begins with the first headlines again.
    pub(super) fn count_anew(&self, config: &Config) {
        self.shown.set(config.batch());
        self.listed.set(config.batch());
        self.list_top.take();
    }

    /// How many headlines are shown in what is on screen.
    pub(super) fn rows(&self) -> &Cell<usize> {
        if self.listing.get() { &self.listed } else { &self.shown }
    }

    /// The list as the article or category, the attribute and the pages at hand have it.
    pub(super) fn related(&self) -> Related {
        let (library, current) = (self.library.borrow(), self.current.borrow());
        let (Some((library, _)), Some(item)) = (library.as_ref(), current.as_ref()) else { return Related::default() };
        let (list, rows) = (self.listing.get(), self.rows().get());
        let mut items = library.related(item, list, now());
        let more = if items.len() > rows || library.next().is_some() { More::Idle } else { More::None };
        items.truncate(rows);
        let title = library.category_of(item).filter(|_| list).map(|category| category.title);
        Related { title, shown: list || self.config.borrow().related > 0, items, more }
    }

    /// Shows as many headlines again, from further pages if need be.
    pub(super) async fn more(self: &Rc<Self>) {
        let (Some(scene), Some(item)) = (self.scene(), self.current.borrow().clone()) else { return };
        let list = self.listing.get();
        let (before, more) = scene.read(|scene| (scene.related.items.len(), scene.related.more));
        if more == More::Busy {
            return;
        }
        let aim = before + self.config.borrow().batch();
        let mut failed = false;
        loop {
            let Some(library) = self.library.borrow().as_ref().map(|(library, _)| library.clone()) else { return };
            if library.related(&item, list, now()).len() >= aim || library.next().is_none() {
                break;
            }
            self.stage(|scene| scene.related.more = More::Busy);
            let longer = self.next_page(library, true).await;
            if !self.alive.get() || !self.is_current(&item, list) {
                return;
            }
            match longer {
                Ok(Some(longer)) => self.keep(longer),
                Ok(None) => return,
                Err(_) => {
                    failed = true;
                    break;
                }
            }
        }
        self.rows().set(aim);
        let mut related = self.related();
        if failed {
            related.more = More::Failed;
        }
        let (after, more) = (related.items.len(), related.more);
        let added = decimal(u32::try_from(after.saturating_sub(before)).unwrap_or_default());
        let notice = fill(self.config.borrow().lang.words().added, &added);
        let had_focus = dom::has_focus(&self.root, ".more");
        self.stage(|scene| {
            scene.related = related;
            scene.notice = if failed { String::new() } else { notice };
        });
        let _ = tick().await;
        if had_focus && self.alive.get() {
            // The button was made anew, or is gone: then the focus goes to the first of the new headlines.
            let row = [".list>:nth-child(", &decimal(u32::try_from(before + 1).unwrap_or_default()), ") a"].concat();
            self.focus(if more == More::None { &row } else { ".more" });
        }
    }
}
