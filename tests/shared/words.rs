//! What the text of a fixture is where nothing may be parsed, beside the text of its fragment.

/// The elements of a fragment at whose end a line ends.
pub const BLOCKS: &str =
    "p,h2,h3,h4,h5,h6,li,dt,dd,blockquote,pre,caption,th,td,figure,figcaption,hr,br,summary,details";

/// The fixtures whose text alone has words that the fragment has not, or the other way round, and why; in their order.
pub const OTHER_WORDS: [(&str, &str); 18] = [
    ("a video", INSTEAD),
    ("a document in a viewer", INSTEAD),
    ("a picture from a script", ALT),
    ("SVG animation", DRAWN),
    ("SVG title and desc", DRAWN),
    ("SVG elements by HTML names", DRAWN),
    ("MathML links", DRAWN),
    ("xmp and listing", "what looks like a tag goes, also where it is the text"),
    ("plaintext", "what looks like a tag goes, also where it is the text"),
    ("CDATA in SVG", DRAWN),
    ("a link in a link", "what a table holds beside its cells stands on a line of its own before it"),
    ("drawings as pictures", ALT),
    ("pages as pictures", ALT),
    ("markup in an alternative text", ALT),
    ("words that only allowed values may have", "a cell in no table is none, and ends no line"),
    ("runs of ampersands", "character references that are broken or rare stay as they are written"),
    ("NUL", "a parser takes the sign out, which nobody sees"),
    ("a polyglot", DRAWN),
];
const ALT: &str = "where a picture has no address its alternative text stands, which is an attribute";
const INSTEAD: &str = "the words for browsers that cannot show a video or an object stay";
const DRAWN: &str = "a drawing's or a formula's words stay; a parser knows where it ends, so that it can go";
