//! What the person has set up: profiles, where files live, and how the screen should look.
//!
//! Settings are layered: built-in defaults, the file, the profile, the environment, the flags; the
//! later wins. Nothing of the current folder is read: it could redirect host and key. Everything that
//! is wrong is reported together, each problem with its place and its cure.
mod base_url;
mod environment;
mod file;
mod fingerprint;
mod key;
mod paths;
pub mod private;
mod problem;
pub mod zone;

use crate::text::Safe;
use std::path::PathBuf;

pub use environment::Environment;
pub use fingerprint::Fingerprint;
pub use key::KeyError;
pub use paths::Paths;
pub use problem::{ConfigError, Problem};

/// What a profile talks to; it decides the badge and what is guarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The embedded imitation of the API; nothing is ever charged.
    Sandbox,
    Test,
    /// Real customers and real money: read-only until unlocked.
    Live,
}

impl Mode {
    /// Returns the word of the badge.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sandbox => "SANDBOX",
            Self::Test => "TEST",
            Self::Live => "LIVE",
        }
    }

    /// Returns the address of the real API (contract section 1); the sandbox's is known once it runs.
    pub const fn real_base_url(self) -> &'static str {
        match self {
            Self::Sandbox => "",
            Self::Test => "https://test-api.pinpayments.com",
            Self::Live => "https://api.pinpayments.com",
        }
    }
}

/// A profile without its key.
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
    /// Whether customers are kept on disk for the next start.
    pub mirror: bool,
    /// How old the last reading of all customers may be before all are read again at a start.
    pub sweep_every: jiff::SignedDuration,
    /// How many customers an embedded sandbox has, where not as many as usual.
    pub customers: Option<u32>,
}

impl Profile {
    /// The profile that is always there.
    pub const SANDBOX: &str = "sandbox";
    /// How often all customers are read again where nothing else is set: the API does not tell who was
    /// changed.
    pub const SWEEP_EVERY: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

    /// The profile that is opened when none is asked for.
    pub const DEFAULT: &str = "default";
    /// The profile that a key in the environment makes, where no other is named.
    pub const ENVIRONMENT: &str = "environment";

    /// Returns the profile of the embedded sandbox; who starts the sandbox fills in its address.
    pub fn sandbox() -> Self {
        Self {
            name: Safe::clean(Self::SANDBOX),
            mode: Mode::Sandbox,
            base_url: String::new(),
            key: KeySource::Embedded,
            allow_pan_entry: true,
            time_zone: None,
            mirror: true,
            sweep_every: Self::SWEEP_EVERY,
            customers: None,
        }
    }

    /// Returns the host's name for sentences about it.
    pub fn host(&self) -> &str {
        if self.mode == Mode::Sandbox {
            return "the sandbox";
        }
        let url = self.base_url.as_str();
        url.split_once("://").map_or(url, |(_, host)| host)
    }

    /// Whether a text can name a profile: 1 to 32 letters, digits, `_` and `-`, so that the
    /// name can be typed to unlock LIVE and shown in any terminal.
    pub fn is_name(text: &str) -> bool {
        (1..=32).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    }
}

/// Where a profile's key comes from; never from the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// The embedded sandbox's own random key.
    Embedded,
    /// The variable `PINTUI_API_KEY`.
    Environment,
    /// The first line that a command prints.
    Command(String),
    /// The first line of a file of mode 0600.
    File(PathBuf),
}

/// What the command line says about the profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    pub profile: Option<String>,
    pub mode: Option<Mode>,
    pub base_url: Option<String>,
    pub config: Option<PathBuf>,
}

/// Everything that was set up.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The profile to open.
    pub profile: Profile,
    /// All profiles that can be opened, the one above and the sandbox among them.
    pub profiles: Vec<Profile>,
    pub paths: Paths,
    /// Where the config file is, or would be.
    pub file: PathBuf,
}

impl Config {
    /// Reads the file, the environment and the flags, and chooses the profile to open.
    pub fn load(environment: &Environment, flags: &Flags) -> Result<Self, ConfigError> {
        let paths = Paths::of(environment)?;
        let asked = flags
            .config
            .clone()
            .filter(|path| !path.as_os_str().is_empty())
            .or_else(|| environment.path("PINTUI_CONFIG"));
        let file = asked
            .clone()
            .unwrap_or_else(|| paths.config.join("config.toml"));
        let text = match private::read_text(&file) {
            Ok(text) => Some(text),
            // A link to nothing was made by somebody who wants a config.
            Err(private::Unsafe {
                why: private::Why::Missing,
                ..
            }) if asked.is_none() && !file.is_symlink() => None,
            Err(error) => return Err(Problem::of_path(&error).into()),
        };
        let mut profiles = match &text {
            Some(text) => file::profiles(text, &file, environment)?,
            None => vec![Profile::sandbox()],
        };
        let choice = Choice { environment, flags };
        let profile = choice.profile(&mut profiles, &file)?;
        Ok(Self {
            profile,
            profiles,
            paths,
            file,
        })
    }
}

/// What decides between the profiles.
struct Choice<'a> {
    environment: &'a Environment,
    flags: &'a Flags,
}

impl Choice<'_> {
    /// Chooses the profile to open, adds it to the others if it is new, and applies what overrides it.
    fn profile(
        &self,
        profiles: &mut Vec<Profile>,
        file: &std::path::Path,
    ) -> Result<Profile, ConfigError> {
        let at = match self.wanted() {
            Some((name, place)) => profiles
                .iter()
                .position(|profile| profile.name.as_str() == name)
                .ok_or_else(|| unknown_profile(&name, place, profiles, file))?,
            None => self.unasked(profiles, file)?,
        };
        let mut problems = Vec::new();
        let mut chosen = profiles.get(at).cloned().unwrap_or_else(Profile::sandbox);
        if let Some(mode) = self.flags.mode
            && mode != chosen.mode
        {
            problems.push(Problem::new(
                "--mode",
                &format!(
                    "the profile `{}` is {}, not {}",
                    chosen.name,
                    chosen.mode.word(),
                    mode.word()
                ),
                "leave out --mode, or name another profile with --profile",
            ));
        }
        if let Some((address, place)) = self.base_url() {
            match base_url::check(&address, chosen.mode) {
                Ok(address) => chosen.base_url = address,
                Err(wrong) => problems.push(wrong.at(place)),
            }
        }
        // In LIVE a key that the profile names stays: one left in the environment may be another's.
        if chosen.mode == Mode::Test && self.environment.has_key() {
            chosen.key = KeySource::Environment;
        }
        ConfigError::unless_empty(problems)?;
        if let Some(slot) = profiles.get_mut(at) {
            slot.clone_from(&chosen);
        }
        Ok(chosen)
    }

    /// Returns the name that was asked for, and where.
    fn wanted(&self) -> Option<(String, &'static str)> {
        let flag = self.flags.profile.clone().filter(|name| !name.is_empty());
        flag.map(|name| (name, "--profile")).or_else(|| {
            let name = self.environment.text("PINTUI_PROFILE")?;
            Some((name.to_owned(), "PINTUI_PROFILE"))
        })
    }

    fn base_url(&self) -> Option<(String, &'static str)> {
        let flag = self.flags.base_url.clone().filter(|url| !url.is_empty());
        flag.map(|url| (url, "--base-url")).or_else(|| {
            let url = self.environment.text("PINTUI_BASE_URL")?;
            Some((url.to_owned(), "PINTUI_BASE_URL"))
        })
    }

    /// Chooses where no profile is named: `default` or the only one there is, else the environment's key,
    /// else the sandbox. Of several none is guessed.
    fn unasked(
        &self,
        profiles: &mut Vec<Profile>,
        file: &std::path::Path,
    ) -> Result<usize, ConfigError> {
        let place_of = |profiles: &[Profile], name: &str| {
            profiles.iter().position(|p| p.name.as_str() == name)
        };
        let own = |profile: &&Profile| profile.mode != Mode::Sandbox;
        let mut only = profiles.iter().filter(own);
        let only = only.next().filter(|_| only.next().is_none());
        let name = only.map_or(Profile::DEFAULT, |only| only.name.as_str());
        if let Some(at) = place_of(profiles, name) {
            return Ok(at);
        }
        if self.environment.has_key() {
            if self.flags.mode == Some(Mode::Live) {
                return Err(Problem::new(
                    "--mode",
                    "a key from the environment without a profile is for TEST, never for LIVE",
                    "make a profile with mode = \"live\" and name it with --profile",
                )
                .into());
            }
            profiles.push(Profile {
                name: Safe::clean(Profile::ENVIRONMENT),
                mode: Mode::Test,
                base_url: Mode::Test.real_base_url().to_owned(),
                key: KeySource::Environment,
                allow_pan_entry: false,
                time_zone: profiles.first().and_then(|p| p.time_zone.clone()),
                mirror: true,
                sweep_every: Profile::SWEEP_EVERY,
                customers: None,
            });
            return Ok(profiles.len() - 1);
        }
        if matches!(self.flags.mode, Some(Mode::Test | Mode::Live)) {
            return Err(Problem::new(
                "--mode",
                "there is no profile to open: none is named `default`, and PINTUI_API_KEY is not set",
                "name a profile with --profile",
            )
            .into());
        }
        if profiles.iter().any(|profile| own(&profile)) {
            return Err(Problem::new(
                &file.display().to_string(),
                "no profile is named `default`",
                &format!("name one with --profile; available: {}", names(profiles)),
            )
            .into());
        }
        Ok(place_of(profiles, Profile::SANDBOX).unwrap_or(0))
    }
}

fn names(profiles: &[Profile]) -> String {
    let names: Vec<&str> = profiles.iter().map(|p| p.name.as_str()).collect();
    names.join(", ")
}

fn unknown_profile(
    name: &str,
    place: &str,
    profiles: &[Profile],
    file: &std::path::Path,
) -> ConfigError {
    let known: Vec<&str> = profiles.iter().map(|p| p.name.as_str()).collect();
    let known = match problem::nearest(name, &known) {
        Some(near) => format!("did you mean `{near}`? "),
        None => String::new(),
    };
    Problem::new(
        place,
        &format!("there is no profile `{name}`"),
        &format!(
            "{known}profiles are defined in {}; available: {}",
            file.display(),
            names(profiles)
        ),
    )
    .into()
}
