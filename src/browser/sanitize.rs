//! From a feed's HTML to a [`SafeFragment`]: parsed inert, rebuilt from what the policy allows.
//!
//! The parsed tree is only read. Every node of the result is made new, from the policy's constant names, so nothing the
//! feed wrote is ever parsed by the page, and no listener, custom element or request can start.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DocumentFragment, DomParser, Element, Node, SupportedType};

use crate::core::{
    policy::{self, Check, Verdict},
    url::{Base, HttpUrl},
};

/// Nodes that hold nothing but what the policy allows. Only [`sanitize`] makes one.
#[derive(Clone, Debug)]
pub struct SafeFragment(DocumentFragment);

impl SafeFragment {
    /// Puts the nodes into `place`, after what is there.
    pub fn append_to(self, place: &Element) {
        let _ = place.append_child(&self.0);
    }

    /// Plain text in paragraphs: a blank line parts them, a line break stays one.
    pub fn from_text(text: &str) -> Option<Self> {
        let page = page()?;
        let fragment = page.create_document_fragment();
        for paragraph in text.replace("\r\n", "\n").split("\n\n").filter(|text| !text.trim().is_empty()) {
            let p = page.create_element("p").ok()?;
            for (at, line) in paragraph.trim().lines().enumerate() {
                if at > 0 {
                    let _ = p.append_child(&page.create_element("br").ok()?.into());
                }
                let _ = p.append_child(&page.create_text_node(line).into());
            }
            let _ = fragment.append_child(&p);
        }
        Some(Self(fragment))
    }
}

/// Rebuilds `html`. Relative addresses count from `base`; headings go below `heading`, the level of the headline.
///
/// `None` when the page forbids parsing (an enforced Trusted Types policy).
pub fn sanitize(html: &str, base: &Base, heading: u8) -> Option<SafeFragment> {
    let parsed = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
    let page = page()?;
    let fragment = page.create_document_fragment();
    let builder = Builder { page, base, heading };
    // A stack, not recursion: the depth is the feed's to choose, the module's stack is not.
    let mut open: Vec<(Option<Node>, Node)> = vec![(parsed.body()?.first_child(), fragment.clone().into())];
    while let Some((next, place)) = open.pop() {
        let Some(node) = next else { continue };
        open.push((node.next_sibling(), place.clone()));
        match node.node_type() {
            Node::TEXT_NODE => {
                if let Some(text) = node.node_value() {
                    let _ = place.append_child(&builder.page.create_text_node(&text));
                }
            }
            Node::ELEMENT_NODE => {
                if let Some(inside) = node.dyn_ref::<Element>().and_then(|element| builder.element(element, &place)) {
                    open.push((node.first_child(), inside));
                }
            }
            _ => {}
        }
    }
    Some(SafeFragment(fragment))
}

const HTML: &str = "http://www.w3.org/1999/xhtml";

struct Builder<'a> {
    page: Document,
    base: &'a Base,
    heading: u8,
}

impl Builder<'_> {
    /// Builds what `source` becomes into `place`, and says where its children go; `None` drops them.
    fn element(&self, source: &Element, place: &Node) -> Option<Node> {
        if source.namespace_uri().as_deref() != Some(HTML) {
            return None;
        }
        match policy::element(&source.local_name()) {
            Verdict::Drop => None,
            Verdict::Unwrap => Some(place.clone()),
            Verdict::Keep(name) => self.keep(source, name, place),
            Verdict::Heading(level) => {
                let name = match policy::heading_level(level, self.heading) {
                    0..=2 => "h2",
                    3 => "h3",
                    4 => "h4",
                    5 => "h5",
                    _ => "h6",
                };
                self.keep(source, name, place)
            }
            Verdict::Table => {
                let scroll = self.new_element("div", place)?;
                let _ = scroll.set_attribute("class", "scroll");
                // A scrolling box must be reachable by keyboard.
                let _ = scroll.set_attribute("tabindex", "0");
                self.keep(source, "table", &scroll)
            }
            Verdict::Picture => {
                self.picture(source, place);
                None
            }
            Verdict::Embed => {
                self.embed(source, place);
                None
            }
        }
    }

    fn new_element(&self, name: &'static str, place: &Node) -> Option<Element> {
        let element = self.page.create_element(name).ok()?;
        place.append_child(&element).ok()?;
        Some(element)
    }

    fn keep(&self, source: &Element, name: &'static str, place: &Node) -> Option<Node> {
        let element = self.new_element(name, place)?;
        self.copy_attributes(source, &element, name);
        let part = match name {
            "figure" => Some("figure"),
            "figcaption" => Some("caption"),
            _ => None,
        };
        if let Some(part) = part {
            let _ = element.set_attribute("part", part);
        }
        Some(element.into())
    }

    fn copy_attributes(&self, source: &Element, element: &Element, name: &'static str) {
        for (attribute, check) in policy::attributes(name) {
            let Some(value) = source.get_attribute(attribute) else { continue };
            let value = if check == Check::Link { self.base.join(value.trim()).unwrap_or_default() } else { value };
            if check.allows(&value) {
                let _ = element.set_attribute(attribute, &value);
                if check == Check::Link {
                    let _ = element.set_attribute("rel", "noopener noreferrer");
                }
            }
        }
    }

    fn picture(&self, source: &Element, place: &Node) {
        let written = source.get_attribute("src").unwrap_or_default();
        let address = if policy::is_small_raster(&written) {
            Some(written)
        } else {
            HttpUrl::new(&written, self.base).map(|url| url.as_str().to_owned())
        };
        let (width, height) = (source.get_attribute("width"), source.get_attribute("height"));
        if policy::is_tracking_pixel(width.as_deref(), height.as_deref()) {
            return;
        }
        match address {
            Some(address) => {
                let Some(picture) = self.new_element("img", place) else { return };
                // Before `src`: setting that starts the request.
                for (attribute, value) in
                    [("loading", "lazy"), ("decoding", "async"), ("referrerpolicy", "no-referrer"), ("alt", "")]
                {
                    let _ = picture.set_attribute(attribute, value);
                }
                self.copy_attributes(source, &picture, "img");
                let _ = picture.set_attribute("src", &address);
            }
            // The picture cannot be shown; what it shows can still be read.
            None => {
                if let Some(alt) = source.get_attribute("alt").filter(|alt| !alt.trim().is_empty()) {
                    let _ = place.append_child(&self.page.create_text_node(&alt));
                }
            }
        }
    }

    /// A page or video from elsewhere: never loaded here, but its address stays as a link.
    fn embed(&self, source: &Element, place: &Node) {
        let inner = || source.query_selector("source[src]").ok().flatten()?.get_attribute("src");
        let address = source.get_attribute("src").or_else(inner).and_then(|src| HttpUrl::new(&src, self.base));
        let Some(address) = address else { return };
        let Some(card) = self.new_element("div", place) else { return };
        let _ = card.set_attribute("class", "embed");
        let Some(link) = self.new_element("a", &card) else { return };
        let _ = link.set_attribute("href", address.as_str());
        let _ = link.set_attribute("rel", "noopener noreferrer");
        let title = source.get_attribute("title").filter(|title| !title.trim().is_empty());
        link.set_text_content(Some(title.as_deref().unwrap_or_else(|| address.as_str())));
    }
}

fn page() -> Option<Document> {
    web_sys::window()?.document()
}

/// For tests: the fragment's markup.
#[doc(hidden)]
pub fn markup(fragment: &SafeFragment) -> Result<String, JsValue> {
    let page = page().ok_or(JsValue::UNDEFINED)?;
    let place = page.create_element("div")?;
    place.append_child(&fragment.0.clone_node_with_deep(true)?)?;
    Ok(place.inner_html())
}
