//! Where a profile's key is read from, at the moment it is needed and not before.
use crate::config::KeySource;
use crate::config::environment::Environment;
use crate::config::private::{self, Unsafe};
use crate::secret::{ApiKey, BadKey};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process_group};
use std::io::{ErrorKind, Read};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use thiserror::Error;
use zeroize::Zeroizing;

/// How long a key command may take; some ask the person for a password.
const PATIENCE: Duration = Duration::from_secs(30);
/// The most bytes that are read, and far more than a key has.
const MOST: usize = 4_096;

/// Says why there is no key. What a file held or a command printed is never in it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    #[error("the sandbox makes its own key")]
    Embedded,
    #[error(
        "PINTUI_API_KEY is not set; start pintui with it, or give the profile a key_command or key_file"
    )]
    NotSet,
    #[error(
        "the key in {place} is no key: {fault}; put the secret key there, alone on the first line"
    )]
    Bad { place: &'static str, fault: BadKey },
    #[error("the key_file cannot be used: {0}")]
    File(Unsafe),
    #[error("the key_file cannot be read ({0}); look at the disk it is on")]
    Read(ErrorKind),
    #[error("the key_command cannot be started ({0}); see that /bin/sh is there")]
    Start(ErrorKind),
    #[error("the key_command failed ({0}); try it in a terminal")]
    Failed(String),
    #[error("the key_command took longer than {} s and was stopped; try it in a terminal", .0.as_secs())]
    TooSlow(Duration),
}

impl KeySource {
    /// Reads the key; waits for a command for up to 30 s, so it must not run where the screen is drawn.
    pub fn read(&self, environment: &Environment) -> Result<ApiKey, KeyError> {
        self.read_within(environment, PATIENCE)
    }

    /// Reads the key like [`KeySource::read`], with a limit of the caller's.
    pub fn read_within(
        &self,
        environment: &Environment,
        limit: Duration,
    ) -> Result<ApiKey, KeyError> {
        let (place, raw) = match self {
            Self::Embedded => return Err(KeyError::Embedded),
            Self::Environment => ("PINTUI_API_KEY", environment.key().ok_or(KeyError::NotSet)?),
            Self::File(path) => ("the key_file", from_file(path)?),
            Self::Command(command) => (
                "the output of the key_command",
                from_command(command, environment, limit)?,
            ),
        };
        ApiKey::parse(raw).map_err(|fault| KeyError::Bad { place, fault })
    }
}

fn from_file(path: &Path) -> Result<Zeroizing<String>, KeyError> {
    let mut file = private::open(path).map_err(KeyError::File)?;
    let mut line = Line::default();
    while line.wants_more() {
        match file.read(line.room()) {
            Ok(0) => break,
            Ok(count) => line.took(count),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(KeyError::Read(error.kind())),
        }
    }
    Ok(line.text())
}

/// Runs a command as a shell would and takes the first line it prints.
///
/// It gets the environment without the key, no input, and nowhere to write but its output: its
/// complaints could hold the secret it was about to print.
fn from_command(
    command: &str,
    environment: &Environment,
    limit: Duration,
) -> Result<Zeroizing<String>, KeyError> {
    let end = Instant::now() + limit;
    let child = Command::new("/bin/sh")
        .arg("-c")
        .arg(command)
        .env_clear()
        .envs(environment.for_children())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(|error| KeyError::Start(error.kind()))?;
    let mut running = Running { child, done: false };
    let line = running.first_line(end).ok_or(KeyError::TooSlow(limit))?;
    let status = running.status(end).ok_or(KeyError::TooSlow(limit))?;
    if status.success() {
        Ok(line)
    } else {
        Err(KeyError::Failed(status.to_string()))
    }
}

/// Holds a command that is stopped, with all it started, unless it ended by itself.
struct Running {
    child: Child,
    done: bool,
}

impl Running {
    /// Reads to the end of the output and keeps the first line; `None` when time is up.
    fn first_line(&mut self, end: Instant) -> Option<Zeroizing<String>> {
        let mut line = Line::default();
        let mut rest = Zeroizing::new([0; MOST]);
        let Some(mut output) = self.child.stdout.take() else {
            return Some(line.text());
        };
        loop {
            let left = Timespec::try_from(end.checked_duration_since(Instant::now())?).ok()?;
            match poll(&mut [PollFd::new(&output, PollFlags::IN)], Some(&left)) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) if error == rustix::io::Errno::INTR => continue,
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
    fn status(&mut self, end: Instant) -> Option<std::process::ExitStatus> {
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                self.done = true;
                return Some(status);
            }
            if Instant::now() >= end {
                return None;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.done {
            return;
        }
        // What is not there any more needs no stopping, so a failure says nothing.
        if let Ok(group) = i32::try_from(self.child.id())
            && let Some(group) = Pid::from_raw(group)
        {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}

/// Holds the beginning of an output in one place that is wiped and never moved.
struct Line {
    bytes: Zeroizing<[u8; MOST]>,
    len: usize,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            bytes: Zeroizing::new([0; MOST]),
            len: 0,
        }
    }
}

impl Line {
    fn filled(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    fn wants_more(&self) -> bool {
        self.len < MOST && !self.filled().contains(&b'\n')
    }

    fn room(&mut self) -> &mut [u8] {
        self.bytes.get_mut(self.len..).unwrap_or_default()
    }

    fn took(&mut self, count: usize) {
        self.len = (self.len + count).min(MOST);
    }

    /// Gives the first line; bytes that are no text become a sign that no key holds.
    fn text(&self) -> Zeroizing<String> {
        let first = self
            .filled()
            .split(|b| *b == b'\n')
            .next()
            .unwrap_or_default();
        Zeroizing::new(std::str::from_utf8(first).unwrap_or("\u{fffd}").to_owned())
    }
}
