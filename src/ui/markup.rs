//! Nodes, made one by one: no string is ever parsed as HTML.

use web_sys::Element;

use crate::{
    browser::{
        dom::{self, make, make_svg},
        sanitize::SafeFragment,
    },
    core::lang::Lang,
};

/// An element under construction. Where the browser refuses to make one (it never should), it is `undefined`: everything done
/// with it then fails in silence, and it is nothing in the end. (As an `Option` it does not fit a register: a tenth of all
/// the code there is.)
#[derive(Clone, Debug)]
pub struct Markup(Element);

/// A new element `tag` with a class; an empty class is none.
pub fn element(tag: &str, class: &str) -> Markup {
    let markup = Markup(make(tag));
    if class.is_empty() { markup } else { markup.attribute("class", class) }
}

/// A button that does the action `act` (see [`super::scene::Action`]).
pub fn button(class: &str, act: &str, label: &str) -> Markup {
    element("button", class).attribute("type", "button").attribute(super::scene::Action::ATTRIBUTE, act).text(label)
}

/// A drawing with a class: a path on a grid of `side` by `side`.
pub fn drawing(class: &str, side: &str, path: &str) -> Markup {
    let drawing = Markup(make_svg("svg")).class(class).attribute("viewBox", &["0 0 ", side, " ", side].concat());
    drawing.child(Markup(make_svg("path")).attribute("d", path))
}

impl From<Element> for Markup {
    fn from(element: Element) -> Self {
        Self(element)
    }
}

impl Markup {
    /// Sets an attribute.
    #[inline(never)]
    pub fn attribute(self, name: &str, value: &str) -> Self {
        dom::set(&self.0, name, value);
        self
    }

    /// Sets the class.
    pub fn class(self, class: &str) -> Self {
        self.attribute("class", class)
    }

    /// Appends an icon: a path on a grid of 24, drawn with a line of the text's colour.
    pub fn picture(self, path: &str) -> Self {
        self.child(drawing("icon", "24", path).attribute("aria-hidden", "true"))
    }

    /// Sets the shadow part's name, which host pages style by.
    pub fn part(self, part: &str) -> Self {
        self.attribute("part", part)
    }

    /// Says that it is in the interface's language.
    pub fn ours(self, lang: Lang) -> Self {
        self.attribute("lang", lang.tag())
    }

    /// Says which language an article's words are in: Vietnamese where its feed does not say (JSON Feed 1.0 cannot), whatever
    /// the interface around speaks.
    pub fn lang(self, language: Option<&str>) -> Self {
        self.attribute("lang", language.unwrap_or("vi"))
    }

    /// Appends text.
    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        dom::say(&self.0, text);
        self
    }

    /// Appends an element.
    #[inline(never)]
    #[allow(clippy::needless_pass_by_value, reason = "a built element has one place")]
    pub fn child(self, child: Self) -> Self {
        dom::append(&self.0, &child.0);
        self
    }

    /// Appends an element if there is one.
    pub fn maybe(self, child: Option<Self>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Says of each box that a table scrolls in what it is, for the keyboard comes to it: its caption, or `word`.
    pub fn tables(self, word: &str) -> Self {
        // (As many as a long report has, and not what an attack might hold.)
        for _ in 0..256 {
            let Some(place) = dom::find(&self.0, ".scroll:not([role])") else { break };
            let caption = dom::find(&place, "caption").and_then(|caption| caption.text_content());
            let caption = caption.filter(|caption| !caption.trim_ascii().is_empty());
            dom::set(&place, "role", "group");
            dom::set(&place, "aria-label", caption.as_deref().unwrap_or(word));
        }
        self
    }

    /// Appends what came through the sanitiser.
    pub fn content(self, content: SafeFragment) -> Self {
        content.append_to(&self.0);
        self
    }

    /// The finished element.
    pub fn done(self) -> Option<Element> {
        (!self.0.is_undefined()).then_some(self.0)
    }
}
