//! The background worker: it takes calls as data and gives events back, and no call of it ever blocks.
//!
//! Everything it knows (queue, what is under way, the host's pause, the lock of LIVE) belongs to one
//! task, the `desk`, that takes commands and finished tries one at a time; so there is no lock to hold and
//! no order of events that was not written down here.
//!
//! What can be relied on:
//! - Each ticket gets exactly one [`Event::Reply`], also when it is cancelled, refused or shut down.
//! - A write is sent at most once. Queued, it can be cancelled (NOT-SENT); sent, it cannot be.
//! - A read may be tried three times. Cancelled, its request is dropped and its reply says `Cancelled`.
//! - After a 401 everything queued ends with that same error, unsent: one key, one meaning. What is asked
//!   afterwards is sent again, since only a person's wish (or another key) brings it.
//! - After 429 or 503 nothing is sent until the pause is over, and then one call alone goes first.
//!   A write refused so is not sent again, and one still queued waits the pause out.
//! - Retries are a matter of the queue, not of a future that sleeps: a waiting read holds no place among the
//!   calls under way, is cancelled like a queued one, and is counted when the host is paused.
mod desk;
mod gate;
mod host;
mod queue;

pub use gate::Gate;

use crate::api::call::Call;
use crate::api::client::Attempt;
use crate::api::retry::Dice;
use crate::model::effect::ApiCommand;
use crate::model::event::Event;
use desk::Desk;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

/// How long a shutdown waits for writes under way (reliability promises, section 3.3).
pub const SHUTDOWN: Duration = Duration::from_secs(2);

/// What stands between the worker and the host.
pub trait Courier: Send + Sync + 'static {
    /// Sends a call once.
    fn send(&self, call: &Call) -> impl Future<Output = Attempt> + Send;

    /// Signs in with the key that the profile has now. Returns whether it is another one, or what to tell
    /// instead.
    fn sign_in(&self) -> impl Future<Output = Result<bool, Event>> + Send;

    /// Arms a fault of the sandbox, or disarms the one that is armed with an empty text. The error is a
    /// sentence.
    fn set_fault(&self, spec: &str) -> Result<(), String>;
}

/// How many calls may be under way at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub calls: usize,
    /// How many of them may be the page loader's.
    pub loader: usize,
}

impl Limits {
    /// A service that others use too.
    pub const HOST: Self = Self {
        calls: 4,
        loader: 2,
    };
    /// Our own, on this machine.
    pub const SANDBOX: Self = Self {
        calls: 8,
        loader: 8,
    };
}

/// Obeys commands until their channel is closed; all that happens is told through `events`. Then unsent calls
/// are dropped, reads too, and writes under way are waited for, at most [`SHUTDOWN`].
pub async fn serve<C: Courier>(
    courier: Arc<C>,
    limits: Limits,
    gate: Gate,
    commands: UnboundedReceiver<ApiCommand>,
    events: UnboundedSender<Event>,
) {
    let desk = Desk::new(courier, limits, gate, events, Dice::shaken());
    desk.run(commands).await;
}
