//! Keys, pastes, the mouse and the size of the window, read by a thread of their own.
//!
//! A thread that blocks in the read costs one hop a key and nothing at rest. The library's stream
//! needs a thread too, wakes it for every event through a second queue, and holds the same lock.
use crate::model::event::Event;
use crate::runtime::panics;
use crate::secret::Pasted;
use crossterm::event::{self, Event as Raw, KeyEventKind};
use std::io;
use std::thread;
use tokio::sync::mpsc;

/// Holds as many events as several seconds of key repeat; past that the reader waits, and
/// the kernel holds the rest.
const QUEUE: usize = 256;

/// A read can fail once for a passing reason, such as a size that could not be asked for.
const MOST_FAILURES: u32 = 8;

/// Reads the terminal until nobody listens any more.
pub fn listen() -> io::Result<mpsc::Receiver<Event>> {
    let (told, heard) = mpsc::channel(QUEUE);
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || {
            let mut failed = 0;
            while failed < MOST_FAILURES {
                let Ok(raw) = event::read() else {
                    failed += 1;
                    continue;
                };
                failed = 0;
                panics::rehearse("thread");
                if let Some(event) = translate(raw)
                    && told.blocking_send(event).is_err()
                {
                    return;
                }
            }
        })?;
    Ok(heard)
}

/// Turns what the terminal said into an event; `None` for what means nothing here.
pub fn translate(raw: Raw) -> Option<Event> {
    match raw {
        // Terminals with the newer key protocol also report releases; a key acts once.
        Raw::Key(key) if key.kind != KeyEventKind::Release => Some(Event::Key(key)),
        Raw::Paste(text) => Some(Event::Paste(Pasted::new(text))),
        Raw::Mouse(mouse) => Some(Event::Mouse(mouse)),
        Raw::Resize(columns, rows) => Some(Event::Resize(columns, rows)),
        _ => None,
    }
}
