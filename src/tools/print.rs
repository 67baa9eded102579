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
        events::Listener,
        paper::{Paper, copy},
        task::spawn,
    },
    core::lang::fill,
    ui::markup::element,
};

const ICON: &str = "M7 9V3h10v6M7 17H4v-7a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v7h-3M7 14h10v7H7z";

struct Print {
    desk: Weak<Desk>,
    /// What is being printed, and what waits for its end.
    paper: RefCell<Option<(Rc<Paper>, Listener)>>,
    busy: Cell<bool>,
    /// Of the page itself, printed by the browser's own command: what stands below the article then.
    foot: RefCell<Option<Element>>,
}

impl Part for Print {
    fn end(&self) {
        self.paper.take();
        self.take_foot();
    }
}

/// The tool.
pub fn make(desk: &Rc<Desk>) -> Option<Rc<dyn Part>> {
    let print = Rc::new(Print {
        desk: Rc::downgrade(desk),
        paper: RefCell::default(),
        busy: Cell::default(),
        foot: RefCell::default(),
    });
    let window = web_sys::window()?;
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
    async fn start(self: &Rc<Self>) -> Option<bool> {
        let desk = self.desk.upgrade()?;
        let article = copy(desk.find("article")?.as_ref())?;
        let foot = foot(&desk)?;
        article.append_child(&foot).ok()?;
        let sheet =
            element("div", "tin").attribute("data-theme", "light").attribute("lang", desk.lang().tag()).done()?;
        sheet.append_child(&article).ok()?;

        let paper = Rc::new(Paper::new(&desk.root, &desk.article().0, desk.lang().tag()).await?);
        paper.put(&sheet).await?;
        let weak = Rc::downgrade(self);
        let done = paper.when_done(move |_| {
            let weak = weak.clone();
            // Not while it is being heard.
            spawn(async move {
                if let Some(print) = weak.upgrade() {
                    print.paper.take();
                }
            });
        });
        self.paper.replace(Some((paper.clone(), done)));
        Some(paper.print().await)
    }

    fn put_foot(&self) -> Option<()> {
        let desk = self.desk.upgrade()?;
        let foot = foot(&desk)?;
        desk.find("article")?.append_child(&foot).ok()?;
        self.foot.replace(Some(foot));
        Some(())
    }

    fn take_foot(&self) {
        if let Some(foot) = self.foot.take() {
            foot.remove();
        }
    }

    fn fail(&self) {
        self.paper.take();
        if let Some(desk) = self.desk.upgrade() {
            desk.say(&fill(desk.words().print_failed, &desk.article().1.unwrap_or_default()));
        }
    }
}
