//! Profiles: from one to the other, and those that cannot be opened.
use super::{Term, pintui, with_args};
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
    term.wait_for("Profiles");
    term.keys(name);
    term.wait_until("the profile found", |screen| {
        screen.contents().contains(&format!("> {name}"))
    });
    term.keys("\r");
}

#[test]
fn another_profile_shows_its_own_customers_and_no_others() {
    let served = Served::start(&["--customers", "3", "--seed", "7", "--in-memory"]);
    let sandbox = with_args(pintui(), &["--profile", "sandbox"]);
    let mut term = Term::start_in(home(&shop(&served.address), "k\n"), sandbox, &[]);
    term.wait_for("1,284");
    open(&mut term, "shop");
    term.wait_until("three customers in TEST", |screen| {
        let text = screen.contents();
        text.contains("TEST") && text.contains("Customers 3") && !text.contains("1,284")
    });
    open(&mut term, "sandbox");
    term.wait_until("the sandbox again", |screen| {
        let text = screen.contents();
        text.contains("SANDBOX") && text.contains("1,284") && !text.contains("Customers 3")
    });
    term.keys("q");
    assert_eq!(term.exit_code(), 0);
    term.assert_restored();
    served.end(Signal::TERM);
}

#[test]
fn a_profile_whose_key_cannot_be_read_opens_and_says_why() {
    let sandbox = with_args(pintui(), &["--profile", "sandbox"]);
    let mut term = Term::start_in(home(&shop("127.0.0.1:1"), ""), sandbox, &[]);
    term.wait_for("1,284");
    open(&mut term, "shop");
    term.wait_until("the reason", |screen| {
        let text = screen.contents();
        text.contains("TEST") && text.contains("could not be opened: the key in the key_file")
    });
    open(&mut term, "sandbox");
    term.wait_for("1,284");
    term.keys("q");
    assert_eq!(term.exit_code(), 0);
}

#[test]
fn a_sandbox_that_cannot_keep_its_records_says_so() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("no-folder"), "").unwrap();
    let data = home.path().join("no-folder").display().to_string();
    let mut term = Term::start_in(home, pintui(), &[("XDG_DATA_HOME", &data)]);
    term.wait_for("no-folder");
    term.wait_for("SANDBOX");
    // The first closes the explanation, if it is open.
    term.keys("qq");
    assert_eq!(term.exit_code(), 0);
    term.assert_restored();
}

#[test]
fn a_fault_of_the_sandbox_is_not_for_a_real_host() {
    let args = ["--profile", "shop", "--fault", "next:any:500"];
    let home = home(&shop("127.0.0.1:1"), "k\n");
    let mut term = Term::start_in(home, with_args(pintui(), &args), &[]);
    assert_eq!(term.exit_code(), 2);
    term.wait_for("--fault works only with the sandbox");
}

#[test]
fn a_config_that_cannot_be_used_is_told_before_anything_is_drawn() {
    let mut term = Term::start_in(home("[profile.shop]\nmodus = 1\n", ""), pintui(), &[]);
    assert_eq!(term.exit_code(), 2);
    term.wait_for("did you mean");
    assert!(!term.bytes().contains(&0x1b));
}

#[test]
fn a_time_zone_that_is_not_understood_is_said() {
    for zone in ["Mars/Phobos", "sydney time", ":Nowhere"] {
        let mut term = Term::start(pintui(), &[("TZ", zone)]);
        term.wait_for("TZ is not a valid time zone, so times are in UTC");
        term.keys("q");
        assert_eq!(term.exit_code(), 0);
    }
    let config = "[profile.default]\nmode = \"test\"\ntime_zone = \"Australia/Sydney\"\nkey_file = \"key\"\n\
        base_url = \"http://127.0.0.1:1\"\n";
    let mut term = Term::start_in(home(config, "k"), pintui(), &[("TZ", "Mars/Phobos")]);
    term.wait_for("R retries");
    assert!(!term.contents().contains("names no time zone"));
    term.keys("q");
    assert_eq!(term.exit_code(), 0);
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_explained_in_the_dashboard() {
    let issued = crate::peers::issued("127.0.0.1", |_| {});
    let (address, heard) =
        crate::peers::listen(move |stream| crate::peers::answer(&issued, stream));
    let config = shop(&address).replace("http://", "https://");
    let mut term = Term::start_in(home(&config, "k"), pintui(), &[]);
    term.wait_until(
        "the reason or that there are no certificates at all",
        |screen| {
            let text = screen.contents();
            text.contains("Nothing was sent") || text.contains("no certificates")
        },
    );
    if term.contents().contains("Nothing was sent") {
        term.wait_for("Can't connect");
        term.wait_for("SSL_CERT_FILE");
    }
    assert_eq!(heard.load(std::sync::atomic::Ordering::SeqCst), 0);
    // The first closes the explanation, if it is open.
    term.keys("qq");
    assert_eq!(term.exit_code(), 0);
}
