//! The config file: tables `[profile.NAME]` and a few settings for all of them.
use crate::config::environment::Environment;
use crate::config::problem::{ConfigError, Problem, nearest};
use crate::config::{KeySource, Mode, Profile, base_url, zone};
use crate::text::Safe;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const TOP: [&str; 2] = ["profile", "time_zone"];
const PROFILE: [&str; 8] = [
    "mode",
    "base_url",
    "key_command",
    "key_file",
    "time_zone",
    "allow_pan_entry",
    "mirror",
    "sweep_every",
];
/// Words that people use for a key where none may stand.
const KEYS: [&str; 6] = [
    "key",
    "api_key",
    "secret",
    "secret_key",
    "token",
    "password",
];
/// Deeper than any setting; what is deeper is refused before it can use up the stack.
const DEEPEST: usize = 16;

/// Reads all profiles, the sandbox's first, or gives everything that is wrong with them.
pub(super) fn profiles(
    text: &str,
    path: &Path,
    environment: &Environment,
) -> Result<Vec<Profile>, ConfigError> {
    let mut reader = Reader {
        text,
        path,
        environment,
        problems: Vec::new(),
    };
    if let Some(line) = too_deep(text) {
        reader.at_line(
            line,
            "brackets are nested too deep",
            "a setting is one line: name = value",
        );
        reader.finish()?;
        return Ok(Vec::new());
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        reader.problem(
            at,
            &format!("this is not TOML: {}", error.message()),
            "see https://toml.io",
        );
    }
    let mut found = vec![Profile::sandbox()];
    if reader.problems.is_empty() {
        reader.root(root.get_ref(), &mut found);
    }
    reader.finish()?;
    Ok(found)
}

/// Returns the line where brackets are nested too deep, counted without regard to what they mean.
fn too_deep(text: &str) -> Option<usize> {
    text.lines()
        .position(|line| line.bytes().filter(|b| matches!(b, b'[' | b'{')).count() > DEEPEST)
        .map(|at| at + 1)
}

/// Walks the file and gathers what is wrong on the way.
struct Reader<'a> {
    text: &'a str,
    path: &'a Path,
    environment: &'a Environment,
    /// Each with its line: tables are walked by name, but are reported as they stand in the file.
    problems: Vec<(usize, Problem)>,
}

type Value<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn problem(&mut self, at: usize, what: &str, fix: &str) {
        self.at_line(self.line(at), what, fix);
    }

    fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|b| *b == b'\n').count() + 1
    }

    fn place(&self, line: usize) -> String {
        format!("{}:{line}", self.path.display())
    }

    fn finish(mut self) -> Result<(), ConfigError> {
        self.problems.sort_by_key(|(line, _)| *line);
        ConfigError::unless_empty(
            self.problems
                .into_iter()
                .map(|(_, problem)| problem)
                .collect(),
        )
    }

    fn at_line(&mut self, line: usize, what: &str, fix: &str) {
        let problem = Problem::new(&self.place(line), what, fix);
        self.problems.push((line, problem));
    }

    fn root(&mut self, table: &DeTable<'_>, found: &mut Vec<Profile>) {
        let mut time_zone = None;
        for (name, value) in table {
            match name.get_ref().as_ref() {
                "time_zone" => time_zone = self.time_zone(value),
                "profile" => {
                    if let DeValue::Table(profiles) = value.get_ref() {
                        self.profiles(profiles, found);
                    } else {
                        self.problem(
                            value.span().start,
                            "`profile` is not a table",
                            "write [profile.default]",
                        );
                    }
                }
                unknown => self.unknown(unknown, name.span().start, true),
            }
        }
        for profile in found {
            profile.time_zone = profile.time_zone.take().or_else(|| time_zone.clone());
        }
    }

    fn profiles(&mut self, profiles: &DeTable<'_>, found: &mut Vec<Profile>) {
        for (name, value) in profiles {
            let at = name.span().start;
            let text = name.get_ref().as_ref();
            if !Profile::is_name(text) {
                self.problem(
                    at,
                    &format!("`{text}` is not a valid profile name"),
                    "use 1 to 32 letters, digits, _ or -",
                );
            } else if [Profile::SANDBOX, Profile::ENVIRONMENT].contains(&text) {
                self.problem(
                    at,
                    &format!("the name `{text}` is taken by a built-in profile"),
                    "use another name",
                );
            } else if let DeValue::Table(settings) = value.get_ref() {
                let profile = self.profile(text, at, settings);
                found.extend(profile);
            } else {
                self.problem(
                    at,
                    &format!("`{text}` is not a profile"),
                    "write [profile.NAME] and settings below it",
                );
            }
        }
    }

    fn profile(&mut self, name: &str, at: usize, settings: &DeTable<'_>) -> Option<Profile> {
        for setting in settings.keys() {
            let word = setting.get_ref().as_ref();
            if !PROFILE.contains(&word) {
                self.unknown(word, setting.span().start, false);
            }
        }
        let key = self.key(settings);
        let allow_pan_entry = settings
            .get("allow_pan_entry")
            .is_some_and(|value| self.flag(value));
        let mirror = settings.get("mirror").is_none_or(|value| self.flag(value));
        let sweep_every = settings
            .get("sweep_every")
            .and_then(|value| self.duration(value))
            .unwrap_or(Profile::SWEEP_EVERY);
        let time_zone = settings
            .get("time_zone")
            .and_then(|value| self.time_zone(value));
        let Some(mode) = settings.get("mode") else {
            let what = format!("the profile `{name}` has no mode");
            self.problem(at, &what, "add mode = \"test\" or mode = \"live\"");
            return None;
        };
        let mode = self.mode(mode)?;
        let base_url = settings
            .get("base_url")
            .and_then(|value| self.base_url(value, mode));
        Some(Profile {
            name: Safe::clean(name),
            mode,
            base_url: base_url.unwrap_or_else(|| mode.real_base_url().to_owned()),
            key,
            allow_pan_entry,
            time_zone,
            mirror,
            sweep_every,
            customers: None,
        })
    }

    fn unknown(&mut self, word: &str, at: usize, top: bool) {
        let what = format!("`{word}` is not a setting");
        let known: &[&str] = if top { &TOP } else { &PROFILE };
        let fix = if KEYS.contains(&word) {
            "a key never belongs in the config: remove it, and set key_command or key_file"
                .to_owned()
        } else if let Some(near) = nearest(word, known) {
            format!("did you mean `{near}`?")
        } else if let Some(near) = nearest(word, &PROFILE).filter(|_| top) {
            format!("did you mean `{near}`? It belongs below [profile.NAME]")
        } else {
            format!("remove it; available: {}", known.join(", "))
        };
        self.problem(at, &what, &fix);
    }

    fn string<'v>(&mut self, value: &'v Value<'_>, example: &str) -> Option<&'v str> {
        let text = value
            .get_ref()
            .as_str()
            .filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.problem(value.span().start, "this must be a text in quotes", example);
        }
        text
    }

    fn flag(&mut self, value: &Value<'_>) -> bool {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.problem(
                value.span().start,
                "this must be true or false",
                "write it without quotes",
            );
        }
        flag.unwrap_or(false)
    }

    fn mode(&mut self, value: &Value<'_>) -> Option<Mode> {
        let fix = "write mode = \"test\" or mode = \"live\"; the sandbox needs no profile";
        match self.string(value, fix)? {
            "test" => Some(Mode::Test),
            "live" => Some(Mode::Live),
            _ => {
                self.problem(value.span().start, "this is not a mode", fix);
                None
            }
        }
    }

    fn base_url(&mut self, value: &Value<'_>, mode: Mode) -> Option<String> {
        let address = self.string(value, "leave base_url out: the mode knows its host")?;
        match base_url::check(address, mode) {
            Ok(address) => Some(address),
            Err(wrong) => {
                let line = self.line(value.span().start);
                let problem = wrong.at(&self.place(line));
                self.problems.push((line, problem));
                None
            }
        }
    }

    fn time_zone(&mut self, value: &Value<'_>) -> Option<jiff::tz::TimeZone> {
        let fix = "use a name from the IANA database, such as \"Australia/Sydney\"";
        let name = self.string(value, fix)?;
        let zone = zone::named(name);
        if zone.is_none() {
            self.problem(value.span().start, "this is not a time zone", fix);
        }
        zone
    }

    fn duration(&mut self, value: &Value<'_>) -> Option<jiff::SignedDuration> {
        let fix = "write a duration such as \"12h\" or \"45m\"";
        let duration = self.string(value, fix)?.parse::<jiff::SignedDuration>();
        let duration = duration.ok().filter(|duration| !duration.is_negative());
        if duration.is_none() {
            self.problem(value.span().start, "this is not a duration", fix);
        }
        duration
    }

    fn key(&mut self, settings: &DeTable<'_>) -> KeySource {
        let (command, file) = (settings.get("key_command"), settings.get("key_file"));
        if let (Some(_), Some(second)) = (command, file) {
            self.problem(
                second.span().start,
                "the profile has a key_command and a key_file",
                "keep one of them",
            );
        }
        if let Some(value) = command {
            let text = self.string(
                value,
                "write a command that prints the key, such as \"pass show pin/test\"",
            );
            return KeySource::Command(text.unwrap_or_default().to_owned());
        }
        match file {
            Some(value) => {
                let text = self.string(value, "write the path of a file of mode 0600");
                KeySource::File(self.absolute(text.unwrap_or_default()))
            }
            None => KeySource::Environment,
        }
    }

    /// Returns the path a text names: `~/` is the home folder, and all else counts from the config's folder.
    fn absolute(&self, text: &str) -> PathBuf {
        match (text.strip_prefix("~/"), self.environment.home()) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => self.path.parent().unwrap_or(Path::new("")).join(text),
        }
    }
}
