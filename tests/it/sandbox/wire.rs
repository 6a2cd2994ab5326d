//! A sandbox on a port of its own and a client of a few lines that hides nothing.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use pintui::sandbox::{Clock, DEFAULT_SEED, Faults, Options, Store, run};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub const KEY: &str = "XZg1ULpWaROQCOT5PdwLkQ";
pub const PUBLISHABLE_KEY: &str = "pQzR7c2vTmGk0Yb4WnLs_A";
/// A day in hours.
pub const DAY: i64 = 24;
/// The day on which tests take place.
pub const TODAY: &str = "2026-03-14T09:26:53Z";

/// A running sandbox; it stops when it is dropped.
pub struct Sandbox {
    pub port: u16,
    pub faults: Faults,
    pub clock: Clock,
    shutdown: CancellationToken,
    server: JoinHandle<std::io::Result<()>>,
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

/// Starts a sandbox of `customers` in memory.
pub async fn sandbox(customers: u32) -> Sandbox {
    start(customers, DEFAULT_SEED, Store::Memory, TODAY).await
}

/// Starts a sandbox that keeps its changes in a file.
pub async fn sandbox_in(path: &Path, customers: u32) -> Sandbox {
    start(customers, DEFAULT_SEED, Store::File(path.to_owned()), TODAY).await
}

pub async fn start(customers: u32, seed: u64, store: Store, now: &str) -> Sandbox {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let shutdown = CancellationToken::new();
    let faults = Faults::default();
    let clock = Clock::fixed(now.parse::<Timestamp>().unwrap());
    let options = Options {
        api_key: KEY.to_owned(),
        customers,
        seed,
        store,
        faults: faults.clone(),
        publishable_key: Some(PUBLISHABLE_KEY.to_owned()),
        clock: clock.clone(),
    };
    let server = tokio::spawn(run(listener, shutdown.clone(), options));
    Sandbox {
        port,
        faults,
        clock,
        shutdown,
        server,
    }
}

/// An answer, taken apart.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    /// Reads the body as JSON; one that is none is null.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    /// Reads the object or list inside the envelope.
    pub fn response(&self) -> Value {
        self.json()["response"].clone()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

impl Sandbox {
    /// Sends raw bytes and reads until the other side closes.
    pub async fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        let _reset = stream.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends a request of the given type; `None` when the connection was closed without an answer.
    pub async fn send(&self, method: &str, path: &str, kind: &str, body: &str) -> Option<Answer> {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAuthorization: {}\r\nContent-Type: {kind}\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            basic(KEY),
            body.len()
        );
        let text = self.raw(head.as_bytes()).await;
        (!text.is_empty()).then(|| taken_apart(&text))
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "", "").await.unwrap()
    }

    pub async fn post(&self, path: &str, form: &str) -> Answer {
        self.send("POST", path, FORM, form).await.unwrap()
    }

    pub async fn put(&self, path: &str, form: &str) -> Answer {
        self.send("PUT", path, FORM, form).await.unwrap()
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, "", "").await.unwrap()
    }

    /// Moves the clock on.
    pub fn hours(&self, hours: i64) {
        self.clock.advance(SignedDuration::from_hours(hours));
    }

    /// Tells the sandbox to stop.
    pub fn begin_stop(&self) {
        self.shutdown.cancel();
    }

    /// Stops the sandbox and waits until it has.
    pub async fn stop(mut self) {
        self.shutdown.cancel();
        (&mut self.server).await.unwrap().unwrap();
    }

    /// Makes a customer with a good card and gives it back.
    pub async fn customer(&self, email: &str) -> Value {
        let made = self
            .post("/1/customers", &format!("email={email}&{}", nested(CARD)))
            .await;
        assert_eq!(made.status, 201, "{}", made.body);
        made.response()
    }

    /// Makes a card token and gives it back.
    pub async fn card_token(&self) -> String {
        let made = self.post("/1/cards", CARD).await;
        assert_eq!(made.status, 201, "{}", made.body);
        text(&made.response()["token"])
    }
}

pub const FORM: &str = "application/x-www-form-urlencoded";
pub const JSON: &str = "application/json";

/// The fields of a good card, flat.
pub const CARD: &str = "number=5520000000000000&expiry_month=05&expiry_year=2029&cvc=123&name=Roland%20Robot\
                        &address_line1=42%20Sevenoaks%20St&address_city=Lathlain&address_postcode=6454\
                        &address_state=WA&address_country=Australia";

/// Puts flat fields into `card[...]`.
pub fn nested(flat: &str) -> String {
    let field = |pair: &str| {
        pair.split_once('=')
            .map(|(name, value)| format!("card[{name}]={value}"))
            .unwrap()
    };
    flat.split('&').map(field).collect::<Vec<_>>().join("&")
}

/// Replaces one field of a form, or leaves it out.
pub fn with(form: &str, name: &str, value: Option<&str>) -> String {
    let kept = form
        .split('&')
        .filter(|pair| pair.split('=').next() != Some(name))
        .map(str::to_owned);
    kept.chain(value.map(|value| format!("{name}={value}")))
        .collect::<Vec<_>>()
        .join("&")
}

pub fn basic(key: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{key}:")))
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

pub fn taken_apart(text: &str) -> Answer {
    let (head, body) = text
        .split_once("\r\n\r\n")
        .unwrap_or_else(|| panic!("no head: {text:?}"));
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(n, v)| (n.to_owned(), v.to_owned()));
    let mut answer = Answer {
        status,
        headers: headers.collect(),
        body: body.to_owned(),
    };
    if answer.header("transfer-encoding") == Some("chunked") {
        answer.body = put_together(body);
    }
    answer
}

/// Joins the chunks of a body (RFC 9112, section 7.1).
fn put_together(mut chunks: &str) -> String {
    let mut body = String::new();
    loop {
        let (size, rest) = chunks.split_once("\r\n").unwrap_or(("0", ""));
        let size = usize::from_str_radix(size, 16).unwrap();
        if size == 0 {
            return body;
        }
        let (chunk, rest) = rest.split_at_checked(size).unwrap();
        body.push_str(chunk);
        chunks = rest.strip_prefix("\r\n").unwrap();
    }
}

/// Writes a request with the right host and key and without a body; `lines` are further headers.
pub fn request(port: u16, method: &str, target: &str, lines: &str) -> Vec<u8> {
    let key = basic(KEY);
    format!(
        "{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: {key}\r\n{lines}\r\n"
    )
    .into_bytes()
}

/// Writes a request with a body.
pub fn sending(port: u16, method: &str, target: &str, kind: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let lines = format!("Content-Type: {kind}\r\nContent-Length: {length}\r\n");
    let mut bytes = request(port, method, target, &lines);
    bytes.extend_from_slice(body.as_bytes());
    bytes
}

/// Sends bytes and nothing after them, and gives the status of each answer until the other side closes.
pub async fn statuses(sandbox: &Sandbox, bytes: &[u8]) -> Vec<u16> {
    let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port))
        .await
        .unwrap();
    let _closed = stream.write_all(bytes).await;
    let _closed = stream.shutdown().await;
    let mut answers = Vec::new();
    let closed = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answers)).await;
    let text = String::from_utf8_lossy(&answers);
    assert!(closed.is_ok(), "it hangs after {text}");
    text.split("HTTP/1.")
        .skip(1)
        .filter_map(|answer| answer.split(' ').nth(1)?.parse().ok())
        .collect()
}

/// How long a test waits for what should happen at once.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);
