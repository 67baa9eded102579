//! Shrinks the shadow sheets before they go into the modules: their comments are for us.
//!
//! Comments go, white space becomes one space, and none is left beside `{`, `}`, `;`, `,` and `>` nor behind `:`. No more than that:
//! a CSS minifier tried before also took the spaces around `+` inside `clamp()`, which made the headline's size invalid.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    for name in ["reader.css", "tools.css"] {
        let source = Path::new("style").join(name);
        println!("cargo::rerun-if-changed={}", source.display());
        fs::write(Path::new(&env::var("OUT_DIR")?).join(name), shrink(&fs::read_to_string(source)?))?;
    }
    Ok(())
}

fn shrink(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    let mut space = false;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            space = true;
        } else if c.is_whitespace() {
            rest = rest.trim_start();
            space = true;
        } else {
            const TIGHT: [char; 5] = ['{', '}', ';', ',', '>'];
            if space && !TIGHT.contains(&c) && !out.is_empty() && !out.ends_with(TIGHT) && !out.ends_with(':') {
                out.push(' ');
            }
            space = false;
            // A string is copied as it is, up to its closing quote.
            let length = match c {
                '"' | '\'' => rest[1..].find(c).map_or(rest.len(), |end| end + 2),
                _ => c.len_utf8(),
            };
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    out
}
