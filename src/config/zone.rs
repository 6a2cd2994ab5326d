//! Time zones, read from the one file that is wanted.
//!
//! To find a zone by name the library lists the whole database first, which is a fifth of the time in which a
//! start has to show customers. Where the file is not where it is expected, the library finds the zone all
//! the same: it brings a database of its own for computers that have none, or lack a zone.
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::ffi::OsStr;
use std::path::Path;

/// Where nearly all systems keep the database.
const DATABASE: &str = "/usr/share/zoneinfo";
/// What leads to the system's zone.
const SYSTEM: &str = "/etc/localtime";

/// Finds a zone by its name in the IANA database.
pub fn named(name: &str) -> Option<TimeZone> {
    let is_plain = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_-+".contains(&b))
    };
    let file = Path::new(DATABASE).join(name);
    let read = || read(name, &file);
    let quick = name.split('/').all(is_plain).then(read).flatten();
    quick
        .or_else(|| TimeZone::get(name).ok())
        .or_else(|| TimeZoneDatabase::bundled().get(name).ok())
}

/// Returns the zone of this computer; UTC where nothing says which it is, or what says so is not understood.
pub fn system() -> TimeZone {
    match std::env::var_os("TZ") {
        Some(asked) => of_variable(&asked).unwrap_or(TimeZone::UTC),
        None => of_link().unwrap_or_else(TimeZone::system),
    }
}

/// Whether the variable `TZ` is set and names no zone.
pub fn is_misnamed() -> bool {
    std::env::var_os("TZ").is_some_and(|asked| of_variable(&asked).is_none())
}

/// Finds the zone that the variable names in one of several ways, which the library knows.
fn of_variable(asked: &OsStr) -> Option<TimeZone> {
    let by_name = || named(asked.to_str()?.trim_start_matches(':'));
    TimeZone::try_system().ok().or_else(by_name)
}

fn of_link() -> Option<TimeZone> {
    let target = std::fs::read_link(SYSTEM).ok()?;
    let (_, name) = target.to_str()?.rsplit_once("zoneinfo/")?;
    read(name, Path::new(SYSTEM))
}

fn read(name: &str, file: &Path) -> Option<TimeZone> {
    TimeZone::tzif(name, &std::fs::read(file).ok()?).ok()
}
