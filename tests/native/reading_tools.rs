//! What the reading tools know without a browser.

use tin_reader::core::{
    choices::{Choices, GROUPS, SIZE, SIZES, THEME},
    lang::Lang,
    qr,
    reading::minutes,
    tools::Tool,
    zoom::{Point, View, line},
};

use crate::words::speak_each_language;

#[test]
fn every_choice_is_kept_and_comes_back() {
    assert_eq!(Choices::default().kept(), "", "nothing chosen, nothing kept");
    let mut all = vec![Choices::default()];
    for (group, options) in GROUPS.iter().enumerate() {
        all = all
            .iter()
            .flat_map(|choices| {
                (0..options.len()).map(|option| {
                    let mut choices = *choices;
                    choices.pick(group, option);
                    choices
                })
            })
            .collect();
    }
    assert_eq!(all.len(), 5 * 3 * 3 * 2 * 5);
    for choices in all {
        assert_eq!(Choices::from_kept(&choices.kept()), choices, "{}", choices.kept());
    }
}

#[test]
fn junk_in_the_store_chooses_nothing() {
    for junk in ["", "|", "x", "|}*{color:red", "pink|font-size:99px;", "dark", "[object Object]", "💥|💥"] {
        assert_eq!(Choices::from_kept(junk), Choices::default(), "{junk:?}");
    }
    assert_eq!(Choices::from_kept("dark|color:red;").kept(), "dark|");
    let mut choices = Choices::default();
    choices.pick(SIZE, SIZES.len());
    choices.pick(SIZE, usize::MAX);
    choices.pick(GROUPS.len(), 0);
    assert_eq!(choices, Choices::default());
}

/// The loader has no parser: what it applies is a theme's word, a bar, and declarations.
#[test]
fn the_kept_form_is_what_the_loader_applies() {
    let mut choices = Choices::default();
    choices.pick(SIZE, 3);
    choices.pick(THEME, 2);
    assert_eq!(choices.kept(), "dark|font-size:x-large;");
    let loader = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/public/embed.js")).unwrap();
    assert!(loader.contains(r#"localStorage["tin-reader:text"].split("|")"#));
    for option in GROUPS.concat() {
        assert!(!option.contains('|'), "{option}");
    }
}

#[test]
fn reading_takes_a_minute_at_least_and_follows_the_length() {
    let words = |count: usize| vec!["chữ"; count].join(" ");
    assert_eq!(minutes(""), 1);
    assert_eq!(minutes("  \n\t "), 1);
    assert_eq!(minutes(&words(250)), 1);
    assert_eq!(minutes(&words(251)), 2);
    assert_eq!(minutes(&words(1000)), 4);
    assert_eq!(minutes(&words(500).replace(' ', " \u{a0}\n ")), 2, "several spaces are one");
    assert_eq!(minutes(&"芒".repeat(500)), 2, "a Chinese character counts as a word");
    assert_eq!(minutes(&"x".repeat(100_000)), 1);
}

/// The dark modules that a path of `core::qr` draws, by a reader of paths that knows only what that writes.
fn drawn(side: u32, path: &str) -> Vec<Vec<bool>> {
    let mut modules = vec![vec![false; side as usize]; side as usize];
    for run in path.split_terminator('z') {
        let (from, rest) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
        let (x, y) = from.split_once(' ').unwrap();
        let (length, back) = rest.split_once("v1H").unwrap();
        assert_eq!(x, back);
        let (x, y, length): (usize, usize, usize) = (x.parse().unwrap(), y.parse().unwrap(), length.parse().unwrap());
        modules[y][x..x + length].fill(true);
    }
    modules
}

fn scanned(side: u32, path: &str) -> String {
    const PIXELS: usize = 4;
    let modules = drawn(side, path);
    let size = side as usize * PIXELS;
    let mut picture = rqrr::PreparedImage::prepare_from_bitmap(size, size, |x, y| modules[y / PIXELS][x / PIXELS]);
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1, "one code");
    grids[0].decode().unwrap().1
}

#[test]
fn a_scanner_reads_the_address_off_its_code() {
    let long = format!("https://mongcai.example/tin/{}?x=~%C3%A1", "b".repeat(600));
    for address in ["https://a.example/", "https://mongcai.example/tin/123#tin=giam-sat?a=b&c=d", &long] {
        let (side, path) = qr::path(address).unwrap();
        assert_eq!(scanned(side, &path), address);
    }
}

#[test]
fn a_code_has_a_quiet_margin_of_four_modules() {
    let (side, path) = qr::path("https://a.example/").unwrap();
    let modules = drawn(side, &path);
    let edge = side as usize - 4;
    for (y, row) in modules.iter().enumerate() {
        for (x, dark) in row.iter().enumerate() {
            assert!(!dark || (4..edge).contains(&x) && (4..edge).contains(&y), "{x} {y}");
        }
    }
    assert!(modules[4][4] && modules[4][edge - 1] && modules[edge - 1][4], "finders at three corners");
}

#[test]
fn an_address_too_long_for_a_code_has_none() {
    assert!(qr::path(&"a".repeat(2331)).is_some());
    assert!(qr::path(&"a".repeat(2332)).is_none());
    assert!(qr::path(&"a".repeat(100_000)).is_none());
}

const SCREEN: Point = Point { x: 400.0, y: 800.0 };
const PICTURE: Point = Point { x: 400.0, y: 300.0 };

#[test]
fn a_close_look_keeps_what_is_under_the_finger_there() {
    let finger = Point { x: 100.0, y: -50.0 };
    let view = View::default().zoomed(2.0, finger);
    assert!(view.is_close());
    // The finger was on the picture's (100, -50) from the middle; twice as large that is (200, -100), moved by (-100, 50).
    assert_eq!(view.transform(), "translate(-100px,50px)scale(calc(2000/1000))");
    assert_eq!(view.zoomed(0.5, finger), View::default());
}

#[test]
fn a_look_is_neither_farther_than_the_whole_picture_nor_closer_than_five_times() {
    let middle = Point::default();
    assert_eq!(View::default().zoomed(0.1, middle), View::default());
    assert_eq!(View::default().zoomed(100.0, middle).transform(), "translate(0px,0px)scale(calc(5000/1000))");
    assert!(!View::default().is_close());
}

#[test]
fn a_picture_cannot_be_moved_off_the_screen() {
    let far = Point { x: 9999.0, y: -9999.0 };
    let whole = View::default().moved(far).within(PICTURE, SCREEN);
    assert_eq!(whole, View::default());
    let close = View::default().zoomed(2.0, Point::default()).moved(far).within(PICTURE, SCREEN);
    // 800 by 600 on 400 by 800: 200 to the side, and nothing up or down.
    assert_eq!(close.transform(), "translate(200px,0px)scale(calc(2000/1000))");
}

#[test]
fn the_line_of_progress_stays_between_nothing_and_all() {
    assert_eq!(line(-3.0), "scaleX(calc(0/1000))");
    assert_eq!(line(0.4567), "scaleX(calc(457/1000))");
    assert_eq!(line(7.0), "scaleX(calc(1000/1000))");
    assert_eq!(line(f64::NAN), "scaleX(calc(0/1000))");
}

#[test]
fn the_attribute_chooses_tools_and_keeps_their_order() {
    assert_eq!(Tool::chosen(None).len(), Tool::ALL.len());
    assert_eq!(Tool::chosen(Some("  ")).len(), Tool::ALL.len());
    assert_eq!(Tool::chosen(Some("nonsense")).len(), Tool::ALL.len());
    assert_eq!(Tool::chosen(Some("qr TEXT nonsense copy")), [Tool::Text, Tool::Copy, Tool::Qr]);
    assert!(Tool::chosen(Some("none qr")).is_empty());
}

#[test]
fn the_tools_speak_each_language_and_no_english_leaks() {
    speak_each_language(Lang::ALL.map(Lang::tool_words), 30);
    for lang in Lang::ALL {
        let words = lang.tool_words();
        for (group, options) in GROUPS.iter().skip(1).enumerate() {
            assert_eq!(words.options[group].len(), options.len(), "a name for each option of {}", words.groups[group]);
        }
    }
}
