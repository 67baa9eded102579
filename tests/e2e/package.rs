//! The npm package in browsers: packed, installed as its users do, and served as their sites do.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use crate::answer::Answer;
use crate::dist::{self, DistFile};
use crate::feeds::pair;
use crate::reader::Reader;
use crate::stage::{Result, Stage, Test, eventually, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![an_import_from_node_modules_defines_the_element, a_bundled_import_defines_the_element]
}

/// A user's project: `/node_modules/tin-reader/`, and `/bundled/`, which esbuild has made of an app that imports it.
static PROJECT: LazyLock<std::result::Result<HashMap<String, DistFile>, String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("package");
    let dist = std::path::absolute(dist::directory()).map_err(|error| error.to_string())?;
    let made = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tools/pack.mjs"))
        .arg(&folder)
        .env("TIN_DIST", dist)
        .output()
        .map_err(|error| format!("node does not run: {error}"))?;
    if !made.status.success() {
        return Err(format!("tools/pack.mjs failed: {}", String::from_utf8_lossy(&made.stderr)));
    }
    Ok(dist::read(&folder))
});

async fn an_import_from_node_modules_defines_the_element(stage: Stage) -> Result {
    let loading = r#"<script type="importmap">{ "imports": { "tin-reader": "/node_modules/tin-reader/embed.js" } }</script>
<script type="module">import "tin-reader";</script>"#;
    open(&stage, loading).await?.wait_title("Bài thứ nhất").await?;
    loads(&stage, &["embed.js", "engine.js", "engine.wasm", "tools.js", "tools.wasm"], "/node_modules/tin-reader/")
        .await
}

/// The bundler has taken the glue into the app's script.
async fn a_bundled_import_defines_the_element(stage: Stage) -> Result {
    let loading = r#"<script type="module" src="/bundled/app.js"></script>"#;
    open(&stage, loading).await?.wait_title("Bài thứ nhất").await?;
    loads(&stage, &["app.js", "engine.wasm", "tools.wasm"], "/bundled/").await
}

/// Waits until the page has fetched `code` from `folder`, and nothing from elsewhere. The reading tools come last.
async fn loads(stage: &Stage, code: &[&str], folder: &str) -> Result {
    let wanted: Vec<_> = code.iter().map(|name| format!("{folder}{name}")).collect();
    let all = async || Ok(self::code(stage).len() >= wanted.len());
    eventually("the tools", all).await?;
    assert_eq!(self::code(stage), wanted);
    Ok(())
}

/// A page of the project's with a reader.
async fn open(stage: &Stage, loading: &str) -> Result<Reader> {
    for (path, file) in PROJECT.as_ref().map_err(Clone::clone)? {
        stage.site.route(path, Answer::bytes(file.media_type, &*file.bytes));
    }
    stage.site.json("/feed.json", &pair());
    stage.site.route("/page.html", Stage::page_with(loading, "", &tag("/feed.json", "")));
    stage.open("/page.html").await
}

/// The scripts and modules the page has fetched, without the hashes in their names.
fn code(stage: &Stage) -> Vec<String> {
    let log = stage.site.log().into_iter().map(|hit| hit.path);
    let mut code: Vec<_> = log
        .filter(|path| matches!(path.rsplit('.').next(), Some("js" | "wasm")))
        .map(|path| match path.rsplit_once('-') {
            Some((module, hashed)) if module.ends_with("/engine") || module.ends_with("/tools") => {
                format!("{module}.{}", hashed.rsplit('.').next().unwrap_or_default())
            }
            _ => path,
        })
        .collect();
    code.sort();
    code.dedup();
    code
}
