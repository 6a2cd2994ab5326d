//! What outlasts a run or comes from outside of it: the sandbox's records, its key, the time zone.
use crate::driver::{Driver, Harness, Start, profile};
use jiff::tz::TimeZone;
use pintui::config::{Mode, Paths, Profile};
use pintui::runtime::embedded::Embedded;
use pintui::runtime::start;
use pintui::sandbox::Store;
use std::path::Path;

fn on_file(path: &Path) -> Harness {
    Harness::start(Start {
        store: Store::File(path.to_owned()),
        ..Start::default()
    })
}

#[test]
fn changes_are_there_in_the_next_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.sqlite3");
    let mut app = on_file(&path);
    app.keys("e tab tab").types("haugh").keys("ctrl-s y enter");
    app.sees("Customer saved")
        .keys("3 j d y enter")
        .sees("Card deleted");
    app.keys("1 j d y enter").sees("Customers 59");
    drop(app);
    let mut app = on_file(&path);
    assert_eq!(app.chosen(), "Zoë Featherstonehaugh");
    app.sees("Customers 59").sees("Cards 1").sees_not("Thị Mai");
}

#[test]
fn every_run_of_the_embedded_sandbox_has_a_key_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("pintui");
    let paths = Paths {
        config: home.join("config.toml"),
        state: home.join("state"),
        data: home.join("data"),
        cache: home.join("cache"),
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let keys: Vec<String> = (0..2)
        .map(|_| {
            runtime.block_on(async {
                let (told, _heard) = tokio::sync::mpsc::unbounded_channel();
                let embedded = Embedded::start(&paths, None, None, &told).await.unwrap();
                let key = embedded.target.key.expose().to_owned();
                embedded.stop().await;
                key
            })
        })
        .collect();
    assert_ne!(keys[0], keys[1]);
    for key in keys {
        assert_eq!(key.len(), 22, "128 bits in Base64");
    }
}

#[test]
fn times_are_shown_in_the_profiles_zone() {
    for (zone, as_of, created) in [
        ("Australia/Perth", "as of 09:00", "06:16:32 AWST"),
        ("Pacific/Auckland", "as of 14:00", "11:16:32 NZDT"),
    ] {
        let profile = Profile {
            time_zone: Some(TimeZone::get(zone).unwrap()),
            ..profile(Mode::Sandbox)
        };
        let mut app = Harness::start(Start {
            time_zone: start::zone(&profile),
            ..Start::default()
        });
        app.sees(as_of).sees(created);
    }
}

#[test]
fn the_loss_of_rows_is_said_once_and_costs_those_rows_alone() {
    let mut app = Harness::scripted(Mode::Sandbox, (120, 36));
    let body = br#"{"response":[{"token":"cus_a","email":"ann@example.com","created_at":"2026-11-01T00:00:00Z"},{"email":7},"x"],
        "count":3,"pagination":{"current":1,"previous":null,"next":null,"per_page":25,"pages":1,"count":3}}"#;
    app.respond(0, body);
    let screen = app.screen();
    assert!(
        screen.contains("2 records could not be read and are not shown"),
        "{screen}"
    );
    assert!(screen.contains("ann@example.com"), "{screen}");
}
