//! Where a profile's key is read from, at the moment it is needed and not before.
mod command;

use crate::config::KeySource;
use crate::config::environment::Environment;
use crate::config::private::{self, Unsafe};
use crate::secret::{ApiKey, BadKey};
use command::Seat;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::Duration;
use thiserror::Error;
use zeroize::Zeroizing;

/// How long a key command may take without a terminal; some open a window and ask for a password there.
const PATIENCE: Duration = Duration::from_secs(30);
/// The most bytes that are read, and far more than a key has.
const MOST: usize = 4_096;

/// Why there is no key. What a file held or a command printed is never in it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    #[error("the sandbox makes its own key")]
    Embedded,
    #[error(
        "PINTUI_API_KEY is not set; set it and restart pintui, or give the profile a key_command or key_file"
    )]
    NotSet,
    #[error(
        "the key in {place} is not valid: {fault}; put the secret key there, alone on the first line"
    )]
    Bad { place: &'static str, fault: BadKey },
    #[error("the key_file cannot be used: {0}")]
    File(Unsafe),
    #[error("the key_file cannot be read ({0}); check the disk it is on")]
    Read(ErrorKind),
    #[error("the key_command cannot be started ({0}); check that /bin/sh exists")]
    Start(ErrorKind),
    #[error("the key_command failed ({0}); run it in a shell to see why")]
    Failed(String),
    #[error("the key_command took longer than {} s and was stopped; run it in a shell to see why", .0.as_secs())]
    TooSlow(Duration),
}

impl KeySource {
    /// Reads the key; waits for a command for up to 30 s, so it must not run where the screen is drawn.
    ///
    /// A command gets no terminal: one that asks its question there fails instead of drawing over the screen.
    pub fn read(&self, environment: &Environment) -> Result<ApiKey, KeyError> {
        self.read_within(environment, PATIENCE)
    }

    /// Reads the key like [`KeySource::read`], with a limit of the caller's.
    pub fn read_within(
        &self,
        environment: &Environment,
        limit: Duration,
    ) -> Result<ApiKey, KeyError> {
        self.read_from(environment, Seat::Alone(limit))
    }

    /// Whether it is a command, which may take its time.
    pub fn is_command(&self) -> bool {
        matches!(self, Self::Command(_))
    }

    /// Whether a terminal may be what was missing: a command failed, or printed nothing.
    pub fn may_want_terminal(&self, error: &KeyError) -> bool {
        let missing = matches!(
            error,
            KeyError::Failed(_)
                | KeyError::Bad {
                    fault: BadKey::Empty,
                    ..
                }
        );
        self.is_command() && missing
    }

    /// Reads the key from a command that may use the terminal, which must be given up before. It takes as
    /// long as the person does: Ctrl-C stops it.
    pub fn read_on_terminal(&self, environment: &Environment) -> Result<ApiKey, KeyError> {
        self.read_from(environment, Seat::Terminal)
    }

    fn read_from(&self, environment: &Environment, seat: Seat) -> Result<ApiKey, KeyError> {
        let (place, raw) = match self {
            Self::Embedded => return Err(KeyError::Embedded),
            Self::Environment => ("PINTUI_API_KEY", environment.key().ok_or(KeyError::NotSet)?),
            Self::File(path) => ("the key_file", from_file(path)?),
            Self::Command(command) => (
                "the output of the key_command",
                command::first_line(command, environment, seat)?,
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

/// The beginning of an output in one place that is wiped and never moved.
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

    /// Returns the first line; bytes that are no text become a sign that no key holds.
    fn text(&self) -> Zeroizing<String> {
        let first = self
            .filled()
            .split(|b| *b == b'\n')
            .next()
            .unwrap_or_default();
        Zeroizing::new(std::str::from_utf8(first).unwrap_or("\u{fffd}").to_owned())
    }
}
