//! The browser's voices (`window.speechSynthesis`), one utterance at a time.
//!
//! `pause()` and `resume()` are not here: on Android a pause is an end, and in Chrome a long one of a network voice too.
//! Who wants to go on says the sentence again.

use std::{cell::Cell, rc::Rc};

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Event, EventTarget};

use super::{clock::Timer, events::Listener};
use crate::core::speech::suits;

// Not web-sys: its calls do not catch, and older WebKits have these objects without their interfaces.
#[wasm_bindgen]
extern "C" {
    /// `window.speechSynthesis`.
    #[wasm_bindgen(extends = EventTarget)]
    #[derive(Clone, Debug)]
    pub type Synthesis;

    #[wasm_bindgen(method, catch)]
    fn speak(this: &Synthesis, utterance: &Utterance) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn cancel(this: &Synthesis) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = getVoices)]
    fn voices(this: &Synthesis) -> Result<Array, JsValue>;

    #[wasm_bindgen(extends = EventTarget, js_name = SpeechSynthesisUtterance)]
    #[derive(Clone, Debug)]
    type Utterance;

    #[wasm_bindgen(constructor, catch, js_class = "SpeechSynthesisUtterance")]
    fn new(text: &str) -> Result<Utterance, JsValue>;
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// The synthesiser, where the browser has one.
pub fn synthesis() -> Option<Synthesis> {
    let window = web_sys::window()?;
    let synthesis = get(&window, "speechSynthesis");
    (synthesis.is_object() && get(&window, "SpeechSynthesisUtterance").is_function())
        .then(|| synthesis.unchecked_into())
}

/// What a look for a voice came to.
#[derive(Clone, Debug)]
pub enum Found {
    /// This one.
    Voice(JsValue),
    /// There are voices, but none for the language.
    Other,
    /// The browser names no voice: they come later (`voiceschanged`), there is none, or it does not tell.
    Nothing,
}

impl Synthesis {
    /// The best voice for a language (BCP 47).
    pub fn voice(&self, lang: &str) -> Found {
        let voices = self.voices().unwrap_or_default();
        let suited = voices.iter().filter_map(|voice| {
            let tag = get(&voice, "lang").as_string()?;
            Some((suits(&tag, lang, get(&voice, "localService").is_truthy())?, voice))
        });
        let mut best = None;
        for (rank, voice) in suited {
            // The first of equals: systems put the one that the owner prefers first.
            if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                best = Some((rank, voice));
            }
        }
        match best {
            Some((_, voice)) => Found::Voice(voice),
            None if voices.length() > 0 => Found::Other,
            None => Found::Nothing,
        }
    }
}

/// What came of an utterance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It has begun.
    Started,
    /// It was said to the end.
    Ended,
    /// It was not, for this reason (`SpeechSynthesisErrorCode`).
    Failed(String),
}

/// An utterance. Dropping it silences it; the browser keeps none alive that the page does not, and would forget its end.
#[derive(Debug)]
pub struct Speaking {
    synthesis: Synthesis,
    over: Rc<Cell<bool>>,
    _utterance: Utterance,
    _listeners: [Listener; 3],
    _later: Option<Timer>,
}

/// How long a synthesiser that was just silenced is given, in milliseconds: Safari drops what is said at once.
const BREATH: i32 = 100;

impl Speaking {
    /// Says `text`. Anything else that is being said on the page ends. `None`: the browser does not take it.
    pub fn start(
        synthesis: &Synthesis,
        (text, lang): (&str, &str),
        voice: &JsValue,
        rate: f64,
        heard: &Rc<dyn Fn(Heard)>,
    ) -> Option<Self> {
        let utterance = Utterance::new(text).ok()?;
        let set = |name: &str, value: &JsValue| Reflect::set(&utterance, &name.into(), value).is_ok();
        set("lang", &lang.into());
        set("rate", &rate.into());
        if voice.is_object() {
            set("voice", voice);
        }
        let over = Rc::new(Cell::new(false));
        let listen = |kind: &'static str, outcome: fn(&Event) -> Heard| {
            let (over, heard) = (over.clone(), heard.clone());
            Listener::new(&utterance, kind, move |event| {
                let outcome = outcome(&event);
                over.set(outcome != Heard::Started);
                heard(outcome);
            })
        };
        let listeners = [
            listen("start", |_| Heard::Started),
            listen("end", |_| Heard::Ended),
            listen("error", |event| Heard::Failed(get(event, "error").as_string().unwrap_or_default())),
        ];
        let mut later = None;
        if get(synthesis, "speaking").is_truthy() || get(synthesis, "pending").is_truthy() {
            let _ = synthesis.cancel();
            let (synthesis, utterance) = (synthesis.clone(), utterance.clone());
            later = Timer::after(BREATH, move || {
                let _ = synthesis.speak(&utterance);
            });
        } else {
            // In the same turn as the press: Safari asks for one.
            synthesis.speak(&utterance).ok()?;
        }
        let synthesis = synthesis.clone();
        Some(Self { synthesis, over, _utterance: utterance, _listeners: listeners, _later: later })
    }
}

impl Drop for Speaking {
    fn drop(&mut self) {
        // What has ended must not take with it what somebody else says now.
        if !self.over.get() {
            let _ = self.synthesis.cancel();
        }
    }
}
