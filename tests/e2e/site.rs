//! The fixture web server: plain HTTP/1.1 on a free port of 127.0.0.1, one origin per site.
//!
//! Written on the socket itself, because the tests need what a web framework protects its users from: answers that are
//! cut short, that never come, and a server that is gone and comes back.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::answer::{Answer, Sending};
use crate::dist;
use crate::engine::Engine;
use crate::stage::Result;

/// A web site: what the test mounted, and `dist` below it. Clones are the same site.
#[derive(Clone)]
pub struct Site {
    port: u16,
    shared: Arc<Shared>,
}

/// A request the site has had.
#[derive(Clone, Debug)]
pub struct Hit {
    /// `GET`, mostly.
    pub method: String,
    /// The path without its query.
    pub path: String,
    /// The header lines, names in lower case.
    pub headers: HashMap<String, String>,
    /// The browser hung up before it had the answer.
    pub aborted: bool,
}

#[derive(Default)]
struct Shared {
    routes: Mutex<HashMap<String, Answer>>,
    hits: Mutex<Vec<Hit>>,
    running: tokio::sync::Mutex<Option<Running>>,
}

/// The listener's task, and the word that drops every connection.
struct Running {
    listener: JoinHandle<()>,
    stop: watch::Sender<bool>,
}

/// A port that no test had before: what a browser keeps, it keeps by origin, and a port given back by the system would bring
/// another test's stored news with it. Below those that the system gives out by itself.
pub fn new_port() -> Result<u16> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() % 10_000)? + 12_000;
    loop {
        let port = start + NEXT.fetch_add(1, Ordering::Relaxed);
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
}

impl Site {
    /// A new origin.
    pub async fn start() -> Result<Self> {
        loop {
            let port = new_port()?;
            let Ok(listener) = TcpListener::bind(("127.0.0.1", port)).await else { continue };
            let site = Self { port, shared: Arc::default() };
            site.listen(listener).await;
            return Ok(site);
        }
    }

    /// The address of `path` here.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The same at a spelling of this machine's address that `engine` does not know for one: not a secure context.
    pub fn insecure_url(&self, engine: Engine, path: &str) -> String {
        // Firefox and WebKit refuse to go to 0.0.0.0; Chromium sees through the other.
        let host = if engine == Engine::Chromium { "0.0.0.0" } else { "[::ffff:127.0.0.1]" };
        format!("http://{host}:{}{path}", self.port)
    }

    /// Answers `path` with a feed.
    pub fn json(&self, path: &str, value: &Value) {
        self.route(path, Answer::json(value));
    }

    /// Answers `path` so from now on.
    pub fn route(&self, path: &str, answer: Answer) {
        lock(&self.shared.routes).insert(path.to_owned(), answer);
    }

    /// The requests for `path` so far.
    pub fn hits(&self, path: &str) -> Vec<Hit> {
        lock(&self.shared.hits).iter().filter(|hit| hit.path == path).cloned().collect()
    }

    /// Every request so far.
    pub fn log(&self) -> Vec<Hit> {
        lock(&self.shared.hits).clone()
    }

    /// Refuses connections from now on, and drops those that are open.
    pub async fn stop(&self) {
        if let Some(running) = self.shared.running.lock().await.take() {
            running.stop.send_replace(true);
            running.listener.abort();
            // Waiting for the task is waiting for its socket to be closed.
            let _ = running.listener.await;
        }
    }

    /// Listens again where it did.
    pub async fn restart(&self) -> Result {
        self.stop().await;
        self.listen(TcpListener::bind(("127.0.0.1", self.port)).await?).await;
        Ok(())
    }

    async fn listen(&self, listener: TcpListener) {
        let (stop, stopped) = watch::channel(false);
        let shared = Arc::clone(&self.shared);
        let listener = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let (shared, mut stopped) = (Arc::clone(&shared), stopped.clone());
                tokio::spawn(async move {
                    tokio::select! {
                        _ = serve(connection, &shared) => {}
                        _ = stopped.wait_for(|stopped| *stopped) => {}
                    }
                });
            }
        });
        *self.shared.running.lock().await = Some(Running { listener, stop });
    }
}

/// Answers the one request of a connection.
async fn serve(mut connection: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let Some(hit) = request(&mut connection).await? else { return Ok(()) };
    let (method, path) = (hit.method.clone(), hit.path.clone());
    let number = {
        let mut hits = lock(&shared.hits);
        hits.push(hit);
        hits.len() - 1
    };
    let answer = if method == "OPTIONS" { Answer::status(204) } else { shared.answer(&path) };

    let mut silence = [0; 1];
    tokio::select! {
        () = wait(&answer) => {}
        // Nothing more is due from the browser: a readable socket is a closed one.
        _ = connection.read(&mut silence) => {
            lock(&shared.hits)[number].aborted = true;
            return Ok(());
        }
    }

    let mut bytes = answer.head().into_bytes();
    let length = match answer.sending {
        Sending::Cut(length) | Sending::Stall(length) => length.min(answer.body.len()),
        _ => answer.body.len(),
    };
    if method != "HEAD" {
        bytes.extend_from_slice(&answer.body[..length]);
    }
    connection.write_all(&bytes).await?;
    if matches!(answer.sending, Sending::Stall(_)) {
        let _ = connection.read(&mut silence).await;
        lock(&shared.hits)[number].aborted = true;
        return Ok(());
    }
    connection.shutdown().await?;
    // Until the browser closes too: closing first, with its bytes unread, would reset the connection and lose ours.
    let _ = tokio::time::timeout(std::time::Duration::from_secs(5), connection.read(&mut silence)).await;
    Ok(())
}

async fn wait(answer: &Answer) {
    if matches!(answer.sending, Sending::Never) {
        std::future::pending::<()>().await;
    }
    sleep(answer.delay).await;
    if let Some(mut gate) = answer.gate.clone() {
        let _ = gate.wait_for(|open| *open).await;
    }
}

/// Reads one request's head; `None` when the browser opened a connection only to have one.
async fn request(connection: &mut TcpStream) -> std::io::Result<Option<Hit>> {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.ends_with(b"\r\n\r\n") {
        let count = connection.read(&mut buffer).await?;
        if count == 0 {
            return Ok(None);
        }
        head.extend_from_slice(&buffer[..count]);
    }
    let head = String::from_utf8_lossy(&head);
    let mut lines = head.lines();
    let mut words = lines.next().unwrap_or_default().split(' ');
    let method = words.next().unwrap_or_default().to_owned();
    let target = words.next().unwrap_or_default();
    let path = target.split(['?', '#']).next().unwrap_or_default().to_owned();
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Ok(Some(Hit { method, path, headers, aborted: false }))
}

impl Shared {
    fn answer(&self, path: &str) -> Answer {
        let mut routes = lock(&self.routes);
        let Some(answer) = routes.get_mut(path) else {
            return dist::file(path).map_or_else(
                || Answer::status(404),
                |file| Answer { body: file.bytes, ..Answer::bytes(file.media_type, "") },
            );
        };
        match answer.next.take() {
            Some(next) => std::mem::replace(answer, *next),
            None => answer.clone(),
        }
    }
}

impl Answer {
    fn head(&self) -> String {
        let mut lines = vec![format!("HTTP/1.1 {} -", self.status), "connection: close".to_owned()];
        if self.status != 204 {
            lines.push(format!("content-length: {}", self.body.len()));
        }
        if !self.headers.iter().any(|(name, _)| name == "cache-control") {
            lines.push("cache-control: no-cache".to_owned());
        }
        if self.cors {
            lines.push("access-control-allow-origin: *".to_owned());
            lines.push("access-control-allow-headers: *".to_owned());
        }
        lines.extend(self.headers.iter().map(|(name, value)| format!("{name}: {value}")));
        lines.join("\r\n") + "\r\n\r\n"
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
