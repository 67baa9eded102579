//! The bodies of the fuzz targets (`./x fuzz`), on what is at hand: the fixtures, and what fuzzing once found.

use std::{fs, path::Path};

use crate::{attacks::written_out, fuzz_feed, fuzz_policy, support::fixture};

/// The files of a folder of the project.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    paths.map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

#[test]
fn what_holds_for_any_feed_holds_for_the_seeds() {
    let seeds = [files("tests/fuzz/seeds/feed"), files("public/feed"), files("tests/fixtures")].concat();
    assert!(seeds.len() > 5, "only {} seeds", seeds.len());
    for (name, bytes) in seeds {
        println!("{name}");
        fuzz_feed::check(&bytes);
        for cut in 0..bytes.len().min(200) {
            fuzz_feed::check(&bytes[..cut]);
        }
    }
}

#[test]
fn what_holds_for_any_html_holds_for_the_seeds() {
    for (name, bytes) in files("tests/fuzz/seeds/policy") {
        println!("{name}");
        fuzz_policy::check(&bytes);
    }
    for file in ["mess.json", "attacks.json"] {
        for case in fixture(file).as_array().unwrap() {
            println!("{file}: {}", case["title"]);
            fuzz_policy::check(written_out(case["payload"].as_str().unwrap()).as_bytes());
        }
    }
}
