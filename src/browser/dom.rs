//! Nodes: made, changed, found. Nothing here fails: what the browser refuses (it never should) has no effect.

use js_sys::Array;
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use web_sys::{DocumentFragment, Element, Event, EventTarget, Node};

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    /// A new element; `undefined` where there is none.
    pub fn make(tag: &str) -> Element;
    /// A new element of a drawing; `undefined` where there is none.
    #[wasm_bindgen(js_name = makeSvg)]
    pub fn make_svg(tag: &str) -> Element;

    /// Sets an attribute.
    pub fn set(element: &Element, name: &str, value: &str);
    /// Removes an attribute.
    pub fn unset(element: &Element, name: &str);
    /// Sets an attribute without a value, or removes it.
    pub fn toggle(element: &Element, name: &str, on: bool);
    /// Sets a property of the element's own style.
    pub fn style(element: &Element, name: &str, value: &str);
    /// Sets all of the element's own style, as CSS.
    pub fn dress(element: &Element, css: &str);

    /// Appends a node.
    pub fn append(place: &Node, node: &Node);
    /// Makes an element the one at this place among the elements of `place`.
    pub fn put(place: &Element, element: &Element, at: usize);
    /// Appends text.
    pub fn say(place: &Node, words: &str);
    /// Puts a node before all others.
    pub fn prepend(place: &Node, node: &Node);

    /// The first element in `place` that `selector` finds.
    pub fn find(place: &Node, selector: &str) -> Option<Element>;
    #[wasm_bindgen(js_name = findAll)]
    fn find_all_(place: &Node, selector: &str) -> Array;
    /// The element itself, or the nearest around it, that `selector` fits.
    pub fn around(element: &Element, selector: &str) -> Option<Element>;
    /// The same of what an event is about.
    pub fn pressed(event: &Event, selector: &str) -> Option<Element>;

    /// Whether an event is a click that no key changes and that nobody has prevented.
    #[wasm_bindgen(js_name = isPlain)]
    pub fn is_plain(event: &Event) -> bool;

    /// Whether what has the focus in a shadow root stands in something that `selector` fits.
    #[wasm_bindgen(js_name = hasFocus)]
    pub fn has_focus(root: &Node, selector: &str) -> bool;
    /// Focuses an element; `still`: the page does not move.
    pub fn focus(element: &Element, still: bool);
    /// Brings an element into view, at once; `block` is a `ScrollLogicalPosition`.
    pub fn show(element: &Element, block: &str);

    /// Sets an attribute of all that `selector` finds.
    pub fn mark(place: &Node, selector: &str, name: &str, value: &str);
    /// Has all that `selector` finds say these words; what says them already does not say them anew.
    pub fn write(place: &Node, selector: &str, words: &str);
    /// Removes all that `selector` finds.
    pub fn remove(place: &Node, selector: &str);
    /// Puts a new element in the place of each that has the attribute `flag`, and leaves that out.
    pub fn renew(place: &Node, flag: &str);

    /// The page's window, for listeners.
    pub fn page() -> EventTarget;
    /// How high the page's window is, in CSS pixels.
    pub fn height() -> f64;
    /// Whether the page is in the foreground.
    #[wasm_bindgen(js_name = isSeen)]
    pub fn is_seen() -> bool;

    /// A fragment without nodes.
    pub fn fragment() -> DocumentFragment;

    /// A place whose nodes come and go. (A wrapper element would stand between the reader's grid and what it lays out.)
    #[derive(Clone, Debug)]
    pub type Slot;
    /// A place at the end of `parent`; without one it is nowhere.
    pub fn slot(parent: Option<&Element>) -> Slot;
    /// Removes what is there.
    #[wasm_bindgen(method)]
    pub fn clear(this: &Slot);
    /// Adds an element after what is there.
    #[wasm_bindgen(method)]
    pub fn add(this: &Slot, element: &Element);
}

/// All elements in `place` that `selector` finds. `T` is the class that the selector says.
pub fn find_all<T: JsCast>(place: &Node, selector: &str) -> Vec<T> {
    find_all_(place, selector).iter().map(JsCast::unchecked_into).collect()
}
