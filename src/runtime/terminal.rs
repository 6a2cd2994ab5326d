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
use rustix::termios::{
    OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcgetpgrp, tcgetwinsize, tcsetattr,
};
use signal_hook::consts::{SIGINT, SIGQUIT};
use signal_hook::flag;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, LazyLock, Mutex, MutexGuard, PoisonError};

/// Whether the terminal is in the dashboard's state; writes are dropped while it is not.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// How the terminal was set before the dashboard first touched it.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);
/// Whether another program has the terminal; the keys are its own then, and are not read here.
static LENT: (Mutex<Lent>, Condvar) = (
    Mutex::new(Lent {
        lasts: false,
        interrupted: false,
    }),
    Condvar::new(),
);
/// Whether a Ctrl-C or Ctrl-\ has come. It is set where the signal is caught, before anything else
/// runs.
static INTERRUPTED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Whether another program has the terminal.
struct Lent {
    lasts: bool,
    /// An interrupt came during the loan, and nobody has looked at it yet.
    interrupted: bool,
}

/// Asks for presses and the wheel only: reports of every movement would wake an idle program.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
/// Says on the person's own screen why the dashboard is gone.
const LENDING: &[u8] =
    b"pintui: the key_command failed without a terminal; running it here. Ctrl-C stops it.\n";
/// Looks without waiting.
const AT_ONCE: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 0,
};
/// How long a terminal that takes no more bytes may hold up the way out.
const STALLED: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 100_000_000,
};

/// Whether a person sits at both ends: keys come from a terminal and the screen is one.
pub fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Puts the terminal into the dashboard's state and returns the bytes that finish it.
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

/// Returns the bytes that turn reports of the mouse on or off.
pub const fn mouse(on: bool) -> &'static [u8] {
    if on { MOUSE_ON } else { MOUSE_OFF }
}

/// Undoes what [`enter`] did; only the first call does anything. Returns whether it was the one.
///
/// It is called from the panic hook too, so it allocates little, locks nothing it would wait for,
/// and ignores errors: there is nobody left who could act on them.
pub fn restore() -> bool {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        // Whoever has the terminal may have switched its echo off, and is not heard out.
        if LENT.0.try_lock().is_ok_and(|loan| loan.lasts) && in_foreground() {
            reset();
        }
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
    reset();
    true
}

/// Sets the terminal as it was found.
fn reset() {
    if let Ok(before) = BEFORE.try_lock()
        && let Some(before) = before.as_ref()
    {
        let _ = tcsetattr(stdin(), OptionalActions::Now, before);
    }
}

/// Returns the terminal, as the person's shell knows it, to another program; `false` where this one does not
/// have it.
///
/// What was typed before was meant for the dashboard, and answers no question of the other program.
pub fn lend() -> bool {
    if !in_foreground() || !restore() {
        return false;
    }
    INTERRUPTED.store(false, Ordering::SeqCst);
    lent().lasts = true;
    let _ = tcflush(stdin(), QueueSelector::IFlush);
    write_or_give_up(LENDING);
    true
}

/// Ends a loan; what was typed for the other program runs no key here.
pub fn take_back() {
    let _ = tcflush(stdin(), QueueSelector::IFlush);
    let mut loan = lent();
    loan.lasts = false;
    loan.interrupted = INTERRUPTED.swap(false, Ordering::SeqCst);
    LENT.1.notify_all();
}

pub fn is_lent() -> bool {
    lent().lasts
}

/// Notes interrupts as they come; to be called before anybody else catches them.
pub fn note_interrupts() -> io::Result<()> {
    for signal in [SIGINT, SIGQUIT] {
        flag::register(signal, Arc::clone(&INTERRUPTED))?;
    }
    Ok(())
}

/// Whether an interrupt was meant for the program that has, or just had, the terminal.
///
/// Ctrl-C reaches the whole job. On a busy machine the other program may have ended, and the terminal be
/// taken back, before the thread that asks gets to run: such an interrupt must not end the dashboard.
pub fn took_interrupt() -> bool {
    let mut loan = lent();
    let took = loan.lasts || mem::take(&mut loan.interrupted);
    if took {
        INTERRUPTED.store(false, Ordering::SeqCst);
    }
    took
}

fn lent() -> MutexGuard<'static, Lent> {
    LENT.0.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads what is there of what was typed, once the terminal is lent to nobody; nothing where another program
/// took it.
pub fn read(bytes: &mut [u8]) -> io::Result<Option<usize>> {
    // It is held while reading, so nothing is read that was typed for the other program.
    let here = LENT.1.wait_while(lent(), |loan| loan.lasts);
    let keyboard = stdin();
    let mut ready = [PollFd::new(&keyboard, PollFlags::IN)];
    let count = match poll(&mut ready, Some(&AT_ONCE)) {
        Ok(0) | Err(Errno::INTR) => return Ok(None),
        Ok(_) => rustix::io::read(keyboard, bytes),
        Err(error) => Err(error),
    };
    drop(here);
    match count {
        Ok(0) => Err(ErrorKind::UnexpectedEof.into()),
        Ok(count) => Ok(Some(count)),
        Err(Errno::INTR | Errno::AGAIN) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether this process may use the terminal now; `true` where it cannot be told.
pub fn in_foreground() -> bool {
    tcgetpgrp(stdin()).map_or(true, |group| group == getpgrp())
}

/// Returns columns and rows, 80 by 24 where the terminal does not know (a serial line).
pub fn size() -> io::Result<(u16, u16)> {
    let size = tcgetwinsize(stdout())?;
    Ok(if size.ws_col == 0 || size.ws_row == 0 {
        (80, 24)
    } else {
        (size.ws_col, size.ws_row)
    })
}

/// Returns the columns of the terminal behind the error stream, 80 where it does not know.
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
