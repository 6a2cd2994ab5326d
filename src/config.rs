//! What the person has set up: profiles, where files live, and how the screen should look.
use crate::text::Safe;

/// Says what a profile talks to; it decides the badge and what is guarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The embedded imitation of the API; nothing is ever charged.
    Sandbox,
    Test,
    /// Real customers and real money: read-only until unlocked.
    Live,
}

impl Mode {
    /// Gives the word of the badge.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sandbox => "SANDBOX",
            Self::Test => "TEST",
            Self::Live => "LIVE",
        }
    }
}

/// Holds a profile without its key.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    pub name: Safe,
    pub mode: Mode,
    /// Scheme, host and port, without the `/1` of the version.
    pub base_url: String,
    pub key: KeySource,
    /// Lets a card number be typed in LIVE; in TEST and sandbox it always can be.
    pub allow_pan_entry: bool,
    /// `None` follows the system's zone.
    pub time_zone: Option<jiff::tz::TimeZone>,
}

/// Says where a profile's key comes from; never from the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// The embedded sandbox's own random key.
    Embedded,
    /// The variable `PINTUI_API_KEY`.
    Environment,
    /// The first line that a command prints.
    Command(String),
    /// The first line of a file of mode 0600.
    File(std::path::PathBuf),
}
