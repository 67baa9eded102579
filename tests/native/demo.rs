//! The demo pages as files: listed, explained, and free to stand in any folder.

use std::{fs, path::Path};

/// Every page of the folder, with its name.
fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/demo");
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "html") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            pages.push((name, fs::read_to_string(path).unwrap()));
        }
    }
    assert!(pages.len() > 15, "the demo pages: {}", pages.len());
    pages
}

/// The values of `name="…"` in a page.
fn values<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    page.match_indices(&start).filter_map(|(at, _)| page[at + start.len()..].split('"').next()).collect()
}

#[test]
fn every_page_is_in_the_index_and_every_entry_is_a_page() {
    let pages = pages();
    let (_, index) = pages.iter().find(|(name, _)| name == "index.html").unwrap();
    let listed = values(index, "href");
    for (name, _) in pages.iter().filter(|(name, _)| name != "index.html" && !name.starts_with("inside-")) {
        assert!(listed.contains(&name.as_str()), "{name} is not in the index");
    }
    for entry in listed.iter().filter(|entry| entry.contains(".html")) {
        assert!(pages.iter().any(|(name, _)| name == entry), "the index lists {entry}");
    }
}

#[test]
fn every_page_says_in_vietnamese_what_it_shows() {
    for (name, page) in pages().iter().filter(|(name, _)| !name.starts_with("inside-")) {
        assert!(page.contains("lang=\"vi\""), "{name} says that it is Vietnamese");
        assert_eq!(page.matches("class=\"shows").count(), 1, "{name} has one line that says what it shows");
        let line = page.lines().find(|line| line.contains("class=\"shows")).unwrap();
        assert!(line.contains("rang") && line.chars().any(|letter| "ảẻỉỏủấếốặệợữ".contains(letter)), "{name}: {line}");
        assert!(name == "index.html" || line.contains("<a href=\"./\">"), "{name} leads back to the index");
    }
}

#[test]
fn no_page_depends_on_the_folder_it_is_in() {
    for (name, page) in pages() {
        for attribute in ["src", "href", "feed"] {
            for address in values(&page, attribute) {
                let elsewhere = address.starts_with("https://") && address.contains(".example/");
                let relative = !address.contains(':') && !address.starts_with('/');
                assert!(elsewhere || relative, "{name}: {attribute}=\"{address}\"");
            }
        }
        let absolute = page.split("\"/").skip(1).any(|after| after.starts_with(|c: char| c.is_ascii_alphanumeric()));
        assert!(!absolute, "{name} has an absolute path");
    }
}
