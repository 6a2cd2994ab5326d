//! Settings: layers, profiles, addresses, and files that are ours alone.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]
mod address;
mod files;
mod keys;

use pintui::config::{Config, ConfigError, Environment, Flags, KeySource, Mode, Profile};
use pintui::text::Safe;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use tempfile::TempDir;

/// A home folder of its own, with a config file in it.
struct Home {
    folder: TempDir,
    variables: Vec<(&'static str, String)>,
    flags: Flags,
}

impl Home {
    fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            variables: Vec::new(),
            flags: Flags::default(),
        }
    }

    fn with(config: &str) -> Self {
        let home = Self::empty();
        home.write("config.toml", config.as_bytes(), 0o600);
        home
    }

    fn write(&self, name: &str, bytes: &[u8], mode: u32) -> PathBuf {
        let folder = self.folder.path().join(".config/pintui");
        fs::create_dir_all(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    fn var(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    fn profile(mut self, name: &str) -> Self {
        self.flags.profile = Some(name.to_owned());
        self
    }

    fn mode(mut self, mode: Mode) -> Self {
        self.flags.mode = Some(mode);
        self
    }

    fn environment(&self) -> Environment {
        let home = self.folder.path().to_string_lossy().into_owned();
        let all = [("HOME", home), ("PATH", "/usr/bin:/bin".to_owned())];
        Environment::from_variables(all.into_iter().chain(self.variables.clone()))
    }

    fn load(&self) -> Result<Config, ConfigError> {
        Config::load(&self.environment(), &self.flags)
    }

    /// Gives the problems as they are printed, without the folder's changing name.
    fn problems(&self) -> String {
        let error = self.load().expect_err("it should be refused");
        error
            .to_string()
            .replace(&*self.folder.path().to_string_lossy(), "~")
    }
}

fn opened(home: &Home) -> (String, Mode, String, KeySource) {
    let profile = home.load().unwrap().profile;
    (
        profile.name.to_string(),
        profile.mode,
        profile.base_url,
        profile.key,
    )
}

const TWO: &str = r#"
time_zone = "Australia/Sydney"

[profile.default]
mode = "test"
key_file = "test.key"

[profile.shop]
mode = "live"
key_command = "pass show pin/live"
allow_pan_entry = true
mirror = false
time_zone = "Australia/Perth"
"#;

#[test]
fn a_fresh_machine_opens_the_sandbox() {
    let config = Home::empty().load().unwrap();
    assert_eq!(config.profile, Profile::sandbox());
    assert_eq!(config.profiles, [Profile::sandbox()]);
    assert!(config.file.ends_with(".config/pintui/config.toml"));
    assert!(config.paths.state.ends_with(".local/state/pintui"));
    assert!(config.paths.data.ends_with(".local/share/pintui"));
    assert!(config.paths.cache.ends_with(".cache/pintui"));
    assert!(
        !config.paths.state.exists(),
        "nothing is made before it is needed"
    );
}

#[test]
fn profiles_are_read_with_their_defaults() {
    let home = Home::with(TWO);
    let config = home.load().unwrap();
    let names: Vec<&str> = config.profiles.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["sandbox", "default", "shop"]);
    let file = home.folder.path().join(".config/pintui/test.key");
    assert_eq!(
        opened(&home),
        (
            "default".into(),
            Mode::Test,
            "https://test-api.pinpayments.com".into(),
            KeySource::File(file)
        )
    );
    let zone = |profile: &Profile| {
        profile
            .time_zone
            .as_ref()
            .and_then(|z| z.iana_name().map(str::to_owned))
    };
    assert_eq!(zone(&config.profile).as_deref(), Some("Australia/Sydney"));
    assert_eq!(
        zone(&config.profiles[0]).as_deref(),
        Some("Australia/Sydney")
    );
    let shop = Home::with(TWO).profile("shop").load().unwrap().profile;
    assert_eq!((shop.mode, shop.allow_pan_entry), (Mode::Live, true));
    assert!(config.profile.mirror && !shop.mirror);
    assert_eq!(shop.base_url, "https://api.pinpayments.com");
    assert_eq!(zone(&shop).as_deref(), Some("Australia/Perth"));
    assert_eq!(shop.key, KeySource::Command("pass show pin/live".into()));
}

#[test]
fn every_profile_has_a_mirror_of_its_own() {
    let config = Home::with(TWO).load().unwrap();
    let base = config.profile;
    let mut names = std::collections::BTreeSet::new();
    let mut add = |change: &dyn Fn(&mut Profile)| {
        let mut profile = base.clone();
        change(&mut profile);
        let file = config.paths.mirror(&profile);
        assert!(file.starts_with(&config.paths.cache), "{file:?}");
        assert_eq!(file, config.paths.mirror(&profile), "the same every time");
        names.insert(file);
    };
    add(&|_| {});
    add(&|profile| profile.name = Safe::clean("other"));
    add(&|profile| profile.mode = Mode::Live);
    add(&|profile| profile.base_url = "http://127.0.0.1:4000".to_owned());
    add(&|profile| *profile = Profile::sandbox());
    // A key or a zone makes it no other.
    add(&|profile| profile.key = KeySource::Environment);
    assert_eq!(names.len(), 5, "{names:?}");
}

#[test]
fn the_later_layer_wins() {
    let by_variable = Home::with(TWO).var("PINTUI_PROFILE", "shop");
    assert_eq!(opened(&by_variable).0, "shop");
    let by_flag = Home::with(TWO)
        .var("PINTUI_PROFILE", "shop")
        .profile("sandbox");
    assert_eq!(opened(&by_flag).1, Mode::Sandbox);
    let by_url = Home::with(TWO).var("PINTUI_BASE_URL", "http://127.0.0.1:4000");
    assert_eq!(opened(&by_url).2, "http://127.0.0.1:4000");
    let mut by_url_flag = Home::with(TWO).var("PINTUI_BASE_URL", "http://127.0.0.1:4000");
    by_url_flag.flags.base_url = Some("http://127.0.0.1:5000/".into());
    assert_eq!(opened(&by_url_flag).2, "http://127.0.0.1:5000");
    let config = by_url_flag.load().unwrap();
    assert!(config.profiles.contains(&config.profile));
    let by_key = Home::with(TWO).var("PINTUI_API_KEY", "k");
    assert_eq!(opened(&by_key).3, KeySource::Environment);
    let elsewhere = Home::empty();
    let path = elsewhere.write("other.toml", TWO.as_bytes(), 0o600);
    let elsewhere = elsewhere.var("PINTUI_CONFIG", path.to_str().unwrap());
    assert_eq!(opened(&elsewhere).0, "default");
    let empty = Home::with(TWO)
        .var("PINTUI_PROFILE", "")
        .var("PINTUI_BASE_URL", "")
        .profile("");
    assert_eq!(opened(&empty).0, "default");
    let xdg = Home::empty()
        .var("XDG_CONFIG_HOME", "/nowhere")
        .var("XDG_STATE_HOME", "relative");
    let config = xdg.load().unwrap();
    assert_eq!(config.file, PathBuf::from("/nowhere/pintui/config.toml"));
    assert!(config.paths.state.ends_with(".local/state/pintui"));
}

#[test]
fn a_key_alone_is_test_and_never_live() {
    let home = Home::empty().var("PINTUI_API_KEY", "abc");
    let url = "https://test-api.pinpayments.com".to_owned();
    assert_eq!(
        opened(&home),
        (
            "environment".into(),
            Mode::Test,
            url,
            KeySource::Environment
        )
    );
    let live = Home::empty()
        .var("PINTUI_API_KEY", "abc")
        .mode(Mode::Live)
        .problems();
    assert!(live.contains("never for LIVE"), "{live}");
    let live = Home::empty()
        .var("PINTUI_API_KEY", "abc")
        .var("PINTUI_BASE_URL", "https://api.pinpayments.com");
    assert!(live.problems().contains("not the host for mode TEST"));
    let shop = Home::with(TWO).var("PINTUI_API_KEY", "abc").profile("shop");
    assert_eq!(
        opened(&shop).3,
        KeySource::Command("pass show pin/live".into())
    );
    assert_eq!(
        opened(&Home::empty().var("PINTUI_API_KEY", " ")).1,
        Mode::Sandbox
    );
}

#[test]
fn a_choice_that_cannot_be_made_says_why() {
    let near = Home::with(TWO).profile("shp").problems();
    assert_eq!(
        near,
        "--profile: there is no profile `shp`\n  fix: did you mean `shop`? profiles are defined in \
         ~/.config/pintui/config.toml; available: sandbox, default, shop"
    );
    let ill = Home::empty().var("PINTUI_PROFILE", "a\u{1b}[2J").problems();
    assert!(
        ill.starts_with("PINTUI_PROFILE: there is no profile `a␛[2J`"),
        "{ill}"
    );
    let mode = Home::with(TWO).mode(Mode::Live).problems();
    assert!(mode.contains("`default` is TEST, not LIVE"), "{mode}");
    assert!(
        Home::empty()
            .mode(Mode::Test)
            .problems()
            .contains("there is no profile to open")
    );
    let sandbox = Home::empty()
        .var("PINTUI_BASE_URL", "http://127.0.0.1:1")
        .problems();
    assert!(
        sandbox.contains("cannot be set for the sandbox"),
        "{sandbox}"
    );
    let both = Home::with(TWO)
        .mode(Mode::Live)
        .var("PINTUI_BASE_URL", "x")
        .problems();
    assert_eq!(both.matches("fix:").count(), 2, "{both}");
    let nowhere = Environment::from_variables([("PATH", "/bin")]);
    let error = Config::load(&nowhere, &Flags::default())
        .unwrap_err()
        .to_string();
    assert!(error.contains("set HOME"), "{error}");
}

#[test]
fn all_that_is_wrong_is_said_at_once_with_its_line() {
    let home = Home::with(
        "modee = 1\ntime_zone = \"Mars/Base\"\n[profile.sandbox]\nmode = \"test\"\n[profile.\"no good\"]\n\
         [profile.a]\nmode = \"sandbox\"\n[profile.b]\nmode = 3\nallow_pan_entry = \"yes\"\nbase_ulr = \"x\"\n\
         [profile.c]\nkey = \"sk_1234\"\nkey_file = \"f\"\nkey_command = \"c\"\nzzz = 1\n[profile.d]\nmode = \"live\"\n\
         base_url = \"https://test-api.pinpayments.com\"\n[x]\ny = 1\n",
    );
    let said = home.problems();
    let lines: Vec<&str> = said
        .lines()
        .filter(|line| !line.starts_with("  fix"))
        .collect();
    let expected = [
        "1: `modee` is not a setting",
        "2: this is not a time zone",
        "3: the name `sandbox` is taken by a built-in profile",
        "5: `no good` is not a valid profile name",
        "7: this is not a mode",
        "9: this must be a text in quotes",
        "10: this must be true or false",
        "11: `base_ulr` is not a setting",
        "12: the profile `c` has no mode",
        "13: `key` is not a setting",
        "14: the profile has a key_command and a key_file",
        "16: `zzz` is not a setting",
        "19: the address (base_url) is not the host for mode LIVE",
        "20: `x` is not a setting",
    ];
    let expected: Vec<String> = expected
        .iter()
        .map(|e| format!("~/.config/pintui/config.toml:{e}"))
        .collect();
    assert_eq!(lines, expected);
    assert!(said.contains("did you mean `mode`? It belongs below [profile.NAME]"));
    assert!(
        said.contains("did you mean `base_url`?")
            && said.contains("a key never belongs in the config")
    );
    assert!(!said.contains("1234"), "a value was repeated");
}

#[test]
fn names_that_can_be_typed_are_names() {
    for name in ["a", "shop-2_B", &"x".repeat(32)] {
        assert!(Profile::is_name(name), "{name}");
    }
    for name in ["", "a b", "é", "a.b", "a\n", &"x".repeat(33)] {
        assert!(!Profile::is_name(name), "{name:?}");
    }
}

#[test]
fn the_only_profile_is_opened_and_of_several_none_is_guessed() {
    let only = Home::with("[profile.shop]\nmode = 'live'\nkey_file = 'k'\n");
    assert_eq!(opened(&only).0, "shop");
    let only = only.var("PINTUI_API_KEY", "abc");
    assert_eq!(
        opened(&only).0,
        "shop",
        "a profile is named, so no other is made"
    );
    let two = "[profile.a]\nmode = 'test'\n[profile.b]\nmode = 'live'\n";
    let said = Home::with(two).problems();
    assert_eq!(
        said,
        "~/.config/pintui/config.toml: no profile is named `default`\n  \
         fix: name one with --profile; available: sandbox, a, b"
    );
    assert_eq!(opened(&Home::with(two).profile("sandbox")).1, Mode::Sandbox);
    assert_eq!(opened(&Home::with(two).var("PINTUI_PROFILE", "b")).0, "b");
    let key = Home::with(two).var("PINTUI_API_KEY", "abc");
    assert_eq!(opened(&key).0, "environment");
}

#[test]
fn a_time_zone_is_known_without_a_database_on_the_computer() {
    let bundled = jiff::tz::TimeZoneDatabase::bundled();
    for name in ["Australia/Sydney", "Pacific/Auckland", "Europe/Berlin"] {
        let zone = bundled.get(name).unwrap();
        let system = pintui::config::zone::named(name).unwrap();
        let at = "2026-07-01T00:00:00Z".parse().unwrap();
        assert_eq!(zone.to_offset(at), system.to_offset(at), "{name}");
    }
    assert_eq!(pintui::config::zone::named("Mars/Phobos"), None);
    assert_eq!(pintui::config::zone::named("../../etc/passwd"), None);
}
