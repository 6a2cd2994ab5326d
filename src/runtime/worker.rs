//! The background worker: it takes calls as data and gives events back, and no call of it ever blocks.
//!
//! Everything it knows (queue, what is under way, the host's pause, the lock of LIVE) belongs to one
//! task, the [`desk`], that hears commands and finished tries one at a time; so there is no lock to hold and
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
use crate::api::client::{Answer, Client};
use crate::api::retry::Dice;
use crate::model::effect::{Lane, Ticket, Typed};
use crate::model::event::Event;
use desk::{Command, Desk};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{self, UnboundedSender};
use tokio::task::JoinHandle;

/// How long a shutdown waits for writes under way (reliability promises, section 3.3).
pub const SHUTDOWN: Duration = Duration::from_secs(2);

/// Sends one call once. The client does; tests put something else in its place.
pub trait Courier: Send + Sync + 'static {
    fn send(&self, call: &Call) -> impl Future<Output = Answer> + Send;
}

impl Courier for Client {
    async fn send(&self, call: &Call) -> Answer {
        Self::send(self, call).await
    }
}

/// Says how many calls may be under way at the same time.
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

/// Holds one call on its way to the desk.
#[derive(Debug)]
struct Order {
    ticket: Ticket,
    call: Call,
    lane: Lane,
    typed: Option<Typed>,
}

/// Takes calls for one profile. Dropping it stops everything, as [`Worker::shutdown`] does without waiting.
#[derive(Debug)]
pub struct Worker {
    commands: UnboundedSender<Command>,
    desk: JoinHandle<()>,
}

impl Worker {
    /// Starts the desk on a runtime; all that happens is told through `events`.
    pub fn start<C: Courier>(
        runtime: &Handle,
        courier: C,
        limits: Limits,
        gate: Gate,
        events: UnboundedSender<Event>,
    ) -> Self {
        let (commands, orders) = mpsc::unbounded_channel();
        let desk = Desk::new(courier, limits, gate, events, Dice::shaken());
        Self {
            commands,
            desk: runtime.spawn(desk.run(orders)),
        }
    }

    /// Takes a call; its reply comes as an event.
    pub fn call(&self, ticket: Ticket, call: Call, lane: Lane, typed: Option<Typed>) {
        self.tell(Command::Call(Box::new(Order {
            ticket,
            call,
            lane,
            typed,
        })));
    }

    /// Drops a read, or a write that was not sent yet.
    pub fn cancel(&self, ticket: Ticket) {
        self.tell(Command::Cancel(ticket));
    }

    /// Opens LIVE writes for five minutes, if the text is the profile's name to the letter.
    pub fn unlock(&self, typed_name: &str) {
        self.tell(Command::Unlock(typed_name.to_owned()));
    }

    pub fn lock(&self) {
        self.tell(Command::Lock);
    }

    /// Stops: unsent calls are dropped, reads too; writes under way are waited for, at most [`SHUTDOWN`].
    pub async fn shutdown(self) {
        self.tell(Command::Shutdown);
        let _ = self.desk.await;
    }

    /// A desk that is gone has told everything it will ever tell.
    fn tell(&self, command: Command) {
        let _ = self.commands.send(command);
    }
}
