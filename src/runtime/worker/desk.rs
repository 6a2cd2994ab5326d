//! The one task that owns the worker's state. It sleeps until a command, the end of a try, or a time
//! that it waits for; idle, it waits for no time at all.
use super::gate::Gate;
use super::host::Host;
use super::queue::{Job, Queue, UnderWay};
use super::{Courier, Limits, SHUTDOWN};
use crate::api::client::Attempt;
use crate::api::error::{Error, ErrorKind, Fate, NoAnswer};
use crate::api::reply::Reply;
use crate::api::retry::Dice;
use crate::model::effect::{ApiCommand, Lane, Ticket};
use crate::model::event::{Event, Note};
use crate::runtime::line;
use std::future::pending;
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::task::{AbortHandle, Id, JoinError, JoinHandle, JoinSet};
use tokio::time::{Instant, sleep_until, timeout};

/// A call whose request is out.
struct Out {
    task: AbortHandle,
    job: Job,
}

pub struct Desk<C> {
    courier: Arc<C>,
    limits: Limits,
    gate: Gate,
    host: Host,
    queue: Queue,
    out: Vec<Out>,
    tasks: JoinSet<Attempt>,
    /// The key that is being read. What is told meanwhile waits for it and is sent with it.
    signing_in: Option<JoinHandle<Result<bool, Event>>>,
    events: UnboundedSender<Event>,
}

type Finished = Result<(Id, Attempt), JoinError>;

impl<C: Courier> Desk<C> {
    pub fn new(
        courier: Arc<C>,
        limits: Limits,
        gate: Gate,
        events: UnboundedSender<Event>,
        dice: Dice,
    ) -> Self {
        Self {
            courier,
            limits,
            gate,
            host: Host::new(dice),
            queue: Queue::default(),
            out: Vec::new(),
            tasks: JoinSet::new(),
            signing_in: None,
            events,
        }
    }

    pub async fn run(mut self, mut commands: UnboundedReceiver<ApiCommand>) {
        loop {
            self.keep_time();
            self.send_what_may_go();
            let wake = self.wakes_at();
            let is_signing_in = self.signing_in.is_some();
            tokio::select! {
                signed_in = end_of(&mut self.signing_in) => self.take_key(signed_in),
                command = commands.recv(), if !is_signing_in => match command {
                    Some(command) => self.obey(command),
                    None => break,
                },
                Some(ended) = self.tasks.join_next_with_id() => self.settle(ended),
                () = sleep_until(wake.unwrap_or_else(Instant::now)), if wake.is_some() => {}
            }
        }
        self.close().await;
    }

    fn obey(&mut self, command: ApiCommand) {
        match command {
            ApiCommand::Call(ticket, request) => {
                let job = Job::new(ticket, request);
                match self.gate.refuse(&job.call, job.typed.as_ref()) {
                    Some(kind) => self.reply_unsent(&job, kind),
                    None => self.queue.put(job),
                }
            }
            ApiCommand::Cancel(ticket) => self.cancel(ticket),
            ApiCommand::Unlock(typed) => {
                self.gate.unlock(&typed);
                self.tell_lock();
            }
            ApiCommand::Lock => self.lock(),
            ApiCommand::SignIn => {
                let courier = Arc::clone(&self.courier);
                self.signing_in = Some(tokio::spawn(async move { courier.sign_in().await }));
            }
            ApiCommand::Fault(spec) => {
                if let Err(why) = self.courier.set_fault(&spec) {
                    self.tell(Event::Failed(why));
                }
            }
        }
    }

    fn lock(&mut self) {
        self.gate.lock();
        self.tell_lock();
        self.turn_away();
    }

    /// Takes note of how signing in ended. LIVE was unlocked for whom the old key belongs to, so another one
    /// locks it.
    fn take_key(&mut self, signed_in: Result<Result<bool, Event>, JoinError>) {
        self.signing_in = None;
        match signed_in {
            Ok(Ok(true)) => self.lock(),
            Ok(Ok(false)) | Err(_) => {}
            Ok(Err(event)) => self.tell(event),
        }
    }

    /// Lets pass what is only a matter of time: the end of a pause, the end of an unlocking.
    fn keep_time(&mut self) {
        if self.host.resume() {
            self.note(Note::Resumed);
        }
        if self.gate.expire() {
            self.tell_lock();
            self.turn_away();
        }
    }

    fn wakes_at(&self) -> Option<Instant> {
        let due = self.queue.next_due(Instant::now());
        [self.host.paused_until(), self.gate.ends(), due]
            .into_iter()
            .flatten()
            .min()
    }

    fn send_what_may_go(&mut self) {
        while self.host.paused_until().is_none() {
            let limits = Limits {
                calls: if self.host.is_unwell() {
                    1
                } else {
                    self.limits.calls
                },
                ..self.limits
            };
            let Some(job) = self.queue.next(limits, &self.under_way(), Instant::now()) else {
                return;
            };
            self.send(job);
        }
    }

    fn under_way(&self) -> UnderWay {
        let jobs = || self.out.iter().map(|out| &out.job);
        UnderWay {
            calls: self.out.len(),
            loader: jobs().filter(|job| job.lane == Lane::Loader).count(),
            written: jobs()
                .filter_map(|job| job.call.changes_customer())
                .collect(),
        }
    }

    /// Lets a request leave; the one place that does, and so the one that asks the gate.
    fn send(&mut self, mut job: Job) {
        if let Some(kind) = self.gate.refuse(&job.call, job.typed.as_ref()) {
            return self.reply_unsent(&job, kind);
        }
        job.tries += 1;
        job.first.get_or_insert_with(Instant::now);
        job.due = None;
        self.note(Note::Sent(job.ticket));
        let (courier, call) = (Arc::clone(&self.courier), job.call.clone());
        let task = self.tasks.spawn(async move { courier.send(&call).await });
        self.out.push(Out { task, job });
    }

    /// Takes the end of a try. One that is not known any more was cancelled, and is answered already.
    fn settle(&mut self, ended: Finished) {
        let id = match &ended {
            Ok((id, _)) => *id,
            Err(error) => error.id(),
        };
        let Some(at) = self.out.iter().position(|out| out.task.id() == id) else {
            return;
        };
        let Out { mut job, .. } = self.out.remove(at);
        let result = match ended {
            Ok((_, answer)) => {
                job.took += answer.took;
                job.status = answer.status;
                answer.result
            }
            Err(_) => Err(broken(&job)),
        };
        if job
            .status
            .is_some_and(|status| status < 500 && status != 429)
        {
            self.host.answers();
        }
        match result {
            Ok(reply) => {
                self.host.succeed();
                self.reply(&job, Ok(reply));
            }
            Err(error) => self.fail(job, error),
        }
    }

    fn fail(&mut self, mut job: Job, error: Error) {
        if let ErrorKind::Throttled { status, .. } = error.kind
            && let Some(wait) = self.host.pause(&error)
        {
            self.note(Note::Paused { status, wait });
        }
        let since_first = job.first.map(|at| at.elapsed()).unwrap_or_default();
        if let Some(wait) = self.host.again(&error, job.tries, since_first) {
            self.note(Note::Retrying {
                ticket: job.ticket,
                attempt: job.tries,
                status: job.status,
                wait,
            });
            job.due = Some(Instant::now() + wait);
            return self.queue.put(job);
        }
        if matches!(&error.kind, ErrorKind::Refused(refusal) if refusal.status == 401) {
            for other in self.queue.take_where(|_| true) {
                self.reply_unsent(&other, error.kind.clone());
            }
        }
        self.reply(&job, Err(error));
    }

    fn cancel(&mut self, ticket: Ticket) {
        if let Some(job) = self.queue.take(ticket) {
            return self.reply_unsent(&job, ErrorKind::Cancelled);
        }
        let read = |out: &Out| out.job.ticket == ticket && !out.job.call.is_write();
        if let Some(at) = self.out.iter().position(read) {
            let out = self.out.remove(at);
            out.task.abort();
            self.reply_unsent(&out.job, ErrorKind::Cancelled);
        }
    }

    /// Ends all that waits and may not leave any more.
    fn turn_away(&mut self) {
        let gate = &self.gate;
        let barred = |job: &Job| gate.refuse(&job.call, job.typed.as_ref()).is_some();
        for job in self.queue.take_where(barred) {
            self.reply_unsent(&job, ErrorKind::Locked);
        }
    }

    async fn close(mut self) {
        for job in self.queue.take_where(|_| true) {
            self.reply_unsent(&job, ErrorKind::Cancelled);
        }
        let reads: Vec<Ticket> = self.out.iter().map(|out| out.job.ticket).collect();
        for ticket in reads {
            self.cancel(ticket);
        }
        let writes = async {
            while !self.out.is_empty()
                && let Some(ended) = self.tasks.join_next_with_id().await
            {
                self.settle(ended);
            }
        };
        let _ = timeout(SHUTDOWN, writes).await;
        for Out { task, job } in std::mem::take(&mut self.out) {
            task.abort();
            let error = Error {
                kind: ErrorKind::Cancelled,
                fate: Some(Fate::Unknown),
            };
            self.reply(&job, Err(error));
        }
        self.tasks.shutdown().await;
    }

    /// Ends a call of which nothing is under way; as a write it surely never left.
    fn reply_unsent(&self, job: &Job, kind: ErrorKind) {
        let fate = job.call.is_write().then_some(Fate::NotSent);
        self.reply(job, Err(Error { kind, fate }));
    }

    fn reply(&self, job: &Job, result: Result<Reply, Error>) {
        let trace = job.trace();
        line::log(result.as_ref().err(), &trace, job.call.is_write());
        self.tell(Event::Reply {
            ticket: job.ticket,
            result,
            trace,
        });
    }

    fn tell_lock(&self) {
        match (&self.gate, self.gate.ends()) {
            (Gate::Open, _) => {}
            (Gate::Live { .. }, Some(end)) => self.note(Note::Unlocked {
                left: end.saturating_duration_since(Instant::now()),
            }),
            (Gate::Live { .. }, None) => self.note(Note::Locked),
        }
    }

    fn note(&self, note: Note) {
        self.tell(Event::Worker(note));
    }

    /// Nobody listening means that the app is gone, and then nobody needs to know.
    fn tell(&self, event: Event) {
        let _ = self.events.send(event);
    }
}

/// Waits for the end of a task; for ever where there is none.
async fn end_of<T>(task: &mut Option<JoinHandle<T>>) -> Result<T, JoinError> {
    match task {
        Some(task) => task.await,
        None => pending().await,
    }
}

/// Judges a try that ended without an answer, which takes a fault in this program.
fn broken(job: &Job) -> Error {
    Error {
        kind: ErrorKind::NoAnswer(NoAnswer::Broken),
        fate: job.call.is_write().then_some(Fate::Unknown),
    }
}
