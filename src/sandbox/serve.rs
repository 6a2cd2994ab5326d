//! The server around the calls: it takes connections and ends them.
//!
//! Each connection is a task of its own, and every part of an exchange must happen within a time limit, so a slow client
//! costs a few kilobytes and keeps nobody waiting. When the process has no file descriptor left for the next client, the
//! oldest connection on which nothing was ever sent makes room. hyper is driven by hand, because a dropped call must close its
//! connection without an answer, which a router cannot say.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rustix::io::Errno;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, timeout};
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
/// How long to wait when a connection cannot be taken and none makes room.
const BREATH: Duration = Duration::from_millis(50);

/// The connections there are.
#[derive(Default)]
struct Connections {
    tasks: JoinSet<()>,
    /// Those that may never have sent a byte, with when they came, the oldest first.
    silent: VecDeque<(Instant, AbortHandle, Progress)>,
}

impl Connections {
    fn spawn(&mut self, progress: Progress, task: impl Future<Output = ()> + Send + 'static) {
        while self.tasks.try_join_next().is_some() {}
        self.forget();
        let handle = self.tasks.spawn(task);
        self.silent.push_back((Instant::now(), handle, progress));
    }

    /// Drops from the front of the silent ones what has ended or spoken.
    fn forget(&mut self) {
        while let Some((_, handle, progress)) = self.silent.front()
            && (handle.is_finished() || !progress.is_silent())
        {
            self.silent.pop_front();
        }
    }

    /// Closes the oldest silent connection and waits for its end, or tells that there is none. One that just came had no
    /// time yet to say anything.
    async fn make_room(&mut self) -> bool {
        self.forget();
        match self.silent.front() {
            Some((since, oldest, _)) if since.elapsed() >= BREATH => oldest.abort(),
            _ => return false,
        }
        self.silent.pop_front();
        let _ended = self.tasks.join_next().await;
        true
    }

    async fn end(mut self) {
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Serves until the shutdown, then lets calls under way end.
pub(super) async fn serve(
    listener: TcpListener,
    shutdown: CancellationToken,
    site: Site,
) -> std::io::Result<()> {
    let site = Arc::new(site);
    let mut connections = Connections::default();
    loop {
        let accepted = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, caller)) => {
                let progress = Progress::default();
                let site = Arc::clone(&site);
                let task = converse(stream, caller, site, progress.clone(), shutdown.clone());
                connections.spawn(progress, task);
            }
            Err(error) if is_out_of_files(&error) && connections.make_room().await => {}
            Err(_) => tokio::time::sleep(BREATH).await,
        }
    }
    drop(listener);
    let _late = timeout(GRACE, connections.end()).await;
    Ok(())
}

fn is_out_of_files(error: &std::io::Error) -> bool {
    let errno = Errno::from_io_error(error);
    matches!(errno, Some(Errno::MFILE | Errno::NFILE))
}

async fn converse(
    stream: TcpStream,
    caller: SocketAddr,
    site: Arc<Site>,
    progress: Progress,
    shutdown: CancellationToken,
) {
    let _unset = stream.set_nodelay(true);
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
