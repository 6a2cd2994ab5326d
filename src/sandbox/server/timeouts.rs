//! The time limits of a connection once its client has sent a byte: to finish a head, to continue reading an
//! answer, and to close when told to. Between two requests there is no limit.
//!
//! hyper's own limit runs while a connection is idle too: it would cut off well-behaved clients between two
//! requests, and wake a dashboard that has nothing to do.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// How long a client may continue to send after its last answer. Closing while its bytes lie unread would
/// reset the connection, and the answer could be lost on the way.
const LINGER: Duration = Duration::from_secs(2);
/// The answer to a client whose head did not arrive in time; hyper would close without a word.
const LATE: &[u8] =
    b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// The progress of a connection, shared by those who wait for it.
#[derive(Clone, Default)]
pub struct Progress(Arc<Flags>);

#[derive(Default)]
struct Flags {
    headed: AtomicBool,
    called: AtomicBool,
    closing: AtomicBool,
}

impl Progress {
    /// Notes that a whole head has arrived.
    pub fn head_arrived(&self) {
        self.0.headed.store(true, Ordering::Release);
    }

    /// Notes that the whole request has arrived and is being handled.
    pub fn call_began(&self) {
        self.0.called.store(true, Ordering::Release);
    }

    /// Notes that the answer is ready to be sent.
    pub fn answered(&self) {
        self.0.called.store(false, Ordering::Release);
        self.0.headed.store(false, Ordering::Release);
    }

    /// Notes that the server is about to end: no client is waited for any more.
    pub fn close(&self) {
        self.0.closing.store(true, Ordering::Release);
    }

    /// Whether a call is being handled.
    pub fn is_calling(&self) -> bool {
        self.0.called.load(Ordering::Acquire)
    }

    fn has_head(&self) -> bool {
        self.0.headed.load(Ordering::Acquire)
    }

    fn is_closing(&self) -> bool {
        self.0.closing.load(Ordering::Acquire)
    }
}

type Deadline = Pin<Box<Sleep>>;

/// A stream whose reads fail when a head takes too long to arrive, and whose writes fail when they stall for
/// as long.
pub struct TimedStream {
    stream: TcpStream,
    limit: Duration,
    progress: Progress,
    /// Runs from the first byte of a head; for the first head, from the start.
    head: Option<Deadline>,
    /// Runs while the client reads nothing.
    stalled: Option<Deadline>,
    /// Runs from the end of the last answer.
    linger: Option<Deadline>,
}

impl TimedStream {
    pub fn new(stream: TcpStream, limit: Duration, progress: Progress) -> Self {
        Self {
            stream,
            limit,
            progress,
            head: Some(Box::pin(sleep(limit))),
            stalled: None,
            linger: None,
        }
    }

    /// Abandons a head that is late. What cannot be sent at once is not sent: the client is slow already.
    fn give_up(&self) -> io::Error {
        if self.stalled.is_none() {
            let _unsent = self.stream.try_write(LATE);
        }
        io::ErrorKind::TimedOut.into()
    }

    fn watch(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        // An answer being sent means that the head has arrived: the next one has not begun.
        self.head = None;
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let limit = self.limit;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(limit)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    /// Discards what the client still sends, until it closes too.
    fn drain(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let mut scrap = [0; 4096];
        loop {
            let mut buffer = ReadBuf::new(&mut scrap);
            let read = ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buffer));
            if read.is_err() || buffer.filled().is_empty() {
                return Poll::Ready(());
            }
        }
    }
}

impl AsyncRead for TimedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.progress.has_head() {
            self.head = None;
            return Pin::new(&mut self.stream).poll_read(cx, buffer);
        }
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if read.is_ready() {
            if buffer.filled().len() > before {
                let limit = self.limit;
                self.head.get_or_insert_with(|| Box::pin(sleep(limit)));
            }
            return read;
        }
        let late = self.head.as_mut().map(|head| head.as_mut().poll(cx));
        match late {
            Some(Poll::Ready(())) => Poll::Ready(Err(self.give_up())),
            _ => Poll::Pending,
        }
    }
}

impl AsyncWrite for TimedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.watch(cx, written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.linger.is_none() {
            ready!(Pin::new(&mut self.stream).poll_shutdown(cx))?;
            self.linger = Some(Box::pin(sleep(LINGER)));
        }
        if self.progress.is_closing() || self.drain(cx).is_ready() {
            return Poll::Ready(Ok(()));
        }
        let over = self.linger.as_mut().map(|linger| linger.as_mut().poll(cx));
        over.unwrap_or(Poll::Ready(())).map(Ok)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.watch(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
