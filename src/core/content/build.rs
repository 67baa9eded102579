//! From the events of a walk to the tree that the policy allows, within limits.

use std::cell::Cell;

use super::{Content, Element, Node, legacy::Legacy, shape};
use crate::core::{
    find::among,
    policy::{self, Check, Verdict},
    url::{Base, HttpUrl},
};

/// How deep elements may stand in each other; deeper ones are unwrapped.
pub const DEEPEST: usize = 100;
/// How many nodes are kept; past them only the text is.
pub const MOST_NODES: usize = 20_000;
/// How long HTML may be, in bytes (2¹⁰ × 512); of longer only the text is kept.
pub const LONGEST: usize = 512 * 1024;
/// How long an attribute's value may be, in bytes; a longer one is as if it were not there.
pub const LONGEST_ATTRIBUTE: usize = 8 * 1024;

/// Where an address may stand, in the order of trust: first the attributes that scripts of old sites turn into `src`, which
/// is a stand-in then, a grey pixel or an empty page. An `<object>` has `data`.
const ADDRESSES: [&str; 6] = ["data-src", "data-original", "data-lazy-src", "data-lazy", "src", "data"];

/// Reads an attribute of the source.
type Attribute<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Builds the tree. For each element of the source: [`Builder::enter`], if that says so its children, then
/// [`Builder::leave`]; for each text [`Builder::text`].
#[derive(Debug)]
pub struct Builder<'a> {
    base: &'a Base,
    heading: u8,
    /// The level of the heading that came last: the next is at most one below it.
    last: u8,
    /// The elements under construction; the first is the top and has no name.
    open: Vec<Element>,
    /// What became of each element entered.
    entered: Vec<Entered>,
    nodes: usize,
    /// A limit was reached. (Also told where attributes are only read.)
    cut: Cell<bool>,
    legacy: Legacy,
}

impl<'a> Builder<'a> {
    /// For HTML of `length` bytes whose relative addresses count from `base`; headings go below the level `heading`.
    pub fn new(base: &'a Base, heading: u8, length: usize) -> Self {
        let top = Element::new("", Vec::new());
        let (nodes, cut) = if length > LONGEST { (MOST_NODES, true) } else { (0, false) };
        Self {
            base,
            heading,
            last: heading,
            open: vec![top],
            entered: Vec::new(),
            nodes,
            cut: Cell::new(cut),
            legacy: Legacy::default(),
        }
    }

    /// An element of the HTML namespace begins: `name` is its local name in lower case, `attribute` reads it (a medium's
    /// `src` also from its `<source>`). `false`: its children are not wanted, and there must be no [`Builder::leave`].
    pub fn enter(&mut self, name: &str, attribute: Attribute) -> bool {
        let made = match policy::element(name) {
            Verdict::Drop => return false,
            Verdict::Picture => {
                self.leaf(Self::picture, attribute);
                return false;
            }
            Verdict::Embed => {
                self.leaf(Self::embed, attribute);
                return false;
            }
            Verdict::Object if self.leaf(Self::embed, attribute) => return false,
            Verdict::Audio => {
                self.leaf(Self::audio, attribute);
                return false;
            }
            Verdict::Object | Verdict::Unwrap => {
                self.legacy.font(attribute);
                None
            }
            Verdict::Table => Some("table"),
            // A link stands in no other link, and the parser ends a reading where the next begins.
            Verdict::Keep("a") if self.is_in(&["a"]) => None,
            Verdict::Keep("rp" | "rt") if self.is_in(&["rp", "rt"]) => None,
            Verdict::Keep(name) => Some(name),
            Verdict::Heading(level) => {
                self.last = policy::heading_level(level, self.heading).min(self.last + 1);
                Some(HEADINGS.get(usize::from(self.last)).copied().unwrap_or("h6"))
            }
        };
        let kept = made.filter(|_| self.has_room());
        if let Some(name) = kept {
            self.nodes += 1;
            self.open.push(self.element(name, attribute));
            self.entered.push(Entered::Kept);
        } else if made.is_some_and(shape::is_block) {
            self.pause();
            self.entered.push(Entered::Pause);
        } else {
            self.entered.push(Entered::Gone);
        }
        true
    }

    /// The element entered last ends.
    pub fn leave(&mut self) {
        match self.entered.pop() {
            Some(Entered::Kept) if self.open.len() > 1 => {
                if let Some(element) = self.open.pop() {
                    self.put(Node::Element(element));
                }
            }
            Some(Entered::Pause) => self.pause(),
            _ => {}
        }
    }

    /// Text.
    pub fn text(&mut self, text: &str) {
        self.legacy.text(text);
        if let Some(Node::Text(last)) = self.open.last_mut().and_then(|open| open.children.last_mut()) {
            last.push_str(text);
        } else {
            self.put(Node::Text(text.to_owned()));
        }
    }

    /// The content, in the shape its author meant.
    pub fn finish(mut self) -> Content {
        while !self.entered.is_empty() {
            self.leave();
        }
        let nodes = self.open.pop().map(|top| top.children).unwrap_or_default();
        let (nodes, crowded) = shape::shaped(nodes);
        let mut content = Content { nodes, ..Content::default() };
        content.notes.cut = self.cut.get() || crowded;
        content.notes.legacy = self.legacy.found();
        content
    }

    /// Whether one more element may be made here; notes when not.
    fn has_room(&mut self) -> bool {
        let room = self.nodes < MOST_NODES && self.open.len() <= DEEPEST;
        self.kept(room)
    }

    /// `kept`, noting when it is not.
    fn kept(&self, kept: bool) -> bool {
        self.cut.set(self.cut.get() || !kept);
        kept
    }

    /// Whether an attribute's value is short enough; notes when not.
    fn fits(&self, value: &str) -> bool {
        self.kept(value.len() <= LONGEST_ATTRIBUTE)
    }

    fn is_in(&self, names: &[&str]) -> bool {
        self.open.iter().any(|element| names.contains(&element.name))
    }

    fn put(&mut self, node: Node) {
        if let Some(open) = self.open.last_mut() {
            open.children.push(node);
        }
    }

    /// Two line breaks: a block goes, the pause it made stays.
    fn pause(&mut self) {
        let is_break = |node: &Node| matches!(node, Node::Element(element) if element.name == "br");
        if let Some(open) = self.open.last_mut()
            && !open.children.last().is_none_or(is_break)
        {
            open.children.extend([(); 2].map(|()| Node::Element(Element::new("br", Vec::new()))));
        }
    }

    /// Whether something was made.
    fn leaf(&mut self, make: fn(&Self, Attribute) -> Option<Node>, attribute: Attribute) -> bool {
        if self.has_room()
            && let Some(node) = make(self, attribute)
        {
            self.nodes += 1;
            self.put(node);
            return true;
        }
        false
    }

    fn element(&self, name: &'static str, attribute: Attribute) -> Element {
        let mut element = Element::new(name, Vec::new());
        for (wanted, check) in policy::attributes(name) {
            let Some(value) = attribute(wanted) else { continue };
            let value = if check == Check::Link { self.base.join(value.trim()).unwrap_or_default() } else { value };
            // An http(s) link passes the same gate as every address of a feed.
            let refused =
                check == Check::Link && value.starts_with("http") && HttpUrl::new(&value, self.base).is_none();
            // An address may be three times as long when its letters are written as bytes.
            if !refused && check.allows(&value) && self.fits(&value) {
                element = element.with(wanted, value);
                if check == Check::Link {
                    element = element.with("rel", "noopener noreferrer");
                }
            }
        }
        element
    }

    fn picture(&self, attribute: Attribute) -> Option<Node> {
        let (width, height) = (attribute("width"), attribute("height"));
        if policy::is_tracking_pixel(width.as_deref(), height.as_deref()) {
            return None;
        }
        let Some(address) = self.picture_address(attribute) else {
            // The picture cannot be shown; what it shows can still be read.
            return attribute("alt").filter(|alt| !alt.trim().is_empty()).map(Node::Text);
        };
        // `src` comes last: setting it starts the request, and by then the others must stand.
        let mut picture = Element::new("img", Vec::new())
            .with("loading", "lazy")
            .with("decoding", "async")
            .with("referrerpolicy", "no-referrer");
        let own = self.element("img", &|name| {
            attribute(name).filter(|value| self.fits(value)).or_else(|| (name == "alt").then(String::new))
        });
        picture.attributes.extend(own.attributes);
        Some(Node::Element(picture.with("src", address)))
    }

    /// The picture's address: what it has, else the first of `srcset`, else the small picture in `src` itself.
    fn picture_address(&self, attribute: Attribute) -> Option<String> {
        self.first_address(attribute)
            .or_else(|| {
                let set = attribute("srcset").or_else(|| attribute("data-srcset")).filter(|set| self.fits(set))?;
                set.split_whitespace().next().and_then(|first| self.address(first.trim_end_matches(',')))
            })
            .or_else(|| attribute("src").filter(|source| policy::is_small_raster(source)))
    }

    /// The first of the [`ADDRESSES`] that is one.
    fn first_address(&self, attribute: Attribute) -> Option<String> {
        ADDRESSES.iter().find_map(|name| self.address(&attribute(name)?))
    }

    /// A page, document or video from elsewhere: never loaded here, but its address stays as a link.
    fn embed(&self, attribute: Attribute) -> Option<Node> {
        let address = watchable(&self.first_address(attribute)?);
        let title = attribute("title").filter(|title| !title.trim().is_empty()).unwrap_or_else(|| address.clone());
        if self.is_in(&["a"]) {
            return Some(Node::Text(title));
        }
        let link = Element::new("a", vec![Node::Text(title)]).with("class", "embed").with("href", address);
        Some(Node::Element(Element::new("p", vec![Node::Element(link.with("rel", "noopener noreferrer"))])))
    }

    /// The http(s) address of something.
    fn address(&self, reference: &str) -> Option<String> {
        if policy::is_small_raster(reference) || !self.fits(reference) {
            return None;
        }
        let url = HttpUrl::new(reference, self.base)?;
        self.fits(url.as_str()).then(|| url.as_str().to_owned())
    }

    fn audio(&self, attribute: Attribute) -> Option<Node> {
        let address = attribute("src").and_then(|src| self.address(&src))?;
        let audio = Element::new("audio", Vec::new()).with("controls", "").with("preload", "none");
        Some(Node::Element(audio.with("src", address)))
    }
}

/// What became of an element that was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entered {
    /// It is under construction.
    Kept,
    /// It was a block and went; a pause stands for it.
    Pause,
    /// It went.
    Gone,
}

const HEADINGS: [&str; 7] = ["h2", "h2", "h2", "h3", "h4", "h5", "h6"];

/// The page where people watch what a player's address plays.
fn watchable(address: &str) -> String {
    for player in
        ["https://www.youtube.com/embed/", "https://www.youtube-nocookie.com/embed/", "https://youtube.com/embed/"]
    {
        if let Some(id) = address.strip_prefix(player).and_then(|rest| rest.split(among("?/#")).next())
            // A list and a channel have an address here alone.
            && !matches!(id, "" | "videoseries" | "live_stream")
        {
            return ["https://www.youtube.com/watch?v=", id].concat();
        }
    }
    address.to_owned()
}
