//! The fault table: each fault that a network or a server can show, met by each operation.
//!
//! One row a fault. A cell asserts what became of the call, that one request at most was seen on the
//! wire, that the words are plain, and that neither key, card number nor address stand in what is told.
mod table;

use super::calls::{Kind, every_call};
use super::{KEY, target};
use crate::rawserver::{Act, RawServer};
use futures_util::future::join_all;
use pintui::api::call::Call;
use pintui::api::client::{Attempt, BuildError, Client, Timeouts};
use pintui::api::error::Fate;
use pintui::api::read::Read;
use pintui::api::reply::Reply;

/// What became of a call, in the words of the reliability promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// A reply that names what it is about.
    Fine,
    /// Done, but to be read again.
    Done,
    /// Done before.
    Gone,
    /// A read that failed, or a write with no fate: never the case for one.
    Failed,
    NotSent,
    Rejected,
    Unknown,
}
use End::{Done, Failed, Fine, Gone, NotSent, Rejected, Unknown};

impl End {
    fn of(answer: &Attempt) -> Self {
        match &answer.result {
            Ok(Reply::Done) => Done,
            Ok(Reply::AlreadyGone) => Gone,
            Ok(_) => Fine,
            Err(error) => match error.fate {
                None => Failed,
                Some(Fate::NotSent) => NotSent,
                Some(Fate::Rejected) => Rejected,
                Some(Fate::Unknown) => Unknown,
                Some(Fate::Done) => Done,
            },
        }
    }
}

/// Where the fault is.
enum Place {
    /// The server does this with every request.
    Answer(Act),
    /// Nobody listens.
    NobodyThere,
    NoSuchName,
    /// Something that is not TLS where TLS is expected.
    NotTls,
    /// Something that accepts and says nothing where TLS is expected.
    SilentTls,
}

struct Row {
    name: &'static str,
    place: Place,
    timeouts: Timeouts,
    /// Read, POST, PUT, delete, cancellation.
    ends: [End; 5],
    /// What the headline must say.
    words: &'static str,
}

/// Returns the calls whose answers must be of a certain form; a raw record may be of any.
fn calls() -> impl Iterator<Item = (Kind, Call)> {
    let calls = every_call().into_iter();
    calls.filter(|(_, call)| !matches!(call, Call::Read(Read::ReadRaw(_))))
}

async fn run(rows: Vec<Row>) {
    for row in rows {
        let server = RawServer::always(match &row.place {
            Place::Answer(act) => act.clone(),
            _ => Act::Stall(Vec::new()),
        })
        .await;
        let url = match row.place {
            Place::Answer(_) => server.url(),
            Place::NobodyThere => nobody().await,
            Place::NoSuchName => "https://api.pintui.invalid".to_owned(),
            Place::NotTls | Place::SilentTls => format!("https://127.0.0.1:{}", deaf(&row).await),
        };
        let client = match Client::with_timeouts(&target(&url), row.timeouts) {
            // A machine without certificates cannot play the rows with https.
            Err(BuildError::NoCertificates) => continue,
            client => client.expect("a client"),
        };
        let cells = calls().map(|(kind, call)| {
            let (row, client) = (&row, client.clone());
            async move { cell(row, kind, &call, client.send(&call).await) }
        });
        join_all(cells).await;
        if matches!(row.place, Place::Answer(_)) {
            assert_eq!(
                server.count(),
                calls().count(),
                "{}: one request each",
                row.name
            );
        }
    }
}

fn cell(row: &Row, kind: Kind, call: &Call, answer: Attempt) {
    let place = format!(
        "{} / {} {}: {answer:?}",
        row.name,
        call.method(),
        call.path()
    );
    let expected = row.ends[kind as usize];
    assert_eq!(End::of(&answer), expected, "{place}");
    let Err(error) = &answer.result else { return };
    let said = [
        error.headline("api.example"),
        error.consequence().unwrap_or_default().to_owned(),
        error.advice().to_owned(),
    ];
    assert!(said[0].contains(row.words), "{said:?} {place}");
    assert_eq!(said[1].is_empty(), !call.is_write(), "{place}");
    assert!(
        !said[2].is_empty() && said[0].ends_with(['.', '?', 'o']),
        "{said:?}"
    );
    let told = format!("{said:?}{error:?}");
    for secret in [
        KEY,
        "5520000000000000",
        "987",
        "127.0.0.1",
        "/1/",
        "<h",
        "4200",
    ] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
}

/// Gives an address where nobody listens any more.
async fn nobody() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

/// Opens a port that answers a TLS greeting with plain text, or not at all.
async fn deaf(row: &Row) -> u16 {
    use tokio::io::AsyncWriteExt;
    let silent = matches!(row.place, Place::SilentTls);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            if !silent {
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            }
            held.push(stream);
        }
    });
    port
}

#[tokio::test]
async fn where_no_connection_is_made_nothing_was_sent() {
    run(table::places()).await;
}

#[tokio::test]
async fn where_the_connection_fails_a_write_is_unknown() {
    run(table::transport()).await;
}

#[tokio::test]
async fn each_status_has_its_meaning() {
    run(table::statuses()).await;
}

#[tokio::test]
async fn a_success_that_cannot_be_read_is_no_failure() {
    run(table::bodies()).await;
}
