//! The browser's voices (`window.speechSynthesis`), one utterance at a time.
//!
//! `pause()` and `resume()` are not here: on Android a pause is an end, and in Chrome a long one of a network voice too.
//! Who wants to go on says the sentence again.

use js_sys::Array;
use wasm_bindgen::{
    JsCast, JsValue,
    prelude::{Closure, wasm_bindgen},
};
use web_sys::EventTarget;

use crate::core::speech::suits;

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    /// `window.speechSynthesis`.
    #[wasm_bindgen(extends = EventTarget)]
    #[derive(Clone, Debug)]
    pub type Synthesis;

    /// The synthesiser, where the browser has one.
    pub fn synthesis() -> Option<Synthesis>;

    #[wasm_bindgen(js_name = voices)]
    fn voices(synthesis: &Synthesis) -> Array;

    type Voice;
    #[wasm_bindgen(method, getter)]
    fn lang(this: &Voice) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = localService)]
    fn local(this: &Voice) -> JsValue;

    fn speak(
        synthesis: &Synthesis,
        text: &str,
        lang: &str,
        voice: &JsValue,
        rate: f64,
        heard: &Closure<dyn FnMut(String)>,
    ) -> Option<Utterance>;

    #[derive(Debug)]
    type Utterance;
    #[wasm_bindgen(method)]
    fn hush(this: &Utterance);

    /// What the language `tag` is called in `lang`, as it stands within a sentence; `None` where the browser does not know.
    #[wasm_bindgen(js_name = languageName)]
    pub fn name_of(tag: &str, lang: &str) -> Option<String>;
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
        let voices = voices(self);
        let mut best = None;
        for voice in voices.iter() {
            let known: &Voice = voice.unchecked_ref();
            let rank = known.lang().and_then(|tag| suits(&tag, lang, known.local().is_truthy()));
            // The first of equals: systems put the one that the owner prefers first.
            if let Some(rank) = rank
                && best.as_ref().is_none_or(|(known, _)| rank > *known)
            {
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

/// An utterance. Dropping it silences it.
#[derive(Debug)]
pub struct Speaking {
    utterance: Utterance,
    _heard: Closure<dyn FnMut(String)>,
}

impl Speaking {
    /// Says `text`. Anything else that is being said on the page ends. `None`: the browser does not take it.
    pub fn start(
        synthesis: &Synthesis,
        (text, lang): (&str, &str),
        voice: &JsValue,
        rate: f64,
        mut heard: impl FnMut(Heard) + 'static,
    ) -> Option<Self> {
        let heard = Closure::<dyn FnMut(String)>::new(move |what: String| {
            heard(match what.as_str() {
                "start" => Heard::Started,
                "end" => Heard::Ended,
                _ => Heard::Failed(what),
            });
        });
        let utterance = speak(synthesis, text, lang, voice, rate, &heard)?;
        Some(Self { utterance, _heard: heard })
    }
}

impl Drop for Speaking {
    fn drop(&mut self) {
        self.utterance.hush();
    }
}
