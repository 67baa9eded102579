//! Reads the article aloud, with the voices of the device.
//!
//! One utterance at a time, each a sentence or less, so that no engine's limit is met, and a pause or another speed costs no
//! more than saying one sentence again. The page has one synthesiser: a reader that starts silences the one before it.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::Element;

use super::{
    desk::{Desk, tool_button},
    toolbar::Part,
};
use crate::{
    browser::{
        clock::Timer,
        dom,
        events::Listener,
        frame, settings,
        speech::{Found, Heard, Speaking, Synthesis, name_of, synthesis},
        task::spawn,
    },
    core::{
        find::replace,
        lang::{Lang, fill},
        speech::{caption, is_vietnamese, locale, utterances},
        zoom::px,
    },
    ui::markup::element,
};

const NAME: &str = "listen";
const PLAY: &str = "listen-play";
const FLOAT: &str = "listen-float";
/// The buttons that begin, and pause: in the panel, and beside what is read.
const PLAYS: &str = ":is([data-tool=listen-play],[data-tool=listen-float])";

const ICON: &str = "M4 14v-2a8 8 0 0 1 16 0v2M4 14h3v6H5a1 1 0 0 1-1-1zM20 14h-3v6h2a1 1 0 0 0 1-1z";
const PLAY_ICON: &str = "M7 4l13 8-13 8z";
const PAUSE_ICON: &str = "M8 5v14M16 5v14";
const STOP_ICON: &str = "M6 6h12v12H6z";
const BACK_ICON: &str = "M18 5l-9 7 9 7zM6 5v14";
const NEXT_ICON: &str = "M6 5l9 7-9 7zM18 5v14";

/// The attribute of the passage that is being read.
const MARK: &str = "data-spoken";

/// The speeds, a quarter apart.
const SPEEDS: [&str; 6] = ["0.75", "1", "1.25", "1.5", "1.75", "2"];
const NORMAL: usize = 1;

/// How long a voice may take to begin, in milliseconds: those of the network need seconds.
const PATIENCE: i32 = 8_000;
/// How long it may take to end, which is three times what an utterance lasts: one that breaks off tells nobody.
const LONGEST: i32 = 40_000;

thread_local! {
    /// The reader that speaks.
    static SPEAKER: RefCell<Weak<Listen>> = const { RefCell::new(Weak::new()) };
}

/// A piece of the article that is read and marked as one: a paragraph, a list's item, a table's row, a caption.
struct Passage {
    node: Element,
    text: String,
    lang: String,
}

impl Passage {
    /// Reads `[node, text, language, name of the node]`.
    fn read(passage: &Array) -> Option<Self> {
        let member = |at| passage.get(at).as_string();
        let (mut text, lang, name) = (member(1)?, member(2)?, member(3)?);
        if name == "figcaption" || name == "caption" {
            text = caption(&text, name == "figcaption", &lang);
        }
        Some(Self { node: passage.get(0).unchecked_into(), text, lang })
    }
}

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    /// What there is to read in a block, in order.
    fn passages(block: &Element) -> Array;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Silent,
    Reading,
    Paused,
}

struct Listen {
    desk: Rc<Desk>,
    this: Weak<Self>,
    synthesis: Option<Synthesis>,
    passages: RefCell<Vec<Passage>>,
    /// The passage, the utterance in it, and how many it has.
    place: Cell<(usize, usize, usize)>,
    mode: Cell<Mode>,
    /// Whether the listener knows that passages without a voice are passed over.
    told: Cell<bool>,
    speed: Cell<usize>,
    marked: RefCell<Option<Element>>,
    speaking: RefCell<Option<Speaking>>,
    watch: RefCell<Option<Timer>>,
}

/// The tool.
pub fn make(desk: &Rc<Desk>) -> Option<Rc<dyn Part>> {
    let chosen = settings::get("speed").and_then(|speed| SPEEDS.iter().position(|known| *known == speed));
    let listen = Rc::new_cyclic(|this| Listen {
        desk: desk.clone(),
        this: this.clone(),
        synthesis: synthesis(),
        passages: RefCell::default(),
        place: Cell::default(),
        mode: Cell::new(Mode::Silent),
        told: Cell::default(),
        speed: Cell::new(chosen.unwrap_or(NORMAL)),
        marked: RefCell::default(),
        speaking: RefCell::default(),
        watch: RefCell::default(),
    });
    let act = |act: fn(&Listen)| {
        let this = listen.this.clone();
        move || {
            if let Some(listen) = this.upgrade() {
                act(&listen);
            }
        }
    };
    desk.button(NAME, ICON, desk.words().listen, act(Listen::open))?;
    desk.on(PLAY, act(Listen::toggle));
    desk.on(FLOAT, act(Listen::toggle));
    desk.on("listen-stop", act(Listen::stop));
    desk.on("listen-back", act(|listen| listen.skip(false)));
    desk.on("listen-next", act(|listen| listen.skip(true)));
    desk.on("listen-slower", act(|listen| listen.accelerate(false)));
    desk.on("listen-faster", act(|listen| listen.accelerate(true)));
    // Chrome would go on speaking after the page is left.
    let leave = act(Listen::stop);
    desk.keep(Listener::new(&dom::page(), "pagehide", move |_| leave()));
    if let Some(synthesis) = &listen.synthesis {
        let look = act(Listen::look_again);
        desk.keep(Listener::new(synthesis, "voiceschanged", move |_| look()));
    }
    Some(listen)
}

impl Part for Listen {
    /// The same article, made anew, is read on; another one waits to be asked for.
    fn article(&self) {
        if self.mode.get() == Mode::Silent {
            return;
        }
        let passages = self.gather();
        let (at, ..) = self.place.get();
        let text = |passages: &[Passage], at: usize| passages.get(at).map(|passage| passage.text.clone());
        let old = self.passages.replace(passages);
        let new = self.passages.borrow();
        let same = [0, at].iter().all(|at| text(&old, *at).is_some() && text(&old, *at) == text(&new, *at));
        drop(new);
        if same { self.mark() } else { self.stop() }
    }

    fn end(&self) {
        self.stop();
    }
}

impl Listen {
    /// The language of the article; Vietnamese unless it says otherwise.
    fn lang(&self) -> String {
        let lang = self.desk.find("article").and_then(|article| article.get_attribute("lang"));
        lang.unwrap_or_else(|| "vi".to_owned())
    }

    fn open(&self) {
        if self.desk.is_open(NAME) {
            return self.desk.close();
        }
        if self.synthesis.is_none() {
            return self.desk.say(self.desk.words().listen_nothing);
        }
        if matches!(self.voice(&self.lang()), Found::Other) {
            return self.no_voice(&self.lang());
        }
        let words = self.desk.words();
        let button = |name, label, icon| tool_button(name, label).attribute("title", label).class("key").picture(icon);
        // They stay together where a line has no room for all.
        let speed = element("div", "player")
            .child(tool_button("listen-slower", words.listen_slower).class("key").text("−"))
            .child(element("span", "speed").attribute("role", "status"))
            .child(tool_button("listen-faster", words.listen_faster).class("key").text("+"));
        let player = element("div", "player")
            .child(button("listen-back", words.listen_back, BACK_ICON))
            .child(button(PLAY, words.listen_play, PLAY_ICON))
            .child(button("listen-stop", words.listen_stop, STOP_ICON))
            .child(button("listen-next", words.listen_next, NEXT_ICON))
            .child(speed);
        self.desk.say("");
        self.desk.open(NAME, words.listen, player, "[data-tool=listen-play]");
        self.show();
    }

    fn voice(&self, lang: &str) -> Found {
        self.synthesis.as_ref().map_or(Found::Nothing, |synthesis| synthesis.voice(locale(lang)))
    }

    /// Says that there is no voice, and what to do.
    fn no_voice(&self, lang: &str) {
        let known = Lang::ALL.iter().position(|known| lang.get(..2) == known.tag().get(..2));
        let words = self.desk.words();
        let name = known.and_then(|at| words.listen_languages.get(at)).map(|name| (*name).to_owned());
        let name = name.or_else(|| name_of(lang, self.desk.lang().tag())).unwrap_or_else(|| lang.to_owned());
        self.desk.say(&fill(words.listen_no_voice, &name));
    }

    /// Voices came, or went.
    fn look_again(&self) {
        if self.desk.is_open(NAME)
            && self.mode.get() == Mode::Silent
            && matches!(self.voice(&self.lang()), Found::Other)
        {
            self.desk.close();
            self.no_voice(&self.lang());
        }
    }

    fn toggle(&self) {
        if self.mode.get() == Mode::Reading { self.pause() } else { self.play() }
    }

    /// Begins, or goes on with the sentence that was interrupted.
    fn play(&self) {
        if self.mode.get() == Mode::Silent {
            self.passages.replace(self.gather());
            self.told.set(false);
        }
        let before = SPEAKER.with_borrow_mut(|speaker| std::mem::replace(speaker, self.this.clone()));
        if let Some(before) = before.upgrade().filter(|_| !before.ptr_eq(&self.this)) {
            before.pause();
        }
        self.mode.set(Mode::Reading);
        self.desk.say("");
        self.read_on(true);
        self.show();
    }

    fn pause(&self) {
        if self.mode.get() == Mode::Reading {
            self.mode.set(Mode::Paused);
        }
        self.hush();
        self.show();
    }

    /// Back to the beginning, in silence.
    fn stop(&self) {
        self.mode.set(Mode::Silent);
        self.hush();
        self.place.set((0, 0, 0));
        self.unmark();
        self.show();
    }

    fn hush(&self) {
        // Silencing may call back: nothing is borrowed then.
        let speaking = self.speaking.take();
        self.watch.take();
        drop(speaking);
    }

    /// To the passage after or before this one.
    fn skip(&self, ahead: bool) {
        if self.mode.get() == Mode::Silent {
            self.passages.replace(self.gather());
            self.mode.set(Mode::Paused);
        }
        let (at, ..) = self.place.get();
        self.hush();
        self.place.set((if ahead { at + 1 } else { at.saturating_sub(1) }, 0, 0));
        self.read_on(true);
        self.show();
    }

    fn accelerate(&self, faster: bool) {
        let speed = self.speed.get();
        let speed = if faster { (speed + 1).min(SPEEDS.len() - 1) } else { speed.saturating_sub(1) };
        if self.speed.replace(speed) == speed {
            return;
        }
        let _kept = settings::set("speed", if speed == NORMAL { "" } else { SPEEDS.get(speed).unwrap_or(&"") });
        if self.mode.get() == Mode::Reading {
            self.hush();
            self.read_on(false);
        }
        self.show();
    }

    /// Marks the place and, when reading, says what stands there; at the end all is silent.
    fn read_on(&self, asked: bool) {
        let (mut at, mut part, _) = self.place.get();
        let (said, lang, count) = loop {
            let passages = self.passages.borrow();
            let Some(passage) = passages.get(at).filter(|passage| passage.node.is_connected()) else {
                drop(passages);
                return self.stop();
            };
            // A voice of another language makes no words of it.
            if matches!(self.voice(&passage.lang), Found::Other) {
                if !self.told.replace(true) {
                    self.no_voice(&passage.lang);
                }
                (at, part) = (at + 1, 0);
                continue;
            }
            let mut parts = utterances(&passage.text, is_vietnamese(&passage.lang));
            let count = parts.len();
            if part < count {
                break (parts.swap_remove(part), passage.lang.clone(), count);
            }
            (at, part) = (at + 1, 0);
        };
        let before = self.spot().filter(|_| !asked);
        self.place.set((at, part, count));
        self.mark();
        self.follow(before);
        if self.mode.get() == Mode::Reading {
            self.say(&said, &lang);
        }
    }

    fn say(&self, text: &str, lang: &str) {
        let Some(synthesis) = &self.synthesis else { return };
        let this = self.this.clone();
        let heard = move |heard| {
            if let Some(listen) = this.upgrade() {
                listen.hear(heard);
            }
        };
        let voice = if let Found::Voice(voice) = self.voice(lang) { voice } else { JsValue::NULL };
        let speed = 0.75 + 0.25 * f64::from(u32::try_from(self.speed.get()).unwrap_or(1));
        let speaking = Speaking::start(synthesis, (text, locale(lang)), &voice, speed, heard);
        let failed = speaking.is_none();
        // What was said before has ended.
        drop(self.speaking.replace(speaking));
        if failed {
            return self.fail();
        }
        self.watch_for(PATIENCE, Self::fail);
    }

    fn watch_for(&self, patience: i32, then: fn(&Self)) {
        let this = self.this.clone();
        self.watch.replace(Some(Timer::after(patience, move || {
            if let Some(listen) = this.upgrade() {
                then(&listen);
            }
        })));
    }

    fn hear(&self, heard: Heard) {
        if self.mode.get() != Mode::Reading {
            return;
        }
        match heard {
            Heard::Started => self.watch_for(LONGEST, Self::ended),
            Heard::Ended => self.ended(),
            // By somebody else: what we silence ourselves is not heard any more.
            Heard::Failed(reason) if reason == "interrupted" || reason == "canceled" => self.pause(),
            Heard::Failed(_) => self.fail(),
        }
    }

    fn ended(&self) {
        let (at, part, count) = self.place.get();
        self.hush();
        self.place.set((at, part + 1, count));
        self.read_on(false);
    }

    /// The engine does not speak: for want of a voice, if it names none.
    fn fail(&self) {
        if matches!(self.voice(&self.lang()), Found::Voice(_)) {
            self.pause();
            self.desk.say(self.desk.words().listen_failed);
        } else {
            self.stop();
            self.desk.close();
            self.no_voice(&self.lang());
        }
    }

    /// Marks the passage at the place.
    fn mark(&self) {
        let (at, ..) = self.place.get();
        let node = self.passages.borrow().get(at).map(|passage| passage.node.clone());
        if *self.marked.borrow() != node {
            self.unmark();
            if let Some(node) = &node {
                dom::set(node, MARK, "");
            }
            self.marked.replace(node);
        }
    }

    fn unmark(&self) {
        if let Some(marked) = self.marked.take() {
            dom::unset(&marked, MARK);
        }
    }

    /// Where the words being read stand, roughly: their share of the marked element's height (top, bottom).
    fn spot(&self) -> Option<(f64, f64)> {
        let marked = self.marked.borrow();
        let around = marked.as_ref()?.get_bounding_client_rect();
        let (_, part, count) = self.place.get();
        // Behind the last one there is nothing yet.
        let [part, count] =
            [part.min(count.saturating_sub(1)), count.max(1)].map(|count| f64::from(u32::try_from(count).unwrap_or(1)));
        let line = around.height() / count;
        let top = around.top() + part * line;
        Some((top, top + line))
    }

    /// Brings what is being read into view, if the reader looked at what was read `before` (or has asked for this). Whoever has
    /// scrolled away is left alone until they are back.
    fn follow(&self, before: Option<(f64, f64)>) {
        let Some(slice) = frame::slice() else {
            self.bring_into_view(before, (0.0, dom::height()));
            return;
        };
        let this = self.this.clone();
        // Speech does not wait for this: nobody tells of a frame that is off the screen.
        spawn(async move {
            if let (Some(slice), Some(listen)) = (slice.await, this.upgrade()) {
                listen.bring_into_view(before, slice);
            }
        });
    }

    fn bring_into_view(&self, before: Option<(f64, f64)>, (start, height): (f64, f64)) -> Option<()> {
        let end = start + height;
        let (top, bottom) = self.spot()?;
        if before.is_some_and(|(top, bottom)| bottom <= start || top >= end) || (top >= start && bottom <= end) {
            return None;
        }
        let marked = self.marked.borrow();
        let marked = marked.as_ref()?;
        let area = marked.get_bounding_client_rect();
        if area.height() < height * 0.8 {
            dom::show(marked, "nearest");
            frame::reveal(area.top());
            return None;
        }
        // Of a high passage its words: something stands there while the browser looks where to scroll.
        let perch = self.desk.find(".perch")?;
        let line = element("div", "").done()?;
        dom::style(&line, "position", "absolute");
        dom::style(&line, "top", &px(top - perch.get_bounding_client_rect().top()));
        dom::append(&perch, &line);
        dom::show(&line, "center");
        line.remove();
        frame::reveal(top);
        Some(())
    }

    /// Makes the buttons say what they do now.
    fn show(&self) {
        let words = self.desk.words();
        let reading = self.mode.get() == Mode::Reading;
        let (label, icon) = if reading { (words.listen_pause, PAUSE_ICON) } else { (words.listen_play, PLAY_ICON) };
        // Where the panel is out of sight, a button goes with the reader.
        match (self.desk.find(".perch"), self.mode.get()) {
            (Some(perch), Mode::Silent) => perch.remove(),
            (None, Mode::Reading | Mode::Paused) => {
                let button = tool_button(FLOAT, label).class("key float").picture(icon);
                let perch = element("div", "perch").child(button).done();
                if let (Some(perch), Some(bar)) = (perch, self.desk.find(".toolbar")) {
                    dom::append(&bar, &perch);
                }
            }
            _ => {}
        }
        let root = &self.desk.root;
        dom::mark(root, PLAYS, "aria-label", label);
        dom::mark(root, PLAYS, "title", label);
        dom::mark(root, &[PLAYS, " path"].concat(), "d", icon);
        let text = [SPEEDS.get(self.speed.get()).copied().unwrap_or_default(), "×"].concat();
        let text = if self.desk.lang() == Lang::Vi { replace(&text, ".", ",") } else { text };
        dom::write(root, ".speed", &text);
    }

    /// What is there to read: headline, lead, and the text passage by passage.
    fn gather(&self) -> Vec<Passage> {
        let mut passages = Vec::new();
        for part in ["title", "lead", "body"] {
            if let Some(root) = self.desk.find(&["article [part~=", part, "]"].concat()) {
                let found = self::passages(&root);
                passages.extend(found.iter().filter_map(|passage| Passage::read(&passage.unchecked_into())));
            }
        }
        passages
    }
}
