//! The whole reader: one element that holds everything, as the scene has it.
//!
//! It is a Leptos view: the scene is what Leptos renders, the stage what it keeps of it between one scene and the next.

use std::sync::Arc;

use leptos::tachys::{
    renderer::types,
    view::{Mountable, Render},
};
use web_sys::{Element, Event};

use super::{
    article::article,
    banner::banner,
    failure::failure,
    markup::{Markup, button, element},
    related::List,
    scene::{Action, Look, More, Scene, Story},
    slot::Slot,
};
use crate::{
    browser::{clock::now, dom, events::Listener},
    core::{
        config::Theme,
        error::Error,
        feed::Banner,
        lang::{Words, fill},
        state::LoadState,
        time::Time,
    },
};

/// The bones of the skeleton, the same ones that the loader shows before there is an engine: where those stand, they are taken over.
const BONES: [&str; 11] = [
    "bone banner-bone",
    "bone line short",
    "bone title-bone",
    "bone title-bone short",
    "bone line",
    "bone line",
    "bone line short",
    "bone line",
    "bone line",
    "bone line",
    "bone line short",
];

/// What a click means here; `None` leaves it to the browser.
fn action_of(event: &Event) -> Option<Action> {
    let selector = ["[", Action::ATTRIBUTE, "],[", Action::ARTICLE, "]"].concat();
    let meant = dom::pressed(event, &selector)?;
    if let Some(word) = meant.get_attribute(Action::ATTRIBUTE) {
        return Action::from_word(&word);
    }
    // A link opens in place on a plain click; every other kind (a new tab, a download) is the browser's to handle.
    dom::is_plain(event).then(|| meant.get_attribute(Action::ARTICLE).map(Action::Open))?
}

/// What takes the reader's room.
#[derive(Clone, Debug, PartialEq)]
enum Screen {
    Skeleton,
    Story(Arc<Story>),
    List,
    Failure(Error),
}

/// What is on screen now.
#[derive(Debug)]
pub struct Stage {
    root: Element,
    _hears: Listener,
    /// The loader's skeleton.
    bones: Option<Element>,
    status: Option<Element>,
    /// What the status line says. Setting the same words again would have a screen reader say them again.
    said: String,
    /// The button for newer news.
    offer: (Slot, bool),
    banner: (Slot, Option<Banner>),
    /// Room for the reading tools, which another module fills when it has come.
    toolbar: Option<Element>,
    main: (Slot, Option<(Screen, Look)>),
    related: (Slot, Option<List>),
}

impl Render for Scene {
    type State = Stage;

    fn build(self) -> Stage {
        let mut stage = Stage::new(None, |_| ());
        self.rebuild(&mut stage);
        stage
    }

    fn rebuild(self, stage: &mut Stage) {
        stage.show(&self);
    }
}

impl Mountable for Stage {
    fn unmount(&mut self) {
        self.root.remove();
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        match marker {
            Some(marker) => drop(parent.insert_before(&self.root, Some(marker))),
            None => dom::append(parent, &self.root),
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.root.parent_element().is_some_and(|parent| child.try_mount(&parent, Some(&self.root)))
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.root.clone()]
    }
}

impl Stage {
    /// A reader that is not on the page yet. `bones`: a skeleton to take over. `act` hears what its reader does.
    pub fn new(bones: Option<Element>, act: impl Fn(Action) + 'static) -> Self {
        let root = dom::make("div");
        dom::set(&root, "class", "tin");
        let hears = Listener::last(&root, "click", move |event| {
            if let Some(action) = action_of(&event) {
                event.prevent_default();
                act(action);
            }
        });
        let put = |markup: Markup| markup.done().inspect(|made| dom::append(&root, made));
        let status = put(element("div", "status").part("status").attribute("role", "status"));
        // There before it has words, or screen readers would not say them.
        let newer = put(element("div", "newer").attribute("role", "status"));
        let offer = Slot::at_end_of(newer.as_ref());
        let banner = Slot::at_end_of(Some(&root));
        let toolbar = put(element("div", "toolbar").part("toolbar"));
        Self {
            _hears: hears,
            bones,
            status,
            said: String::new(),
            offer: (offer, false),
            banner: (banner, None),
            toolbar,
            main: (Slot::at_end_of(Some(&root)), None),
            related: (Slot::at_end_of(Some(&root)), None),
            root,
        }
    }

    fn show(&mut self, scene: &Scene) {
        let screen = match (&scene.state, &scene.story) {
            (LoadState::Failed { error }, _) => Screen::Failure(error.clone()),
            (LoadState::Ready { .. } | LoadState::Stale { .. } | LoadState::Offline { .. }, Some(story)) => {
                Screen::Story(story.clone())
            }
            (LoadState::Ready { .. } | LoadState::Stale { .. } | LoadState::Offline { .. }, None) => Screen::List,
            _ => Screen::Skeleton,
        };
        self.set("lang", scene.look.lang.tag());
        self.set("data-theme", scene.look.theme.name());
        self.set("data-state", scene.state.name());
        self.say(scene);
        self.offer(scene.offer, scene.look.lang.words());
        let readable = matches!(screen, Screen::Story(_) | Screen::List);
        if let Some(toolbar) = &self.toolbar {
            dom::toggle(toolbar, "hidden", !(scene.look.tools && readable));
            dom::toggle(toolbar, "data-list", screen == Screen::List);
        }
        self.show_banner(scene.banner.as_ref().filter(|_| readable), scene.look.lang.words());
        // The theme is an attribute of the root. What is on screen need not be made anew for it: it may be being read aloud.
        let look = Look { theme: Theme::Auto, ..scene.look };
        // First what may have the focus: where that is removed, browsers bring the styles of all that is new up to date.
        self.show_main(screen.clone(), look);
        self.show_related(scene, &screen, look);
    }

    fn set(&self, name: &str, value: &str) {
        if self.root.get_attribute(name).as_deref() != Some(value) {
            dom::set(&self.root, name, value);
        }
    }

    fn say(&mut self, scene: &Scene) {
        let words = scene.look.lang.words();
        let moment = |time: &Time| time.moment(now(), scene.look.lang);
        let mut text = match &scene.state {
            LoadState::LoadingSlowly => words.loading_slowly.to_owned(),
            LoadState::Stale { since, error: None } => fill(words.recalled, &moment(since)),
            LoadState::Stale { since, .. } => fill(words.stale, &moment(since)),
            LoadState::Offline { saved_at } => fill(words.offline, &moment(saved_at)),
            LoadState::Ready { .. } => String::new(),
            _ => return self.tell(String::new()),
        };
        if scene.related.more != More::Busy && !scene.notice.is_empty() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&scene.notice);
        }
        self.tell(text);
    }

    fn tell(&mut self, text: String) {
        if text != self.said {
            if let Some(status) = &self.status {
                status.set_text_content(Some(&text));
            }
            self.said = text;
        }
    }

    fn offer(&mut self, wanted: bool, words: &Words) {
        let (slot, shown) = &mut self.offer;
        if *shown != wanted {
            slot.show(wanted.then(|| button("", "newer", words.newer)));
            *shown = wanted;
        }
    }

    fn show_banner(&mut self, wanted: Option<&Banner>, words: &Words) {
        let (slot, shown) = &mut self.banner;
        if shown.as_ref() != wanted {
            slot.show(wanted.map(|picture| banner(picture, words)));
            *shown = wanted.cloned();
        }
    }

    fn show_main(&mut self, screen: Screen, look: Look) {
        let (slot, shown) = &mut self.main;
        let wanted = Some((screen, look));
        if *shown == wanted {
            return;
        }
        match &wanted {
            Some((Screen::Skeleton, _)) => slot.show([self.bones.take().map_or_else(skeleton, Markup::from)]),
            Some((Screen::Story(story), _)) => slot.show([article(story, look)]),
            Some((Screen::List, _)) => slot.show([]),
            Some((Screen::Failure(error), _)) => slot.show(failure(error, look.lang.words())),
            None => {}
        }
        *shown = wanted;
    }

    fn show_related(&mut self, scene: &Scene, screen: &Screen, look: Look) {
        let (slot, shown) = &mut self.related;
        let wanted = scene.related.shown && matches!(screen, Screen::Story(_) | Screen::List);
        if wanted && shown.as_mut().is_some_and(|list| list.update(look, &scene.related)) {
            return;
        }
        *shown = None;
        if wanted {
            let (list, section) = List::new(look, scene.related.clone());
            slot.show([section]);
            *shown = Some(list);
        } else {
            slot.show([]);
        }
    }
}

fn skeleton() -> Markup {
    let skeleton = element("div", "skeleton").attribute("aria-hidden", "true");
    BONES.iter().fold(skeleton, |skeleton, bone| skeleton.child(element("span", bone)))
}
