//! The layers look down only: core → browser → ui → tools, element; and those two do not know each other.

use walkdir::WalkDir;

const LAYERS: [&str; 5] = ["core", "browser", "ui", "tools", "element"];

/// The layers that a line of code of layer `own` reaches for, above its own.
fn upward(own: &str, code: &str) -> Vec<&'static str> {
    let rank = |layer: &str| LAYERS.iter().position(|known| *known == layer).expect("a layer");
    let tokens: Vec<&str> = code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).collect();
    LAYERS
        .into_iter()
        .filter(|layer| rank(layer) > rank(own))
        .filter(|layer| {
            tokens.iter().any(|token| {
                token.contains(&format!("crate::{layer}")) || token.contains(&format!("super::super::{layer}"))
            })
        })
        .collect()
}

/// `use crate::{a::…, b::…}` on one line each: `crate::a::…`, `crate::b::…`.
fn flattened(source: &str) -> String {
    let mut out = source.to_owned();
    while let Some(start) = out.find("crate::{") {
        let open = start + "crate::{".len();
        let mut depth = 1;
        let end = out[open..].char_indices().find(|(_, c)| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            depth == 0
        });
        let end = open + end.expect("a closing brace").0;
        let mut level = 0;
        let parts: String = out[open..end]
            .chars()
            .map(|c| {
                level += i32::from(c == '{') - i32::from(c == '}');
                if c == ',' && level == 0 { '\n' } else { c }
            })
            .collect();
        let lines: String = parts.lines().map(|part| format!(" crate::{}\n", part.trim())).collect();
        out.replace_range(start..=end, &lines);
    }
    out
}

#[test]
fn no_layer_looks_up() {
    let mut seen = 0;
    for layer in LAYERS {
        let folder = format!("{}/src/{layer}", env!("CARGO_MANIFEST_DIR"));
        for entry in WalkDir::new(folder) {
            let entry = entry.expect("the layer's folder");
            if entry.path().extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            seen += 1;
            let source = std::fs::read_to_string(entry.path()).unwrap();
            let code: String = source
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .map(|line| format!("{line}\n"))
                .collect();
            assert_eq!(upward(layer, &flattened(&code)), Vec::<&str>::new(), "{} looks up", entry.path().display());
        }
    }
    assert!(seen > 20, "the scan found {seen} files");
}

#[test]
fn the_scan_sees_every_way_to_look_up() {
    for code in [
        "use crate::ui::scene::Scene;",
        "use crate::{\n    core::error::Error,\n    ui::{scene::Scene},\n};",
        "crate::ui::reader::Stage::new(x)",
    ] {
        assert_eq!(upward("browser", &flattened(code)), ["ui"], "{code}");
    }
    assert!(upward("ui", &flattened("use crate::{browser::x, core::y};")).is_empty());
}

#[test]
fn core_knows_no_browser() {
    for entry in WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/core")) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let source = std::fs::read_to_string(entry.path()).unwrap();
            for crate_name in ["web_sys", "js_sys", "wasm_bindgen", "leptos", "gloo_net"] {
                assert!(!source.contains(&format!("{crate_name}::")), "{} uses {crate_name}", entry.path().display());
            }
        }
    }
}
