//! The HTTP client: one call, one try, one answer. Whether to try again is not decided here.
//!
//! What reqwest would do on its own is switched off, because each of these was seen to do harm: a redirect
//! repeats a card's body to another host, a hidden retry sends a write twice, and a pooled connection that
//! the server has closed makes the fate of a write unknown for no reason.
use crate::api::call::Call;
use crate::api::error::{Error, ErrorKind, Proxy};
use crate::api::read::Read;
use crate::api::received::{self, Received};
use crate::api::reply::Reply;
use crate::api::subject::Record;
use crate::api::write::{self, Facts};
use crate::api::{body, outcome, raw};
use crate::secret::ApiKey;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hyper::body::Bytes;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Method, RequestBuilder, Url};
use std::env;
use std::net::IpAddr;
use std::sync::{Arc, Once, PoisonError, RwLock};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// Where the API is and how to sign in.
#[derive(Clone, Debug)]
pub struct Target {
    /// Scheme, host and port, without the `/1` of the version.
    pub base_url: String,
    /// The secret key to sign in with, as the user name of HTTP Basic (contract section 1).
    pub key: Arc<ApiKey>,
}

/// How long each step of a request may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// The longest time from the name lookup to the end of the TLS handshake.
    pub connect: Duration,
    /// The longest time without a single byte from the other side.
    pub read: Duration,
    /// The longest time for the whole request, because a slow drip of single bytes never exceeds `read`.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            read: Duration::from_secs(10),
            total: Duration::from_secs(30),
        }
    }
}

/// The variables that replace the system's certificates with others.
const CERTIFICATES: [&str; 2] = ["SSL_CERT_FILE", "SSL_CERT_DIR"];

/// Why no client could be made for a target.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The `base_url` is not a URL with a host.
    #[error("the base_url is not a web address such as https://test-api.pinpayments.com")]
    NotAnAddress,
    /// The `base_url` is plain http to a host that is not a loopback address.
    #[error(
        "the base_url must start with https://; plain http:// is only for 127.0.0.1 and [::1] (a host name could resolve elsewhere)"
    )]
    NotSecure,
    /// The `base_url` has a path, user name, password, query or fragment.
    #[error(
        "the base_url must be only scheme, host and port: leave out /1, user name, query and fragment"
    )]
    MoreThanAHost,
    /// The system has no certificates to verify the server with.
    #[error(
        "no certificates to verify the server with: install ca-certificates, or set SSL_CERT_FILE to a file that holds them"
    )]
    NoCertificates,
    /// This variable leads to no certificates.
    #[error("{0} leads to no certificates to verify the server with; fix it or unset it")]
    NotCertificates(&'static str),
    /// This variable is set to something that is not a proxy address.
    #[error("{0} is not a proxy address such as http://proxy.example.com:8080; fix it or unset it")]
    NotAProxy(&'static str),
}

/// The outcome of one try.
#[derive(Debug)]
pub struct Attempt {
    /// The reply, or what went wrong.
    pub result: Result<Reply, Error>,
    /// The HTTP status; `None` if no status line was read.
    pub status: Option<u16>,
    /// The time from the start of the request to its outcome.
    pub took: Duration,
}

/// A client for one API with one key. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    base: Url,
    /// The headers of every request; the key in them can be changed for all clones at once.
    headers: Arc<RwLock<HeaderMap>>,
    proxy: Option<Proxy>,
    reads: reqwest::Client,
    /// Keeps no idle connection, so that a failure to connect always means "not sent".
    writes: reqwest::Client,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Client({})", self.base)
    }
}

impl Client {
    /// Creates a client with the default timeouts.
    pub fn new(target: &Target) -> Result<Self, BuildError> {
        Self::with_timeouts(target, Timeouts::default())
    }

    /// Creates a client, or returns what is wrong with the address, certificates or proxy. Sends nothing.
    pub fn with_timeouts(target: &Target, timeouts: Timeouts) -> Result<Self, BuildError> {
        let base = checked(&target.base_url)?;
        Ok(Self {
            reads: built(&base, timeouts, true)?,
            writes: built(&base, timeouts, false)?,
            proxy: if is_loopback(&base) {
                None
            } else {
                Proxy::of(base.as_str()).map_err(BuildError::NotAProxy)?
            },
            headers: Arc::new(RwLock::new(headers(&target.key))),
            base,
        })
    }

    /// Signs in with this key from the next request on, in all clones. Returns whether the key changed.
    pub fn change_key(&self, key: &ApiKey) -> bool {
        let new = headers(key);
        let mut headers = self.headers.write().unwrap_or_else(PoisonError::into_inner);
        let differs = *headers != new;
        *headers = new;
        differs
    }

    fn headers(&self) -> HeaderMap {
        let headers = self.headers.read().unwrap_or_else(PoisonError::into_inner);
        headers.clone()
    }

    /// Sends a call once and waits for the outcome.
    pub async fn send(&self, call: &Call) -> Attempt {
        let started = Instant::now();
        let (result, status) = if let Call::Read(Read::ReadRaw(record)) = call {
            self.read_raw(call, record).await
        } else {
            let heard = match call {
                Call::Read(_) => self.read(&call.path()).await,
                Call::Write(write) => self.write(&write.facts()).await,
            };
            let status = heard.as_ref().ok().map(|received| received.status);
            (outcome::settle(call, heard), status)
        };
        Attempt {
            result,
            status,
            took: started.elapsed(),
        }
    }

    async fn read(&self, path: &str) -> Result<Received, ErrorKind> {
        self.exchange(self.reads.get(self.url(path))).await
    }

    async fn write(&self, facts: &Facts<'_>) -> Result<Received, ErrorKind> {
        let method = match facts.method {
            write::Method::Post => Method::POST,
            write::Method::Put => Method::PUT,
            write::Method::Delete => Method::DELETE,
        };
        let mut request = self.writes.request(method, self.url(&facts.path));
        if let Some(body) = facts.body.as_ref().and_then(body::json) {
            request = request
                .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
                .body(Bytes::from_owner(body));
        }
        self.exchange(request).await
    }

    /// Returns the URL for a path below the version, with its query.
    fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        url.set_path(&format!("/1{path}"));
        url.set_query((!query.is_empty()).then_some(query));
        url
    }

    async fn exchange(&self, request: RequestBuilder) -> Result<Received, ErrorKind> {
        match request.headers(self.headers()).send().await {
            Ok(response) => Ok(received::read(response).await),
            Err(error) => Err(match (received::failure(&error), &self.proxy) {
                (ErrorKind::Unreachable(why), Some(proxy)) => proxy.blame(&error, why),
                (kind, _) => kind,
            }),
        }
    }

    /// Reads a record as text; a card or a subscription is searched for page by page in its list.
    async fn read_raw(&self, call: &Call, record: &Record) -> (Result<Reply, Error>, Option<u16>) {
        let paged = matches!(record, Record::Card(..) | Record::Subscription(..));
        let mut page = 1;
        loop {
            let path = match (paged, page) {
                (true, 2..) => format!("{}?page={page}", call.path()),
                _ => call.path(),
            };
            let heard = self.read(&path).await;
            let status = heard.as_ref().ok().map(|received| received.status);
            match outcome::read_body(heard).and_then(|body| raw::find(record, &body, page)) {
                Ok(raw::Found::Here(lines)) => {
                    return (Ok(Reply::Raw(record.clone(), lines)), status);
                }
                Ok(raw::Found::LookOn(next)) => page = next,
                Err(kind) => return (Err(Error { kind, fate: None }), status),
            }
        }
    }
}

/// Returns the address if a key may be sent to it, or what is wrong with it.
fn checked(base_url: &str) -> Result<Url, BuildError> {
    let url = Url::parse(base_url).map_err(|_| BuildError::NotAnAddress)?;
    if url.host_str().is_none_or(str::is_empty) {
        return Err(BuildError::NotAnAddress);
    }
    if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
        return Err(BuildError::NotSecure);
    }
    let alone = url.path() == "/"
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    alone.then_some(url).ok_or(BuildError::MoreThanAHost)
}

/// Whether the host is a loopback address. The name `localhost` is not: a resolver decides where it leads.
fn is_loopback(url: &Url) -> bool {
    url.host_str()
        .map(|host| host.trim_start_matches('[').trim_end_matches(']'))
        .and_then(|host| host.parse::<IpAddr>().ok())
        .is_some_and(|ip| ip.is_loopback())
}

fn built(base: &Url, timeouts: Timeouts, pooled: bool) -> Result<reqwest::Client, BuildError> {
    install_crypto();
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("pintui/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .http1_only()
        .tcp_nodelay(true)
        .connect_timeout(timeouts.connect)
        .read_timeout(timeouts.read)
        .timeout(timeouts.total);
    if !pooled {
        builder = builder.pool_max_idle_per_host(0);
    }
    if is_loopback(base) {
        builder = builder.no_proxy();
    }
    // Plain http has no use for certificates: without them the client is built on a machine that
    // has none, and without reading a bundle of 200 KB first.
    builder = if base.scheme() == "http" {
        builder.tls_certs_only([])
    } else {
        builder
            .https_only(true)
            .tls_version_min(reqwest::tls::Version::TLS_1_2)
    };
    // With these settings only the certificates of the machine can be at fault.
    builder.build().map_err(|_| {
        let set = CERTIFICATES
            .into_iter()
            .find(|name| env::var_os(name).is_some());
        set.map_or(BuildError::NoCertificates, BuildError::NotCertificates)
    })
}

fn headers(key: &ApiKey) -> HeaderMap {
    let pair = Zeroizing::new(format!("{}:", key.expose()));
    let basic = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    // Base64 is always a valid header value.
    if let Ok(mut value) = HeaderValue::from_str(&basic) {
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
    }
    headers
}

/// Makes ring the crypto provider of rustls. That happens once per process; a second attempt changes nothing.
fn install_crypto() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}
