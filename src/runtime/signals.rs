//! What reaches the loop besides keys and answers: signals, and the loss of the terminal.
//!
//! Both are watched by threads of their own rather than by the executor: a program that is stuck
//! writing to a terminal that takes no more bytes must still obey SIGTERM.
use crate::runtime::terminal;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use std::time::Duration;
use std::{io, process, thread};
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;

/// What reached the loop from the side.
#[derive(Debug)]
pub enum Aside {
    /// A signal asks the program to end; the number decides the exit code.
    Stop(i32),
    /// Somebody asks the program to sleep (`kill -TSTP`).
    Suspend,
    /// The program was woken, and the terminal may hold anything.
    Continue,
    /// The clipboard could not be reached around the terminal, so it must go through it.
    CopyThroughTerminal(String),
    /// A key command wants to ask the person something; it starts once it is told that it can.
    Lend(oneshot::Sender<()>),
    /// The terminal is no longer lent.
    TakeBack,
}

/// How long the loop may take to end by itself, so that the whole exit stays under half a second.
const GRACE: Duration = Duration::from_millis(400);
/// How long it may take without a screen, where nobody waits and what was read is still to be written.
const LONG_GRACE: Duration = Duration::from_secs(5);

/// Watches signals and the terminal until the program ends.
///
/// From here on SIGTERM, SIGHUP, SIGINT and SIGQUIT no longer end the program at once: they are
/// told to the loop, and end it from here if the loop does not.
pub fn watch(asides: &UnboundedSender<Aside>) -> io::Result<()> {
    terminal::note_interrupts()?;
    let all = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT];
    listen(asides, &all, GRACE)?;
    let told = asides.clone();
    spawn("hang-up", move || {
        if wait_for_hangup() {
            stop(&told, SIGHUP, GRACE);
        }
    })
}

/// Watches what asks a program without a screen to end.
///
/// A hang-up is none of it: who started the program under `nohup`, or with a pipe for its keys, wants it to
/// go on.
pub fn watch_without_screen(asides: &UnboundedSender<Aside>) -> io::Result<()> {
    listen(asides, &[SIGTERM, SIGINT], LONG_GRACE)
}

fn listen(asides: &UnboundedSender<Aside>, all: &[i32], grace: Duration) -> io::Result<()> {
    let mut signals = Signals::new(all)?;
    let told = asides.clone();
    spawn("signals", move || {
        let mut stopping = false;
        for signal in signals.forever() {
            match signal {
                SIGTSTP => tell(&told, Aside::Suspend),
                SIGCONT => tell(&told, Aside::Continue),
                SIGINT | SIGQUIT if terminal::took_interrupt() => {}
                _ if stopping => end(signal),
                _ => {
                    stopping = true;
                    stop(&told, signal, grace);
                }
            }
        }
    })
}

/// Asks the loop to end, and ends the program when it does not.
fn stop(asides: &UnboundedSender<Aside>, signal: i32, grace: Duration) {
    tell(asides, Aside::Stop(signal));
    let watched = spawn("last resort", move || {
        thread::sleep(grace);
        end(signal);
    });
    if watched.is_err() {
        end(signal);
    }
}

fn end(signal: i32) -> ! {
    terminal::restore();
    process::exit(exit_code(signal))
}

/// Returns the exit code of a program that a signal ended, as shells count it.
pub const fn exit_code(signal: i32) -> i32 {
    128 + signal
}

/// Waits until the terminal is gone; `false` where the system cannot tell.
///
/// SIGHUP does not come to a program that was started to ignore it, and a loop that is stuck in a write hears
/// of nothing else.
fn wait_for_hangup() -> bool {
    let input = stdin();
    loop {
        let mut watched = [PollFd::new(&input, PollFlags::empty())];
        match poll(&mut watched, None) {
            Err(Errno::INTR) => {}
            Err(_) => return false,
            Ok(_) => {
                return watched[0]
                    .revents()
                    .intersects(PollFlags::HUP | PollFlags::ERR);
            }
        }
    }
}

/// Tells the loop; where the loop has ended there is nobody to tell.
fn tell(asides: &UnboundedSender<Aside>, aside: Aside) {
    let _ = asides.send(aside);
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map(|_| ())
}
