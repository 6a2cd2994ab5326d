//! The mirror of the real program: between runs, in trouble, and what is never in it.
use super::profiles::{home, shop};
use super::{Driver, Term, contains, files, pintui, with_args};
use crate::cli;
use crate::mirror_disk::{customer, customers, is_whole};
use pintui::config::{Environment, Mode, Paths, Profile};
use pintui::mirror::Told;
use pintui::mirror::disk::{Disk, MOST_BYTES};
use pintui::text::Safe;
use portable_pty::CommandBuilder;
use rustix::process::Signal;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Nobody listens here.
const DEAD: &str = "127.0.0.1:1";
const KEY: &str = "a-canary-that-no-file-but-its-own-may-hold";

fn mirror_of(home: &Path, profile: &Profile) -> PathBuf {
    let environment = Environment::from_variables([("HOME", home)]);
    Paths::of(&environment).unwrap().mirror(profile)
}

fn shop_profile() -> Profile {
    Profile {
        name: Safe::clean("shop"),
        mode: Mode::Test,
        base_url: format!("http://{DEAD}"),
        ..Profile::sandbox()
    }
}

fn fill(file: &Path, count: u32) {
    let (mut disk, _) = Disk::open(file, MOST_BYTES).unwrap();
    let now = jiff::Timestamp::now();
    disk.put(&customers((0..count).rev()), now, Told::Single)
        .unwrap();
}

/// Starts the dashboard in a home folder that outlives it.
fn at(home: &Path) -> Term {
    Term::start(pintui(), &[("HOME", home.to_str().unwrap())])
}

/// Waits until the pass has come to its end: the header no longer says how many of how many.
pub fn wait_for_all(term: &mut Term) {
    term.wait_for("all customers", |text| {
        text.contains("1,284 customers · ")
            && !text.contains("of 1,284")
            && !text.contains("Reading")
    });
}

fn count(file: &Path) -> u64 {
    let (disk, trouble) = Disk::open(file, MOST_BYTES).unwrap();
    assert_eq!(trouble, None);
    disk.count().unwrap()
}

#[test]
fn without_a_network_the_customers_of_the_last_run_are_there() {
    let home = home(&shop(DEAD), KEY);
    let file = mirror_of(home.path(), &shop_profile());
    fill(&file, 700);
    let env = [("HOME", home.path().to_str().unwrap())];
    let mut term = Term::start(with_args(pintui(), &["--profile", "shop"]), &env);
    term.until("Given699 Mirrored");
    term.until("Customers 700");
    term.until("stale, from the mirror, as of");
    term.keys("esc / 'given12'");
    term.until("Customers 11 of 700");
    term.until("Given129 Mirr");
    term.keys("esc q");
    term.ends_well();
    assert_eq!(count(&file), 700, "nothing is known to be gone");
    for path in files(&home.path().join(".cache")) {
        let mode = path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", path.display());
        let found = contains(&fs::read(&path).unwrap(), KEY.as_bytes());
        assert!(!found, "the key is in {}", path.display());
    }
}

#[test]
fn a_profile_can_keep_everything_in_memory() {
    let config = format!("{}mirror = false\n", shop(DEAD));
    let home = home(&config, KEY);
    let file = mirror_of(home.path(), &shop_profile());
    fill(&file, 3);
    let before = fs::read(&file).unwrap();
    let env = [("HOME", home.path().to_str().unwrap())];
    let mut term = Term::start(with_args(pintui(), &["--profile", "shop"]), &env);
    term.until("R retries");
    term.sees_not("Mirrored");
    term.quits();
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn the_sandbox_forgets_its_mirror_when_it_is_reset() {
    let home = tempfile::tempdir().unwrap();
    let file = mirror_of(home.path(), &Profile::sandbox());
    let mut term = at(home.path());
    wait_for_all(&mut term);
    term.quits();
    assert_eq!(count(&file), 1_284);
    let reset = cli::pintui(home.path())
        .args(["sandbox", "reset"])
        .output()
        .unwrap();
    assert!(reset.status.success(), "{reset:?}");
    assert_eq!(count(&file), 0);
}

#[test]
fn one_that_is_no_mirror_is_told_of_and_made_anew() {
    let home = tempfile::tempdir().unwrap();
    let file = mirror_of(home.path(), &Profile::sandbox());
    fill(&file, 1);
    fs::write(&file, "{}").unwrap();
    let mut term = at(home.path());
    term.until("Rebuilding the mirror on disk: it is damaged");
    wait_for_all(&mut term);
    term.quits();
    assert_eq!(count(&file), 1_284);
    let log = fs::read_to_string(home.path().join(".local/state/pintui/pintui.log")).unwrap();
    assert_eq!(
        log.matches("Rebuilding the mirror on disk").count(),
        1,
        "{log}"
    );
}

#[test]
fn a_cache_folder_that_cannot_be_used_stops_nothing() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("no-folder"), "").unwrap();
    let cache = home.path().join("no-folder").display().to_string();
    let mut term = Term::start_in(home, pintui(), &[("XDG_CACHE_HOME", &cache)]);
    term.until("No mirror on disk in this run:");
    wait_for_all(&mut term);
    term.quits();
}

#[test]
fn where_files_may_not_grow_it_goes_on_in_memory() {
    let home = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new("/bin/sh");
    // Half the kilobytes that the mirror wants; a write beyond them fails as on a broken disk.
    let script = "trap '' XFSZ; ulimit -f 400; exec \"$0\"";
    command.args(["-c", script, env!("CARGO_BIN_EXE_pintui")]);
    let mut term = Term::start(command, &[("HOME", home.path().to_str().unwrap())]);
    term.until("No mirror on disk in this run:");
    wait_for_all(&mut term);
    term.quits();
    let mut term = at(home.path());
    wait_for_all(&mut term);
    term.quits();
    assert!(is_whole(&mirror_of(home.path(), &Profile::sandbox())));
}

#[test]
fn instances_that_are_killed_leave_a_mirror_that_works() {
    let home = tempfile::tempdir().unwrap();
    let file = mirror_of(home.path(), &Profile::sandbox());
    for seen in ["SANDBOX", "Customers", "as of", "Zoë", "1,284 customers"] {
        let (mut one, mut other) = (at(home.path()), at(home.path()));
        one.until(seen);
        one.signal(Signal::KILL);
        one.exit_code();
        wait_for_all(&mut other);
        other.quits();
    }
    assert_eq!(count(&file), 1_284);
    assert!(is_whole(&file));
    let (disk, _) = Disk::open(&file, MOST_BYTES).unwrap();
    assert_eq!(disk.rows(&[customer(1).token]).unwrap(), []);
}
