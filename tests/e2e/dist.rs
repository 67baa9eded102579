//! The built widget, read once from `TIN_DIST` and served by every site.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use crate::stage::Result;

/// One file of the build.
#[derive(Clone)]
pub struct DistFile {
    /// Its media type, by its extension.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

static FILES: LazyLock<HashMap<String, DistFile>> = LazyLock::new(|| read(&directory()));

/// Fails, with what to do, when there is no build to test.
pub fn check() -> Result {
    if file("/embed.js").is_some() {
        return Ok(());
    }
    Err(format!("no embed.js in {}: run ./x build, or set TIN_DIST", directory().display()).into())
}

/// The file at `path`, which begins with a slash; a folder's is its `index.html`.
pub fn file(path: &str) -> Option<DistFile> {
    let index = if path.ends_with('/') { "index.html" } else { "" };
    FILES.get(&format!("{path}{index}")).cloned()
}

/// One of the engine's two files, by its extension, with its path.
pub fn engine(extension: &str) -> Result<(&'static str, DistFile)> {
    module("engine", extension)
}

/// One of the two files of a module, `engine` or `tools`.
pub fn module(name: &str, extension: &str) -> Result<(&'static str, DistFile)> {
    let named = |path: &str| path.starts_with(&format!("/{name}-")) && path.ends_with(extension);
    let found = FILES.iter().find(|(path, _)| named(path)).ok_or("dist has no such module")?;
    Ok((found.0.as_str(), found.1.clone()))
}

/// Where the build is.
pub fn directory() -> PathBuf {
    std::env::var_os("TIN_DIST").map_or_else(|| "dist".into(), PathBuf::from)
}

/// Every file below `directory`, by its path there with a slash before it.
pub fn read(directory: &Path) -> HashMap<String, DistFile> {
    let mut files = HashMap::new();
    collect(directory, "/", &mut files);
    files
}

fn collect(directory: &Path, prefix: &str, files: &mut HashMap<String, DistFile>) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files);
        } else if let Ok(bytes) = fs::read(&path) {
            files.insert(format!("{prefix}{name}"), DistFile { media_type: media_type(&name), bytes: bytes.into() });
        }
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
