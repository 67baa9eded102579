//! The gate for addresses.

use tin_reader::core::url::{Base, HttpUrl};

use crate::support::{HERE, RESOLVE, base, url};

#[test]
fn only_http_and_https_pass() {
    for (reference, wanted) in [
        ("https://a.example", "https://a.example/"),
        ("HTTP://A.EXAMPLE/x", "http://a.example/x"),
        ("  /x \n", "https://portal.example/x"),
        ("x", "https://portal.example/feed/x"),
        ("//b.example:8080/", "https://b.example:8080/"),
        ("https://tiếng-việt.example/", "https://xn--ting-vit-e50d7c.example/"),
    ] {
        let got = HttpUrl::new(reference, &base());
        assert_eq!(got.as_ref().map(HttpUrl::as_str), Some(wanted), "{reference}");
    }
    for bad in [
        "",
        " ",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:,x",
        "mailto:a@b.example",
        "http://",
        "https://a@b.example/",
        "https://a:b@c.example/",
        "about:blank",
        "vbscript:x",
        "view-source:https://a.example",
    ] {
        assert_eq!(HttpUrl::new(bad, &base()), None, "{bad}");
    }
}

#[test]
fn a_base_that_is_no_address_resolves_nothing_relative() {
    let base = Base::new("", RESOLVE);
    assert_eq!(HttpUrl::new("x", &base), None);
}

#[test]
fn the_origin_is_scheme_host_and_port() {
    for (address, origin) in [
        (HERE, "https://portal.example"),
        ("http://a.example:8080/x?y#z", "http://a.example:8080"),
        ("https://a.example/?https://b.example/", "https://a.example"),
    ] {
        assert_eq!(url(address).origin(), origin);
    }
}

#[test]
fn the_fragment_is_not_part_of_what_is_fetched() {
    assert_eq!(url("https://a.example/x?y#z").without_fragment(), "https://a.example/x?y");
    assert_eq!(url("https://a.example/x").without_fragment(), "https://a.example/x");
}
