//! The hosting examples on the real servers: nginx, Caddy and Apache with the very files that webmasters get, and a static
//! host that obeys `_headers`. Pages of another site load the reader from there; an upgrade leaves older loaders working.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::dist;
use crate::engine::{Engine, listening};
use crate::feeds::pair;
use crate::processes::{self, Process};
use crate::reader::Reader;
use crate::site::new_port;
use crate::stage::{Result, Stage, Test, eventually, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        nginx_serves_the_reader_to_other_sites,
        caddy_serves_the_reader_to_other_sites,
        apache_serves_the_reader_to_other_sites,
        a_static_host_with_headers_serves_the_reader_to_other_sites,
        a_pinned_loader_outlives_an_upgrade,
        a_page_from_before_an_upgrade_goes_on,
        the_hints_of_a_pinned_loader_ask_for_what_it_takes,
        two_versions_on_a_page_do_no_harm,
    ]
}

const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

/// What has its hash in its name.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// The loader.
const SHORT: &str = "public, max-age=600, stale-while-revalidate=86400";

/// What browsers accept.
const PACKED: &str = "gzip, deflate, br";

/// Smaller files need no compression.
const WORTH_COMPRESSING: usize = 1100;

async fn nginx_serves_the_reader_to_other_sites(stage: Stage) -> Result {
    let host = Host::with_build()?;
    serves_well(&stage, &host, &host.nginx().await?).await
}

async fn caddy_serves_the_reader_to_other_sites(stage: Stage) -> Result {
    let host = Host::with_build()?;
    serves_well(&stage, &host, &host.caddy().await?).await
}

async fn apache_serves_the_reader_to_other_sites(stage: Stage) -> Result {
    let host = Host::with_build()?;
    serves_well(&stage, &host, &host.apache().await?).await
}

async fn a_static_host_with_headers_serves_the_reader_to_other_sites(stage: Stage) -> Result {
    let host = Host::with_build()?;
    serves_well(&stage, &host, &host.static_host().await?).await
}

async fn a_pinned_loader_outlives_an_upgrade(stage: Stage) -> Result {
    let (old, new) = (Build::this()?, Build::next()?);
    let host = Host::empty()?;
    host.upload(&old.folder)?;
    host.upload(&new.folder)?;
    let server = host.nginx().await?;
    let [base, other_origin] = &server.bases[..] else { return Err("two places are served".into()) };
    stage.site.json("/feed.json", &pair());

    // Whoever pins nothing has the new engine, and whoever pinned the old one has the old one: glue, wasm and tools.
    let plain = format!(r#"<script type="module" src="{base}embed.js"></script>"#);
    assert_eq!(runs_on(&stage, &plain).await?, new.modules());
    assert_eq!(runs_on(&stage, &old.pin(base)?).await?, old.modules());
    assert_eq!(runs_on(&stage, &new.pin(base)?).await?, new.modules());
    let shared = old.modules().intersection(&new.modules()).count();
    assert_eq!((shared, old.modules().len()), (2, 4), "the tools are the same, the engine is not");

    // It is the hash that pins: other bytes under that name do not run, and the tag's children stay.
    let forged = old.pin(other_origin)?.replace(&old.embed, &new.embed);
    let reader = open(&stage, &forged).await?;
    eventually("the end of loading", async || {
        Ok(reader.js("return document.readyState", Value::Null).await? == "complete")
    })
    .await?;
    let defined = reader.js("return !!customElements.get('tin-reader')", Value::Null).await?;
    assert_eq!(defined, false, "the loader's integrity is enforced");
    // And it is the old files that must stay: without them the old loader has nothing to start. (Another origin: what a
    // browser has of the first it keeps.)
    for name in old.modules().difference(&new.modules()) {
        fs::remove_file(host.folder().join(name))?;
    }
    let reader = open(&stage, &old.pin(other_origin)?).await?;
    reader.wait("the children", |look| look.fallback && look.state == "error").await?;
    Ok(())
}

/// The engine is asked for before there is a loader, and no file twice; a script that is another than its hint says never runs.
async fn the_hints_of_a_pinned_loader_ask_for_what_it_takes(stage: Stage) -> Result {
    let build = Build::this()?;
    let host = Host::empty()?;
    host.upload(&build.folder)?;
    let server = host.nginx().await?;
    let [base, other_origin] = &server.bases[..] else { return Err("two places are served".into()) };
    stage.site.json("/feed.json", &pair());
    let hints = build.hints(base)?;
    // WebKit gives no preload to `fetch()`, and under automation it has no cache on disk.
    let once = stage.engine != Engine::Webkit;
    let names = |wanted: &[&str]| {
        let is_wanted = |name: &String| wanted.iter().any(|word| name.starts_with(word));
        let mut asked: Vec<_> = host.asked().into_iter().filter(is_wanted).collect();
        if !once {
            asked.sort();
            asked.dedup();
        }
        asked.len()
    };
    open(&stage, &hints).await?;
    eventually("the engine without a loader", async || Ok(names(&["engine-"]) == 2 && names(&["embed-"]) == 0)).await?;
    let reader = open(&stage, &[hints.as_str(), &build.pin(base)?].concat()).await?;
    assert_eq!(reader.wait_title("Bài thứ nhất").await?.articles, 1);
    assert_eq!((names(&["engine-"]), names(&["embed-"])), (2, 1), "{:?}", host.asked());

    // Its proof is in the hint as well: what was preloaded without one would be imported as it came.
    let (script, _) = hints.split_once('>').ok_or("no hint of a script")?;
    assert!(script.contains("modulepreload") && script.contains("integrity=\"sha256-"), "{script}");
    for name in
        build.modules().iter().filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "js"))
    {
        let file = host.folder().join(name);
        fs::write(&file, [b"window.forged = true;".as_slice(), &fs::read(&file)?].concat())?;
    }
    let tag = [build.hints(other_origin)?, build.pin(other_origin)?].concat();
    let reader = open(&stage, &tag).await?;
    reader.wait("the children", |look| look.fallback && look.state == "error").await?;
    assert_eq!(reader.js("return window.forged ?? null", Value::Null).await?, Value::Null);
    Ok(())
}

/// A portal's own reader, and a partner's block that has pinned last month's.
async fn two_versions_on_a_page_do_no_harm(stage: Stage) -> Result {
    let (old, new) = (Build::this()?, Build::next()?);
    let host = Host::empty()?;
    host.upload(&old.folder)?;
    host.upload(&new.folder)?;
    let server = host.nginx().await?;
    stage.site.json("/feed.json", &pair());
    let reader = open(&stage, &[old.pin(&server.bases[0])?, new.pin(&server.bases[0])?].concat()).await?;
    assert_eq!(reader.wait_title("Bài thứ nhất").await?.articles, 1);
    reader.wait_tools().await?;
    let look =
        reader.stays(Duration::from_millis(500), "quiet", |look| look.errors.is_empty() && look.articles == 1).await?;
    assert_eq!(look.events("tin-load").len(), 1);
    let both = loaded(&reader).await?.iter().filter(|url| url.contains("/embed-")).count();
    let engines = modules(&reader).await?.iter().filter(|name| name.starts_with("engine-")).count();
    assert_eq!((both, engines), (2, 2), "two loaders, one engine: glue and wasm");
    Ok(())
}

/// A loader that a browser has loaded before the upgrade, and starts the engine after it.
async fn a_page_from_before_an_upgrade_goes_on(stage: Stage) -> Result {
    let (old, new) = (Build::this()?, Build::next()?);
    let host = Host::empty()?;
    host.upload(&old.folder)?;
    let server = host.nginx().await?;
    let loader = format!(r#"<script type="module" src="{}embed.js"></script>"#, server.bases[0]);
    stage.site.json("/feed.json", &pair());
    let far = ["<div style='height: 6000px'></div>", &tag("/feed.json", "loading='lazy'")].concat();
    stage.site.route("/page.html", Stage::page_with(&loader, "", &far));
    let reader = stage.open("/page.html").await?;
    reader.wait_state("loading").await?;

    host.upload(&new.folder)?;
    reader.js("scrollTo(0, 6000)", Value::Null).await?;
    reader.wait_title("Bài thứ nhất").await?;
    reader.wait_tools().await?;
    assert_eq!(modules(&reader).await?, old.modules());

    // The next page has the loader out of the browser's cache, for ten minutes.
    assert_eq!(runs_on(&stage, &loader).await?, old.modules());
    // And one that never was here has the new.
    let elsewhere = loader.replace(&server.bases[0], &server.bases[1]);
    assert_eq!(runs_on(&stage, &elsewhere).await?, new.modules());
    Ok(())
}

/// The files of the engine and the tools, by name.
type Modules = BTreeSet<String>;

/// Opens a page that loads the reader so, and returns what it runs on.
async fn runs_on(stage: &Stage, loader: &str) -> Result<Modules> {
    let reader = open(stage, loader).await?;
    reader.wait_title("Bài thứ nhất").await?;
    reader.wait_tools().await?;
    modules(&reader).await
}

async fn open(stage: &Stage, loader: &str) -> Result<Reader> {
    stage.site.route("/page.html", Stage::page_with(loader, "", &tag("/feed.json", "")));
    stage.open("/page.html").await
}

/// What the page has loaded, out of the cache or not.
async fn loaded(reader: &Reader) -> Result<Vec<String>> {
    let names = "return [...new Set(performance.getEntriesByType('resource').map(({ name }) => name))]";
    Ok(serde_json::from_value(reader.js(names, Value::Null).await?)?)
}

async fn modules(reader: &Reader) -> Result<Modules> {
    let names = loaded(reader).await?.into_iter().filter_map(|url| Some(url.rsplit_once('/')?.1.to_owned()));
    Ok(names.filter(|name| name.starts_with("engine-") || name.starts_with("tools-")).collect())
}

// ------------------------------------------------------------------------------------------------------------ builds

/// A build in a folder.
struct Build {
    folder: PathBuf,
    /// The pinned loader's name.
    embed: String,
}

impl Build {
    /// The one under test.
    fn this() -> Result<Self> {
        Self::at(std::path::absolute(dist::directory())?)
    }

    /// The one after it, whose engine is another.
    fn next() -> Result<Self> {
        let folder = processes::scratch("next-build")?.join("dist");
        node("next-build.mjs", &dist::directory(), &[&folder.to_string_lossy()])?;
        Self::at(folder)
    }

    fn at(folder: PathBuf) -> Result<Self> {
        let embed = hashed(&folder)?.into_iter().find(|name| name.starts_with("embed-")).ok_or("no embed-<hash>.js")?;
        Ok(Self { folder, embed })
    }

    /// What every reader loads; the metadata are for those who want them.
    fn modules(&self) -> Modules {
        let is_module = |name: &String| name.starts_with("engine-") || name.starts_with("tools-");
        hashed(&self.folder).unwrap_or_default().into_iter().filter(is_module).collect()
    }

    /// The tag that pins it, as the build prints it.
    fn pin(&self, base: &str) -> Result<String> {
        node("pin.mjs", &self.folder, &[base])
    }

    /// What may stand before it in the head.
    fn hints(&self, base: &str) -> Result<String> {
        node("pin.mjs", &self.folder, &[base, "--hints"])
    }
}

/// The names of the files that have a hash in theirs.
fn hashed(folder: &Path) -> Result<Modules> {
    let mut names = Modules::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if is_hashed(&name) {
            names.insert(name);
        }
    }
    Ok(names)
}

fn is_hashed(name: &str) -> bool {
    let Some((word, rest)) = name.split_once('-') else { return false };
    let Some((hash, extension)) = rest.split_once('.') else { return false };
    matches!((word, extension), ("embed" | "metadata", "js") | ("engine" | "tools", "js" | "wasm"))
        && hash.len() == 16
        && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Runs one of the project's scripts on a build, and returns what it prints.
fn node(script: &str, build: &Path, arguments: &[&str]) -> Result<String> {
    let mut command = Command::new("node");
    command.arg(format!("{PROJECT}/tools/{script}")).args(arguments).env("TIN_DIST", std::path::absolute(build)?);
    run(command)
}

fn run(mut command: Command) -> Result<String> {
    let ran = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if !ran.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&ran.stderr)).into());
    }
    Ok(String::from_utf8(ran.stdout)?.trim_end().to_owned())
}

// ----------------------------------------------------------------------------------------------------------- servers

/// A machine with a web site's folder, `tin` in it, and what its server writes.
struct Host {
    root: PathBuf,
}

/// A running server.
struct Server {
    _process: Process,
    /// Where it serves the reader's folder, with a slash at the end: at the top of a site, and below a folder of another.
    bases: Vec<String>,
    /// What it says of files that may be kept if they are asked for each time.
    revalidate: &'static str,
}

impl Host {
    fn empty() -> Result<Self> {
        let root = processes::scratch("host")?;
        fs::create_dir_all(root.join("site"))?;
        Ok(Self { root })
    }

    /// With the build under test, and a file of each type that it may have one day.
    fn with_build() -> Result<Self> {
        let host = Self::empty()?;
        host.upload(&dist::directory())?;
        fs::write(host.folder().join("probe.webmanifest"), "{}".repeat(1000))?;
        Ok(host)
    }

    fn folder(&self) -> PathBuf {
        self.root.join("site/tin")
    }

    /// The names of the files that were asked of nginx, in order.
    fn asked(&self) -> Vec<String> {
        let log = fs::read_to_string(self.root.join("access.log")).unwrap_or_default();
        log.lines().filter_map(|path| Some(path.rsplit_once('/')?.1.to_owned())).collect()
    }

    /// Follows the instructions.
    fn upload(&self, build: &Path) -> Result {
        let guide = fs::read_to_string(format!("{PROJECT}/docs/hosting/README.md"))?;
        let (_, rest) = guide.split_once("## Upgrading").ok_or("no instructions")?;
        let (_, rest) = rest.split_once("```sh\n").ok_or("no commands")?;
        let (commands, _) = rest.split_once("```").ok_or("no end of the commands")?;
        // They speak of `dist/`.
        let work = processes::scratch("upload")?;
        symlink(std::path::absolute(build)?, work.join("dist"))?;
        let mut command = Command::new("sh");
        command.args(["-euc", commands]).current_dir(work).env("site", self.folder());
        run(command)?;
        Ok(())
    }

    async fn nginx(&self) -> Result<Server> {
        let (root, [top, folder]) = (self.root.display(), [new_port()?, new_port()?]);
        let example = format!("{PROJECT}/docs/hosting/nginx.conf");
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {root}/{kind};\n"))
            .concat();
        let configuration = format!(
            "daemon off; master_process off; pid {root}/nginx.pid; error_log stderr;
events {{}}
http {{
  log_format path '$uri';
  access_log {root}/access.log path;
  {temporary}
  server {{
    listen 127.0.0.1:{top};
    root {root}/site/tin;
    include {example};
  }}
  server {{
    listen 127.0.0.1:{folder};
    root {root}/site;
    location /tin/ {{ include {example}; }}
  }}
}}"
        );
        let mut command = program("TIN_NGINX", "nginx");
        command.args(["-e", "stderr", "-p"]).arg(&self.root).arg("-c").arg(self.write("nginx.conf", &configuration)?);
        self.start(command, "nginx", &[(top, "/"), (folder, "/tin/")], "no-cache").await
    }

    async fn caddy(&self) -> Result<Server> {
        let (root, [top, folder]) = (self.root.display(), [new_port()?, new_port()?]);
        let example = format!("{PROJECT}/docs/hosting/Caddyfile");
        let configuration = format!(
            "{{
  admin off
  auto_https off
}}
http://127.0.0.1:{top} {{
  bind 127.0.0.1
  root * {root}/site/tin
  import {example}
}}
http://127.0.0.1:{folder} {{
  bind 127.0.0.1
  root * {root}/site
  handle /tin/* {{
    import {example}
  }}
}}
"
        );
        let mut command = program("TIN_CADDY", "caddy");
        command.args(["run", "--adapter", "caddyfile", "--config"]).arg(self.write("Caddyfile", &configuration)?);
        command.env("HOME", &self.root).env("XDG_DATA_HOME", &self.root).env("XDG_CONFIG_HOME", &self.root);
        self.start(command, "caddy", &[(top, "/"), (folder, "/tin/")], "no-cache").await
    }

    /// With no list of media types, and no more allowed to `.htaccess` than it asks for.
    async fn apache(&self) -> Result<Server> {
        let (root, [top, folder]) = (self.root.display(), [new_port()?, new_port()?]);
        let modules = ["mpm_event", "authz_core", "dir", "mime", "filter", "brotli", "deflate", "headers"]
            .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
            .concat();
        let configuration = format!(
            "{modules}
ServerRoot {root}
DefaultRuntimeDir {root}
PidFile {root}/apache.pid
ErrorLog /dev/stderr
ServerName 127.0.0.1
TypesConfig /dev/null
User nobody
Group nogroup
Listen 127.0.0.1:{top}
Listen 127.0.0.1:{folder}
<Directory {root}/site>
  Require all granted
  AllowOverride FileInfo
</Directory>
<VirtualHost 127.0.0.1:{top}>
  DocumentRoot {root}/site/tin
</VirtualHost>
<VirtualHost 127.0.0.1:{folder}>
  DocumentRoot {root}/site
</VirtualHost>
"
        );
        let mut command = program("TIN_APACHE", "apache2");
        command.args(["-D", "FOREGROUND", "-f"]).arg(self.write("apache.conf", &configuration)?);
        self.start(command, "apache", &[(top, "/"), (folder, "/tin/")], "no-cache").await
    }

    async fn static_host(&self) -> Result<Server> {
        let port = new_port()?;
        let mut command = Command::new("node");
        command.arg(format!("{PROJECT}/tools/static-host.mjs")).arg(self.folder()).env("PORT", port.to_string());
        self.start(command, "static-host", &[(port, "/")], "public, max-age=0, must-revalidate").await
    }

    fn write(&self, name: &str, text: &str) -> Result<PathBuf> {
        let path = self.root.join(name);
        fs::write(&path, text)?;
        Ok(path)
    }

    async fn start(
        &self,
        command: Command,
        name: &str,
        places: &[(u16, &str)],
        revalidate: &'static str,
    ) -> Result<Server> {
        let called = format!("{command:?}");
        let mut process = Process::start(command, name).map_err(|error| format!("{called}: {error}"))?;
        for (port, _) in places {
            listening(&mut process, *port).await?;
        }
        let bases = places.iter().map(|(port, path)| format!("http://127.0.0.1:{port}{path}")).collect();
        Ok(Server { _process: process, bases, revalidate })
    }
}

/// The program that this variable names, else the one on the `PATH` or where servers are.
fn program(variable: &str, name: &str) -> Command {
    let installed = Path::new("/usr/sbin").join(name);
    let default = if installed.is_file() { installed } else { name.into() };
    Command::new(std::env::var_os(variable).map_or(default, PathBuf::from))
}

// ------------------------------------------------------------------------------------------------------ expectations

/// All that is asked of a server, at each place where it serves the reader.
async fn serves_well(stage: &Stage, host: &Host, server: &Server) -> Result {
    let folder = dist::read(&host.folder());
    for base in &server.bases {
        for (path, file) in folder.iter().filter(|(path, _)| !path.contains("/.") && *path != "/_headers") {
            answers_well(server, base, path.trim_start_matches('/'), &file.bytes)
                .await
                .map_err(|error| format!("{base} {path}: {error}"))?;
        }
        let front = get(base, &[]).await?;
        assert_eq!((front.status, front.header("content-type")), (200, "text/html; charset=utf-8"), "{base}");
        assert_eq!(front.header("cache-control"), server.revalidate, "{base}");
        is_missing(base).await?;
        reads_across(stage, base).await?;
    }
    Ok(())
}

/// A file of the build: its type, size on the way, cache, and whom it is for.
async fn answers_well(server: &Server, base: &str, path: &str, bytes: &[u8]) -> Result {
    let url = format!("{base}{path}");
    let plain = get(&url, &[]).await?;
    assert_eq!(plain.status, 200);
    assert_eq!(
        (plain.header("content-encoding"), &plain.body[..]),
        ("", bytes),
        "as it is, where nothing else is asked for"
    );

    let packed = get(&url, &[("accept-encoding", PACKED)]).await?;
    let (kind, text) = media_type(path);
    for answer in [&plain, &packed] {
        if let Some(kind) = kind {
            assert_eq!(answer.header("content-type").split(';').next(), Some(kind));
        }
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), cache(server, path));
    }
    if kind == Some("text/html") {
        assert!(plain.header("content-type").to_lowercase().contains("charset=utf-8"), "{plain:?}");
    }
    let encoding = packed.header("content-encoding");
    if text && bytes.len() > WORTH_COMPRESSING {
        assert!(matches!(encoding, "gzip" | "br"), "not compressed: {packed:?}");
        assert!(packed.header("vary").to_lowercase().contains("accept-encoding"), "{packed:?}");
        // Chunks have their lengths between them, too few to matter.
        assert!(packed.body.len() < bytes.len() * 9 / 10, "{} of {} bytes", packed.body.len(), bytes.len());
    } else if kind.is_some_and(|kind| kind.starts_with("image/")) && !text {
        assert_eq!(encoding, "", "a picture is compressed already");
    }

    // Asked for again it is a short answer with the same leave to keep it.
    for (answer, accepted) in [(&plain, "identity"), (&packed, PACKED)] {
        let tag = answer.header("etag");
        assert!(!tag.is_empty(), "no entity tag: {answer:?}");
        let again = get(&url, &[("accept-encoding", accepted), ("if-none-match", tag)]).await?;
        assert_eq!((again.status, again.body.len()), (304, 0), "asked with {tag}: {again:?}");
        assert!(["", cache(server, path)].contains(&again.header("cache-control")), "{again:?}");
    }
    let changed = get(&url, &[("if-none-match", "\"another\"")]).await?;
    assert_eq!(changed.status, 200);
    Ok(())
}

/// What is not there may be there a moment later, and must not be missed for a year.
async fn is_missing(base: &str) -> Result {
    for name in
        ["engine-0123456789abcdef.wasm", "tools-0123456789abcdef.js", "embed-0123456789abcdef.js", "nothing.html"]
    {
        let answer = get(&format!("{base}{name}"), &[]).await?;
        assert_eq!(answer.status, 404, "{base}{name}");
        let cache = answer.header("cache-control");
        assert!(cache == "no-cache" || cache.contains("max-age=0"), "{base}{name}: {answer:?}");
    }
    Ok(())
}

/// A page of another site reads the feed, runs the engine and gets the tools, with nothing to complain of; and again, when
/// the browser asks whether what it has is still good. What arrives under a hash has it.
async fn reads_across(stage: &Stage, base: &str) -> Result {
    let loader = format!(r#"<script type="module" src="{base}embed.js"></script>"#);
    let page = Stage::page_with(&loader, "", &tag(&format!("{base}feed/feed.json"), ""));
    stage.site.route("/page.html", page);
    for round in 0..2 {
        let reader = stage.open("/page.html").await?;
        let look = reader.wait_state("ready").await.map_err(|error| format!("{base}, round {round}: {error}"))?;
        reader.wait_tools().await?;
        assert!(!look.title.is_empty() && look.errors.is_empty() && look.console.is_empty(), "{base}: {look:#?}");
        assert_eq!(reader.js("return window.tinWarnings", Value::Null).await?, json!([]), "{base}");
        let own = stage.site.url("/");
        let mut code = loaded(&reader).await?;
        code.retain(|url| matches!(url.rsplit('.').next(), Some("js" | "wasm")));
        assert_eq!(code.len(), 5, "loader, engine and tools: {code:?}");
        assert!(code.iter().all(|url| url.starts_with(base) && !url.starts_with(&own)), "{code:?}");
        if round == 0 {
            let names = hashed(&dist::directory())?;
            assert_eq!(names.len(), 6);
            let digests = "const digest = async (name) => {
                const bytes = await (await fetch(args.base + name)).arrayBuffer();
                const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
                return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('').slice(0, 16);
              };
              return await Promise.all(args.names.map(digest));";
            let digests = reader.js_async(digests, json!({ "base": base, "names": names })).await?;
            let told: Vec<_> = names.iter().map(|name| &name[name.find('-').unwrap() + 1..][..16]).collect();
            assert_eq!(digests, json!({ "value": told }), "{base}");
        }
    }
    Ok(())
}

/// What is to be said of keeping this file.
fn cache(server: &Server, path: &str) -> &'static str {
    match path {
        "embed.js" | "frame.js" => SHORT,
        _ if is_hashed(path) => FOREVER,
        _ => server.revalidate,
    }
}

/// The media type of a file, where it matters, and whether it gets smaller by compression.
fn media_type(path: &str) -> (Option<&'static str>, bool) {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => (Some("text/html"), true),
        "js" => (Some("text/javascript"), true),
        "css" => (Some("text/css"), true),
        "json" => (Some("application/json"), true),
        "wasm" => (Some("application/wasm"), true),
        "webmanifest" => (Some("application/manifest+json"), true),
        "png" => (Some("image/png"), false),
        "webp" => (Some("image/webp"), false),
        _ => (None, false),
    }
}

// -------------------------------------------------------------------------------------------------------------- HTTP

/// An answer as it came over the wire. A browser would hide half of it.
struct Reply {
    status: u16,
    headers: HashMap<String, String>,
    body: Vec<u8>,
}

impl fmt::Debug for Reply {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {:#?} and {} bytes", self.status, self.headers, self.body.len())
    }
}

impl Reply {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// Asks for `url` as a page of another site does. Compressed and chunked bodies are left as they are.
async fn get(url: &str, headers: &[(&str, &str)]) -> Result<Reply> {
    let (host, path) = url.trim_start_matches("http://").split_once('/').ok_or("no path")?;
    let more = headers.iter().map(|(name, value)| [name, ": ", value, "\r\n"].concat()).collect::<String>();
    let question = format!(
        "GET /{path} HTTP/1.1\r\nhost: {host}\r\norigin: https://partner.example\r\nconnection: close\r\n{more}\r\n"
    );
    let mut connection = TcpStream::connect(host).await?;
    connection.write_all(question.as_bytes()).await?;
    let mut bytes = Vec::new();
    connection.read_to_end(&mut bytes).await?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or("no end of the headers")?;
    let head = String::from_utf8(bytes[..end].to_vec())?;
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).ok_or("no status")?.parse()?;
    let mut headers = HashMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let (name, value) = (name.to_ascii_lowercase(), value.trim().to_owned());
        if let Some(first) = headers.insert(name.clone(), value)
            && name != "vary"
        {
            return Err(format!("{url}: {name} twice, first {first}").into());
        }
    }
    Ok(Reply { status, headers, body: bytes.split_off(end + 4) })
}
