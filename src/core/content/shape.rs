//! The structure an author meant, out of what an editor left: paragraphs, figures, one level of blocks.
//!
//! Portals paste from word processors: paragraphs are `<div>`s or pairs of `<br>`, a caption is an italic paragraph below
//! its picture, a picture and its caption are two rows of a table. Blocks inside inline elements, layout tables and empty
//! paragraphs go; the text never does.

use super::{Element, Node};

/// Whether an element of this name is a block.
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "dl"
            | "blockquote"
            | "pre"
            | "table"
            | "figure"
            | "hr"
            | "details"
            | "summary"
            | "figcaption"
            | "li"
            | "dt"
            | "dd"
            | "audio"
    )
}

/// Nodes at a place where blocks stand: inline runs become paragraphs, `<div>`s dissolve, figures come together.
pub fn blocks(nodes: Vec<Node>) -> Vec<Node> {
    let mut out = Vec::new();
    let mut run = Vec::new();
    for node in lifted(nodes) {
        match node {
            Node::Element(element) if is_block(element.name) => {
                paragraph_of(&mut run, &mut out);
                block(element, &mut out);
            }
            inline => run.push(inline),
        }
    }
    paragraph_of(&mut run, &mut out);
    with_captions(out)
}

/// Takes blocks out of the inline elements they stand in: `<b><p>x</p></b>` is `<p><b>x</b></p>`.
fn lifted(nodes: Vec<Node>) -> Vec<Node> {
    let mut out = Vec::new();
    for node in nodes {
        match node {
            Node::Element(inline) if !is_block(inline.name) && holds_block(&inline) => {
                let shell = Element { children: Vec::new(), ..inline.clone() };
                let wrap = |children| Node::Element(Element { children, ..shell.clone() });
                let mut run = Vec::new();
                for child in lifted(inline.children) {
                    match child {
                        Node::Element(mut block) if is_block(block.name) => {
                            if !run.is_empty() {
                                out.push(wrap(std::mem::take(&mut run)));
                            }
                            // Only what holds text directly can take the inline element in.
                            if matches!(block.name, "p" | "div" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "dt" | "dd")
                                && !holds_block(&block)
                            {
                                block.children = vec![wrap(std::mem::take(&mut block.children))];
                            }
                            out.push(Node::Element(block));
                        }
                        inline => run.push(inline),
                    }
                }
                if !run.is_empty() {
                    out.push(wrap(run));
                }
            }
            other => out.push(other),
        }
    }
    out
}

fn holds_block(element: &Element) -> bool {
    element.children.iter().any(|child| match child {
        Node::Element(child) => is_block(child.name) || holds_block(child),
        Node::Text(_) => false,
    })
}

/// Puts the inline run gathered so far into paragraphs. Two line breaks in a row end a paragraph.
fn paragraph_of(run: &mut Vec<Node>, out: &mut Vec<Node>) {
    let mut paragraph = Vec::new();
    let mut breaks = 0;
    for node in run.drain(..) {
        let is_break = matches!(&node, Node::Element(element) if element.name == "br");
        if is_break {
            breaks += 1;
        } else if breaks == 0 || !is_blank(&node) {
            if breaks > 1 {
                push_paragraph(std::mem::take(&mut paragraph), out);
            } else if breaks == 1 && !paragraph.is_empty() {
                paragraph.push(Node::Element(Element::new("br", Vec::new())));
            }
            breaks = 0;
            paragraph.push(node);
        }
    }
    push_paragraph(paragraph, out);
}

fn push_paragraph(children: Vec<Node>, out: &mut Vec<Node>) {
    if children.iter().all(is_blank) {
        return;
    }
    if let Some(figure) = figure_of(&children) {
        out.push(figure);
    } else {
        out.push(Node::Element(Element::new("p", children)));
    }
}

fn block(mut element: Element, out: &mut Vec<Node>) {
    match element.name {
        "p" if !holds_block(&element) => {
            let (attributes, start) = (std::mem::take(&mut element.attributes), out.len());
            paragraph_of(&mut element.children, out);
            for node in out.iter_mut().skip(start) {
                if let Node::Element(paragraph) = node
                    && paragraph.name == "p"
                {
                    paragraph.attributes.clone_from(&attributes);
                }
            }
        }
        "p" | "div" | "li" | "dt" | "dd" | "figcaption" => out.extend(blocks(element.children)),
        "table" => table(element, out),
        "figure" => whole_figure(element, out),
        "blockquote" | "details" => {
            element.children = blocks(element.children);
            if !element.children.is_empty() {
                out.push(Node::Element(element));
            }
        }
        "h2" | "h3" | "h4" | "h5" | "h6" | "summary" => {
            element.children = unwrapped(element.children);
            if holds_block(&element) {
                out.extend(blocks(element.children));
            } else if !element.children.iter().all(is_blank) {
                out.push(Node::Element(element));
            }
        }
        "ul" | "ol" | "dl" => {
            list(&mut element);
            if !element.children.is_empty() {
                out.push(Node::Element(element));
            }
        }
        "pre" if holds_block(&element) => out.extend(blocks(element.children)),
        _ if element.name != "hr" && element.name != "audio" && element.children.iter().all(is_blank) => {}
        _ => out.push(Node::Element(element)),
    }
}

/// A list of entries: what stands between them becomes one.
fn list(list: &mut Element) {
    let stray = if list.name == "dl" { "dd" } else { "li" };
    let is_entry = |name: &str| if stray == "dd" { matches!(name, "dt" | "dd") } else { name == "li" };
    let mut entries = Vec::new();
    let mut run = Vec::new();
    let between = |run: &mut Vec<Node>, entries: &mut Vec<Node>| {
        if !run.iter().all(is_blank) {
            let mut entry = Element::new(stray, std::mem::take(run));
            cell(&mut entry);
            entries.push(Node::Element(entry));
        }
        run.clear();
    };
    for child in lifted(std::mem::take(&mut list.children)) {
        match child {
            Node::Element(mut entry) if is_entry(entry.name) => {
                between(&mut run, &mut entries);
                cell(&mut entry);
                entries.push(Node::Element(entry));
            }
            other => run.push(other),
        }
    }
    between(&mut run, &mut entries);
    list.children = entries;
}

/// What holds blocks only when it needs to, a list's entry or a table's cell; one paragraph alone is its text.
fn cell(cell: &mut Element) {
    if holds_block(cell) {
        cell.children = blocks(std::mem::take(&mut cell.children));
        if let [Node::Element(only)] = cell.children.as_mut_slice()
            && only.name == "p"
        {
            cell.children = std::mem::take(&mut only.children);
        }
    }
}

/// A caption: its paragraphs become lines, what cannot be one stays a block.
fn flatten(caption: &mut Element) {
    let children = unwrapped(std::mem::take(&mut caption.children));
    caption.children = children;
    if holds_block(caption) {
        let children = unwrapped(blocks(std::mem::take(&mut caption.children)));
        caption.children = children;
    }
}

fn tidy_cells(element: &mut Element) {
    for child in &mut element.children {
        if let Node::Element(child) = child {
            match child.name {
                "td" | "th" => cell(child),
                "caption" => flatten(child),
                _ => tidy_cells(child),
            }
        }
    }
}

/// A table in a box that scrolls; one that only lays out (one cell, or a picture above its caption) dissolves.
fn table(mut element: Element, out: &mut Vec<Node>) {
    let mut cells = Vec::new();
    let wide = rows(&element, &mut cells);
    if !wide && cells.len() <= 2 && !cells.iter().any(|cell| cell.name == "th") {
        let parts: Vec<Vec<Node>> = cells.iter().map(|cell| cell.children.clone()).collect();
        match parts.as_slice() {
            [] => {}
            [only] => out.extend(blocks(only.clone())),
            [picture, caption] if lone_picture(picture).is_some() => {
                out.extend(
                    lone_picture(picture)
                        .map(|picture| figure(picture.clone(), Some(unitalic(unwrapped(caption.clone()))))),
                );
            }
            more => more.iter().for_each(|part| out.extend(blocks(part.clone()))),
        }
        return;
    }
    tidy_cells(&mut element);
    let scroll = Element::new("div", vec![Node::Element(element)]);
    // A scrolling box must be reachable by keyboard.
    out.push(Node::Element(scroll.with("class", "scroll").with("tabindex", "0")));
}

/// Gathers the cells of a table; says whether a row has more than one.
fn rows<'a>(element: &'a Element, cells: &mut Vec<&'a Element>) -> bool {
    let mut wide = false;
    let mut own = 0;
    for child in &element.children {
        if let Node::Element(child) = child {
            match child.name {
                "td" | "th" => {
                    cells.push(child);
                    own += 1;
                }
                "caption" => wide = true,
                _ => wide |= rows(child, cells),
            }
        }
    }
    wide || own > 1
}

/// Joins a picture that stands alone with the italic paragraph below it.
fn with_captions(nodes: Vec<Node>) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    for node in nodes {
        if let (Some(Node::Element(last)), Node::Element(next)) = (out.last_mut(), &node) {
            if last.name == "figure" && next.name == "p" && !has_caption(last) && is_italic(&next.children) {
                last.children.push(caption(unitalic(next.children.clone())));
                continue;
            }
            // A picture that waits for a script, and again for those who have none.
            if last.name == "figure" && next.name == "figure" && last.children == next.children {
                continue;
            }
        }
        out.push(node);
    }
    out
}

/// A figure, if a paragraph is a picture alone or a picture above an italic line.
fn figure_of(children: &[Node]) -> Option<Node> {
    if let Some(picture) = lone_picture(children) {
        return Some(figure(picture.clone(), None));
    }
    let at = children.iter().position(|node| matches!(node, Node::Element(element) if element.name == "br"))?;
    let (above, below) = children.split_at_checked(at)?;
    let below = below.get(1..)?;
    let picture = lone_picture(above)?;
    is_italic(below).then(|| figure(picture.clone(), Some(unitalic(below.to_vec()))))
}

fn figure(picture: Node, text: Option<Vec<Node>>) -> Node {
    let children = [Some(picture), text.map(caption)].into_iter().flatten().collect();
    Node::Element(Element::new("figure", children).with("part", "figure"))
}

fn caption(text: Vec<Node>) -> Node {
    let mut caption = Element::new("figcaption", text);
    flatten(&mut caption);
    Node::Element(caption.with("part", "caption"))
}

fn has_caption(figure: &Element) -> bool {
    figure.children.iter().any(|child| matches!(child, Node::Element(child) if child.name == "figcaption"))
}

/// A figure of the feed's own: its picture or other content, then its caption.
fn whole_figure(element: Element, out: &mut Vec<Node>) {
    let (mut captions, mut rest) = (Vec::new(), Vec::new());
    for child in lifted(element.children) {
        match child {
            Node::Element(part) if part.name == "figcaption" => captions.extend(unitalic(unwrapped(part.children))),
            other => rest.push(other),
        }
    }
    let mut children = match lone_picture(&rest) {
        Some(picture) => vec![picture.clone()],
        None => blocks(rest),
    };
    if children.is_empty() {
        out.extend(blocks(captions));
        return;
    }
    let caption = caption(captions);
    if matches!(&caption, Node::Element(caption) if !caption.children.iter().all(is_blank)) {
        children.push(caption);
    }
    out.push(Node::Element(
        Element { name: "figure", attributes: element.attributes, children }.with("part", "figure"),
    ));
}

/// The one picture (or the link around it) that these nodes are, beside blanks. Inline shells around it do not count.
fn lone_picture(nodes: &[Node]) -> Option<&Node> {
    let mut parts = nodes.iter().filter(|node| !is_blank(node));
    let only = parts.next()?;
    if parts.next().is_some() {
        return None;
    }
    match only {
        Node::Element(element) if element.name == "img" => Some(only),
        Node::Element(element) if element.name == "a" => lone_picture(&element.children).map(|_| only),
        Node::Element(element) if matches!(element.name, "b" | "strong" | "i" | "em" | "u" | "p" | "div") => {
            lone_picture(&element.children)
        }
        _ => None,
    }
}

fn is_italic(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| !is_blank(node))
        && nodes.iter().filter(|node| !is_blank(node)).all(|node| match node {
            Node::Element(element) => {
                matches!(element.name, "i" | "em" | "br")
                    || (matches!(element.name, "b" | "strong" | "small" | "u") && is_italic(&element.children))
            }
            Node::Text(_) => false,
        })
}

/// A caption's text without the italics that said it was one, however many.
fn unitalic(mut nodes: Vec<Node>) -> Vec<Node> {
    let is_shell = |node: &Node| matches!(node, Node::Element(element) if matches!(element.name, "i" | "em"));
    while is_italic(&nodes) && nodes.iter().any(is_shell) {
        let inside = nodes.into_iter().filter(|node| !is_blank(node)).flat_map(|node| match node {
            Node::Element(element) if matches!(element.name, "i" | "em") => element.children,
            other => vec![other],
        });
        nodes = inside.collect();
    }
    nodes
}

/// Inline content without the paragraphs around it; a line break between two.
fn unwrapped(nodes: Vec<Node>) -> Vec<Node> {
    let mut out = Vec::new();
    for node in nodes {
        match node {
            Node::Element(block) if matches!(block.name, "p" | "div") => {
                if !out.iter().all(is_blank) {
                    out.push(Node::Element(Element::new("br", Vec::new())));
                }
                out.extend(unwrapped(block.children));
            }
            other => out.push(other),
        }
    }
    out
}

/// Nothing to see: white space (also the kind that does not break), line breaks, inline elements of these.
fn is_blank(node: &Node) -> bool {
    match node {
        Node::Text(text) => text.chars().all(|c| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}'),
        Node::Element(element) => {
            element.name == "br"
                || element.name == "wbr"
                || (!is_block(element.name) && element.name != "img" && element.children.iter().all(is_blank))
        }
    }
}
