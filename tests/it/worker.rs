//! The worker with a courier that answers as a test says, on a clock that a test moves.
mod cancel;
mod gate;
pub mod handle;
mod limits;
mod pauses;
mod random;
mod retries;
mod shutdown;
mod wire;

use handle::Worker;
use pintui::api::call::Call;
use pintui::api::client::Attempt;
use pintui::api::customers::CustomerPatch;
use pintui::api::error::{Error, ErrorKind, Fate, Refusal};
use pintui::api::ids::CustomerId;
use pintui::api::page::Page;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::subject::Record;
use pintui::api::write::Write;
use pintui::model::effect::{Lane, Ticket};
use pintui::model::event::{Event, Note, Trace};
use pintui::runtime::worker::{Courier, Gate, Limits};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::Instant;

type Script = dyn Fn(usize, &Call) -> (Duration, Attempt) + Send + Sync;

#[derive(Default)]
pub struct Log {
    pub sent: Vec<(Instant, Call)>,
    pub under_way: usize,
    pub most_under_way: usize,
    pub dropped: usize,
}

/// Answers each call after a time, as a script says; the first argument counts the sends from 0.
#[derive(Clone)]
pub struct Fake {
    log: Arc<Mutex<Log>>,
    script: Arc<Script>,
}

/// Notices when a request's future goes before its end.
struct Going<'a>(&'a Mutex<Log>, bool);

impl Drop for Going<'_> {
    fn drop(&mut self) {
        let mut log = self.0.lock().expect("no panic");
        log.under_way -= 1;
        log.dropped += usize::from(!self.1);
    }
}

impl Courier for Fake {
    async fn send(&self, call: &Call) -> Attempt {
        let nth = {
            let mut log = self.log.lock().expect("no panic");
            log.sent.push((Instant::now(), call.clone()));
            log.under_way += 1;
            log.most_under_way = log.most_under_way.max(log.under_way);
            log.sent.len() - 1
        };
        let mut going = Going(&self.log, false);
        let (wait, answer) = (self.script)(nth, call);
        tokio::time::sleep(wait).await;
        going.1 = true;
        answer
    }

    async fn sign_in(&self) -> Result<bool, Event> {
        Ok(false)
    }

    fn set_fault(&self, _: &str) -> Result<(), String> {
        Err("no sandbox".to_owned())
    }
}

/// Holds a worker, its ear and its courier's log.
pub struct Bench {
    pub worker: Worker,
    events: UnboundedReceiver<Event>,
    log: Arc<Mutex<Log>>,
    started: Instant,
}

type Outcome = (Ticket, Result<Reply, Error>, Trace);

impl Bench {
    pub fn new(
        limits: Limits,
        gate: Gate,
        script: impl Fn(usize, &Call) -> (Duration, Attempt) + Send + Sync + 'static,
    ) -> Self {
        let fake = Fake {
            log: Arc::default(),
            script: Arc::new(script),
        };
        let (sender, events) = unbounded_channel();
        let log = Arc::clone(&fake.log);
        let runtime = tokio::runtime::Handle::current();
        Self {
            worker: Worker::start(&runtime, fake, limits, gate, sender),
            events,
            log,
            started: Instant::now(),
        }
    }

    /// A worker for a real host without a gate.
    pub fn host(
        script: impl Fn(usize, &Call) -> (Duration, Attempt) + Send + Sync + 'static,
    ) -> Self {
        Self::new(Limits::HOST, Gate::Open, script)
    }

    pub fn ask(&self, ticket: u64, call: Call) {
        self.worker.call(Ticket(ticket), call, Lane::Operator, None);
    }

    pub fn load(&self, ticket: u64, page: u32) {
        let call = Call::Read(Read::ListCustomers(page));
        self.worker.call(Ticket(ticket), call, Lane::Loader, None);
    }

    /// Gives the next event. Time stands still unless everything waits, so a wait here costs nothing.
    pub async fn event(&mut self) -> Event {
        tokio::time::timeout(Duration::from_secs(3600), self.events.recv())
            .await
            .expect("an event within the hour")
            .expect("a living worker")
    }

    /// Gives the next reply; what the worker says in between is dropped.
    pub async fn reply(&mut self) -> Outcome {
        loop {
            if let Event::Reply {
                ticket,
                result,
                trace,
            } = self.event().await
            {
                return (ticket, result, trace);
            }
        }
    }

    pub async fn error(&mut self) -> Error {
        self.reply().await.1.expect_err("an error")
    }

    /// Gives the next note that is not about a single call.
    pub async fn note(&mut self) -> Note {
        loop {
            match self.event().await {
                Event::Worker(Note::Sent(_) | Note::Retrying { .. }) => {}
                Event::Worker(note) => return note,
                _ => {}
            }
        }
    }

    /// Lets everything happen that needs no time to pass.
    pub async fn settle(&self) {
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
    }

    /// Gives all that was told until now.
    pub fn told(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.events.try_recv().ok()).collect()
    }

    pub fn sent(&self) -> Vec<Call> {
        let log = self.log.lock().expect("no panic");
        log.sent.iter().map(|(_, call)| call.clone()).collect()
    }

    /// Gives when each request left, since the start.
    pub fn times(&self) -> Vec<Duration> {
        let log = self.log.lock().expect("no panic");
        log.sent.iter().map(|(at, _)| *at - self.started).collect()
    }

    pub fn log<T>(&self, look: impl FnOnce(&Log) -> T) -> T {
        look(&self.log.lock().expect("no panic"))
    }
}

pub fn answer(status: u16, result: Result<Reply, Error>) -> Attempt {
    Attempt {
        result,
        status: (status > 0).then_some(status),
        took: Duration::from_millis(5),
    }
}

/// A success for any call.
pub fn fine(call: &Call) -> Attempt {
    answer(
        200,
        Ok(match call {
            Call::Read(Read::ListCustomers(page)) => Reply::Customers(Page {
                items: Vec::new(),
                number: *page,
                next: None,
                total: None,
                unreadable: 0,
            }),
            Call::Write(Write::DeleteCustomer(id)) => Reply::Deleted(Record::Customer(id.clone())),
            _ => Reply::Done,
        }),
    )
}

/// A failure of any call, with the fate that the client would give it.
pub fn failing(call: &Call, status: u16, kind: ErrorKind) -> Attempt {
    let fate = call.is_write().then_some(match (&kind, status) {
        (ErrorKind::Unreachable(_), _) => Fate::NotSent,
        (_, 400..=499) => Fate::Rejected,
        _ => Fate::Unknown,
    });
    answer(status, Err(Error { kind, fate }))
}

pub fn refused(call: &Call, status: u16) -> Attempt {
    let refusal = Refusal {
        status,
        ..Refusal::default()
    };
    failing(call, status, ErrorKind::Refused(refusal))
}

pub fn throttled(call: &Call, status: u16, retry_after: Option<u64>) -> Attempt {
    let retry_after = retry_after.map(Duration::from_secs);
    failing(
        call,
        status,
        ErrorKind::Throttled {
            status,
            retry_after,
        },
    )
}

pub const SOON: Duration = Duration::from_millis(10);

pub fn customer(n: usize) -> CustomerId {
    CustomerId::new(&format!("cus_{n}")).expect("a token")
}

pub fn read(n: usize) -> Call {
    Call::Read(Read::GetCustomer(customer(n)))
}

pub fn delete(n: usize) -> Call {
    Call::Write(Write::DeleteCustomer(customer(n)))
}

pub fn update(n: usize) -> Call {
    Call::Write(Write::UpdateCustomer(customer(n), CustomerPatch::default()))
}
