//! The exit codes, and what is said with each.
use super::{Home, host, pages};
use crate::cli::{pintui, text};
use crate::rawserver::{Act, RawServer, json};
use pintui::mirror::disk::{Home as Place, Leader};
use std::sync::atomic::{AtomicU32, Ordering};

/// Answers as a host does for a while, then only so.
async fn spoilt(after: u32, act: Act) -> RawServer {
    let seen = AtomicU32::new(0);
    RawServer::start(move |request| {
        if seen.fetch_add(1, Ordering::SeqCst) < after {
            host(request, 2_500)
        } else {
            act.clone()
        }
    })
    .await
}

fn throttled(seconds: &str) -> Act {
    Act::Keep(crate::rawserver::answer(
        429,
        &[("Retry-After", seconds)],
        b"{}",
    ))
}

fn refused(status: u16) -> Act {
    let body = r#"{"error":"invalid","error_description":"No."}"#;
    Act::Keep(json(status, body))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_way_to_fail_has_its_exit_code() {
    let rows = [
        (refused(401), 3, "did not accept the key"),
        (refused(403), 3, "This key is not allowed to do that"),
        (refused(404), 4, "no such list (404)"),
        (refused(400), 5, "says: No."),
        (refused(422), 5, "says: No."),
        (throttled("0"), 6, "says to wait 0 s"),
        (throttled("3600"), 6, "says to wait 60 minutes"),
        (Act::Reset(Vec::new()), 7, "broke before the whole response"),
        (refused(418), 1, "says: No."),
        (Act::Keep(json(200, "{")), 1, "could not be understood"),
    ];
    for (act, code, words) in rows {
        let server = RawServer::always(act.clone()).await;
        let home = Home::at(&format!("127.0.0.1:{}", server.port));
        let (is, said) = tokio::task::block_in_place(|| home.sync(&["-q"]));
        assert_eq!(is, Some(code), "{act:?}: {said}");
        assert!(said.contains(words), "{said}");
        assert!(said.contains("Nothing was read"), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn where_nobody_answers_it_says_so() {
    let (code, said) = Home::at("127.0.0.1:1").sync(&[]);
    assert_eq!(code, Some(7), "{said}");
    assert!(said.contains("Can't reach 127.0.0.1:1"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_before_a_failure_is_kept_and_gone_on_from() {
    for (act, code) in [(refused(401), 3), (throttled("3600"), 6), (refused(422), 5)] {
        let server = spoilt(40, act).await;
        let home = Home::at(&format!("127.0.0.1:{}", server.port));
        let (is, said) = tokio::task::block_in_place(|| home.sync(&[]));
        assert_eq!(is, Some(code), "{said}");
        assert!(said.contains("What was read so far is kept ("), "{said}");
        let next = home.sync_state().customers.resume.unwrap().next;
        assert!(next > 30, "{next}");
        assert!(home.rows().len() >= usize::try_from(next - 1).unwrap() * 25);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_is_said_and_waited_out() {
    let seen = AtomicU32::new(0);
    let server = RawServer::start(move |request| {
        if seen.fetch_add(1, Ordering::SeqCst) == 3 {
            throttled("1")
        } else {
            host(request, 260)
        }
    })
    .await;
    let home = Home::at(&format!("127.0.0.1:{}", server.port));
    let (code, said) = tokio::task::block_in_place(|| home.sync(&[]));
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Rate limited (429)"), "{said}");
    assert_eq!(home.rows().len(), 260);
    assert_eq!(pages(&server.requests()).len(), 13);
}

#[test]
fn wrong_usage_and_a_profile_without_a_mirror_are_told_at_once() {
    let home = Home::with("127.0.0.1:1", "mirror = false\n", "k");
    let (code, said) = home.sync(&[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("keeps no mirror (mirror = false)"), "{said}");
    assert!(!home.mirror().exists());
    for args in [
        vec!["sync", "--profile", "nobody"],
        vec!["--profile", "shop", "keys"],
        vec!["--profile", "shop", "sandbox", "reset"],
        vec!["sync", "--profile", "shop", "--fault", "next:any:500"],
        vec!["sync", "--profile", "shop", "--customers", "3"],
        vec!["sync", "--fast"],
    ] {
        let out = pintui(home.path()).args(&args).output().unwrap();
        assert_eq!(
            out.status.code(),
            Some(2),
            "{args:?}: {}",
            text(&out.stderr)
        );
    }
}

#[test]
fn a_key_that_cannot_be_read_is_told() {
    let home = Home::with("127.0.0.1:1", "", "");
    let (code, said) = home.sync(&[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("shop could not be opened: the key in the key_file"),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn while_another_reads_nothing_is_read() {
    let server = RawServer::start(|request| host(request, 50)).await;
    let home = Home::at(&format!("127.0.0.1:{}", server.port));
    tokio::task::block_in_place(|| {
        assert_eq!(home.sync(&[]).0, Some(0));
        let before = server.count();
        let lead = Leader::take(&Place::File(home.mirror())).unwrap().unwrap();
        let (code, said) = home.sync(&["-q"]);
        assert_eq!(code, Some(1));
        assert!(said.contains("Another pintui is syncing"), "{said}");
        assert_eq!(server.count(), before);
        drop(lead);
        assert_eq!(home.sync(&[]).0, Some(0));
    });
}

#[test]
fn a_damaged_mirror_is_made_anew_and_a_disk_that_takes_no_more_is_told() {
    let home = Home::sandbox(1_000);
    assert_eq!(home.sync(&[]).0, Some(0));
    std::fs::write(home.mirror(), "{}").unwrap();
    let (code, said) = home.sync(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("Rebuilding the mirror on disk: it is damaged"),
        "{said}"
    );
    assert!(said.contains(": 1,000 new, 0 removed"), "{said}");
    assert_eq!(home.rows().len(), 1_000);

    let home = Home::sandbox(5_000);
    let mut command = std::process::Command::new("/bin/sh");
    // Too few kilobytes for the mirror; a write beyond them fails as on a broken disk.
    let script = "trap '' XFSZ; ulimit -f 400; exec \"$0\" sync --customers 5000 -q";
    let out = command
        .args(["-c", script, env!("CARGO_BIN_EXE_pintui")])
        .env_clear()
        .env("HOME", home.path())
        .output()
        .unwrap();
    let said = text(&out.stderr);
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert!(said.contains("The mirror could not be updated: "), "{said}");
    assert_eq!(home.sync(&[]).0, Some(0));
    assert_eq!(home.rows().len(), 5_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn flags_of_the_profile_stand_before_the_command_or_after_it() {
    let server = RawServer::start(|request| host(request, 50)).await;
    let home = Home::at(&format!("127.0.0.1:{}", server.port));
    let config = home.path().join(".config/pintui/config.toml");
    let config = config.to_str().unwrap();
    for args in [
        vec!["-p", "shop", "sync", "-q"],
        vec!["sync", "-q", "--profile", "shop"],
        vec!["--profile", "shop", "--config", config, "sync", "-q"],
        vec![
            "--config", config, "sync", "-q", "-p", "shop", "--mode", "test",
        ],
        // What stands nearer counts.
        vec!["-p", "nobody", "sync", "-q", "-p", "shop"],
    ] {
        let before = server.count();
        let mut command = pintui(home.path());
        command.args(&args);
        let out = tokio::task::block_in_place(|| command.output().unwrap());
        assert_eq!(
            out.status.code(),
            Some(0),
            "{args:?}: {}",
            text(&out.stderr)
        );
        assert!(server.count() > before, "{args:?} read something else");
    }
}

#[test]
fn a_key_file_that_others_can_read_ends_it_as_wrong_usage() {
    let home = Home::at("127.0.0.1:1");
    let key = home.path().join(".config/pintui/key");
    std::fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let (code, said) = home.sync(&[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("fix: chmod 600"), "{said}");
}
