//! The server: it accepts connections, serves HTTP on them and closes them.
//!
//! Each connection is a task of its own, and every part of an exchange must happen within a time limit, so a
//! slow client costs a few kilobytes and keeps nobody waiting. When the process has no file descriptor left
//! for the next client, the oldest connection on which nothing was ever sent makes room. hyper is driven by
//! hand, because a dropped call must close its connection without an answer, which a router cannot do.

pub mod auth;
mod body;
mod headers;
pub mod service;
mod timeouts;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, ioctl_fionread};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot::{self, error::TryRecvError};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use body::READ_TIMEOUT;
use service::Service;
use timeouts::{Progress, TimedStream};

const MAX_HEADERS: usize = 64;
const MAX_HEAD: usize = 16 * 1024;
/// How long calls in progress may take to end at a shutdown.
const GRACE: Duration = Duration::from_secs(2);
/// How long an answer may take to leave, at a shutdown, when no call is in progress; a half-sent one is not
/// waited for.
const LAST_BYTES: Duration = Duration::from_millis(100);
/// How long a client has to send its first byte: it is closed within 15 s, including the time to notice.
const FIRST_BYTE_TIMEOUT: Duration = Duration::from_millis(14_500);
/// How much of that time it has even where others wait for its place.
const MIN_SILENCE: Duration = Duration::from_secs(1);
/// How long to wait when a connection cannot be accepted and none makes room.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// The open connections.
#[derive(Default)]
struct Connections {
    tasks: JoinSet<()>,
    /// Those on which nothing was sent yet, oldest first.
    silent: VecDeque<Silent>,
}

/// A connection on which nothing was sent yet.
struct Silent {
    since: Instant,
    /// Ends the wait for the first byte.
    hurry: CancellationToken,
    /// Resolves once the client has sent a byte, or fails once the connection is closed.
    spoke: oneshot::Receiver<()>,
}

impl Connections {
    fn spawn(&mut self, stream: TcpStream, caller: SocketAddr, server: &Server) {
        self.reap();
        let (spoken, spoke) = oneshot::channel();
        let hurry = server.shutdown.child_token();
        self.silent.push_back(Silent {
            since: Instant::now(),
            hurry: hurry.clone(),
            spoke,
        });
        let server = server.clone();
        self.tasks.spawn(async move {
            if let Some(stream) = first_byte(stream, hurry).await {
                let _unheard = spoken.send(());
                server.serve_connection(stream, caller).await;
            }
        });
    }

    /// Forgets the connections that have ended; returns whether there were any.
    fn reap(&mut self) -> bool {
        let mut ended = false;
        while self.tasks.try_join_next().is_some() {
            ended = true;
        }
        self.silent
            .retain_mut(|one| matches!(one.spoke.try_recv(), Err(TryRecvError::Empty)));
        ended
    }

    /// Returns whether a connection has ended; where none has, closes the one that has been silent longest,
    /// if that is long enough.
    async fn make_room(&mut self) -> bool {
        if self.reap() {
            return true;
        }
        while let Some(oldest) = self.silent.front()
            && oldest.since.elapsed() >= MIN_SILENCE
            && let Some(oldest) = self.silent.pop_front()
        {
            oldest.hurry.cancel();
            if oldest.spoke.await.is_err() {
                return true;
            }
        }
        false
    }
}

/// Serves until the shutdown, then lets calls in progress end.
pub async fn serve(
    listener: TcpListener,
    shutdown: CancellationToken,
    service: Service,
) -> std::io::Result<()> {
    let service = Arc::new(service);
    let server = Server { service, shutdown };
    let mut connections = Connections::default();
    loop {
        let accepted = tokio::select! {
            () = server.shutdown.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, caller)) => connections.spawn(stream, caller, &server),
            Err(error)
                if is_out_of_files(&error)
                    && is_awaited(&listener)
                    && connections.make_room().await => {}
            Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
        }
    }
    drop(listener);
    let ends = async { while connections.tasks.join_next().await.is_some() {} };
    let _late = timeout(GRACE, ends).await;
    Ok(())
}

fn is_out_of_files(error: &std::io::Error) -> bool {
    let errno = Errno::from_io_error(error);
    matches!(errno, Some(Errno::MFILE | Errno::NFILE))
}

/// Whether a client waits to be accepted. Without a descriptor for it, accepting fails even where there is
/// none.
fn is_awaited(listener: &TcpListener) -> bool {
    let mut listeners = [PollFd::new(listener, PollFlags::IN)];
    poll(&mut listeners, Some(&Timespec::default())).is_ok_and(|ready| ready > 0)
}

/// Waits for a client's first byte, and closes the connection of one that sends none, without a word: it
/// could take that for the answer to a request it is about to send. In a hurry, what has arrived by then
/// counts.
async fn first_byte(stream: TcpStream, hurry: CancellationToken) -> Option<TcpStream> {
    let mut byte = [0];
    let is_readable = tokio::select! {
        readable = timeout(FIRST_BYTE_TIMEOUT, stream.peek(&mut byte)) => readable.is_ok(),
        () = hurry.cancelled() => false,
    };
    // The runtime may not have noticed yet what the system has.
    let spoke = is_readable || ioctl_fionread(&stream).is_ok_and(|bytes| bytes > 0);
    spoke.then_some(stream)
}

/// What every connection needs.
#[derive(Clone)]
struct Server {
    service: Arc<Service>,
    shutdown: CancellationToken,
}

impl Server {
    async fn serve_connection(self, stream: TcpStream, caller: SocketAddr) {
        let Self { service, shutdown } = self;
        let progress = Progress::default();
        let _unset = stream.set_nodelay(true);
        let stream = TimedStream::new(stream, READ_TIMEOUT, progress.clone());
        let seen = progress.clone();
        let handler = service_fn(move |request: Request<Incoming>| {
            let (service, seen) = (Arc::clone(&service), seen.clone());
            async move {
                seen.head_arrived();
                let answer = service.answer(request, caller, &seen).await;
                seen.answered();
                answer
                    .ok_or(std::io::ErrorKind::ConnectionAborted)
                    .map_err(std::io::Error::from)
            }
        });
        let mut server = http1::Builder::new();
        // A client may have no more to send, and say so, while its answer is still due.
        server
            .half_close(true)
            .header_read_timeout(None)
            .max_headers(MAX_HEADERS)
            .max_buf_size(MAX_HEAD);
        let mut connection = std::pin::pin!(server.serve_connection(TokioIo::new(stream), handler));
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
}
