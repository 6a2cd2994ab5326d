//! A command that prints the key, run as a shell would run it.
use super::{KeyError, Line, MOST};
use crate::config::environment::Environment;
use process_wrap::std::{ChildWrapper, CommandWrap, ProcessSession};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::io::{ErrorKind, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// Names the terminal for `gpg`, whose agent would ask there even for a command that has none.
const TERMINAL_NAME: &str = "GPG_TTY";

/// What a command may use.
#[derive(Clone, Copy, Debug)]
pub(super) enum Seat {
    /// No terminal, and a limit to its time.
    Alone(Duration),
    /// The terminal that the person sits at.
    Terminal,
}

/// Takes the first line that a command prints. It gets the environment without the key.
pub(super) fn first_line(
    command: &str,
    environment: &Environment,
    seat: Seat,
) -> Result<Zeroizing<String>, KeyError> {
    let mut shell = Command::new("/bin/sh");
    shell
        .args(["-c", command])
        .env_clear()
        .envs(environment.for_children())
        .stdout(Stdio::piped());
    let (child, limit) = match seat {
        Seat::Alone(limit) => {
            // Its complaints could hold the secret it was about to print, so they go nowhere.
            shell
                .env_remove(TERMINAL_NAME)
                .stdin(Stdio::null())
                .stderr(Stdio::null());
            // Whoever is in the session can open /dev/tty and draw there, in the background too. The
            // standard library cannot start a session without unsafe code; this crate does only that.
            let mut shell = CommandWrap::from(shell);
            (shell.wrap(ProcessSession).spawn(), Some(limit))
        }
        // It stays in the foreground job: it may read, and Ctrl-C and Ctrl-Z reach all of it.
        Seat::Terminal => (shell.spawn().map(boxed), None),
    };
    let child = child.map_err(|error| KeyError::Start(error.kind()))?;
    let mut running = Running { child, done: false };
    let end = limit.map(|limit| Instant::now() + limit);
    let too_slow = || KeyError::TooSlow(limit.unwrap_or_default());
    let line = running.first_line(end).ok_or_else(too_slow)?;
    let status = running.status(end).ok_or_else(too_slow)?;
    if status.success() {
        Ok(line)
    } else {
        Err(KeyError::Failed(status.to_string()))
    }
}

fn boxed(child: impl ChildWrapper + 'static) -> Box<dyn ChildWrapper> {
    Box::new(child)
}

/// A command that is stopped, with all it started, unless it ended by itself.
struct Running {
    child: Box<dyn ChildWrapper>,
    done: bool,
}

impl Running {
    /// Reads to the end of the output and keeps the first line; `None` when time is up.
    fn first_line(&mut self, end: Option<Instant>) -> Option<Zeroizing<String>> {
        let mut line = Line::default();
        let mut rest = Zeroizing::new([0; MOST]);
        let Some(mut output) = self.child.stdout().take() else {
            return Some(line.text());
        };
        loop {
            let left = match end {
                Some(end) => Some(end.checked_duration_since(Instant::now())?),
                None => None,
            };
            let left = left.map(Timespec::try_from).transpose().ok()?;
            match poll(&mut [PollFd::new(&output, PollFlags::IN)], left.as_ref()) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(Errno::INTR) => continue,
                Err(_) => return Some(line.text()),
            }
            let wanted = line.wants_more();
            match output.read(if wanted {
                line.room()
            } else {
                rest.as_mut_slice()
            }) {
                Ok(0) => return Some(line.text()),
                Ok(count) if wanted => line.took(count),
                Err(error) if error.kind() != ErrorKind::Interrupted => return Some(line.text()),
                _ => {}
            }
        }
    }

    /// Waits for the end; the output has ended, so it is near.
    fn status(&mut self, end: Option<Instant>) -> Option<ExitStatus> {
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                self.done = true;
                return Some(status);
            }
            if end.is_some_and(|end| Instant::now() >= end) {
                return None;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.done {
            // What is not there any more needs no stopping, so a failure says nothing.
            let _ = self.child.start_kill();
            let _ = self.child.wait();
        }
    }
}
