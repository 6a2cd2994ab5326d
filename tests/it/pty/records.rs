//! The sandbox's records between runs, and its key, which is another in each.
use super::{Driver, Term, files, pintui};
use pintui::config::{Environment, Paths};
use pintui::runtime::embedded::Embedded;
use tokio::sync::mpsc;

/// Starts the dashboard in a home folder that outlives it.
fn at(home: &std::path::Path) -> Term {
    let mut term = Term::start(pintui(), &[("HOME", home.to_str().unwrap())]);
    term.until("1,284");
    term
}

#[test]
fn what_was_changed_is_still_so_at_the_next_start() {
    let home = tempfile::tempdir().unwrap();
    let mut term = at(home.path());
    term.until("Zoë Featherstone");
    term.keys("e");
    term.until("Edit Zoë Featherstone");
    term.keys("tab tab 'haugh'");
    term.until("1 change");
    term.keys("ctrl-s");
    term.until("no one else has changed it");
    term.yes();
    term.until("Customer saved");
    term.until("Featherstonehaugh");
    term.quits();

    let kept = files(home.path());
    assert!(
        kept.iter()
            .any(|path| path.ends_with(".local/share/pintui/sandbox.sqlite3")),
        "{kept:?}"
    );
    let mut term = at(home.path());
    term.until("Featherstonehaugh");
    term.quits();

    // Another home has the records as they are made.
    let mut term = Term::dashboard();
    term.until("Zoë Featherstone");
    term.sees_not("haugh");
    term.quits();
}

#[tokio::test]
async fn each_run_of_the_sandbox_has_a_key_of_its_own() {
    let home = tempfile::tempdir().unwrap();
    let environment = Environment::from_variables([("HOME", home.path())]);
    let paths = Paths::of(&environment).unwrap();
    let (told, _heard) = mpsc::unbounded_channel();
    let mut keys = Vec::new();
    for _ in 0..3 {
        let sandbox = Embedded::start(&paths, None, None, &told).await.unwrap();
        keys.push(sandbox.target.key.expose().to_owned());
        sandbox.stop().await;
    }
    // 128 bits in 22 characters.
    assert!(keys.iter().all(|key| key.len() == 22), "{keys:?}");
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 3, "a key came twice: {keys:?}");
    for path in files(home.path()) {
        let bytes = std::fs::read(&path).unwrap();
        for key in &keys {
            let found = super::contains(&bytes, key.as_bytes());
            assert!(!found, "a key is in {}", path.display());
        }
    }
}
