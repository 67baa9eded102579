//! Shrinks the shadow sheet before it goes into the module: its comments are for us.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let source = "style/reader.css";
    println!("cargo::rerun-if-changed={source}");
    let sheet = fs::read_to_string(source)?;
    let small = minifier::css::minify(&sheet).map_err(|error| format!("{source}: {error}"))?.to_string();
    fs::write(Path::new(&env::var("OUT_DIR")?).join("reader.css"), small)?;
    Ok(())
}
