//! The core's content builder, driven by html5ever: the same walk as the browser's, natively.

use html5ever::{ParseOpts, driver::parse_document, ns, tendril::TendrilSink, tree_builder::TreeBuilderOpts};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use tin_reader::core::{
    content::{Content, Node, build::Builder, text},
    url::Base,
};

/// As `browser::sanitize` does it. Parses as an inert document does: with scripting off.
pub fn content(html: &str, base: &Base) -> Content {
    if text::nests_too_deep(html) {
        let mut content = text::of_html(html, base);
        content.notes.cut = true;
        return content;
    }
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let dom = parse_document(RcDom::default(), ParseOpts { tree_builder, ..ParseOpts::default() }).one(html);
    let mut builder = Builder::new(base, 1, html.len());
    if let Some(body) = element(&dom.document, "html").and_then(|html| element(&html, "body")) {
        walk(&body, &mut builder);
    }
    builder.finish()
}

fn element(parent: &Handle, name: &str) -> Option<Handle> {
    let children = parent.children.borrow();
    let found =
        children.iter().find(|child| matches!(&child.data, NodeData::Element { name: own, .. } if &*own.local == name));
    found.cloned()
}

fn walk(top: &Handle, builder: &mut Builder) {
    // `None` marks the end of an element.
    let mut open: Vec<Option<Handle>> = top.children.borrow().iter().rev().cloned().map(Some).collect();
    while let Some(next) = open.pop() {
        let Some(node) = next else {
            builder.leave();
            continue;
        };
        match &node.data {
            NodeData::Text { contents } => builder.text(&contents.borrow()),
            NodeData::Element { name, attrs, .. } if name.ns == ns!(html) => {
                let own = |wanted: &str| {
                    let attrs = attrs.borrow();
                    attrs.iter().find(|attr| &*attr.name.local == wanted).map(|attr| attr.value.to_string())
                };
                if builder.enter(&name.local, &own) {
                    open.push(None);
                    open.extend(node.children.borrow().iter().rev().cloned().map(Some));
                }
            }
            _ => {}
        }
    }
}

/// The content as HTML, attributes in the order they were made.
pub fn markup(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&escape(text)),
            Node::Element(element) => {
                out.push('<');
                out.push_str(element.name);
                for (name, value) in &element.attributes {
                    out.push_str(&format!(" {name}=\"{}\"", escape(value).replace('"', "&quot;")));
                }
                out.push('>');
                if !matches!(element.name, "br" | "hr" | "img" | "wbr") {
                    // The parser drops the first line break of a <pre>.
                    if element.name == "pre" {
                        out.push('\n');
                    }
                    out.push_str(&markup(&element.children));
                    out.push_str(&format!("</{}>", element.name));
                }
            }
        }
    }
    out
}

/// As `innerHTML` does it; also a carriage return, which a parser would take for a line feed.
fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('\u{a0}', "&nbsp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('\r', "&#13;")
}
