//! An imitation of the payments API on loopback, so that everything can be tried without a key or a network.
//!
//! It is another company's server as far as this program is concerned: it names nothing else of ours, so that
//! client and server cannot be wrong together; both are held to the recorded exchanges in `tests/fixtures`.
//!
//! `server` accepts connections and runs requests, `fault` makes calls fail on demand, `api` holds the calls,
//! one file for each resource, and `world` the data behind them; each names only those after it.
//!
//! [`run`] serves until it is told to stop, and many can run in one process. What it answers is laid down in
//! the wire contract; where that leaves a point open, the module that decided it says *choice* in its
//! documentation. Choices that belong to no one module: the base data are dated backwards from a midnight
//! UTC, that of the start while nothing was ever changed and that of the first change from then on, so that
//! time really moves for what was touched; `If-None-Match` and keys for idempotency are ignored; a body over
//! 256 KiB is a 413, a slow one a 408; requests outside `/1` need the key too; what is not built (transfers,
//! recipients, webhooks, `GET /cards/{card}`) is a 404. What cannot be read as HTTP is a 400, a head that is
//! too long a 431 and a slow one a 408, all three without a body, as a proxy in front would answer.

#![warn(missing_docs)]

mod api;
mod fault;
mod server;
mod world;

use std::sync::Mutex;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use server::auth::Auth;
use server::service::Service;
use world::World;

pub use fault::{FaultSpec, FaultSpecError, Faults};
pub use world::clock::{Clock, ClockError};
pub use world::database::{Store, reset};

/// The number of customers in a sandbox unless another is given.
pub const DEFAULT_CUSTOMERS: u32 = 1284;
/// The seed of the data unless another is given.
pub const DEFAULT_SEED: u64 = 20_120_622;

/// The settings of a sandbox.
pub struct Options {
    /// The secret key, which callers must send.
    pub api_key: String,
    /// The key that can only create cards and payment sources; without one, only the secret key is accepted.
    pub publishable_key: Option<String>,
    /// The number of customers at the beginning.
    pub customers: u32,
    /// The seed from which all base data are computed.
    pub seed: u64,
    /// Where changes are kept.
    pub store: Store,
    /// The handle that sets faults.
    pub faults: Faults,
    /// The clock that dates all records.
    pub clock: Clock,
}

/// A sandbox whose data are open but which does not answer calls yet.
pub struct Opened {
    listener: TcpListener,
    service: Service,
}

/// Opens the data of a sandbox on `listener`. Fails when the store cannot be opened.
pub fn open(listener: TcpListener, options: Options) -> std::io::Result<Opened> {
    let (seed, customers, now) = (options.seed, options.customers, options.clock.now());
    let world = World::open(seed, customers, &options.store, now)?;
    let service = Service {
        world: Mutex::new(world),
        auth: Auth::new(
            listener.local_addr()?,
            options.api_key,
            options.publishable_key,
        ),
        faults: options.faults,
        clock: options.clock,
    };
    Ok(Opened { listener, service })
}

impl Opened {
    /// Serves the API until `shutdown`, then lets calls in progress finish.
    pub async fn serve(self, shutdown: CancellationToken) -> std::io::Result<()> {
        server::serve(self.listener, shutdown, self.service).await
    }
}

/// Opens a sandbox and serves it.
pub async fn run(
    listener: TcpListener,
    shutdown: CancellationToken,
    options: Options,
) -> std::io::Result<()> {
    open(listener, options)?.serve(shutdown).await
}
