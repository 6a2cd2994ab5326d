//! The log: to a file of ours, never to the screen, and nothing secret in it.
//!
//! Only what this program says is kept: libraries log whole connections. Every line goes through the
//! same cleaning as text for the screen, so that it can forge no line and holds no card number; a key
//! cannot be written into a line at all. The file is limited: a full one becomes the `.old` one.
use crate::config::private::{self, Unsafe};
use crate::config::{Environment, Paths};
use crate::text::Safe;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use thiserror::Error;
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{FilterFn, LevelFilter};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;

/// The most bytes of one log file; there are at most two.
pub const MAX_BYTES: u64 = 1 << 20;

/// The first part of the targets that are kept: the name of this crate.
const OURS: &str = "pintui";

/// Whether a log is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Started {
    /// It is written to this file.
    Writing(PathBuf),
    /// `PINTUI_LOG` is `off`.
    Off,
    /// It is not written, which stops nothing else.
    Failed(LogProblem),
}

/// Why no log is written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LogProblem {
    #[error("no log is written: {0}")]
    File(#[from] Unsafe),
    #[error("no log is written: PINTUI_LOG must be off, error, warn, info, debug or trace")]
    Level,
    #[error("no log is written: another log was started before")]
    Twice,
}

/// Begins to write the log of this process: from level `info`, or what `PINTUI_LOG` says.
pub fn start(paths: &Paths, environment: &Environment) -> Started {
    match try_start(paths, environment) {
        Ok(Some(file)) => Started::Writing(file),
        Ok(None) => Started::Off,
        Err(problem) => Started::Failed(problem),
    }
}

fn try_start(paths: &Paths, environment: &Environment) -> Result<Option<PathBuf>, LogProblem> {
    let level = level(environment)?;
    if level == LevelFilter::OFF {
        return Ok(None);
    }
    let path = paths.make_state()?.join("pintui.log");
    let log = LogFile::open(&path, MAX_BYTES)?;
    tracing::subscriber::set_global_default(subscriber(log, level))
        .map_err(|_| LogProblem::Twice)?;
    Ok(Some(path))
}

/// Returns the level that `PINTUI_LOG` asks for.
pub fn level(environment: &Environment) -> Result<LevelFilter, LogProblem> {
    Ok(match environment.text("PINTUI_LOG") {
        None | Some("info") => LevelFilter::INFO,
        Some("off") => LevelFilter::OFF,
        Some("error") => LevelFilter::ERROR,
        Some("warn") => LevelFilter::WARN,
        Some("debug") => LevelFilter::DEBUG,
        Some("trace") => LevelFilter::TRACE,
        Some(_) => return Err(LogProblem::Level),
    })
}

/// Returns what turns our own events of a level into lines of a file.
pub fn subscriber(log: LogFile, level: LevelFilter) -> impl Subscriber + Send + Sync {
    let ours = FilterFn::new(move |about| *about.level() <= level && is_ours(about.target()))
        .with_max_level_hint(level);
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        // It would complain on the screen.
        .log_internal_errors(false)
        .with_writer(log);
    tracing_subscriber::registry().with(lines.with_filter(ours))
}

fn is_ours(target: &str) -> bool {
    target
        .strip_prefix(OURS)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// A log file that is limited in size.
#[derive(Clone, Debug)]
pub struct LogFile(Arc<Mutex<Open>>);

#[derive(Debug)]
struct Open {
    path: PathBuf,
    /// `None` once the file could not be opened again: the log ends, the program goes on.
    file: Option<File>,
    size: u64,
    limit: u64,
}

impl LogFile {
    /// Opens a file for appending, mode 0600 from its first byte; it is full at `limit` bytes.
    pub fn open(path: &Path, limit: u64) -> Result<Self, Unsafe> {
        let file = private::append(path)?;
        let size = file.metadata().map_or(0, |found| found.len());
        Ok(Self(Arc::new(Mutex::new(Open {
            path: path.to_owned(),
            file: Some(file),
            size,
            limit,
        }))))
    }
}

impl Open {
    fn write_line(&mut self, line: &str) {
        let bytes = u64::try_from(line.len()).unwrap_or(u64::MAX);
        if self.size > 0 && self.size.saturating_add(bytes) > self.limit {
            self.roll();
        }
        // A disk that is full must not stop the program, and there is nowhere else to say it.
        let written = self
            .file
            .as_mut()
            .map(|file| file.write_all(line.as_bytes()));
        if matches!(written, Some(Ok(()))) {
            self.size = self.size.saturating_add(bytes);
        }
    }

    /// Puts the full file aside, over the one put aside before.
    fn roll(&mut self) {
        self.file = None;
        let mut aside = self.path.clone().into_os_string();
        aside.push(".old");
        if std::fs::rename(&self.path, aside).is_ok() {
            self.file = private::append(&self.path).ok();
            self.size = 0;
        }
    }
}

impl<'a> MakeWriter<'a> for LogFile {
    type Writer = LogLine<'a>;

    fn make_writer(&'a self) -> LogLine<'a> {
        LogLine(self)
    }
}

/// Takes one event, already formatted, and writes it as one clean line.
#[derive(Debug)]
pub struct LogLine<'a>(&'a LogFile);

impl Write for LogLine<'_> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let line = format!("{}\n", Safe::clean(text.trim_end_matches('\n')));
        let mut open = (self.0).0.lock().unwrap_or_else(PoisonError::into_inner);
        open.write_line(&line);
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
