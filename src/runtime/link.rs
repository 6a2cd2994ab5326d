//! What stands behind a line: the worker of one profile and, for the sandbox, its server.
//!
//! It is opened by a task of its own, after the first frame: reading a key may run a command, and a
//! server may have to make its records. What the app orders meanwhile waits on the line.
use crate::api::call::Call;
use crate::api::client::{BuildError, Client, Target};
use crate::api::error::{Error, ErrorKind, Fate};
use crate::config::{Environment, KeyError, KeySource, Mode, Paths, Profile};
use crate::model::effect::{Effect, Lane, Ticket};
use crate::model::event::{Event, Trace};
use crate::runtime::embedded::Embedded;
use crate::runtime::line::Ends;
use crate::runtime::loan::Lender;
use crate::runtime::panics;
use crate::runtime::worker::{Gate, Limits, Worker};
use crate::sandbox::FaultSpec;
use crate::secret::{ApiKey, KeyMark};
use std::sync::Arc;
use std::time::{Duration, Instant};
use thiserror::Error;
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
/// The notice is what the person should know from before, told first.
pub fn open(
    ends: Ends,
    profile: &Profile,
    surroundings: &Surroundings,
    notice: Option<String>,
    lender: Lender,
) -> JoinHandle<()> {
    let (profile, surroundings) = (profile.clone(), surroundings.clone());
    tokio::spawn(async move {
        let mut ends = ends;
        panics::rehearse("task");
        if let Some(notice) = notice {
            // Where the loop has ended there is nobody to tell.
            let _ = ends.events.send(Event::Failed(notice));
        }
        loop {
            match Link::open(&profile, &surroundings, &ends.events, &lender).await {
                Ok(opened) => return opened.serve(ends, &profile, &surroundings, &lender).await,
                Err(why) if !refuse(&mut ends, unopened(&profile, &why)).await => return,
                Err(_) => {}
            }
        }
    })
}

/// Is the worker of an open profile, with the sandbox that it calls where it does.
pub struct Link {
    worker: Worker,
    client: Client,
    sandbox: Option<Embedded>,
    limits: Limits,
}

/// Says why a profile could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Its address, or what the environment says about proxy and certificates.
    #[error(transparent)]
    Settings(#[from] BuildError),
    #[error("{0}")]
    Other(String),
}

impl Link {
    /// Opens a profile; all that happens is told as events.
    pub async fn open(
        profile: &Profile,
        surroundings: &Surroundings,
        events: &UnboundedSender<Event>,
        lender: &Lender,
    ) -> Result<Self, OpenError> {
        let (target, sandbox) = if profile.mode == Mode::Sandbox {
            let fault = surroundings.fault.clone();
            let sandbox = Embedded::start(&surroundings.paths, profile.customers, fault, events)
                .await
                .map_err(OpenError::Other)?;
            (sandbox.target.clone(), Some(sandbox))
        } else {
            let key = read_key(profile, surroundings, events, lender).await?;
            let base_url = profile.base_url.clone();
            let key = Arc::new(key);
            (Target { base_url, key }, None)
        };
        let client = Client::new(&target)?;
        let (limits, gate) = match profile.mode {
            Mode::Sandbox => (Limits::SANDBOX, Gate::Open),
            Mode::Test => (Limits::HOST, Gate::Open),
            Mode::Live => (Limits::HOST, Gate::live(profile.name.to_string())),
        };
        tell_opened(events, &target.key);
        let events = events.clone();
        let worker = Worker::start(&Handle::current(), client.clone(), limits, gate, events);
        Ok(Self {
            worker,
            client,
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
    async fn serve(
        self,
        mut ends: Ends,
        profile: &Profile,
        surroundings: &Surroundings,
        lender: &Lender,
    ) {
        while let Some(order) = ends.orders.recv().await {
            let failed = match order {
                Effect::ReadKey => {
                    let key = read_key(profile, surroundings, &ends.events, lender);
                    self.sign_in(profile, &ends.events, key).await.err()
                }
                order => self.carry_out(order).err().map(Event::Failed),
            };
            if let Some(failed) = failed {
                // Where the loop has ended there is nobody to tell.
                let _ = ends.events.send(failed);
            }
        }
        self.close().await;
    }

    /// Signs in with the key that the profile has now. What waits on the line is sent with it.
    ///
    /// LIVE was unlocked for whom the old key belongs to, so another one locks it.
    async fn sign_in(
        &self,
        profile: &Profile,
        events: &UnboundedSender<Event>,
        key: impl Future<Output = Result<ApiKey, OpenError>>,
    ) -> Result<(), Event> {
        if self.sandbox.is_some() {
            return Ok(());
        }
        let key = key
            .await
            .map_err(|why| Event::Unopened(unopened(profile, &why)))?;
        if self.client.change_key(&key) {
            self.worker.lock();
        }
        tell_opened(events, &key);
        Ok(())
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
                None => return Err("Faults work only in the sandbox".to_owned()),
            },
            // The mirror has a way of its own.
            Effect::Mirror(_)
            | Effect::Copy(_)
            | Effect::Open(_)
            | Effect::CaptureMouse(_)
            // Seen to before, since it takes its time.
            | Effect::ReadKey
            | Effect::Suspend
            | Effect::Redraw
            | Effect::Quit => {}
        }
        Ok(())
    }
}

fn tell_opened(events: &UnboundedSender<Event>, key: &ApiKey) {
    // Where the loop has ended there is nobody to tell.
    let _ = events.send(Event::Opened(KeyMark::of(key)));
}

/// Reads the key of a real host. Its command may take its time, and the terminal where it fails without one.
async fn read_key(
    profile: &Profile,
    surroundings: &Surroundings,
    events: &UnboundedSender<Event>,
    lender: &Lender,
) -> Result<ApiKey, OpenError> {
    let (source, environment) = (&profile.key, &surroundings.environment);
    let mut read = in_background(source, environment, KeySource::read).await?;
    if let Err(error) = &read
        && source.may_want_terminal(error)
        // For a profile that was left meanwhile nobody is asked anything.
        && !events.is_closed()
        && let Some(_loan) = lender.lend().await
    {
        read = in_background(source, environment, KeySource::read_on_terminal).await?;
    }
    Ok(read?)
}

type ReadKey = fn(&KeySource, &Environment) -> Result<ApiKey, KeyError>;

async fn in_background(
    source: &KeySource,
    environment: &Environment,
    read: ReadKey,
) -> Result<Result<ApiKey, KeyError>, OpenError> {
    let (source, environment) = (source.clone(), environment.clone());
    spawn_blocking(move || read(&source, &environment))
        .await
        .map_err(|error| OpenError::Other(error.to_string()))
}

/// Says why a profile lets nobody in, and which keys help.
fn unopened(profile: &Profile, why: &OpenError) -> String {
    let keys = match profile.key {
        // A program that runs keeps the environment it was started with.
        KeySource::Environment => "p opens another profile.",
        _ => "R retries, p opens another profile.",
    };
    format!(
        "The profile {} could not be opened: {why}. {keys}",
        profile.name
    )
}

/// Answers every call by itself, for a profile that could not be opened; says whether to open it again.
async fn refuse(ends: &mut Ends, why: String) -> bool {
    let _ = ends.events.send(Event::Unopened(why.clone()));
    let said = Instant::now();
    while let Some(order) = ends.orders.recv().await {
        if order == Effect::ReadKey {
            return true;
        }
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
                let _ = ends.events.send(Event::Unopened(why.clone()));
            }
        }
    }
    false
}
