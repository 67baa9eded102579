//! The three browser engines: how each is started and what its driver is asked for.

use std::env;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::{Capabilities, TimeoutConfiguration, WebDriver};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::processes::{self, Process};
use crate::stage::Result;

/// All devices are put far from Vietnam, so that a date shown in the device's own zone is seen to be wrong.
const DEVICE_ZONE: &str = "America/New_York";

/// How long a driver may take to listen, and a browser to start.
const START_LIMIT: Duration = Duration::from_mins(1);

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chrome, Edge, Android.
    Chromium,
    /// Firefox.
    Firefox,
    /// Safari's engine, here as `WebKitGTK`.
    Webkit,
}

impl Engine {
    /// The engines `TIN_BROWSERS` names; all of them when it is unset.
    pub fn chosen() -> Result<Vec<Self>> {
        let names = env::var("TIN_BROWSERS").unwrap_or_else(|_| "chromium,firefox,webkit".to_owned());
        let mut engines = Vec::new();
        for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let engine = match name {
                "chromium" => Self::Chromium,
                "firefox" => Self::Firefox,
                "webkit" => Self::Webkit,
                _ => {
                    return Err(
                        format!("TIN_BROWSERS: no browser is called {name:?} (chromium, firefox, webkit)").into()
                    );
                }
            };
            if !engines.contains(&engine) {
                engines.push(engine);
            }
        }
        if engines.is_empty() { Err("TIN_BROWSERS names no browser".into()) } else { Ok(engines) }
    }

    /// The word for it in test names and in `TIN_BROWSERS`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    fn driver_program(self) -> PathBuf {
        let (variable, name) = match self {
            Self::Chromium => ("TIN_CHROMEDRIVER", "chromedriver"),
            Self::Firefox => ("TIN_GECKODRIVER", "geckodriver"),
            Self::Webkit => ("TIN_WEBKITDRIVER", "WebKitWebDriver"),
        };
        env::var_os(variable).map_or_else(|| name.into(), PathBuf::from)
    }

    fn capabilities(self) -> Result<Value> {
        Ok(match self {
            Self::Chromium => {
                let profile = processes::scratch("chromium-profile")?;
                json!({
                    "browserName": "chrome",
                    "goog:chromeOptions": { "args": [
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync",
                        "--no-first-run", "--window-size=1200,900",
                        // For the test that asks whether a removed element is collected.
                        "--js-flags=--expose-gc",
                        format!("--user-data-dir={}", profile.display()),
                    ] },
                })
            }
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "args": ["-headless", "--width=1200", "--height=900"],
                    "prefs": {
                        "app.update.enabled": false,
                        "network.captive-portal-service.enabled": false,
                        "network.connectivity-service.enabled": false,
                    },
                },
            }),
            Self::Webkit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": { "binary": mini_browser()?, "args": ["--automation"] },
            }),
        })
    }
}

/// `WebKitGTK`'s own small browser: no distribution puts it on the `PATH`.
fn mini_browser() -> Result<PathBuf> {
    if let Some(path) = env::var_os("TIN_MINIBROWSER") {
        return Ok(path.into());
    }
    let mut places = Vec::new();
    for library in ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/libexec", "/usr/lib64", "/usr/lib"]
    {
        for version in ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"] {
            places.push(Path::new(library).join(version).join("MiniBrowser"));
        }
    }
    places
        .into_iter()
        .find(|place| place.is_file())
        .ok_or_else(|| "no MiniBrowser found: install WebKitGTK's driver package or set TIN_MINIBROWSER".into())
}

/// One running browser and its driver. Dropping it ends both.
pub struct Browser {
    /// The `WebDriver` session.
    pub driver: WebDriver,
    // Order matters: the driver goes before the screen it draws on.
    _driver_process: Process,
    _screen: Option<Process>,
}

impl Browser {
    /// Starts the engine's driver on a free port and a browser on it.
    pub async fn start(engine: Engine) -> Result<Self> {
        let (screen, display) = match engine {
            Engine::Webkit => {
                let (screen, display) = start_screen().await?;
                (Some(screen), Some(display))
            }
            _ => (None, None),
        };
        let port = free_port()?;
        let program = engine.driver_program();
        let mut command = Command::new(&program);
        command.arg(format!("--port={port}")).env("TZ", DEVICE_ZONE);
        if let Some(display) = display {
            let home = processes::scratch("webkit-home")?;
            command
                .env("DISPLAY", display)
                .env("GDK_BACKEND", "x11")
                .env("NO_AT_BRIDGE", "1")
                .env("LIBGL_ALWAYS_SOFTWARE", "1")
                .env("XDG_DATA_HOME", home.join("data"))
                .env("XDG_CACHE_HOME", home.join("cache"))
                .env("XDG_CONFIG_HOME", home.join("config"))
                .env_remove("WAYLAND_DISPLAY");
        }
        let mut process = Process::start(command, engine.name())
            .map_err(|error| format!("{} does not start: {error}", program.display()))?;
        listening(&mut process, port).await?;

        let capabilities: Capabilities = serde_json::from_value(engine.capabilities()?)?;
        let session = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities);
        let driver = match tokio::time::timeout(START_LIMIT, session).await {
            Ok(Ok(driver)) => driver,
            Ok(Err(error)) => return Err(format!("no session: {error}\n{}", process.last_words()).into()),
            Err(_) => return Err(format!("no session in {START_LIMIT:?}\n{}", process.last_words()).into()),
        };
        let limit = Some(Duration::from_secs(30));
        let timeouts = TimeoutConfiguration::new(limit, limit, Some(Duration::ZERO));
        let browser = Self { driver, _driver_process: process, _screen: screen };
        browser.driver.update_timeouts(timeouts).await?;
        Ok(browser)
    }

    /// Ends the session as its standard says; the processes end when the browser is dropped.
    pub async fn close(self) {
        let _ = tokio::time::timeout(Duration::from_secs(10), self.driver.clone().quit()).await;
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Without this a session that was not quit is asked to end over HTTP, which blocks on a browser that hangs.
        let _ = self.driver.clone().leak();
    }
}

/// An X server on a display number that it chooses itself.
async fn start_screen() -> Result<(Process, String)> {
    let chosen = processes::scratch("screen")?.join("display");
    let mut command = Command::new("sh");
    command.args(["-c", "exec Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp 3>\"$0\""]).arg(&chosen);
    let mut screen = Process::start(command, "xvfb").map_err(|error| format!("Xvfb does not start: {error}"))?;
    let deadline = Instant::now() + START_LIMIT;
    loop {
        if let Ok(text) = std::fs::read_to_string(&chosen)
            && text.ends_with('\n')
        {
            return Ok((screen, format!(":{}", text.trim())));
        }
        if !screen.is_running() || Instant::now() > deadline {
            return Err(format!("Xvfb does not start: {}", screen.last_words()).into());
        }
        sleep(Duration::from_millis(50)).await;
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Waits until the process listens on this port.
pub async fn listening(process: &mut Process, port: u16) -> Result {
    let deadline = Instant::now() + START_LIMIT;
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        if !process.is_running() || Instant::now() > deadline {
            return Err(format!("nothing listens on {port}: {}", process.last_words()).into());
        }
        sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}
