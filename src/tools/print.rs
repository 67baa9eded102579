//! Prints the article alone.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use web_sys::Element;

use super::{desk::Desk, qr, toolbar::Part};
use crate::{
    browser::{
        clock::now,
        dom,
        events::Listener,
        paper::{self, Paper, copy},
        task::spawn,
    },
    core::lang::fill,
    ui::markup::element,
};

const ICON: &str = "M7 9V3h10v6M7 17H4v-7a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v7h-3M7 14h10v7H7z";

struct Print {
    desk: Weak<Desk>,
    paper: Paper,
    busy: Cell<bool>,
    /// Of the page itself, printed by the browser's own command: what stands below the article then.
    foot: RefCell<Option<Element>>,
}

impl Part for Print {
    fn end(&self) {
        self.paper.remove();
        self.take_foot();
    }
}

/// The tool.
pub fn make(desk: &Rc<Desk>) -> Option<Rc<dyn Part>> {
    let print = Rc::new(Print {
        desk: Rc::downgrade(desk),
        paper: paper::new(),
        busy: Cell::default(),
        foot: RefCell::default(),
    });
    let window = dom::page();
    for kind in ["beforeprint", "afterprint"] {
        let weak = Rc::downgrade(&print);
        desk.keep(Listener::new(&window, kind, move |_| {
            if let Some(print) = weak.upgrade() {
                print.take_foot();
                if kind == "beforeprint" {
                    print.put_foot();
                }
            }
        }));
    }
    let weak = Rc::downgrade(&print);
    desk.button("print", ICON, desk.words().print, move || {
        if let Some(print) = weak.upgrade()
            && !print.busy.replace(true)
        {
            spawn(async move {
                if !print.start().await.unwrap_or_default() {
                    print.fail();
                }
                print.busy.set(false);
            });
        }
    })?;
    Some(print)
}

/// The article's address, as a code too, and when it was printed.
fn foot(desk: &Desk) -> Option<Element> {
    let (title, url) = desk.article();
    let time = fill(desk.words().printed, &now().short(desk.lang()));
    element("footer", "printed")
        .ours(desk.lang())
        .maybe(url.as_ref().and_then(|url| qr::code(desk, &title, url)))
        .maybe(url.as_ref().map(|url| element("p", "").text(url)))
        .child(element("p", "").text(&time))
        .done()
}

impl Print {
    async fn start(&self) -> Option<bool> {
        let desk = self.desk.upgrade()?;
        let article = copy(desk.find("article")?.as_ref())?;
        let foot = foot(&desk)?;
        dom::append(&article, &foot);
        let lang = desk.lang().tag();
        let sheet = element("div", "tin").attribute("data-theme", "light").attribute("lang", lang).done()?;
        dom::append(&sheet, &article);
        Some(self.paper.print(&desk.root, &sheet, &desk.article().0, lang).await)
    }

    fn put_foot(&self) -> Option<()> {
        let desk = self.desk.upgrade()?;
        let foot = foot(&desk)?;
        dom::append(desk.find("article")?.as_ref(), &foot);
        self.foot.replace(Some(foot));
        Some(())
    }

    fn take_foot(&self) {
        if let Some(foot) = self.foot.take() {
            foot.remove();
        }
    }

    fn fail(&self) {
        self.paper.remove();
        if let Some(desk) = self.desk.upgrade() {
            desk.say(&fill(desk.words().print_failed, &desk.article().1.unwrap_or_default()));
        }
    }
}
