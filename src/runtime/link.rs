//! What stands behind a line: the worker of one profile and, for the sandbox, its server.
//!
//! It is opened by a task of its own, after the first frame: reading a key may run a command, and a
//! server may have to make its records. What the app orders meanwhile waits on the line.
use crate::api::call::Call;
use crate::api::client::{Client, Target};
use crate::api::error::{Error, ErrorKind, Fate};
use crate::config::{Environment, Mode, Paths, Profile};
use crate::model::effect::{Effect, Lane, Ticket};
use crate::model::event::{Event, Trace};
use crate::runtime::embedded::Embedded;
use crate::runtime::line::Ends;
use crate::runtime::panics;
use crate::runtime::worker::{Gate, Limits, Worker};
use crate::sandbox::FaultSpec;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::{JoinHandle, spawn_blocking};

/// How long after the opening of a profile nothing is asked by a person yet.
const AT_START: Duration = Duration::from_secs(1);

/// Holds what profiles are opened with.
#[derive(Clone, Debug)]
pub struct Surroundings {
    pub environment: Environment,
    pub paths: Paths,
    /// The fault that an embedded sandbox starts with.
    pub fault: Option<FaultSpec>,
    /// What the person should know but what stops nothing, such as a log that cannot be written.
    pub notice: Option<String>,
}

/// Opens a profile at the end of a line, and gives the task that ends when the line is closed.
///
/// The notices are what the person should know from before, told first.
pub fn open(
    ends: Ends,
    profile: &Profile,
    surroundings: &Surroundings,
    notices: Vec<String>,
) -> JoinHandle<()> {
    let (profile, surroundings) = (profile.clone(), surroundings.clone());
    tokio::spawn(async move {
        panics::rehearse("task");
        for notice in notices {
            // Where the loop has ended there is nobody to tell.
            let _ = ends.events.send(Event::Failed(notice));
        }
        match Link::open(&profile, &surroundings, &ends.events).await {
            Ok(opened) => opened.serve(ends).await,
            Err(why) => {
                let why = format!("The profile {} could not be opened: {why}", profile.name);
                refuse(ends, why).await;
            }
        }
    })
}

/// Is the worker of an open profile, with the sandbox that it calls where it does.
pub struct Link {
    worker: Worker,
    sandbox: Option<Embedded>,
    limits: Limits,
}

impl Link {
    /// Opens a profile; all that happens is told as events. The error is a sentence.
    pub async fn open(
        profile: &Profile,
        surroundings: &Surroundings,
        events: &UnboundedSender<Event>,
    ) -> Result<Self, String> {
        let (target, sandbox) = if profile.mode == Mode::Sandbox {
            let fault = surroundings.fault.clone();
            let sandbox =
                Embedded::start(&surroundings.paths, profile.customers, fault, events).await?;
            (sandbox.target.clone(), Some(sandbox))
        } else {
            (real_target(profile, surroundings).await?, None)
        };
        let client = Client::new(&target).map_err(|error| error.to_string())?;
        let (limits, gate) = match profile.mode {
            Mode::Sandbox => (Limits::SANDBOX, Gate::Open),
            Mode::Test => (Limits::HOST, Gate::Open),
            Mode::Live => (Limits::HOST, Gate::live(profile.name.to_string())),
        };
        let worker = Worker::start(&Handle::current(), client, limits, gate, events.clone());
        Ok(Self {
            worker,
            sandbox,
            limits,
        })
    }

    pub const fn limits(&self) -> Limits {
        self.limits
    }

    /// Asks for a page of a list, or for what one lacks.
    pub fn load(&self, ticket: Ticket, call: Call) {
        self.worker.call(ticket, call, Lane::Loader, None);
    }

    /// Stops what was started.
    pub async fn close(self) {
        self.worker.shutdown().await;
        if let Some(sandbox) = self.sandbox {
            sandbox.stop().await;
        }
    }

    /// Carries out orders until the line is closed, then stops what was started.
    async fn serve(self, mut ends: Ends) {
        while let Some(order) = ends.orders.recv().await {
            if let Err(why) = self.carry_out(order) {
                // Where the loop has ended there is nobody to tell.
                let _ = ends.events.send(Event::Failed(why));
            }
        }
        self.close().await;
    }

    fn carry_out(&self, order: Effect) -> Result<(), String> {
        match order {
            Effect::Call {
                ticket,
                call,
                lane,
                typed,
            } => self.worker.call(ticket, call, lane, typed),
            Effect::Cancel(ticket) => self.worker.cancel(ticket),
            Effect::Unlock(typed) => self.worker.unlock(&typed),
            Effect::Lock => self.worker.lock(),
            Effect::Fault(spec) => match &self.sandbox {
                Some(sandbox) => sandbox.set_fault(&spec)?,
                None => return Err("Faults are for the sandbox alone".to_owned()),
            },
            // The mirror has a way of its own.
            Effect::Keep(..)
            | Effect::Show(_)
            | Effect::Look(_)
            | Effect::Recall(_)
            | Effect::Lead(_)
            | Effect::Copy(_)
            | Effect::Open(_)
            | Effect::CaptureMouse(_)
            | Effect::Suspend
            | Effect::Redraw
            | Effect::Quit => {}
        }
        Ok(())
    }
}

/// Finds the address and the key of a real host. The key's command may take its time.
async fn real_target(profile: &Profile, surroundings: &Surroundings) -> Result<Target, String> {
    let (source, environment) = (profile.key.clone(), surroundings.environment.clone());
    let key = spawn_blocking(move || source.read(&environment))
        .await
        .map_err(|error| error.to_string())?
        .map_err(|error| error.to_string())?;
    Ok(Target {
        base_url: profile.base_url.clone(),
        key: Arc::new(key),
    })
}

/// Answers every call by itself, for a profile that could not be opened.
async fn refuse(mut ends: Ends, why: String) {
    let _ = ends.events.send(Event::Failed(why.clone()));
    let said = Instant::now();
    while let Some(order) = ends.orders.recv().await {
        if let Effect::Call { ticket, call, .. } = order {
            let reply = Event::Reply {
                ticket,
                result: Err(Error {
                    kind: ErrorKind::NotOpened,
                    fate: call.is_write().then_some(Fate::NotSent),
                }),
                trace: Trace {
                    method: call.method(),
                    path: call.path(),
                    status: None,
                    tries: 0,
                    took: Duration::ZERO,
                },
            };
            let _ = ends.events.send(reply);
            // What the app asks by itself at the start needs no second telling.
            if said.elapsed() > AT_START {
                let _ = ends.events.send(Event::Failed(why.clone()));
            }
        }
    }
}
