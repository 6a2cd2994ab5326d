//! Profiles: from one to the other, and those that cannot be opened.
use super::{Driver, Term, pintui, with_args};
use crate::cli::Served;
use rustix::process::Signal;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use tempfile::TempDir;

/// Makes a home folder with a config and the file of a key.
pub fn home(config: &str, key: &str) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/pintui");
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in [("config.toml", config), ("key", key)] {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    home
}

pub fn shop(address: &str) -> String {
    format!(
        "[profile.shop]\nmode = \"test\"\nbase_url = \"http://{address}\"\nkey_file = \"~/.config/pintui/key\"\n"
    )
}

/// Opens another profile from the list.
fn open(term: &mut Term, name: &str) {
    term.keys("p");
    term.until("Profiles");
    term.types(name);
    term.wait_for("the profile found", |screen| {
        screen.contains(&format!("> {name}"))
    });
    term.keys("enter");
}

#[test]
fn another_profile_shows_its_own_customers_and_no_others() {
    let served = Served::start(&["--customers", "3", "--seed", "7", "--in-memory"]);
    let sandbox = with_args(pintui(), &["--profile", "sandbox"]);
    let mut term = Term::start_in(home(&shop(&served.address), "k\n"), sandbox, &[]);
    term.until("1,284");
    open(&mut term, "shop");
    term.wait_for("three customers in TEST", |text| {
        text.contains("TEST") && text.contains("Customers 3") && !text.contains("1,284")
    });
    open(&mut term, "sandbox");
    term.wait_for("the sandbox again", |text| {
        text.contains("SANDBOX") && text.contains("1,284") && !text.contains("Customers 3")
    });
    term.quits();
    served.end(Signal::TERM);
}

#[test]
fn a_profile_whose_key_cannot_be_read_opens_and_says_why() {
    let sandbox = with_args(pintui(), &["--profile", "sandbox"]);
    let mut term = Term::start_in(home(&shop("127.0.0.1:1"), ""), sandbox, &[]);
    term.until("1,284");
    open(&mut term, "shop");
    term.wait_for("the reason", |text| {
        text.contains("TEST") && text.contains("could not be opened: the key in the key_file")
    });
    open(&mut term, "sandbox");
    term.until("1,284");
    term.quits();
}

#[test]
fn a_sandbox_that_cannot_keep_its_records_says_so() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("no-folder"), "").unwrap();
    let data = home.path().join("no-folder").display().to_string();
    let mut term = Term::start_in(home, pintui(), &[("XDG_DATA_HOME", &data)]);
    term.until("no-folder");
    term.until("SANDBOX");
    // The first closes the explanation, if it is open.
    term.keys("q q");
    term.ends_well();
}

#[test]
fn a_fault_of_the_sandbox_is_not_for_a_real_host() {
    let args = ["--profile", "shop", "--fault", "next:any:500"];
    let home = home(&shop("127.0.0.1:1"), "k\n");
    let mut term = Term::start_in(home, with_args(pintui(), &args), &[]);
    assert_eq!(term.exit_code(), 2);
    term.until("--fault works only with the sandbox");
}

#[test]
fn a_config_that_cannot_be_used_is_told_before_anything_is_drawn() {
    let mut term = Term::start_in(home("[profile.shop]\nmodus = 1\n", ""), pintui(), &[]);
    assert_eq!(term.exit_code(), 2);
    term.until("did you mean");
    assert!(!term.bytes().contains(&0x1b));
}

#[test]
fn a_time_zone_that_is_not_understood_is_said() {
    for zone in ["Mars/Phobos", "sydney time", ":Nowhere"] {
        let mut term = Term::start(pintui(), &[("TZ", zone)]);
        term.until("TZ is not a valid time zone, so times are in UTC");
        term.quits();
    }
    let config = "[profile.default]\nmode = \"test\"\ntime_zone = \"Australia/Sydney\"\nkey_file = \"key\"\n\
        base_url = \"http://127.0.0.1:1\"\n";
    let mut term = Term::start_in(home(config, "k"), pintui(), &[("TZ", "Mars/Phobos")]);
    term.until("R retries");
    term.sees_not("names no time zone");
    term.quits();
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_explained_in_the_dashboard() {
    let issued = crate::peers::issued("127.0.0.1", |_| {});
    let (address, heard) =
        crate::peers::listen(move |stream| crate::peers::answer(&issued, stream));
    let config = shop(&address).replace("http://", "https://");
    let mut term = Term::start_in(home(&config, "k"), pintui(), &[]);
    term.wait_for(
        "the reason or that there are no certificates at all",
        |text| text.contains("Nothing was sent") || text.contains("no certificates"),
    );
    if term.screen().contains("Nothing was sent") {
        term.until("Can't connect");
        term.until("SSL_CERT_FILE");
    }
    assert_eq!(heard.load(std::sync::atomic::Ordering::SeqCst), 0);
    // The first closes the explanation, if it is open.
    term.keys("q q");
    assert_eq!(term.exit_code(), 0);
}
