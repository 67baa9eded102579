//! The processes this run starts, and their end: drivers, browsers and X servers never outlive it.
//!
//! Each is started in a process group of its own and with a mark in its environment. The group catches what a killed
//! wrapper leaves running; the mark catches a browser that left the group.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The word every process of this run carries in its environment, and the name of this run's scratch directory.
static MARK: LazyLock<String> = LazyLock::new(|| {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos());
    format!("tin-e2e-{}-{now}", std::process::id())
});

/// Groups that were started and not yet ended; `None` once all were ended, and then nothing starts any more.
static GROUPS: Mutex<Option<Vec<u32>>> = Mutex::new(Some(Vec::new()));

/// A started process with everything below it; dropping it ends them all.
pub struct Process {
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts `command` in a new group; what it prints goes to a log file.
    pub fn start(mut command: Command, name: &str) -> io::Result<Self> {
        let mut groups = GROUPS.lock().unwrap();
        let groups = groups.as_mut().ok_or_else(|| io::Error::other("this run is ending"))?;
        let scratch = scratch(name)?;
        let log = scratch.join("log.txt");
        let output = File::create(&log)?;
        let child = command
            .env("TIN_E2E_MARK", MARK.as_str())
            .env("TMPDIR", &scratch)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .process_group(0)
            .spawn()?;
        groups.push(child.id());
        Ok(Self { child, log })
    }

    /// True as long as the process itself (not its children) runs.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// The end of what it printed, for a failure's message.
    pub fn last_words(&self) -> String {
        let mut text = String::new();
        if let Ok(mut file) = File::open(&self.log) {
            let length = file.metadata().map_or(0, |meta| meta.len());
            let _ = file.seek(SeekFrom::Start(length.saturating_sub(2000)));
            let mut bytes = Vec::new();
            let _ = file.read_to_end(&mut bytes);
            text = String::from_utf8_lossy(&bytes).into_owned();
        }
        text
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        end_groups(&[self.child.id()]);
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(groups) = GROUPS.lock().unwrap().as_mut() {
            groups.retain(|group| *group != self.child.id());
        }
    }
}

/// A new directory for `name` within this run's scratch directory.
pub fn scratch(name: &str) -> io::Result<PathBuf> {
    static COUNT: Mutex<u32> = Mutex::new(0);
    let mut count = COUNT.lock().unwrap();
    *count += 1;
    let path = scratch_root().join(format!("{name}-{count}"));
    fs::create_dir_all(&path)?;
    Ok(path)
}

fn scratch_root() -> PathBuf {
    std::env::temp_dir().join(MARK.as_str())
}

/// Ends all processes of this run when dropped.
pub struct EndAll;

impl Drop for EndAll {
    fn drop(&mut self) {
        end_all();
    }
}

/// Waits for Ctrl-C or a polite kill, ends all processes of this run, and then this one.
pub async fn end_all_on_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).expect("SIGINT can be watched");
    let mut terminate = signal(SignalKind::terminate()).expect("SIGTERM can be watched");
    let status = tokio::select! {
        _ = interrupt.recv() => 130,
        _ = terminate.recv() => 143,
    };
    end_all();
    std::process::exit(status);
}

fn end_all() {
    let groups = GROUPS.lock().unwrap_or_else(PoisonError::into_inner).take();
    end_groups(&groups.unwrap_or_default());
    for process in marked() {
        kill(&format!("-KILL {process}"));
    }
    let _ = fs::remove_dir_all(scratch_root());
}

/// Asks the groups to end, and after a moment makes them.
fn end_groups(groups: &[u32]) {
    for group in groups {
        kill(&format!("-TERM -{group}"));
    }
    if !groups.is_empty() {
        thread::sleep(Duration::from_millis(300));
    }
    for group in groups {
        kill(&format!("-KILL -{group}"));
    }
}

/// The shell's own `kill`, since the standard library cannot signal a group. (dash takes no `--` before the group.)
fn kill(arguments: &str) {
    let _ = Command::new("sh").args(["-c", &format!("kill {arguments} 2>/dev/null")]).status();
}

/// Processes that carry this run's mark (Linux only: elsewhere the groups have to do).
fn marked() -> Vec<u32> {
    let carries_mark = |directory: &Path| {
        ["environ", "cmdline"].iter().any(|file| {
            fs::read(directory.join(file)).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(MARK.as_str()))
        })
    };
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())))
        .filter(|(process, path)| *process != std::process::id() && carries_mark(path))
        .map(|(process, _)| process)
        .collect()
}
