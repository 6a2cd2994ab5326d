//! The end after a mistake of our own: the terminal is given back, and what is told about it holds
//! nothing of what the program was working on.
//!
//! A panic's message may quote any value, a card number among them, so it is never shown or kept:
//! the place in the source, a code made from it and the way there are. A panic in any thread or
//! task ends the whole program, for nobody knows what the broken half left behind (promise P13).
use crate::runtime::terminal;
use jiff::Timestamp;
use std::backtrace::Backtrace;
use std::fs::{DirBuilder, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// The exit code of a program that failed for a reason of its own.
const FAILED: i32 = 1;

/// Makes every panic end the program in order, with a report in the given folder.
pub fn install(reports: Option<PathBuf>) {
    panic::set_hook(Box::new(move |info| {
        static TOLD: AtomicBool = AtomicBool::new(false);
        if TOLD.swap(true, Ordering::SeqCst) {
            // Another thread is telling it already and ends the program when it is done.
            loop {
                thread::park();
            }
        }
        terminal::restore();
        tell(info, reports.as_deref());
        process::exit(FAILED);
    }));
}

fn tell(info: &PanicHookInfo<'_>, reports: Option<&Path>) {
    let place = info
        .location()
        .map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    let code = code(&place);
    // Where the error stream is closed there is nobody to tell.
    let mut out = io::stderr().lock();
    let _ = writeln!(
        out,
        "pintui crashed because of a bug, at {place} (code {code})."
    );
    if let Some(path) = reports.and_then(|folder| report(folder, &place, &code).ok()) {
        let _ = writeln!(out, "A report without your data is in {}.", path.display());
    }
}

/// Returns a short code that is the same each time for the same place.
fn code(place: &str) -> String {
    let mut hasher = DefaultHasher::new();
    place.hash(&mut hasher);
    format!("P-{:04x}", hasher.finish() & 0xffff)
}

fn report(folder: &Path, place: &str, code: &str) -> io::Result<PathBuf> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let now = Timestamp::now();
    let path = folder.join(format!("panic-{}-{}.txt", now.as_second(), process::id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)?;
    writeln!(
        file,
        "pintui {} on {}, {now}\ncode {code}\nplace {place}\nthread {}\n\n{}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        thread::current().name().unwrap_or("without a name"),
        Backtrace::force_capture(),
    )?;
    Ok(path)
}

/// Panics where `PINTUI_PANIC` names this point, with a card number in the message, so that tests
/// see the ways out. A release build has no such points.
#[cfg(debug_assertions)]
pub fn rehearse(point: &str) {
    if std::env::var_os("PINTUI_PANIC").is_some_and(|wanted| wanted == point) {
        panic::panic_any("rehearsed with 4200000000000000");
    }
}

/// Does nothing: a release build has no points at which it can be told to panic.
#[cfg(not(debug_assertions))]
pub const fn rehearse(_point: &str) {}
