//! The pictures of the text, large: a modal dialog over the whole page.
//!
//! Back closes it where that can be had. The page's history is ours to add to only with `routing="hash"`: then a large picture
//! has an entry of its own, which goes when it closes. Without, browsers with close watchers let Back close a modal dialog by
//! themselves (Android), those with the Navigation API ask before they go back within the page, and elsewhere Back does what it
//! does on that page.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlDialogElement, HtmlElement, HtmlImageElement, KeyboardEvent, MouseEvent, PointerEvent,
    WheelEvent,
};

use super::{desk::Desk, toolbar::Part};
use crate::{
    browser::{
        dom,
        events::Listener,
        frame, history,
        task::{pause, settled, spawn},
    },
    core::{
        error::decimal,
        find::among,
        lang::fill,
        zoom::{Point, View, px},
    },
    ui::markup::element,
};

/// The attribute of a picture that opens large.
const LARGE: &str = "data-large";
/// The attribute of a button in the dialog, and of its empty room: what a press does.
const DOES: &str = "data-light";
/// The class of the line below the picture.
const CAPTION: &str = "light-caption";
const PREVIOUS: &str = "M15 5l-7 7 7 7";
const NEXT: &str = "M9 5l7 7-7 7";
const ZOOM: &str = "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5M11 8v6M8 11h6";
const CLOSE: &str = "M6 6l12 12M18 6 6 18";
/// How much closer a double tap looks, and a press of a key.
const TAP: f64 = 2.5;
const STEP: f64 = 1.4;
/// How far a swipe goes, and how little a tap moves, in pixels; how long two taps may be apart, in milliseconds.
const SWIPE: f64 = 50.0;
const STILL: f64 = 10.0;
const TWICE: f64 = 300.0;
/// How long the dialog may lie where the reader no longer looks, in milliseconds: the page around a frame scrolls without our
/// knowing.
const FOLLOW: i32 = 200;
/// How far an arrow key moves a picture that is looked at closely.
const WAY: f64 = 80.0;

struct Lightbox {
    desk: Rc<Desk>,
    pictures: RefCell<Vec<HtmlImageElement>>,
    dialog: RefCell<Option<Dialog>>,
    /// Hears of Back while a picture is open.
    back: RefCell<Option<Listener>>,
    /// Whether a history entry has been added for it.
    covers: Cell<bool>,
    at: Cell<usize>,
    view: Cell<View>,
    fingers: RefCell<Vec<(i32, Point)>>,
    /// Where the first finger came down, and whether a second one has.
    came: Cell<(Point, bool)>,
    /// When and where the last tap was.
    tapped: Cell<(f64, Point)>,
}

struct Dialog {
    frame: HtmlDialogElement,
    stage: HtmlElement,
    picture: HtmlImageElement,
    _listeners: Vec<Listener>,
}

impl Dialog {
    /// Where an event is, from the middle of the stage.
    fn point(&self, event: &MouseEvent) -> Point {
        let area = self.stage.get_bounding_client_rect();
        Point {
            x: f64::from(event.client_x()) - area.left() - area.width() / 2.0,
            y: f64::from(event.client_y()) - area.top() - area.height() / 2.0,
        }
    }

    /// Whether a point is off the whole picture.
    fn is_beside(&self, point: Point) -> bool {
        let half = |size: i32| f64::from(size) / 2.0;
        point.x.abs() > half(self.picture.offset_width()) || point.y.abs() > half(self.picture.offset_height())
    }
}

impl Part for Lightbox {
    fn article(&self) {
        if self.pictures.borrow().iter().any(|picture| !picture.is_connected()) {
            // They were another article's.
            self.close();
        }
        self.gather();
    }

    fn end(&self) {
        self.close();
        self.closed();
        self.pictures.take().iter().for_each(forget);
        if let Some(dialog) = self.dialog.take() {
            dialog.frame.remove();
        }
    }
}

/// The tool.
pub fn make(desk: &Rc<Desk>) -> Rc<dyn Part> {
    let lightbox = Rc::new(Lightbox {
        desk: desk.clone(),
        pictures: RefCell::default(),
        dialog: RefCell::default(),
        back: RefCell::default(),
        covers: Cell::default(),
        at: Cell::default(),
        view: Cell::default(),
        fingers: RefCell::default(),
        came: Cell::default(),
        tapped: Cell::default(),
    });
    for kind in ["click", "keydown", "error", "load"] {
        let weak = Rc::downgrade(&lightbox);
        // Active: the space key would scroll the page.
        desk.keep(Listener::active(&desk.root, kind, move |event| {
            if let Some(lightbox) = weak.upgrade() {
                lightbox.heard(kind, &event);
            }
        }));
    }
    lightbox
}

/// The element an event is about.
fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Whether a caption is longer than its box.
fn is_long(caption: &Element) -> bool {
    caption.scroll_height() > caption.client_height()
}

/// Whether an event may be about reading on in a long caption.
fn reads(event: &Event) -> bool {
    target(event).is_some_and(|on| on.class_name() == CAPTION && is_long(&on))
}

fn caption_of(picture: &HtmlImageElement) -> Option<String> {
    dom::find(dom::around(picture, "figure")?.as_ref(), "figcaption")?.text_content()
}

/// What a picture is called: its own words, else its caption's.
fn words_of(picture: &HtmlImageElement) -> String {
    Some(picture.alt()).filter(|alt| !alt.is_empty()).or_else(|| caption_of(picture)).unwrap_or_default()
}

fn key(event: &Event) -> String {
    event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).unwrap_or_default()
}

/// Leaves a picture as it was.
fn forget(picture: &HtmlImageElement) {
    for attribute in [LARGE, "role", "tabindex", "aria-haspopup", "aria-label"] {
        dom::unset(picture, attribute);
    }
    picture.set_alt(&picture.alt());
}

/// Puts the dialog where the reader looks: the frame around it is as tall as the article.
fn lay(dialog: &HtmlElement, slice: Option<(f64, f64)>) {
    if let Some((top, height)) = slice {
        dom::style(dialog, "inset", &[&px(top), " 0 auto"].concat());
        dom::style(dialog, "block-size", &px(height));
    }
}

impl Lightbox {
    /// Makes a picture one that opens, by keyboard too. Pictures in links lead where their link leads, and small signs
    /// stay what they are.
    fn prepare(&self, picture: &HtmlImageElement) -> bool {
        let inert = dom::around(picture, "a,[data-broken]").is_some();
        if inert || (picture.has_attribute("width") && picture.width() < 100) {
            forget(picture);
            return false;
        }
        let name = fill(self.desk.words().enlarge, &words_of(picture));
        let name = name.trim_end_matches(among(" :："));
        for (attribute, value) in
            [(LARGE, ""), ("role", "button"), ("tabindex", "0"), ("aria-haspopup", "dialog"), ("aria-label", name)]
        {
            dom::set(picture, attribute, value);
        }
        // What can be pressed is no decoration, and an empty text says that it is.
        if picture.alt().is_empty() {
            dom::unset(picture, "alt");
        }
        true
    }

    /// Finds the pictures that open. What is shown large stays, and how closely it is looked at.
    fn gather(&self) {
        let pictures = dom::find_all(&self.desk.root, ".body img").into_iter().filter(|picture| self.prepare(picture));
        let before = self.pictures.replace(pictures.collect());
        let (pictures, dialog) = (self.pictures.borrow(), self.dialog.borrow());
        if let Some(dialog) = dialog.as_ref().filter(|dialog| dialog.frame.open() && before.len() != pictures.len()) {
            let (shown, view) = (before.get(self.at.get()).map(AsRef::as_ref), self.view.get());
            let at = pictures.iter().position(|picture| picture.is_same_node(shown));
            self.show(at.unwrap_or(usize::MAX));
            self.look(dialog, view);
        }
    }

    /// Something happened to a picture of the text.
    fn heard(self: &Rc<Self>, kind: &str, event: &Event) {
        let Some(picture) = target(event) else { return };
        let known = self.pictures.borrow().iter().position(|known| known.is_same_node(Some(&picture)));
        let Some(at) = known else {
            // One that had failed is there after all: out of the store, or when the network is back.
            if kind == "load" && dom::around(&picture, ".body").is_some() {
                self.gather();
            }
            return;
        };
        if kind == "error" {
            // It did not load, so there is nothing to see.
            dom::set(&picture, "data-broken", "");
            self.gather();
        } else if kind == "click" || matches!(key(event).as_str(), "Enter" | " ") {
            event.prevent_default();
            self.open(at);
        }
    }

    fn open(self: &Rc<Self>, at: usize) {
        if self.dialog.borrow().is_none() {
            self.dialog.replace(self.build());
        }
        let Some(mut slice) = frame::slice() else { return self.start(at) };
        let Some(dialog) = self.dialog.borrow().as_ref().map(|dialog| dialog.frame.clone()) else { return };
        let this = self.clone();
        spawn(async move {
            // First its place, then the focus: the browser would scroll to what has it.
            lay(&dialog, slice.await);
            this.start(at);
            while dialog.open() {
                let _ = settled(pause(FOLLOW)).await;
                slice = match frame::slice() {
                    Some(slice) => slice,
                    None => return,
                };
                lay(&dialog, slice.await);
            }
        });
    }

    fn start(self: &Rc<Self>, at: usize) {
        if let Some(dialog) = &*self.dialog.borrow() {
            let _ = dialog.frame.show_modal();
            self.desk.focus("[data-light=close]");
        }
        self.show(at);
        let weak = Rc::downgrade(self);
        let close = move || {
            if let Some(lightbox) = weak.upgrade() {
                lightbox.covers.set(false);
                lightbox.close();
            }
        };
        let routing = self.desk.host.get_attribute("routing");
        let listener = if routing.is_some_and(|routing| routing.trim().eq_ignore_ascii_case("hash")) {
            history::cover();
            self.covers.set(true);
            Some(Listener::new(&dom::page(), "popstate", move |_| close()))
        } else {
            history::navigation().map(|navigation| {
                Listener::active(&navigation, "navigate", move |event| {
                    if history::is_traversal(&event) {
                        event.prevent_default();
                        close();
                    }
                })
            })
        };
        self.back.replace(listener);
    }

    fn close(&self) {
        if let Some(dialog) = &*self.dialog.borrow() {
            dialog.frame.close();
        }
    }

    /// It has closed, by whatever way.
    fn closed(&self) {
        self.back.take();
        if self.covers.take() {
            history::uncover();
        }
    }

    fn build(self: &Rc<Self>) -> Option<Dialog> {
        let words = self.desk.words();
        let button = |does: &str, icon: &str, label: &str| {
            element("button", "light")
                .attribute("type", "button")
                .attribute(DOES, does)
                .attribute("aria-label", label)
                .attribute("title", label)
                .picture(icon)
        };
        let picture = element("img", "large").attribute("draggable", "false");
        let caption = element("p", CAPTION).attribute("aria-live", "polite");
        // Focusable, so that keys are still heard after a press on it.
        let stage = element("div", "stage").attribute("tabindex", "-1").child(picture.clone());
        let frame = element("dialog", "lightbox")
            .ours(self.desk.lang())
            .attribute("aria-label", words.pictures)
            .child(stage.clone())
            .child(caption)
            .child(button("close", CLOSE, words.close))
            .child(button("zoom", ZOOM, words.zoom))
            .child(button("previous", PREVIOUS, words.previous))
            .child(button("next", NEXT, words.next));
        let frame = frame.done()?.dyn_into::<HtmlDialogElement>().ok()?;
        dom::append(&self.desk.root, &frame);
        let hear = |kind: &'static str| {
            let weak = Rc::downgrade(self);
            // Active: neither keys nor wheels may scroll the page behind.
            Listener::active(&frame, kind, move |event| {
                if let Some(lightbox) = weak.upgrade() {
                    lightbox.acted(kind, &event);
                }
            })
        };
        let kinds = ["close", "click", "keydown", "wheel", "pointerdown", "pointermove", "pointerup", "pointercancel"];
        Some(Dialog {
            _listeners: kinds.map(hear).into(),
            stage: stage.done()?.dyn_into().ok()?,
            picture: picture.done()?.dyn_into().ok()?,
            frame,
        })
    }

    /// Shows the picture at this place; one that there is not changes nothing.
    fn show(&self, at: usize) {
        let pictures = self.pictures.borrow();
        let (Some(small), Some(dialog)) = (pictures.get(at), &*self.dialog.borrow()) else { return };
        self.at.set(at);
        dom::set(&dialog.picture, "referrerpolicy", "no-referrer");
        dialog.picture.set_alt(&small.alt());
        dialog.picture.set_src(&small.current_src());
        let number = |value: usize| decimal(u32::try_from(value).unwrap_or_default());
        let caption = caption_of(small).unwrap_or_else(|| small.alt());
        // The dialog is the interface's; what is in it, the article's.
        let lang = dom::around(small, "[lang]").and_then(|element| element.get_attribute("lang"));
        let count = [&number(at + 1), "/", &number(pictures.len())].concat();
        let find = |selector: &str| dom::find(&dialog.frame, selector);
        if let Some(place) = find(".light-caption") {
            for element in [&place, dialog.picture.as_ref()] {
                dom::set(element, "lang", lang.as_deref().unwrap_or_default());
            }
            place.set_text_content(Some(&[&count, " · ", caption.trim()].concat()));
            dom::set(&place, "tabindex", if is_long(&place) { "0" } else { "-1" });
        }
        for (does, end) in [("previous", 0), ("next", pictures.len() - 1)] {
            if let Some(button) = find(&["[data-light=", does, "]"].concat()) {
                dom::set(&button, "aria-disabled", if at == end { "true" } else { "false" });
                dom::toggle(&button, "hidden", pictures.len() == 1);
            }
        }
        self.look(dialog, View::default());
    }

    fn look(&self, dialog: &Dialog, view: View) {
        self.view.set(view);
        dom::style(&dialog.picture, "transform", &view.transform());
        dom::toggle(&dialog.frame, "data-close", view.is_close());
    }

    /// Looks so, but no farther off the picture than needed.
    fn look_within(&self, dialog: &Dialog, view: View) {
        let size = |element: &HtmlElement| Point {
            x: f64::from(element.offset_width()),
            y: f64::from(element.offset_height()),
        };
        self.look(dialog, view.within(size(&dialog.picture), size(&dialog.stage)));
    }

    fn step(&self, forward: bool) {
        let at = self.at.get();
        self.show(if forward { at + 1 } else { at.wrapping_sub(1) });
    }

    /// The other one of the whole picture and a close look at `point`.
    fn toggle(&self, dialog: &Dialog, point: Point) {
        let view = self.view.get();
        let view = if view.is_close() { View::default() } else { view.zoomed(TAP, point) };
        self.look_within(dialog, view);
    }

    /// Something happened in the dialog.
    fn acted(&self, kind: &str, event: &Event) {
        let dialog = self.dialog.borrow();
        let Some(dialog) = &*dialog else { return };
        match kind {
            "close" => self.closed(),
            "click" => {
                match dom::pressed(event, "[data-light]").and_then(|button| button.get_attribute(DOES)).as_deref() {
                    Some("close") => dialog.frame.close(),
                    Some("zoom") => self.toggle(dialog, Point::default()),
                    Some(word) => self.step(word == "next"),
                    None => {}
                }
            }
            "keydown" => self.pressed(dialog, event),
            "wheel" => {
                let wheel = event.dyn_ref::<WheelEvent>().filter(|wheel| wheel.ctrl_key());
                if wheel.is_some() || !reads(event) {
                    event.prevent_default();
                }
                // A pinch on a touch pad comes as a wheel with Ctrl.
                if let Some(wheel) = wheel {
                    let factor = (1.0 - wheel.delta_y() * 0.01).clamp(0.5, 2.0);
                    self.look_within(dialog, self.view.get().zoomed(factor, dialog.point(wheel.as_ref())));
                }
            }
            _ => self.touched(dialog, kind, event),
        }
    }

    fn pressed(&self, dialog: &Dialog, event: &Event) {
        let view = self.view.get();
        let way = |x: f64, y: f64| self.look_within(dialog, view.moved(Point { x: x * WAY, y: y * WAY }));
        match (key(event).as_str(), view.is_close()) {
            ("ArrowLeft", true) => way(1.0, 0.0),
            ("ArrowRight", true) => way(-1.0, 0.0),
            ("ArrowUp", _) => way(0.0, 1.0),
            ("ArrowDown", _) => way(0.0, -1.0),
            ("ArrowLeft", _) => self.step(false),
            ("ArrowRight", _) => self.step(true),
            ("+" | "=", _) => self.look_within(dialog, view.zoomed(STEP, Point::default())),
            ("-", _) => self.look_within(dialog, view.zoomed(1.0 / STEP, Point::default())),
            ("PageUp" | "PageDown" | "Home" | "End", _) => {}
            _ => return,
        }
        if !reads(event) {
            event.prevent_default();
        }
    }

    /// Fingers, pens and mice.
    fn touched(&self, dialog: &Dialog, kind: &str, event: &Event) {
        let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
        let (id, point) = (pointer.pointer_id(), dialog.point(pointer.as_ref()));
        let mut fingers = self.fingers.borrow_mut();
        let known = fingers.iter().position(|(known, _)| *known == id);
        match (kind, known) {
            ("pointerdown", None) if target(event).is_some_and(|on| dialog.stage.contains(Some(&on))) => {
                // What moves off the picture still belongs to this touch.
                let _ = dialog.stage.set_pointer_capture(id);
                self.came.set(if fingers.is_empty() { (point, false) } else { (point, true) });
                fingers.push((id, point));
            }
            ("pointermove", Some(at)) => {
                let before: Vec<Point> = fingers.iter().map(|(_, point)| *point).collect();
                if let Some(finger) = fingers.get_mut(at) {
                    finger.1 = point;
                }
                let after: Vec<Point> = fingers.iter().map(|(_, point)| *point).collect();
                let view = self.view.get();
                match (before.as_slice(), after.as_slice()) {
                    ([a, b], [c, d]) => {
                        let factor = d.since(*c).length() / b.since(*a).length().max(1.0);
                        let middle = a.middle(*b);
                        let view = view.zoomed(factor, middle).moved(c.middle(*d).since(middle));
                        self.look_within(dialog, view);
                    }
                    ([a], [b]) if view.is_close() => self.look_within(dialog, view.moved(b.since(*a))),
                    // The whole picture follows the finger, to show that it can be swiped.
                    ([a], [b]) => self.look(dialog, view.moved(Point { y: 0.0, ..b.since(*a) })),
                    _ => {}
                }
            }
            ("pointerup" | "pointercancel", Some(at)) => {
                fingers.remove(at);
                if fingers.is_empty() {
                    drop(fingers);
                    self.lifted(dialog, kind == "pointerup", point, event);
                }
            }
            _ => {}
        }
    }

    /// The last finger is gone from `point`.
    fn lifted(&self, dialog: &Dialog, by_will: bool, point: Point, event: &Event) {
        let (came, pinched) = self.came.get();
        let way = point.since(came);
        let close = self.view.get().is_close();
        if !close {
            self.look(dialog, View::default());
        }
        if pinched || !by_will {
            return;
        }
        if way.length() < STILL {
            let (when, place) = self.tapped.replace((event.time_stamp(), point));
            if event.time_stamp() - when < TWICE && point.since(place).length() < SWIPE {
                self.tapped.take();
                self.toggle(dialog, point);
            } else if !close && dialog.is_beside(point) {
                dialog.frame.close();
            }
        } else if !close && way.x.abs() > SWIPE && way.x.abs() > way.y.abs() {
            self.step(way.x < 0.0);
        }
    }
}
