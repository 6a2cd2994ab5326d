//! The server around the calls: it takes connections and ends them.
//!
//! Each connection is a task of its own, and every part of an exchange must happen within a time limit, so a slow client
//! costs a few kilobytes and keeps nobody waiting. hyper is driven by hand, because a dropped call must close its
//! connection without an answer, which a router cannot say.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::body::SLOWEST;
use super::patience::{Patience, Progress};
use super::site::Site;

const MOST_HEADERS: usize = 64;
const LONGEST_HEAD: usize = 16 * 1024;
/// How long calls under way may take to end at a shutdown.
const GRACE: Duration = Duration::from_secs(2);
/// How long an answer may take to leave, at a shutdown, when no call is under way; a half-sent one is not waited for.
const LAST_BYTES: Duration = Duration::from_millis(100);
/// How long to wait when a connection cannot be taken, for want of file descriptors for instance.
const BREATH: Duration = Duration::from_millis(50);

/// Serves until the shutdown, then lets calls under way end.
pub(super) async fn serve(
    listener: TcpListener,
    shutdown: CancellationToken,
    site: Site,
) -> std::io::Result<()> {
    let site = Arc::new(site);
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        while connections.try_join_next().is_some() {}
        match accepted {
            Ok((stream, caller)) => {
                connections.spawn(converse(
                    stream,
                    caller,
                    Arc::clone(&site),
                    shutdown.clone(),
                ));
            }
            Err(_) => tokio::time::sleep(BREATH).await,
        }
    }
    drop(listener);
    let ended = async { while connections.join_next().await.is_some() {} };
    let _late = timeout(GRACE, ended).await;
    Ok(())
}

async fn converse(
    stream: TcpStream,
    caller: SocketAddr,
    site: Arc<Site>,
    shutdown: CancellationToken,
) {
    let _unset = stream.set_nodelay(true);
    let progress = Progress::default();
    let stream = Patience::new(stream, SLOWEST, progress.clone());
    let seen = progress.clone();
    let service = service_fn(move |request: Request<Incoming>| {
        let (site, seen) = (Arc::clone(&site), seen.clone());
        async move {
            seen.head_arrived();
            let answer = site.answer(request, caller, &seen).await;
            seen.answered();
            answer
                .ok_or(std::io::ErrorKind::ConnectionAborted)
                .map_err(std::io::Error::from)
        }
    });
    let mut server = http1::Builder::new();
    // A client may have no more to ask, and say so, while its answer is still due.
    server
        .half_close(true)
        .header_read_timeout(None)
        .max_headers(MOST_HEADERS)
        .max_buf_size(LONGEST_HEAD);
    let mut connection = std::pin::pin!(server.serve_connection(TokioIo::new(stream), service));
    let over = tokio::select! {
        _ended = connection.as_mut() => true,
        () = shutdown.cancelled() => false,
    };
    if over {
        return;
    }
    progress.close();
    connection.as_mut().graceful_shutdown();
    let late = timeout(LAST_BYTES, connection.as_mut()).await.is_err();
    if late && progress.is_calling() {
        let _late = timeout(GRACE, connection).await;
    }
}
