//! Time zones, read from the one file that is wanted.
//!
//! To find a zone by name the library lists the whole database first, which is a fifth of the time in which a start has
//! to show customers. Where the file is not where it is expected, the library finds the zone all the same.
use jiff::tz::TimeZone;
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
    quick.or_else(|| TimeZone::get(name).ok())
}

/// Gives the zone of this computer.
pub fn system() -> TimeZone {
    // The variable can name a zone in several ways, which the library knows.
    let asked = std::env::var_os("TZ").is_some();
    let quick = (!asked).then(of_link).flatten();
    quick.unwrap_or_else(TimeZone::system)
}

fn of_link() -> Option<TimeZone> {
    let target = std::fs::read_link(SYSTEM).ok()?;
    let (_, name) = target.to_str()?.rsplit_once("zoneinfo/")?;
    read(name, Path::new(SYSTEM))
}

fn read(name: &str, file: &Path) -> Option<TimeZone> {
    TimeZone::tzif(name, &std::fs::read(file).ok()?).ok()
}
