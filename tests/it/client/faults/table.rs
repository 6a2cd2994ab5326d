//! The rows of the table; the numbers are those of the reliability promises, section 2.
use super::End::{self, Done, Failed, Fine, Gone, NotSent, Rejected, Unknown};
use super::{Place, Row};
use crate::client::{PATIENT, QUICK};
use crate::rawserver::{Act, answer, json};
use flate2::{Compression, write::GzEncoder};
use pintui::api::client::Timeouts;
use std::io::Write;
use std::time::Duration;

fn row(name: &'static str, act: Act, ends: [End; 5], words: &'static str) -> Row {
    Row {
        name,
        place: Place::Answer(act),
        timeouts: PATIENT,
        ends,
        words,
    }
}

fn quick(row: Row) -> Row {
    Row {
        timeouts: QUICK,
        ..row
    }
}

/// The same end for the four kinds of writes.
fn ends(read: End, write: End) -> [End; 5] {
    [read, write, write, write, write]
}

fn html(status: u16) -> Vec<u8> {
    let page = b"<html><h1>Secret proxy 4200000000000000</h1></html>";
    answer(status, &[("Content-Type", "text/html")], page)
}

fn with(status: u16, name: &str, value: &str) -> Act {
    let kind = ("Content-Type", "application/json");
    Act::Say(answer(status, &[kind, (name, value)], b"{}"))
}

fn bomb() -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(b"{\"response\":[").expect("memory");
    let blank = vec![b' '; 1 << 20];
    (0..64).for_each(|_| gzip.write_all(&blank).expect("memory"));
    let body = gzip.finish().expect("memory");
    assert!(body.len() < 1 << 17, "64 MiB in {} bytes", body.len());
    answer(
        200,
        &[
            ("Content-Type", "application/json"),
            ("Content-Encoding", "gzip"),
        ],
        &body,
    )
}

pub fn places() -> Vec<Row> {
    let place = |name, place, timeouts, words| Row {
        name,
        place,
        timeouts,
        ends: ends(Failed, NotSent),
        words,
    };
    let hasty = Timeouts {
        connect: Duration::from_millis(300),
        ..PATIENT
    };
    vec![
        place(
            "1 connection refused",
            Place::NobodyThere,
            PATIENT,
            "Can't reach",
        ),
        place("2 no such name", Place::NoSuchName, PATIENT, "Can't find"),
        place(
            "4 no TLS there",
            Place::NotTls,
            PATIENT,
            "does not answer over TLS",
        ),
        place(
            "5, 6 the handshake stalls",
            Place::SilentTls,
            hasty,
            "took too long",
        ),
    ]
}

pub fn transport() -> Vec<Row> {
    let lost = ends(Failed, Unknown);
    let half =
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"resp";
    let slow = Act::Drip(json(200, "{\"response\":[]}"), Duration::from_millis(50));
    vec![
        quick(row(
            "8 nothing comes",
            Act::Stall(Vec::new()),
            lost,
            "did not answer in time",
        )),
        row(
            "9 reset before a reply",
            Act::Reset(Vec::new()),
            lost,
            "broke",
        ),
        row(
            "9 closed before a reply",
            Act::Say(Vec::new()),
            lost,
            "broke",
        ),
        row(
            "10 closed in the head",
            Act::Say(b"HTTP/1.1 200 OK\r\nConte".to_vec()),
            lost,
            "broke",
        ),
        row(
            "10 closed in the body",
            Act::Say(half.to_vec()),
            [Failed, Unknown, Done, Fine, Done],
            "broke",
        ),
        quick(row(
            "10 stalls in the body",
            Act::Stall(half.to_vec()),
            [Failed, Unknown, Done, Fine, Done],
            "in time",
        )),
        quick(row("34 slow drip", slow, lost, "did not answer in time")),
        quick(row(
            "34 early hints without end",
            Act::Endless(Vec::new(), b"HTTP/1.1 103 Early Hints\r\n\r\n".to_vec()),
            lost,
            "",
        )),
        row(
            "no HTTP at all",
            Act::Say(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()),
            lost,
            "not well-formed HTTP",
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table, a line a row")]
pub fn statuses() -> Vec<Row> {
    let no = ends(Failed, Rejected);
    let lost = ends(Failed, Unknown);
    let gone = [Failed, Rejected, Rejected, Gone, Gone];
    let error = |status, code: &str| {
        let body = format!(r#"{{"error":"{code}","error_description":"Said\u001b[31m so"}}"#);
        Act::Keep(json(status, &body))
    };
    vec![
        row(
            "13 401",
            error(401, "unauthenticated"),
            no,
            "did not accept the key",
        ),
        row("14 402", error(402, "insufficient_pin_balance"), no, "Said"),
        row(
            "15 403",
            error(403, "limit_reached"),
            no,
            "is not allowed to do that",
        ),
        row("16 404", error(404, "not_found"), gone, "no such record"),
        row(
            "16 404 of a path",
            error(404, "resource_not_found"),
            gone,
            "no such record",
        ),
        row(
            "17 404 page",
            Act::Keep(html(404)),
            no,
            "returned 404 (a web page, not data)",
        ),
        row(
            "18 400 primary card",
            error(400, "cannot_delete_primary_card"),
            no,
            "Said",
        ),
        row("18 400", error(400, "invalid_state"), no, "Said"),
        row(
            "19 409",
            Act::Keep(json(409, "{}")),
            no,
            "Somebody else changed the record",
        ),
        row("20 422", error(422, "invalid_resource"), no, "Said"),
        row(
            "451",
            Act::Keep(answer(451, &[], b"")),
            no,
            "refused the request (451)",
        ),
        row("408", error(408, "timeout"), lost, "Said"),
        row(
            "21 429 seconds",
            with(429, "Retry-After", "7"),
            no,
            "says to wait 7 s",
        ),
        row(
            "22 429 bare",
            Act::Keep(json(429, "{}")),
            no,
            "too many requests",
        ),
        row(
            "22 429 bad",
            with(429, "Retry-After", "-5"),
            no,
            "too many requests",
        ),
        row(
            "22 429 huge",
            with(429, "Retry-After", "7200"),
            no,
            "says to wait 2 hours",
        ),
        row("23 500", error(500, "internal"), lost, "Said"),
        row(
            "23 500 bare",
            Act::Keep(answer(500, &[], b"")),
            lost,
            "internal error (500)",
        ),
        row(
            "24 502 page",
            Act::Keep(html(502)),
            lost,
            "returned 502 (a web page, not data)",
        ),
        row(
            "24 504",
            Act::Keep(answer(504, &[], b"")),
            lost,
            "internal error (504)",
        ),
        row(
            "25 503",
            with(503, "Retry-After", "3"),
            lost,
            "says to wait 3 s",
        ),
        row(
            "25 503 page",
            Act::Keep(html(503)),
            lost,
            "cannot serve requests right now (503)",
        ),
        row(
            "26 301",
            with(301, "Location", "https://other.example/"),
            lost,
            "to another address; pintui did not follow",
        ),
        row(
            "26 304",
            Act::Keep(answer(304, &[], b"")),
            lost,
            "without an address",
        ),
        row(
            "26 307",
            with(307, "Location", "/1/customers"),
            lost,
            "to another address",
        ),
        row(
            "an odd status",
            Act::Keep(answer(799, &[], b"")),
            lost,
            "not a valid HTTP status",
        ),
    ]
}

pub fn bodies() -> Vec<Row> {
    let unread = [Failed, Unknown, Done, Fine, Done];
    let lost = ends(Failed, Unknown);
    let big = vec![b' '; 10_000_000];
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    let mut chunk = b"10000\r\n".to_vec();
    chunk.resize(chunk.len() + 0x10000, b' ');
    chunk.extend_from_slice(b"\r\n");
    vec![
        row(
            "11 empty 200",
            Act::Keep(answer(200, &[], b"")),
            unread,
            "not complete JSON",
        ),
        row(
            "12 empty 204",
            Act::Keep(b"HTTP/1.1 204 X\r\n\r\n".to_vec()),
            unread,
            "not complete JSON",
        ),
        row(
            "27 cut JSON",
            Act::Keep(json(200, r#"{"response":{"token":"x"#)),
            unread,
            "not complete JSON",
        ),
        row(
            "28 web page under 200",
            Act::Keep(html(200)),
            lost,
            "a proxy or a login page",
        ),
        row(
            "31 no token",
            Act::Keep(json(200, r#"{"response":{"email":"x"}}"#)),
            unread,
            "not the",
        ),
        row(
            "an error under 200",
            Act::Keep(json(200, r#"{"error":"internal"}"#)),
            lost,
            "both success and failure",
        ),
        row("32 gzip bomb", Act::Keep(bomb()), unread, "over 8 MiB"),
        row(
            "33 10 MB",
            Act::Say(answer(200, &[], &big)),
            unread,
            "over 8 MiB",
        ),
        row(
            "33 endless chunks",
            Act::Endless(chunked, chunk),
            unread,
            "over 8 MiB",
        ),
    ]
}
