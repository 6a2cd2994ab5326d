//! The nasty inputs of `tests/fixtures/nasty`: raw replies, bodies and shapes, each with what it must get.
mod shapes;

use super::{QUICK, card, client, cus, target};
use crate::rawserver::{Act, RawServer, answer};
use pintui::api::call::Call;
use pintui::api::client::{Attempt, Client};
use pintui::api::customers::Customer;
use pintui::api::error::{Error, ErrorKind, Fate, NoAnswer};
use pintui::api::page::Page;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::subject::Record;
use pintui::api::write::Write;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn nasty() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/nasty")
}

fn file(path: &str) -> Vec<u8> {
    std::fs::read(nasty().join(path)).expect(path)
}

/// Names the files of a folder, so that none is left out of a table.
fn names(folder: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(nasty().join(folder))
        .expect(folder)
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .collect();
    names.sort();
    names
}

async fn ask(act: Act, call: &Call) -> Attempt {
    let server = RawServer::always(act).await;
    let started = Instant::now();
    let answer = Client::with_timeouts(&target(&server.url()), QUICK)
        .expect("a client")
        .send(call)
        .await;
    assert!(started.elapsed() < Duration::from_secs(8), "no hang");
    assert_eq!(server.count(), 1);
    answer
}

/// Serves a shape as a page of customers.
async fn customers(body: &[u8]) -> Result<Page<Customer>, Error> {
    let bytes = answer(200, &[("Content-Type", "application/json")], body);
    let server = RawServer::always(Act::Keep(bytes)).await;
    let reply = client(&server)
        .send(&Call::Read(Read::ListCustomers(1)))
        .await;
    match reply.result? {
        Reply::Customers(page) => Ok(page),
        other => panic!("{other:?}"),
    }
}

fn kind_of(answer: &Attempt) -> &'static str {
    match &answer.result {
        Ok(_) => "ok",
        Err(error) => match &error.kind {
            ErrorKind::Protocol(_) => "protocol",
            ErrorKind::NoAnswer(NoAnswer::TimedOut) => "timeout",
            ErrorKind::NoAnswer(NoAnswer::Broken) => "broken",
            ErrorKind::Redirected(_) => "redirect",
            ErrorKind::TooBig => "big",
            ErrorKind::Throttled { .. } => "throttled",
            ErrorKind::Refused(_) => "refused",
            _ => "other",
        },
    }
}

#[tokio::test]
async fn raw_replies_get_their_word_and_their_fate() {
    let table: BTreeMap<&str, (&str, Option<Fate>)> = BTreeMap::from([
        ("000.raw", ("protocol", Some(Fate::Unknown))),
        ("100-then-nothing.raw", ("timeout", Some(Fate::Unknown))),
        ("103-storm.raw", ("timeout", Some(Fate::Unknown))),
        ("200-empty-delete.raw", ("protocol", Some(Fate::Unknown))),
        ("409.raw", ("refused", Some(Fate::Rejected))),
        ("451.raw", ("refused", Some(Fate::Rejected))),
        ("chunk-huge.raw", ("timeout", Some(Fate::Unknown))),
        ("cl-dup.raw", ("protocol", Some(Fate::Unknown))),
        ("cl-huge.raw", ("protocol", Some(Fate::Unknown))),
        ("cl-lies-long.raw", ("timeout", Some(Fate::Unknown))),
        ("ct-html-json.raw", ("protocol", Some(Fate::Unknown))),
        ("ct-missing.raw", ("ok", None)),
        ("header-esc.raw", ("protocol", Some(Fate::Unknown))),
        ("headers-500.raw", ("protocol", Some(Fate::Unknown))),
        ("http10.raw", ("ok", None)),
        ("not-http.raw", ("protocol", Some(Fate::Unknown))),
        ("ok.raw", ("ok", None)),
        ("r302-ctl.raw", ("protocol", Some(Fate::Unknown))),
        ("r307-same.raw", ("redirect", Some(Fate::Unknown))),
        ("ra-bad.raw", ("throttled", Some(Fate::Rejected))),
        ("ra-date.raw", ("throttled", Some(Fate::Rejected))),
        ("ra-none.raw", ("throttled", Some(Fate::Rejected))),
        ("set-cookie.raw", ("ok", None)),
        ("te-unknown.raw", ("timeout", Some(Fate::Unknown))),
    ]);
    assert_eq!(names("http"), table.keys().copied().collect::<Vec<_>>());
    for (name, (kind, fate)) in table {
        let bytes = file(&format!("http/{name}"));
        // The connection stays open, so that only the reply's own end can end it; HTTP/1.0 has none.
        let act = match name {
            "http10.raw" => Act::Say(bytes),
            _ => Act::Stall(bytes),
        };
        let read = ask(act.clone(), &Call::Read(Read::ListCustomers(1))).await;
        assert_eq!(kind_of(&read), kind, "{name}: {read:?}");
        if let Ok(Reply::Customers(page)) = &read.result {
            assert_eq!((page.items.len(), page.unreadable), (2, 0), "{name}");
        }
        let add = Call::Write(Write::AddCard(
            cus(),
            pintui::api::cards::CardSource::Token(card()),
        ));
        let write = ask(act, &add).await;
        // A page is no card, so even a good reply leaves the write unknown.
        let expected = fate.unwrap_or(Fate::Unknown);
        let error = write.result.expect_err(name);
        assert_eq!(error.fate, Some(expected), "{name}: {error:?}");
        assert!(!error.headline("api.example").contains('\u{1b}'));
    }
    let act = Act::Keep(file("http/200-empty-delete.raw"));
    let gone = ask(act, &Call::Write(Write::DeleteCard(cus(), card()))).await;
    assert_eq!(gone.result, Ok(Reply::Deleted(Record::Card(cus(), card()))));
}

#[tokio::test]
async fn a_wait_until_a_far_day_is_told_as_one() {
    let answer = ask(
        Act::Keep(file("http/ra-date.raw")),
        &Call::Read(Read::GetCustomer(cus())),
    )
    .await;
    let Err(Error {
        kind: ErrorKind::Throttled {
            retry_after: Some(wait),
            ..
        },
        ..
    }) = answer.result
    else {
        panic!("{answer:?}")
    };
    assert!(wait > Duration::from_secs(86_400 * 365), "{wait:?}");
}

#[tokio::test]
async fn bodies_that_are_not_json_cost_the_page_and_say_so() {
    // The last three are JSON as far as its grammar goes; then a bad row costs itself alone (finding F11).
    let rows: BTreeMap<&str, (usize, u32)> = BTreeMap::from([
        ("exp-bomb.bin", (1, 0)),
        ("lone-surrogate.bin", (2, 0)),
        ("nul-escape.bin", (0, 1)),
    ]);
    let served_otherwise = [
        "gzip-truncated.bin",
        "gzip-twice.bin",
        "html-502.bin",
        "plain-error.bin",
    ];
    for name in names("body") {
        if served_otherwise.contains(&&*name) {
            continue;
        }
        let started = Instant::now();
        let page = customers(&file(&format!("body/{name}"))).await;
        assert!(started.elapsed() < Duration::from_secs(5), "{name}");
        match (rows.get(&*name), page) {
            (Some(expected), Ok(page)) => {
                assert_eq!((page.items.len(), page.unreadable), *expected, "{name}");
            }
            (None, Err(error)) => {
                assert!(
                    matches!(error.kind, ErrorKind::Protocol(_)),
                    "{name}: {error:?}"
                );
            }
            (_, page) => panic!("{name}: {page:?}"),
        }
    }
}

#[tokio::test]
async fn packed_and_foreign_bodies_are_named_for_what_they_are() {
    let list = Call::Read(Read::ListCustomers(1));
    for name in ["body/gzip-truncated.bin", "body/gzip-twice.bin"] {
        let headers = [
            ("Content-Type", "application/json"),
            ("Content-Encoding", "gzip"),
        ];
        let answer = ask(Act::Keep(answer(200, &headers, &file(name))), &list).await;
        assert_eq!(kind_of(&answer), "protocol", "{name}: {answer:?}");
    }
    let html = answer(
        502,
        &[("Content-Type", "text/html")],
        &file("body/html-502.bin"),
    );
    let error = ask(Act::Keep(html), &list).await.result.expect_err("502");
    assert_eq!(
        error.headline("api.example"),
        "api.example returned 502 (a web page, not data)."
    );
    let plain = answer(
        503,
        &[("Content-Type", "text/plain")],
        &file("body/plain-error.bin"),
    );
    let error = ask(Act::Keep(plain), &list).await.result.expect_err("503");
    assert!(error.headline("api.example").contains("503"), "{error:?}");
}
