//! The program `pintui`: parses what was asked, loads the config, hands over to the runtime.
use pintui::app::{Looks, Setup};
use pintui::config::{KeySource, Mode, Profile};
use pintui::runtime::{hardening, panics, start, terminal};
use pintui::text::Safe;
use std::process::ExitCode;

fn main() -> ExitCode {
    hardening::harden();
    panics::install(Some(std::env::temp_dir()));
    let profile = Profile {
        name: Safe::clean("sandbox"),
        mode: Mode::Sandbox,
        base_url: String::new(),
        key: KeySource::Embedded,
        allow_pan_entry: true,
        time_zone: None,
    };
    let setup = Setup {
        profile: profile.clone(),
        profiles: vec![profile],
        time_zone: jiff::tz::TimeZone::UTC,
        config_path: String::new(),
        looks: Looks {
            colour: true,
            ascii: false,
        },
    };
    if !terminal::is_interactive() {
        return ExitCode::from(2);
    }
    let code = start::dashboard(setup, true).unwrap_or(1);
    std::process::exit(code)
}
