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

/// How many bytes of inline elements are copied into blocks, counted as their attributes and [`COPY`] for each: a hundred
/// elements around ten thousand paragraphs would be a million.
const ROOM: usize = 512 * 1024;
const COPY: usize = 32;

/// The content in blocks. Also says whether blocks lost the inline elements around them for want of room.
pub fn shaped(nodes: Vec<Node>) -> (Vec<Node>, bool) {
    let mut room = Some(ROOM);
    let nodes = lifted(nodes, &mut room);
    (blocks(nodes), room.is_none())
}

/// Takes blocks out of the inline elements they stand in: `<b><p>x</p></b>` is `<p><b>x</b></p>`.
fn lifted(nodes: Vec<Node>, room: &mut Option<usize>) -> Vec<Node> {
    let mut out = Vec::new();
    for node in nodes {
        match node {
            Node::Element(mut element) => {
                element.children = lifted(element.children, room);
                let is_inline = !is_block(element.name) && !is_table_part(element.name);
                if is_inline && holds_block(&element.children) {
                    let children = std::mem::take(&mut element.children);
                    out.extend(each_in(&element, children, room));
                } else {
                    out.push(Node::Element(element));
                }
            }
            text @ Node::Text(_) => out.push(text),
        }
    }
    out
}

/// `nodes`, what is inline in them in copies of `shell`.
fn each_in(shell: &Element, nodes: Vec<Node>, room: &mut Option<usize>) -> Vec<Node> {
    if room.is_none() {
        return nodes;
    }
    let (mut out, mut run) = (Vec::new(), Vec::new());
    for node in nodes {
        match node {
            Node::Element(mut block) if is_block(block.name) => {
                out.append(&mut all_in(shell, &mut run, room));
                if !matches!(block.name, "table" | "hr" | "audio") {
                    block.children = each_in(shell, block.children, room);
                }
                out.push(Node::Element(block));
            }
            inline => run.push(inline),
        }
    }
    out.append(&mut all_in(shell, &mut run, room));
    out
}

/// The `run` in a copy of `shell`, if there is room for one.
fn all_in(shell: &Element, run: &mut Vec<Node>, room: &mut Option<usize>) -> Vec<Node> {
    let run = std::mem::take(run);
    if run.iter().all(is_blank) {
        return run;
    }
    let cost = shell.attributes.iter().fold(COPY, |sum, (_, value)| sum + value.len());
    *room = room.and_then(|room| room.checked_sub(cost));
    match room {
        Some(_) => vec![Node::Element(Element { children: run, attributes: shell.attributes.clone(), ..*shell })],
        None => run,
    }
}

fn is_table_part(name: &str) -> bool {
    matches!(name, "caption" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr")
}

/// Nodes at a place where blocks stand: inline runs become paragraphs, `<div>`s dissolve, figures come together.
fn blocks(nodes: Vec<Node>) -> Vec<Node> {
    let mut out = Vec::new();
    let mut run = Vec::new();
    for node in nodes {
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

/// Whether there is a block among `nodes`. After `lifted` there is none inside inline elements.
fn holds_block(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| matches!(node, Node::Element(element) if is_block(element.name)))
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
        "p" if !holds_block(&element.children) => {
            let (mut attributes, start) = (std::mem::take(&mut element.attributes), out.len());
            paragraph_of(&mut element.children, out);
            for node in out.iter_mut().skip(start) {
                if let Node::Element(paragraph) = node
                    && paragraph.name == "p"
                {
                    paragraph.attributes.clone_from(&attributes);
                    // One is enough: it may be long, and the paragraphs many.
                    attributes.retain(|(name, _)| *name != "title");
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
            if holds_block(&element.children) {
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
        "pre" if holds_block(&element.children) => out.extend(blocks(element.children)),
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
    for child in std::mem::take(&mut list.children) {
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
    if holds_block(&cell.children) {
        cell.children = blocks(std::mem::take(&mut cell.children));
        if let [Node::Element(only)] = cell.children.as_mut_slice()
            && only.name == "p"
        {
            cell.children = std::mem::take(&mut only.children);
        }
    }
}

/// A caption's content: paragraphs become lines; beside other blocks they stay paragraphs.
fn lines(nodes: Vec<Node>) -> Vec<Node> {
    if !holds_block(&nodes) {
        return nodes;
    }
    let blocks = blocks(nodes);
    if blocks.iter().all(|node| matches!(node, Node::Element(element) if element.name == "p")) {
        unwrapped(blocks)
    } else {
        blocks
    }
}

fn tidy_cells(element: &mut Element) {
    for child in &mut element.children {
        if let Node::Element(child) = child {
            match child.name {
                "td" | "th" => cell(child),
                "caption" => child.children = lines(std::mem::take(&mut child.children)),
                _ => tidy_cells(child),
            }
        }
    }
}

/// A table in a box that scrolls; one that only lays out (one cell, or a picture above its caption) dissolves.
fn table(mut element: Element, out: &mut Vec<Node>) {
    if let Some(count) = layout(&element).filter(|count| *count <= 2) {
        let mut cells = Vec::with_capacity(count);
        take_cells(element, &mut cells);
        match cells.as_slice() {
            [picture, caption] if lone_picture(picture).is_some() => {
                out.extend(lone_picture(picture).map(|picture| figure(picture, Some(caption.clone()))));
            }
            _ => cells.into_iter().for_each(|cell| out.extend(blocks(cell))),
        }
        return;
    }
    tidy_cells(&mut element);
    let scroll = Element::new("div", vec![Node::Element(element)]);
    // A scrolling box must be reachable by keyboard.
    out.push(Node::Element(scroll.with("class", "scroll").with("tabindex", "0")));
}

/// How many cells a table has, if no row has more than one and nothing in it says that it is a table.
fn layout(element: &Element) -> Option<usize> {
    let (mut count, mut own) = (0, 0);
    for child in &element.children {
        if let Node::Element(child) = child {
            match child.name {
                "td" => own += 1,
                "th" | "caption" => return None,
                _ => count += layout(child)?,
            }
        }
    }
    (own <= 1).then_some(count + own)
}

/// Takes a table's cells out of it.
fn take_cells(element: Element, cells: &mut Vec<Vec<Node>>) {
    for child in element.children {
        match child {
            Node::Element(cell) if cell.name == "td" => cells.push(cell.children),
            Node::Element(part) => take_cells(part, cells),
            Node::Text(_) => {}
        }
    }
}

/// Joins a picture that stands alone with the italic paragraph below it.
fn with_captions(nodes: Vec<Node>) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    for node in nodes {
        if let (Some(Node::Element(last)), Node::Element(next)) = (out.last_mut(), &node) {
            if last.name == "figure" && next.name == "p" && !has_caption(last) && is_italic(&next.children) {
                last.children.extend(caption(next.children.clone()));
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
        return Some(figure(picture, None));
    }
    let at = children.iter().position(|node| matches!(node, Node::Element(element) if element.name == "br"))?;
    let (above, below) = children.split_at_checked(at)?;
    let below = below.get(1..)?;
    let picture = lone_picture(above)?;
    is_italic(below).then(|| figure(picture, Some(below.to_vec())))
}

fn figure(picture: Node, text: Option<Vec<Node>>) -> Node {
    let children = [Some(picture), text.and_then(caption)].into_iter().flatten().collect();
    Node::Element(Element::new("figure", children).with("part", "figure"))
}

/// A caption, unless it says nothing.
fn caption(text: Vec<Node>) -> Option<Node> {
    let text = unitalic(lines(text));
    let caption = Element::new("figcaption", text).with("part", "caption");
    (!caption.children.iter().all(is_blank)).then_some(Node::Element(caption))
}

fn has_caption(figure: &Element) -> bool {
    figure.children.iter().any(|child| matches!(child, Node::Element(child) if child.name == "figcaption"))
}

/// A figure of the feed's own: its picture or other content, then its caption.
fn whole_figure(element: Element, out: &mut Vec<Node>) {
    let (mut captions, mut rest) = (Vec::new(), Vec::new());
    for child in element.children {
        match child {
            Node::Element(part) if part.name == "figcaption" => captions.push(part),
            other => rest.push(other),
        }
    }
    // Several are one, line by line.
    let text = match captions.as_mut_slice() {
        [only] => std::mem::take(&mut only.children),
        _ => captions.into_iter().map(Node::Element).collect(),
    };
    let mut children = match lone_picture(&rest) {
        Some(picture) => vec![picture],
        None => blocks(rest),
    };
    if children.is_empty() {
        out.extend(blocks(text));
        return;
    }
    children.extend(caption(text));
    out.push(Node::Element(
        Element { name: "figure", attributes: element.attributes, children }.with("part", "figure"),
    ));
}

/// The one picture, with the link around it, that these nodes are beside blanks. Other shells around it do not count.
fn lone_picture(nodes: &[Node]) -> Option<Node> {
    let mut parts = nodes.iter().filter(|node| !is_blank(node));
    let only = parts.next()?;
    if parts.next().is_some() {
        return None;
    }
    let Node::Element(element) = only else { return None };
    match element.name {
        "img" => Some(only.clone()),
        "a" => {
            let children = vec![lone_picture(&element.children)?];
            Some(Node::Element(Element { children, attributes: element.attributes.clone(), ..*element }))
        }
        "b" | "strong" | "i" | "em" | "u" | "p" | "div" => lone_picture(&element.children),
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
        let inside = nodes.into_iter().skip_while(is_blank).flat_map(|node| match node {
            Node::Element(element) if matches!(element.name, "i" | "em") => element.children,
            other => vec![other],
        });
        nodes = inside.collect();
        nodes.truncate(nodes.iter().rposition(|node| !is_blank(node)).map_or(0, |last| last + 1));
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
