//! From a feed's HTML to nodes, with the browser's own parser: what comes out, for what goes in.

use js_sys::JsString;
use tin_reader::{
    browser::{
        json::JsJson,
        sanitize::{SafeFragment, markup, sanitize},
        url::RESOLVE,
    },
    core::{json::Json, url::Base},
};
use wasm_bindgen_test::wasm_bindgen_test;

fn base() -> Base {
    Base::new("https://portal.example/tin/1", RESOLVE)
}

fn clean(html: &str) -> String {
    markup(&sanitize(html, &base(), 1))
}

/// The same table as natively, where html5ever parses: both parsers lead to the same content.
#[wasm_bindgen_test]
fn the_mess_of_real_portals_comes_out_readable() {
    let fixtures = JsJson::parse(&JsString::from(include_str!("../fixtures/mess.json"))).unwrap().list().unwrap();
    assert!(fixtures.len() > 20);
    for mess in fixtures {
        let field = |name: &'static str| mess.field(name).and_then(|field| field.text()).expect("the fixture's field");
        assert_eq!(clean(&field("payload")), field("expected"), "{}: {}", field("title"), field("why"));
        assert_eq!(clean(&field("expected")), field("expected"), "again: {}", field("title"));
    }
}

#[wasm_bindgen_test]
fn nothing_that_runs_comes_through_and_the_text_beside_it_stays() {
    for (payload, wanted) in [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<p onclick=alert(1) style='position:fixed' class=x id=y name=z>a</p>", "<p>a</p>"),
        ("<a href='javascript:alert(1)' class=tin>a</a>", "<p><a>a</a></p>"),
        ("<a href=' &#1;JaVa\nScript:alert(1)'>a</a>", "<p><a>a</a></p>"),
        ("<svg><script>alert(1)</script></svg><p>a</p>", "<p>a</p>"),
        ("<math><mtext><img src=x onerror=alert(1)></mtext></math>a", "<p>a</p>"),
        ("<form action=https://evil.example><input name=pw><button>Gửi</button>a</form>", "<p>Gửia</p>"),
        ("<style>*{display:none}</style>a", "<p>a</p>"),
        ("<iframe srcdoc='<script>alert(1)</script>'></iframe>a", "<p>a</p>"),
        (
            "<object data='javascript:alert(1)' type=text/html><script>alert(1)</script><p>b</p></object>a",
            "<p>b</p><p>a</p>",
        ),
        (
            "<object data=x><p>b</p></object>a<embed src=/y onload=alert(1)>",
            r#"<p><a class="embed" href="https://portal.example/tin/x" rel="noopener noreferrer">https://portal.example/tin/x</a></p><p>a</p><p><a class="embed" href="https://portal.example/y" rel="noopener noreferrer">https://portal.example/y</a></p>"#,
        ),
        ("<template><img src=x onerror=alert(1)></template>a", "<p>a</p>"),
        (
            "a<noscript><p title='</noscript><img src=x onerror=alert(1)>'>b</noscript>c",
            r#"<p>a</p><p title="&lt;/noscript&gt;&lt;img src=x onerror=alert(1)&gt;">bc</p>"#,
        ),
        (
            "<base href=https://evil.example/><a href=/x>a</a>",
            r#"<p><a href="https://portal.example/x" rel="noopener noreferrer">a</a></p>"#,
        ),
        ("<custom-element onload=alert(1)>a</custom-element>", "<p>a</p>"),
        ("<img src=x onerror=alert(1) alt=A width=1 height=1>a", "<p>a</p>"),
        ("<img src='data:image/svg+xml,<svg onload=alert(1)>' alt=A>", "<p>A</p>"),
        ("<audio src='javascript:alert(1)'></audio>a", "<p>a</p>"),
    ] {
        // Browsers differ in whether innerHTML escapes < and > in attributes.
        let same = |html: &str| html.replace("&lt;", "<").replace("&gt;", ">");
        assert_eq!(same(&clean(payload)), same(wanted), "{payload}");
    }
}

/// Fields of a form and names of pictures stand in for the properties of the form and the document they are in: a walk
/// over `nextSibling` never ended, and a picture named `body` lost the article.
#[wasm_bindgen_test]
fn names_cannot_lead_the_walk_astray() {
    for name in [
        "nextSibling",
        "firstChild",
        "parentNode",
        "childNodes",
        "nodeType",
        "nodeName",
        "localName",
        "namespaceURI",
        "getAttribute",
        "attributes",
        "nodeValue",
    ] {
        let html = format!(
            "<form><input name={name}>a<p>b</p></form><button form=f name={name}>c</button><form id=f>d</form>e"
        );
        let text = clean(&html).replace("<p>", "").replace("</p>", "");
        assert_eq!(text, "abcde", "{name}");
    }
    for html in [
        "<img name=body>a",
        "<form name=body></form>a",
        "<form name=documentElement></form>a",
        "<img name=firstChild src=x alt=''>a",
    ] {
        assert!(clean(html).contains('a'), "{html}");
    }
}

#[wasm_bindgen_test]
fn a_link_with_credentials_reads_like_one_site_and_is_another() {
    assert_eq!(clean("<a href='https://portal.example@evil.example/'>a</a>"), "<p><a>a</a></p>");
}

#[wasm_bindgen_test]
fn a_picture_is_lazy_tells_nobody_and_keeps_its_room() {
    let sized = clean("<img src=/a.webp width=960 height=640 srcset='https://evil.example/x 2x'>");
    assert_eq!(
        sized,
        r#"<figure part="figure"><img loading="lazy" decoding="async" referrerpolicy="no-referrer" alt="" height="640" width="960" src="https://portal.example/a.webp"></figure>"#
    );
    assert!(!clean("<img src=/a.webp width=100%>").contains("width"), "a width that is no number is none");
}

#[wasm_bindgen_test]
fn links_go_where_the_policy_lets_them() {
    for href in ["https://a.example/", "mailto:a@b.example", "tel:+842033881888"] {
        let html = clean(&format!("<a href='{href}' target=_top>a</a>"));
        assert_eq!(html, format!(r#"<p><a href="{href}" rel="noopener noreferrer">a</a></p>"#));
    }
}

#[wasm_bindgen_test]
fn headings_start_below_the_headline() {
    assert_eq!(markup(&sanitize("<h1>a</h1>", &base(), 3)), "<h4>a</h4>");
}

#[wasm_bindgen_test]
fn a_medium_may_have_its_address_on_a_source() {
    assert!(clean("<audio><source src=/a.mp3></audio>").contains("https://portal.example/a.mp3"));
    assert!(clean("<video><source src=/v.mp4></video>").contains("https://portal.example/v.mp4"));
}

#[wasm_bindgen_test]
fn depth_is_the_feeds_to_choose_and_costs_no_stack() {
    let fragment = sanitize(&("<b>".repeat(20_000) + "đáy"), &base(), 1);
    assert!(markup(&fragment).contains("đáy"));
    assert!(fragment.notes.cut);
}

#[wasm_bindgen_test]
fn plain_text_keeps_its_paragraphs_and_lines() {
    let fragment = SafeFragment::from_text("Một <b>\nhai\r\n\r\nba\n\n\n\nbốn\n", &base());
    assert_eq!(markup(&fragment), "<p>Một &lt;b&gt;<br>hai</p><p>ba</p><p>bốn</p>");
}
