//! The sandbox without the dashboard, for programs and for scripts.
use crate::config::{Paths, Profile};
use crate::runtime::{embedded, executor, mirror};
use crate::sandbox::{self, FaultSpec, Faults, Options, Store};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

pub use crate::sandbox::Clock;

/// How many customers there are unless another number is asked for.
pub const CUSTOMERS: u32 = sandbox::DEFAULT_CUSTOMERS;
/// What the data is made from unless another number is asked for.
pub const SEED: u64 = sandbox::DEFAULT_SEED;

/// How long calls under way may take to be answered after a signal.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone, Debug)]
pub struct SandboxOptions {
    pub listen: SocketAddr,
    pub api_key: String,
    pub customers: u32,
    pub seed: u64,
    /// `None` keeps nothing.
    pub file: Option<PathBuf>,
    pub fault: Option<FaultSpec>,
    pub publishable_key: Option<String>,
    pub clock: Clock,
}

/// Reads what `--clock` says.
pub fn clock(text: &str) -> Result<Clock, String> {
    text.parse()
        .map_err(|error: sandbox::ClockError| error.to_string())
}

/// Serves until SIGTERM, SIGINT or SIGHUP. When it can be called it says so in one line on the
/// standard output: `listening on http://127.0.0.1:PORT/1`.
pub fn serve(wanted: SandboxOptions) -> io::Result<()> {
    executor::block_on(serve_until_signal(wanted))?
}

async fn serve_until_signal(wanted: SandboxOptions) -> io::Result<()> {
    let mut term = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hangup = signal(SignalKind::hangup())?;
    let listener = TcpListener::bind(wanted.listen).await?;
    let address = listener.local_addr()?;
    let faults = Faults::default();
    if let Some(spec) = wanted.fault {
        faults.arm(spec);
    }
    let options = Options {
        api_key: wanted.api_key,
        customers: wanted.customers,
        seed: wanted.seed,
        store: wanted.file.map_or(Store::Memory, Store::File),
        faults,
        clock: wanted.clock,
        publishable_key: wanted.publishable_key,
    };
    // Whoever waits for the line may call at once, so it is said when nothing can go wrong any more.
    let opened = sandbox::open(listener, options)?;
    let shutdown = CancellationToken::new();
    let mut server = tokio::spawn(opened.serve(shutdown.clone()));
    let mut out = io::stdout();
    writeln!(out, "listening on http://{address}/1")?;
    out.flush()?;
    tokio::select! {
        ended = &mut server => return ended.map_err(io::Error::other)?,
        _ = term.recv() => {}
        _ = interrupt.recv() => {}
        _ = hangup.recv() => {}
    }
    shutdown.cancel();
    // A caller that never reads its answer does not keep the server alive.
    match timeout(PATIENCE, server).await {
        Ok(ended) => ended.map_err(io::Error::other)?,
        Err(_) => Ok(()),
    }
}

/// Returns the file that keeps the changes to a sandbox of this size and seed.
///
/// Changes belong to the data they were made to; the usual ones share the dashboard's file. One whose clock
/// is `moved` has a file of its own: what is billed there must not stand in the dashboard's future.
pub fn file(paths: &Paths, customers: u32, seed: u64, moved: bool) -> Result<PathBuf, String> {
    embedded::file(paths, customers, seed, moved)
}

/// Forgets the changes that were made to the dashboard's sandbox, those of the one whose clock was moved, and
/// the mirror that shows them.
pub fn reset(paths: &Paths) -> Result<(), String> {
    for moved in [false, true] {
        let file = file(paths, CUSTOMERS, SEED, moved)?;
        sandbox::reset(&file)
            .map_err(|error| format!("The sandbox could not be reset: {error}"))?;
    }
    mirror::forget(&paths.mirror(&Profile::sandbox()))
}
