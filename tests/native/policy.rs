//! The content policy's tables.

use tin_reader::core::policy::{
    ATTRIBUTES, Check, ELEMENTS, Verdict, attributes, element, heading_level, is_small_raster, is_tracking_pixel,
};

#[test]
fn the_table_of_elements_is_sorted_without_doubles() {
    // `element` looks things up by binary search.
    assert!(ELEMENTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
}

#[test]
fn nothing_that_runs_loads_or_submits_is_kept() {
    for name in [
        "script", "style", "link", "meta", "base", "frame", "frameset", "svg", "math", "template", "input", "select",
        "textarea", "canvas", "title", "head",
    ] {
        assert_eq!(element(name), Verdict::Drop, "{name}");
    }
    for name in [
        "form",
        "noscript",
        "button",
        "label",
        "marquee",
        "font",
        "span",
        "o:p",
        "custom-element",
        "portal",
        "html",
        "body",
        "",
    ] {
        assert_eq!(element(name), Verdict::Unwrap, "{name}: the text stays");
    }
    for name in ["iframe", "video", "embed", "noembed", "keygen"] {
        assert_eq!(element(name), Verdict::Embed, "{name}: at most a link is made of it");
    }
    for name in ["object", "applet"] {
        assert_eq!(element(name), Verdict::Object, "{name}: a link, or its text stays");
    }
}

#[test]
fn what_is_kept_has_a_harmless_name() {
    const HARMLESS: &[&str] = &[
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "hr",
        "i",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "strong",
        "sub",
        "summary",
        "sup",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ];
    for (name, verdict) in ELEMENTS {
        if let Verdict::Keep(kept) = verdict {
            assert!(HARMLESS.contains(kept), "{name} becomes {kept}");
        }
    }
}

#[test]
fn no_attribute_can_style_name_or_run() {
    for (element, attribute, _) in ATTRIBUTES {
        assert!(!attribute.starts_with("on"), "{element} {attribute}");
        for never in [
            "style",
            "id",
            "name",
            "is",
            "part",
            "slot",
            "target",
            "src",
            "srcset",
            "srcdoc",
            "action",
            "formaction",
            "background",
            "xlink:href",
            "ping",
            "tabindex",
            "contenteditable",
        ] {
            assert_ne!(*attribute, never, "{element}");
        }
    }
    let classes: Vec<_> = ATTRIBUTES.iter().filter(|(_, attribute, _)| *attribute == "class").collect();
    assert_eq!(classes, [&("a", "class", Check::Word(&["embed"]))], "one class, and it is ours");
    let link: Vec<_> = attributes("a").collect();
    assert!(link.contains(&("href", Check::Link)));
    assert!(!attributes("p").any(|(name, _)| name == "href"));
}

#[test]
fn checks_let_through_what_they_name_and_nothing_else() {
    for (check, good, bad) in [
        (
            Check::Link,
            &["https://a.example/", "http://a.example/", "mailto:a@b.example", "tel:+842033881888"][..],
            &["javascript:alert(1)", "data:text/html,x", "blob:x", "", "//a.example"][..],
        ),
        (Check::Size, &["1", "960", "10000"], &["0", "10001", "50%", "-1", "1e3", "", " 5", "99999999999999"]),
        (Check::Span, &["1", "1000"], &["0", "1001", "all"]),
        (Check::Word(&["ltr", "rtl"]), &["ltr", "RTL"], &["", "auto", "ltr "]),
        (
            Check::Language,
            &["vi", "zh-Hans-CN"],
            &["", "vi\" onload=", "v i", "x-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
        ),
    ] {
        for value in good {
            assert!(check.allows(value), "{check:?} {value}");
        }
        for value in bad {
            assert!(!check.allows(value), "{check:?} {value}");
        }
    }
}

#[test]
fn headings_go_below_the_headline() {
    assert_eq!([1, 2, 3, 4, 5, 6].map(|level| heading_level(level, 1)), [2, 2, 3, 4, 5, 6]);
    assert_eq!([1, 2, 3, 6].map(|level| heading_level(level, 3)), [4, 4, 5, 6]);
}

#[test]
fn pictures_that_only_count_are_known() {
    assert!(is_tracking_pixel(Some("1"), Some("1")));
    assert!(is_tracking_pixel(Some("600"), Some("0")));
    assert!(!is_tracking_pixel(Some("600"), None));
    assert!(!is_tracking_pixel(None, None));
    assert!(!is_tracking_pixel(Some("100%"), Some("auto")));
}

#[test]
fn only_small_raster_pictures_may_be_data() {
    assert!(is_small_raster("data:image/png;base64,iVBORw0KGgo="));
    assert!(!is_small_raster("data:image/svg+xml;base64,PHN2Zz4="));
    assert!(!is_small_raster("data:text/html,<script>"));
    assert!(!is_small_raster(&format!("data:image/png;base64,{}", "A".repeat(40_000))));
}
