//! The state of the terminal: what the dashboard changes in it, and how that is undone.
//!
//! A terminal that is left with mouse reports, an alternate screen or raw mode is useless to the
//! person (promises P13 and P14). There are many ways out - the quit key, an error, a panic in any
//! thread, seven signals, a closed window - so the state is kept here once for the whole process,
//! and whoever comes first undoes it; everybody after that finds nothing left to do.
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::style::{Attribute, ResetColor, SetAttribute};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, queue};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::getpgrp;
use rustix::stdio::{stderr, stdin, stdout};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcgetwinsize, tcsetattr};
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Tells whether the terminal is in the dashboard's state; writes are dropped while it is not.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// How the terminal was set before the dashboard first touched it.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// Asks for presses and the wheel only: reports of every movement would wake an idle program.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
/// How long a terminal that takes no more bytes may hold up the way out.
const STALLED: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 100_000_000,
};

/// Tells whether a person sits at both ends: keys come from a terminal and the screen is one.
pub fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Puts the terminal into the dashboard's state and gives the bytes that finish it.
///
/// The bytes are handed back instead of written, so that they leave in one write with the frame.
pub fn enter(mouse: bool) -> io::Result<Vec<u8>> {
    let before = {
        let mut saved = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        // What was found first is what belongs to the shell: after a stop that came from outside,
        // the shell hands the terminal back as the dashboard had set it.
        if saved.is_none() {
            *saved = Some(tcgetattr(stdin())?);
        }
        saved.clone()
    };
    if let Some(mut raw) = before {
        raw.make_raw();
        ENTERED.store(true, Ordering::SeqCst);
        tcsetattr(stdin(), OptionalActions::Now, &raw)?;
    }
    let mut bytes = Vec::with_capacity(64);
    queue!(
        bytes,
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide,
        SetAttribute(Attribute::Reset),
        Clear(ClearType::All)
    )?;
    if mouse {
        bytes.extend_from_slice(MOUSE_ON);
    }
    Ok(bytes)
}

/// Gives the bytes that turn reports of the mouse on or off.
pub const fn mouse(on: bool) -> &'static [u8] {
    if on { MOUSE_ON } else { MOUSE_OFF }
}

/// Undoes what [`enter`] did; only the first call does anything. Says whether it was the one.
///
/// It is called from the panic hook too, so it allocates little, locks nothing it would wait for,
/// and ignores errors: there is nobody left who could act on them.
pub fn restore() -> bool {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return false;
    }
    // From the background the terminal is somebody else's, and setting it would stop this process.
    if !in_foreground() {
        return true;
    }
    let mut bytes = Vec::with_capacity(128);
    let queued = queue!(
        bytes,
        DisableMouseCapture,
        DisableBracketedPaste,
        ResetColor,
        SetAttribute(Attribute::Reset),
        LeaveAlternateScreen,
        cursor::Show
    );
    if queued.is_ok() {
        write_or_give_up(&bytes);
    }
    if let Ok(before) = BEFORE.try_lock()
        && let Some(before) = before.as_ref()
    {
        let _ = tcsetattr(stdin(), OptionalActions::Now, before);
    }
    true
}

/// Tells whether this process may use the terminal now; `true` where it cannot be told.
pub fn in_foreground() -> bool {
    tcgetpgrp(stdin()).map_or(true, |group| group == getpgrp())
}

/// Gives columns and rows, 80 by 24 where the terminal does not know (a serial line).
pub fn size() -> io::Result<(u16, u16)> {
    let size = tcgetwinsize(stdout())?;
    Ok(if size.ws_col == 0 || size.ws_row == 0 {
        (80, 24)
    } else {
        (size.ws_col, size.ws_row)
    })
}

/// Gives the columns of the terminal behind the error stream, 80 where it does not know.
pub fn columns() -> usize {
    let size = tcgetwinsize(stderr()).map_or(0, |size| size.ws_col);
    if size == 0 { 80 } else { size.into() }
}

fn write_or_give_up(mut bytes: &[u8]) {
    while !bytes.is_empty() {
        let out = stdout();
        let mut ready = [PollFd::new(&out, PollFlags::OUT)];
        match poll(&mut ready, Some(&STALLED)) {
            Err(Errno::INTR) => continue,
            Ok(1..) if ready[0].revents().contains(PollFlags::OUT) => {}
            _ => return,
        }
        match rustix::io::write(stdout(), bytes) {
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(_) => return,
        }
    }
}

/// Writes to the terminal, and to nowhere once it has been restored.
#[derive(Debug)]
pub struct Tty;

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            // A frame that is still being written while another thread restores the terminal
            // would land on the person's own screen.
            if !ENTERED.load(Ordering::SeqCst) {
                return Ok(bytes.len());
            }
            match rustix::io::write(stdout(), bytes) {
                Err(Errno::INTR) => {}
                // Some parents leave the terminal in a state where a full one does not block.
                Err(Errno::AGAIN) => {
                    let out = stdout();
                    let _ = poll(&mut [PollFd::new(&out, PollFlags::OUT)], None);
                }
                other => return other.map_err(io::Error::from),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
