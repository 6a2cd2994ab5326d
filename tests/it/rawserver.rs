//! A server of plain sockets that does exactly what a test tells it, right or wrong, and remembers
//! every request. It knows no HTTP library, so it can break every rule of one.
use std::fmt::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// Holds a request as it stood on the wire.
#[derive(Clone, Debug)]
pub struct Request {
    /// Counts connections from 0.
    pub connection: usize,
    pub method: String,
    pub path: String,
    pub head: String,
    pub body: Vec<u8>,
}

impl Request {
    /// Gives a header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }
}

/// Says what to do with a request once it was read.
#[derive(Clone, Debug)]
pub enum Act {
    /// Writes the bytes and closes.
    Say(Vec<u8>),
    /// Writes the bytes and waits for the next request on the same connection.
    Keep(Vec<u8>),
    /// Writes the bytes and then nothing more, for ever.
    Stall(Vec<u8>),
    /// Writes the bytes and then resets the connection.
    Reset(Vec<u8>),
    /// Writes the first bytes once and the others again and again.
    Endless(Vec<u8>, Vec<u8>),
    /// Writes the bytes one by one, each after a wait.
    Drip(Vec<u8>, Duration),
    /// Waits for a word of the test, then writes the bytes and keeps the connection.
    When(Arc<tokio::sync::Semaphore>, Vec<u8>),
}

/// Serves one port until it is dropped.
pub struct RawServer {
    pub port: u16,
    requests: Arc<Mutex<Vec<Request>>>,
    task: AbortHandle,
}

impl Drop for RawServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl RawServer {
    /// Starts a server; the script sees each request and says what to do with it.
    pub async fn start(script: impl Fn(&Request) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (log, script) = (Arc::clone(&requests), Arc::new(script));
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            for connection in 0.. {
                let Ok((stream, _)) = listener.accept().await else {
                    return;
                };
                let (log, script) = (Arc::clone(&log), Arc::clone(&script));
                connections.spawn(async move {
                    serve(stream, connection, &log, &*script).await;
                });
            }
        });
        Self {
            port,
            requests,
            task: task.abort_handle(),
        }
    }

    /// Starts a server that does the same with every request.
    pub async fn always(act: Act) -> Self {
        Self::start(move |_| act.clone()).await
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("no panic").clone()
    }

    pub fn count(&self) -> usize {
        self.requests.lock().expect("no panic").len()
    }
}

async fn serve(
    mut stream: TcpStream,
    connection: usize,
    log: &Mutex<Vec<Request>>,
    script: &(impl Fn(&Request) -> Act + Send + Sync),
) {
    while let Some(request) = read(&mut stream, connection).await {
        log.lock().expect("no panic").push(request.clone());
        // A client that gave up in the meantime is none of the test's business.
        match script(&request) {
            Act::Say(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
                return;
            }
            Act::Keep(bytes) => drop(stream.write_all(&bytes).await),
            Act::Stall(bytes) => {
                let _ = stream.write_all(&bytes).await;
                std::future::pending::<()>().await;
            }
            Act::Reset(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.set_zero_linger();
                return;
            }
            Act::Endless(first, again) => {
                let _ = stream.write_all(&first).await;
                while stream.write_all(&again).await.is_ok() {}
                return;
            }
            Act::Drip(bytes, wait) => {
                for byte in bytes {
                    tokio::time::sleep(wait).await;
                    if stream.write_all(&[byte]).await.is_err() {
                        return;
                    }
                }
                return;
            }
            Act::When(word, bytes) => {
                word.acquire().await.expect("open").forget();
                let _ = stream.write_all(&bytes).await;
            }
        }
    }
}

async fn read(stream: &mut TcpStream, connection: usize) -> Option<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut body = bytes.split_off(end);
    let mut words = head.split(' ').map(str::to_owned);
    let mut request = Request {
        connection,
        method: words.next()?,
        path: words.next()?,
        head,
        body: Vec::new(),
    };
    let length = request
        .header("content-length")
        .map_or(0, |length| length.parse().expect("a length"));
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    request.body = body;
    Some(request)
}

/// Writes an answer with a body of a kind.
pub fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 {status} X\r\n");
    for (name, value) in headers {
        let _ = write!(out, "{name}: {value}\r\n");
    }
    let _ = write!(out, "Content-Length: {}\r\n\r\n", body.len());
    let mut out = out.into_bytes();
    out.extend_from_slice(body);
    out
}

/// Writes an answer of JSON.
pub fn json(status: u16, body: &str) -> Vec<u8> {
    answer(
        status,
        &[("Content-Type", "application/json; charset=utf-8")],
        body.as_bytes(),
    )
}
