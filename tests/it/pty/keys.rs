//! A key that is fixed while the program runs is read again.
use super::profiles::{home, shop};
use super::{Driver, Term, files, pintui, with_args};
use crate::cli::Served;
use rustix::process::Signal;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The key that `sandbox serve` takes in these tests is `k`.
const WRONG: &str = "a-wrong-key-that-nothing-may-say";

fn key_file(home: &Path) -> PathBuf {
    home.join(".config/pintui/key")
}

fn open(home: TempDir) -> Term {
    let command = with_args(pintui(), &["--profile", "shop"]);
    Term::start_in(home, command, &[("PINTUI_LOG", "trace")])
}

/// Waits until the customers are there and nothing is said of a key any more, then quits.
fn gets_in(mut term: Term) {
    term.wait_for("customers and no complaint", |text| {
        text.contains("Customers 3")
            && !text.contains("Key not accepted")
            && !text.contains("could not be opened")
            && !text.contains("did not accept")
    });
    for file in files(term.home()) {
        let bytes = fs::read(&file).unwrap();
        let held = bytes
            .windows(WRONG.len())
            .any(|run| run == WRONG.as_bytes());
        assert!(!held, "{} holds the key", file.display());
    }
    term.quits();
}

#[test]
fn a_key_file_that_was_fixed_is_read_again() {
    let served = Served::start(&["--customers", "3", "--in-memory"]);
    for key in ["R", "r"] {
        let mut term = open(home(&shop(&served.address), WRONG));
        term.until("Key not accepted");
        term.until("Fix the key in");
        term.until("R retries");
        fs::write(key_file(term.home()), "k\n").unwrap();
        term.keys(key);
        gets_in(term);
    }
    served.end(Signal::TERM);
}

#[test]
fn a_key_command_is_run_again() {
    let served = Served::start(&["--customers", "3", "--in-memory"]);
    let command = format!(
        "[profile.shop]\nmode = \"test\"\nbase_url = \"http://{}\"\nkey_command = \"cat ~/.config/pintui/key\"\n",
        served.address
    );
    let mut term = open(home(&command, WRONG));
    term.until("Fix what the key_command prints");
    fs::write(key_file(term.home()), "k\n").unwrap();
    term.keys("R");
    gets_in(term);
    served.end(Signal::TERM);
}

#[test]
fn a_key_file_that_others_could_read_is_read_once_it_is_private() {
    let served = Served::start(&["--customers", "3", "--in-memory"]);
    for key in ["R", "r"] {
        let home = home(&shop(&served.address), "k\n");
        let file = key_file(home.path());
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        let mut term = open(home);
        // The list fails after the notice; a key pressed between the two would not read it again.
        term.wait_for("the notice and the list", |text| {
            text.contains("chmod 600") && text.contains("could not be opened; nothing was sent")
        });
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        term.keys(key);
        gets_in(term);
    }
    served.end(Signal::TERM);
}
