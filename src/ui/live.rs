//! A scene, and the reader on the page that follows it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::ShadowRoot;

use super::{
    reader::Stage,
    scene::{Action, Scene},
};
use crate::browser::{dom, task::spawn};

/// A scene that the page follows: however often it changes, once in the microtask after.
#[derive(Debug)]
pub struct Live {
    scene: RefCell<Scene>,
    stage: RefCell<Option<Stage>>,
    /// Whether the page lags behind.
    due: Cell<bool>,
}

impl Live {
    /// What is to be shown.
    pub fn new(scene: Scene) -> Rc<Self> {
        Rc::new(Self { scene: scene.into(), stage: RefCell::default(), due: Cell::default() })
    }

    /// Begins to show it, at the end of `place`. `act` hears what the reader does.
    pub fn show(&self, place: &ShadowRoot, act: impl Fn(Action) + 'static) {
        let mut stage = Stage::new(dom::find(place, ".skeleton"), act);
        self.now().rebuild(&mut stage);
        // (Leptos mounts into elements; a shadow root takes nodes just so.)
        stage.mount(place.unchecked_ref(), None);
        self.stage.replace(Some(stage));
    }

    /// Asks about what is shown.
    pub fn read<T>(&self, ask: impl FnOnce(&Scene) -> T) -> T {
        ask(&self.scene.borrow())
    }

    /// Changes what is shown.
    pub fn change(self: &Rc<Self>, change: impl FnOnce(&mut Scene)) {
        change(&mut self.scene.borrow_mut());
        if !self.due.replace(true) {
            let live = self.clone();
            spawn(async move { live.follow() });
        }
    }

    /// Brings the page up to date. Where the focus is in what goes, listeners of the page are called meanwhile, and may click here: so
    /// nothing is borrowed.
    fn follow(&self) {
        self.due.set(false);
        let Some(mut stage) = self.stage.take() else { return };
        self.now().rebuild(&mut stage);
        self.stage.replace(Some(stage));
    }

    fn now(&self) -> Scene {
        self.scene.borrow().clone()
    }

    /// Takes it off the page.
    pub fn end(&self) {
        if let Some(mut stage) = self.stage.take() {
            stage.unmount();
        }
    }
}
