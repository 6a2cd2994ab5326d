//! Keys, pastes, the mouse and the size of the window, read by a thread of their own.
//!
//! A thread that blocks in the wait costs one hop a key and nothing at rest. What the bytes mean is the
//! [`decoder`]'s business: it can be told that the terminal fell silent, which the library's own reader
//! cannot.
pub mod decoder;
mod keys;
mod mouse;
mod sequence;

use crate::model::event::Event;
use crate::runtime::{panics, terminal};
use decoder::Decoder;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::pipe;
use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::thread;
use tokio::sync::mpsc::{self, Sender};
use zeroize::{Zeroize, Zeroizing};

/// As many events as several seconds of key repeat; past that the reader waits, and
/// the kernel holds the rest.
const QUEUE: usize = 256;
/// As much as the kernel keeps for a terminal.
const READ: usize = 4_096;
/// A read can fail once for a passing reason, such as a size that could not be asked for.
const MOST_FAILURES: u32 = 8;

/// Reads the terminal until nobody listens any more.
pub fn listen() -> io::Result<mpsc::Receiver<Event>> {
    let (told, heard) = mpsc::channel(QUEUE);
    let (resized, bell) = UnixStream::pair()?;
    resized.set_nonblocking(true)?;
    bell.set_nonblocking(true)?;
    pipe::register(SIGWINCH, bell)?;
    let mut reader = Reader {
        decoder: Decoder::default(),
        resized,
        bytes: Zeroizing::new([0; READ]),
        events: Vec::new(),
    };
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || reader.run(&told))?;
    Ok(heard)
}

struct Reader {
    decoder: Decoder,
    /// Holds a byte for each change of the window's size.
    resized: UnixStream,
    /// What was read last; it may be a card number, so it is wiped.
    bytes: Zeroizing<[u8; READ]>,
    events: Vec<Event>,
}

impl Reader {
    fn run(&mut self, told: &Sender<Event>) {
        let mut failed = 0;
        while failed < MOST_FAILURES {
            failed = self.wait().map_or(failed + 1, |()| 0);
            for event in self.events.drain(..) {
                panics::rehearse("thread");
                if told.blocking_send(event).is_err() {
                    return;
                }
            }
        }
    }

    /// Waits until something was read, or until the terminal was silent for as long as the decoder wants to
    /// know of.
    ///
    /// Time that the program itself spends on something else is no silence: bytes may be there already.
    fn wait(&mut self) -> io::Result<()> {
        let patience = match self.decoder.patience() {
            Some(patience) => Some(Timespec::try_from(patience).map_err(io::Error::other)?),
            None => None,
        };
        let keyboard = stdin();
        let mut ready = [
            PollFd::new(&keyboard, PollFlags::IN),
            PollFd::new(&self.resized, PollFlags::IN),
        ];
        match poll(&mut ready, patience.as_ref()) {
            Ok(0) => self.decoder.fall_silent(&mut self.events),
            Ok(_) => {
                let [keyboard, resized] = ready.map(|end| !end.revents().is_empty());
                if resized {
                    self.take_size()?;
                }
                if keyboard {
                    self.take_bytes()?;
                }
            }
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn take_bytes(&mut self) -> io::Result<()> {
        let count = terminal::read(self.bytes.as_mut_slice())?.unwrap_or_default();
        if let Some(read) = self.bytes.get_mut(..count) {
            self.decoder.feed(read, &mut self.events);
            read.zeroize();
        }
        Ok(())
    }

    fn take_size(&mut self) -> io::Result<()> {
        let mut bells = [0; 64];
        while matches!(self.resized.read(&mut bells), Ok(1..)) {}
        let (columns, rows) = terminal::size()?;
        self.events.push(Event::Resize(columns, rows));
        Ok(())
    }
}
