//! `pintui sync`, run as a script runs it: what is in the mirror behind it, and how it says so.
mod codes;
mod health;
mod shown;
mod stops;
mod ways;

use crate::cli::{pintui, text};
use crate::mirror_disk::{all, is_whole};
use crate::pty::profiles::{home, shop};
use crate::rawserver::{Act, RawServer, Request, json};
use pintui::api::customers::Customer;
use pintui::config::{Environment, Mode, Paths, Profile};
use pintui::mirror::SyncState;
use pintui::mirror::disk::{Disk, MOST_BYTES};
use pintui::text::Safe;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const KEY: &str = "a-canary-that-nothing-may-say";

/// Is a home folder with a profile `shop` at an address.
struct Home {
    folder: TempDir,
    profile: Profile,
}

impl Home {
    /// Has a profile for a server that takes any key.
    fn at(address: &str) -> Self {
        Self::with(address, "", KEY)
    }

    fn with(address: &str, more: &str, key: &str) -> Self {
        Self {
            folder: home(&format!("{}{more}", shop(address)), &format!("{key}\n")),
            profile: Profile {
                name: Safe::clean("shop"),
                mode: Mode::Test,
                base_url: format!("http://{address}"),
                ..Profile::sandbox()
            },
        }
    }

    /// Has the embedded sandbox alone.
    fn sandbox(customers: u32) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            profile: Profile {
                customers: Some(customers),
                ..Profile::sandbox()
            },
        }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn mirror(&self) -> PathBuf {
        let environment = Environment::from_variables([("HOME", self.path())]);
        Paths::of(&environment).unwrap().mirror(&self.profile)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = pintui(self.path());
        command.args(["sync", "--profile", self.profile.name.as_str()]);
        if let Some(customers) = self.profile.customers {
            command.args(["--customers", &customers.to_string()]);
        }
        command.args(args);
        command
    }

    /// Runs it to its end and gives its exit code and what it said; what it must never do it did not.
    fn sync(&self, args: &[&str]) -> (Option<i32>, String) {
        judge(&self.command(args).output().unwrap())
    }

    fn rows(&self) -> Vec<Customer> {
        let (disk, trouble) = Disk::open(&self.mirror(), MOST_BYTES).unwrap();
        assert_eq!(trouble, None);
        all(&disk, 1_000).unwrap()
    }

    fn sync_state(&self) -> SyncState {
        let (disk, _) = Disk::open(&self.mirror(), MOST_BYTES).unwrap();
        disk.sync_state().unwrap()
    }
}

fn judge(out: &Output) -> (Option<i32>, String) {
    assert!(out.stdout.is_empty(), "the data stream is for data");
    let said = text(&out.stderr);
    assert!(!said.contains(KEY), "{said}");
    assert!(!said.contains('\x1b'), "{said:?}");
    (out.status.code(), said)
}

/// Answers as a host with that many customers does.
fn host(request: &Request, total: u32) -> Act {
    let page: u32 = match request.path.split_once("page=") {
        Some((_, page)) => page.parse().unwrap(),
        None => return Act::Keep(json(404, "{}")),
    };
    // None of them has subscriptions.
    let total = if request.path.contains("/subscriptions") {
        0
    } else {
        total
    };
    let pages = total.div_ceil(25);
    let numbers = (total - (page * 25).min(total))..(total - ((page - 1) * 25).min(total));
    let rows: Vec<_> = numbers
        .rev()
        .map(|number| {
            serde_json::json!({
                "token": format!("cus_{number:08}"), "email": format!("person-{number}@sync.example"),
                "created_at": crate::mirror_disk::at(number.into()).to_string(),
            })
        })
        .collect();
    let next = (page < pages).then_some(page + 1);
    let body = serde_json::json!({
        "response": rows, "count": rows.len(),
        "pagination": { "current": page, "next": next, "per_page": 25, "pages": pages, "count": total },
    });
    Act::Keep(json(200, &body.to_string()))
}

/// Gives the pages of customers that were asked for, in order.
fn pages(requests: &[Request]) -> Vec<u32> {
    let page = |request: &Request| {
        let page = request.path.split_once("/customers?page=")?.1;
        Some(page.parse().unwrap())
    };
    requests.iter().filter_map(page).collect()
}

#[test]
fn an_empty_mirror_is_filled_with_exactly_the_customers_of_the_sandbox() {
    let home = Home::sandbox(1_003);
    let (code, said) = home.sync(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("Synced 1,003 of 1,003 customers in "),
        "{said}"
    );
    let news = ": 1,003 new, 0 removed, ";
    assert!(
        said.contains(news) && said.contains(" subscriptions\n"),
        "{said}"
    );
    let disk = Disk::open(&home.mirror(), MOST_BYTES).unwrap().0;
    assert!(disk.subscribed(None, 9_999).unwrap().len() > 300);
    assert!(disk.sync_state().unwrap().subscriptions.swept_at.is_some());
    let rows = home.rows();
    let served = crate::cli::Served::start(&["--customers", "1003", "--in-memory"]);
    let theirs = Home::with(&served.address, "", "k");
    assert_eq!(theirs.sync(&["-q"]), (Some(0), String::new()));
    assert_eq!(rows.len(), 1_003);
    assert!(rows.iter().eq(&theirs.rows()));
    assert!(is_whole(&home.mirror()));
    served.end(rustix::process::Signal::TERM);
}

/// Starts a host of 60 customers that answers every page of the subscriptions alike.
async fn host_whose_subscriptions_are(status: u16, body: String) -> (RawServer, Home) {
    let answer = move |request: &Request| {
        if request.path.contains("/subscriptions") {
            Act::Keep(json(status, &body))
        } else {
            host(request, 60)
        }
    };
    let server = RawServer::start(answer).await;
    let home = Home::at(&format!("127.0.0.1:{}", server.port));
    (server, home)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_does_not_tell_of_subscriptions_leaves_them_unread() {
    let (_server, home) = host_whose_subscriptions_are(404, "{}".to_owned()).await;
    tokio::task::block_in_place(|| {
        let (code, said) = home.sync(&[]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("Synced 60 of 60 customers in "), "{said}");
        assert!(said.contains("subscriptions could not be read"), "{said}");
        assert_eq!(home.rows().len(), 60);
        assert_eq!(home.sync_state().subscriptions.swept_at, None);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn subscriptions_that_do_not_add_up_are_read_once_more_and_not_claimed() {
    let row = serde_json::json!({ "token": "sub_a", "customer_token": "cus_00000007", "state": "active" });
    let body = serde_json::json!({ "response": [row], "count": 1,
        "pagination": { "current": 1, "per_page": 25, "count": 2 } });
    let (server, home) = host_whose_subscriptions_are(200, body.to_string()).await;
    tokio::task::block_in_place(|| {
        let (code, said) = home.sync(&[]);
        assert_eq!(code, Some(0), "{said}");
        assert!(
            said.contains(
                "1 subscription. The list of subscriptions does not match the API's count"
            ),
            "{said}"
        );
        let reached = home.sync_state().subscriptions;
        assert_eq!(reached.is_sure, Some(false));
        let disk = Disk::open(&home.mirror(), MOST_BYTES).unwrap().0;
        assert_eq!(disk.subscribed(None, 9).unwrap().len(), 1);
        let asked = server.requests();
        let asked = asked
            .iter()
            .filter(|asked| asked.path.contains("/subscriptions"));
        assert_eq!(
            asked.count(),
            4,
            "twice, each with a look at the first page at its end"
        );
        // A quick run does not look at them, and does not claim that all is well.
        let (_, said) = home.sync(&[]);
        assert!(
            said.contains("list of subscriptions does not match the API's count"),
            "{said}"
        );
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_run_reads_one_page_and_a_full_one_all() {
    let server = RawServer::start(|request| host(request, 260)).await;
    let home = Home::at(&format!("127.0.0.1:{}", server.port));
    tokio::task::block_in_place(|| {
        assert_eq!(home.sync(&[]).0, Some(0));
        let first = pages(&server.requests());
        assert_eq!(first.len(), 12, "{first:?}");
        let (code, said) = home.sync(&[]);
        assert_eq!(code, Some(0));
        assert!(
            said.contains("Synced the newest 25 customers in "),
            "{said}"
        );
        assert!(said.contains(": 0 new\n"), "{said}");
        assert_eq!(pages(&server.requests())[12..], [1]);
        assert_eq!(home.sync(&["--full"]).0, Some(0));
        let mut last = pages(&server.requests())[13..].to_vec();
        last.sort_unstable();
        // The first is read once more at the end.
        let expected: Vec<_> = [1].into_iter().chain(1..=11).collect();
        assert_eq!(last, expected);
        assert_eq!(home.rows().len(), 260);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn all_are_read_again_once_the_last_reading_is_too_old_and_who_is_gone_goes() {
    let total = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(130));
    let told = std::sync::Arc::clone(&total);
    let server = RawServer::start(move |request| {
        host(request, told.load(std::sync::atomic::Ordering::SeqCst))
    })
    .await;
    let address = format!("127.0.0.1:{}", server.port);
    let home = Home::with(&address, "sweep_every = \"0s\"\n", KEY);
    tokio::task::block_in_place(|| {
        assert_eq!(home.sync(&[]).0, Some(0));
        // The newest two are deleted, of whom the host tells nothing but by what is not there.
        total.store(128, std::sync::atomic::Ordering::SeqCst);
        let (code, said) = home.sync(&[]);
        assert_eq!(code, Some(0));
        assert!(said.contains("Synced 128 of 128 customers"), "{said}");
        assert!(said.contains(": 0 new, 2 removed\n"), "{said}");
        assert_eq!(home.rows().len(), 128);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_at_once_one_reads_at_a_time_and_the_mirror_is_whole() {
    let server = RawServer::start(|request| host(request, 2_500)).await;
    let home = Home::at(&format!("127.0.0.1:{}", server.port));
    let done = tokio::task::block_in_place(|| ten(&home));
    // Nobody else asked for anything.
    assert_eq!(pages(&server.requests()).len(), done * 101);
    assert_eq!(home.rows().len(), 2_500);
    assert!(is_whole(&home.mirror()));
    assert_eq!(home.sync_state().customers.resume, None);
}

/// Runs ten at once and gives how many read.
fn ten(home: &Home) -> usize {
    let runs: Vec<_> = (0..10)
        .map(|_| {
            let mut command = home.command(&["--full"]);
            command.stderr(std::process::Stdio::piped());
            command.stdout(std::process::Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    let mut done = 0;
    for run in runs {
        match judge(&run.wait_with_output().unwrap()) {
            (Some(0), _) => done += 1,
            (Some(1), said) => {
                assert!(said.contains("Another pintui is syncing"), "{said}");
                assert!(said.contains("nothing was read"), "{said}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(done > 0);
    done
}
