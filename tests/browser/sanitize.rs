//! From a feed's HTML to nodes: what comes out, for what goes in.

use tin_reader::{
    browser::{
        sanitize::{SafeFragment, markup, sanitize},
        url::RESOLVE,
    },
    core::url::Base,
};
use wasm_bindgen_test::wasm_bindgen_test;

fn clean(html: &str) -> String {
    let base = Base::new("https://portal.example/tin/1", RESOLVE);
    markup(&sanitize(html, &base, 1).expect("this page may parse")).expect("a page")
}

const PICTURE: &str =
    r#"<img loading="lazy" decoding="async" referrerpolicy="no-referrer" alt="A" src="https://portal.example/a.webp">"#;

#[wasm_bindgen_test]
fn an_ordinary_article_comes_out_as_it_went_in() {
    let html = "<p>Một <strong>hai</strong> <em>ba</em></p><ul><li>bốn</li></ul><blockquote><p>năm</p></blockquote>";
    assert_eq!(clean(html), html);
}

#[wasm_bindgen_test]
fn nothing_that_runs_comes_through_and_the_text_beside_it_stays() {
    for (payload, wanted) in [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<p onclick=alert(1) style='position:fixed' class=x id=y name=z>a</p>", "<p>a</p>"),
        ("<a href='javascript:alert(1)'>a</a>", "<a>a</a>"),
        ("<a href=' &#1;JaVa\nScript:alert(1)'>a</a>", "<a>a</a>"),
        ("<svg><script>alert(1)</script></svg><p>a</p>", "<p>a</p>"),
        ("<math><mtext><img src=x onerror=alert(1)></mtext></math>a", "a"),
        ("<form action=https://evil.example><input name=pw><button>Gửi</button>a</form>", "Gửia"),
        ("<style>*{display:none}</style>a", "a"),
        ("<iframe srcdoc='<script>alert(1)</script>'></iframe>a", "a"),
        ("<object data=x><p>b</p></object>a", "a"),
        ("<template><img src=x onerror=alert(1)></template>a", "a"),
        (
            "a<noscript><p title='</noscript><img src=x onerror=alert(1)>'>b</noscript>c",
            r#"a<p title="&lt;/noscript&gt;&lt;img src=x onerror=alert(1)&gt;">bc</p>"#,
        ),
        (
            "<base href=https://evil.example/><a href=/x>a</a>",
            r#"<a href="https://portal.example/x" rel="noopener noreferrer">a</a>"#,
        ),
        ("<custom-element onload=alert(1)>a</custom-element>", "a"),
        ("<img src=x onerror=alert(1) alt=A width=1 height=1>a", "a"),
        ("<img src='data:image/svg+xml,<svg onload=alert(1)>' alt=A>", "A"),
    ] {
        assert_eq!(clean(payload), wanted, "{payload}");
    }
}

#[wasm_bindgen_test]
fn a_picture_is_lazy_tells_nobody_and_keeps_its_room() {
    assert_eq!(clean("<img src=/a.webp alt=A>"), PICTURE);
    let sized = clean("<img src=/a.webp width=960 height=640 srcset='https://evil.example/x 2x'>");
    assert!(
        sized.contains(r#"width="960""#) && sized.contains(r#"height="640""#) && !sized.contains("evil"),
        "{sized}"
    );
    assert!(!clean("<img src=/a.webp width=100%>").contains("width"), "a width that is no number is none");
}

#[wasm_bindgen_test]
fn figures_are_parts_that_host_pages_can_style() {
    let html = clean("<figure><img src=/a.webp alt=A><figcaption>Chú thích</figcaption></figure>");
    assert_eq!(
        html,
        format!(r#"<figure part="figure">{PICTURE}<figcaption part="caption">Chú thích</figcaption></figure>"#)
    );
}

#[wasm_bindgen_test]
fn links_go_where_the_policy_lets_them() {
    for href in ["https://a.example/", "mailto:a@b.example", "tel:+842033881888"] {
        assert_eq!(
            clean(&format!("<a href='{href}' target=_top>a</a>")),
            format!(r#"<a href="{href}" rel="noopener noreferrer">a</a>"#)
        );
    }
}

#[wasm_bindgen_test]
fn headings_start_below_the_headline() {
    assert_eq!(clean("<h1>a</h1><h2>b</h2><h3>c</h3>"), "<h2>a</h2><h2>b</h2><h3>c</h3>");
    let base = Base::new("https://portal.example/", RESOLVE);
    assert_eq!(markup(&sanitize("<h1>a</h1>", &base, 3).unwrap()).unwrap(), "<h4>a</h4>");
}

#[wasm_bindgen_test]
fn a_table_scrolls_in_a_box_of_its_own() {
    let html = clean("<table width=2000 border=1><tr><th scope=row>a<td colspan=2 bgcolor=red>b</table>");
    assert_eq!(
        html,
        r#"<div class="scroll" tabindex="0"><table><tbody><tr><th scope="row">a</th><td colspan="2">b</td></tr></tbody></table></div>"#
    );
}

#[wasm_bindgen_test]
fn a_video_becomes_a_link_and_loads_nothing() {
    let html = clean("<iframe src='https://www.youtube.example/embed/1' title='Phóng sự'></iframe>");
    assert_eq!(
        html,
        r#"<div class="embed"><a href="https://www.youtube.example/embed/1" rel="noopener noreferrer">Phóng sự</a></div>"#
    );
}

#[wasm_bindgen_test]
fn words_remnants_leave_their_text() {
    assert_eq!(clean("<p class=MsoNormal><o:p>a</o:p> <font face=VNI-Times size=4>b</font></p>"), "<p>a b</p>");
}

#[wasm_bindgen_test]
fn depth_is_the_feeds_to_choose_and_costs_no_stack() {
    let deep = "<b>".repeat(20_000) + "đáy";
    assert!(clean(&deep).contains("đáy"));
}

#[wasm_bindgen_test]
fn sanitising_twice_changes_nothing() {
    for html in [
        "<h1>a</h1><p>b<i>c</p>d</i>",
        "<table><tr><td>a</table>",
        "<img src=/a.webp>",
        "<div><center>a</center><font>b</font></div>",
    ] {
        let once = clean(html);
        let twice = clean(&once);
        // The box around a table is ours and is made again; everything else is the same.
        assert_eq!(
            twice
                .replace(r#"<div><div class="scroll" tabindex="0">"#, r#"<div class="scroll" tabindex="0">"#)
                .replace("</div></div>", "</div>"),
            once.replace("</div></div>", "</div>")
        );
    }
}

#[wasm_bindgen_test]
fn plain_text_keeps_its_paragraphs_and_lines() {
    let html = markup(&SafeFragment::from_text("Một <b>\nhai\r\n\r\nba\n\n\n\nbốn\n").unwrap()).unwrap();
    assert_eq!(html, "<p>Một &lt;b&gt;<br>hai</p><p>ba</p><p>bốn</p>");
}
