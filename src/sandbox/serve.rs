//! The server around the calls: connections, limits, faults, one transaction for each change.
//!
//! Each connection is a task of its own, and both a head and a body must arrive within a time limit, so a slow client
//! costs a few kilobytes and keeps nobody waiting. hyper is driven by hand, below axum, because a dropped call must close
//! its connection without an answer, which a router cannot say.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::books::Books;
use super::call::Call;
use super::clock::Clock;
use super::desk::Desk;
use super::fault::{Faults, What};
use super::gate::Gate;
use super::params::Params;
use super::patience::{Answering, Patience};
use super::problem::Problem;
use super::reply::{Outcome, Reply};
use super::routes::{self, Route};

/// How long a client may take to send a head once it has begun, or to send a body.
const SLOWEST: Duration = Duration::from_secs(15);
/// The longest body that is read; the longest real one is a customer with long notes.
const LONGEST_BODY: usize = 256 * 1024;
const MOST_HEADERS: usize = 64;
const LONGEST_HEAD: usize = 16 * 1024;
/// How long calls under way may take to end at a shutdown.
const GRACE: Duration = Duration::from_secs(2);
/// How long an answer may take to leave, at a shutdown, when no call is under way; a half-sent one is not waited for.
const LAST_BYTES: Duration = Duration::from_millis(100);
/// How long to wait when a connection cannot be taken, for want of file descriptors for instance.
const BREATH: Duration = Duration::from_millis(50);

/// Everything that the calls share.
pub(super) struct Site {
    pub(super) gate: Gate,
    pub(super) books: Mutex<Books>,
    pub(super) faults: Faults,
    pub(super) clock: Clock,
}

/// Serves until the shutdown, then lets calls under way end.
pub(super) async fn serve(
    listener: TcpListener,
    shutdown: CancellationToken,
    site: Site,
) -> std::io::Result<()> {
    let app = Router::new().fallback(answer).with_state(Arc::new(site));
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        while connections.try_join_next().is_some() {}
        match accepted {
            Ok((stream, caller)) => {
                connections.spawn(converse(stream, caller, app.clone(), shutdown.clone()));
            }
            Err(_) => tokio::time::sleep(BREATH).await,
        }
    }
    drop(listener);
    let ended = async { while connections.join_next().await.is_some() {} };
    let _late = tokio::time::timeout(GRACE, ended).await;
    Ok(())
}

/// Marks a response that is not to be sent.
#[derive(Clone)]
struct HangUp;

async fn converse(stream: TcpStream, caller: SocketAddr, app: Router, shutdown: CancellationToken) {
    let _unset = stream.set_nodelay(true);
    let answering = Answering::default();
    let under_way = answering.clone();
    let stream = Patience::new(stream, SLOWEST, answering.clone());
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        let (app, answering) = (app.clone(), answering.clone());
        async move {
            answering.set(true);
            request.extensions_mut().insert(caller);
            let response = app
                .oneshot(request)
                .await
                .unwrap_or_else(|never: Infallible| match never {});
            answering.set(false);
            if response.extensions().get::<HangUp>().is_some() {
                return Err(std::io::Error::from(std::io::ErrorKind::ConnectionAborted));
            }
            Ok(response)
        }
    });
    let mut server = http1::Builder::new();
    server
        .header_read_timeout(None)
        .max_headers(MOST_HEADERS)
        .max_buf_size(LONGEST_HEAD);
    let mut connection = std::pin::pin!(server.serve_connection(TokioIo::new(stream), service));
    let over = tokio::select! {
        _ended = connection.as_mut() => true,
        () = shutdown.cancelled() => false,
    };
    if !over {
        connection.as_mut().graceful_shutdown();
        let grace = if under_way.get() { GRACE } else { LAST_BYTES };
        let _late = tokio::time::timeout(grace, connection).await;
    }
}

async fn answer(State(site): State<Arc<Site>>, request: Request) -> Response<Body> {
    let began = Instant::now();
    if let Some(outcome) = site.reply(request).await {
        let reply = outcome.unwrap_or_else(Reply::from);
        return reply.into_response(began.elapsed());
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.extensions_mut().insert(HangUp);
    response
}

impl Site {
    /// Answers a request, or not at all.
    async fn reply(&self, request: Request) -> Option<Outcome> {
        let (head, body) = request.into_parts();
        if let Err(problem) = self.gate.check(&head) {
            return Some(Err(problem));
        }
        let Some((route, parts)) = routes::find(&head.method, head.uri.path()) else {
            return Some(Err(Problem::no_route()));
        };
        let body = match read(body).await {
            Ok(body) => body,
            Err(problem) => return Some(Err(problem)),
        };
        let what = self.faults.strike(route);
        match what {
            Some(What::Refuse(refusal)) => return Some(refusal.answer(route)),
            Some(What::DropBefore) => return None,
            _ => {}
        }
        let caller = head
            .extensions
            .get::<SocketAddr>()
            .map(|caller| caller.ip().to_string())
            .unwrap_or_default();
        let outcome = Params::read(head.uri.query().unwrap_or_default(), &head.headers, &body)
            .and_then(|params| self.apply(route, &Call { parts, params }, &caller));
        match what {
            Some(What::Slow(milliseconds)) => {
                tokio::time::sleep(Duration::from_millis(u64::from(milliseconds))).await;
            }
            Some(What::DropAfter) => return None,
            _ => {}
        }
        Some(outcome)
    }

    /// Runs a call in one transaction, kept only if the call succeeds or its refusal is itself a record.
    fn apply(&self, route: &Route, call: &Call, caller: &str) -> Outcome {
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        let keeps = |outcome: &Outcome| {
            outcome
                .as_ref()
                .map_or_else(|problem| problem.keeps, |_| true)
        };
        let now = self.clock.now();
        let handler = |desk: &mut Desk| (route.handler)(desk, call);
        books.run(now, caller, route.writes(), handler, keeps)
    }
}

async fn read(body: Body) -> Result<axum::body::Bytes, Problem> {
    let late = || {
        Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "request_timeout",
            "The body did not arrive in time.",
        )
    };
    let read = tokio::time::timeout(SLOWEST, to_bytes(body, LONGEST_BODY))
        .await
        .map_err(|_| late())?;
    read.map_err(|_| {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "payload_too_large",
            "The body is too long.",
        )
    })
}
