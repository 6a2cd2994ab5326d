//! What stands behind a line: the worker of one profile and, for the sandbox, its server.
//!
//! It is opened by a task of its own, after the first frame: reading a key may run a command, and a
//! server may have to make its records. What the app orders meanwhile waits on the line.
use crate::api::call::Call;
use crate::api::client::{Attempt, BuildError, Client, Target};
use crate::api::error::{Error, ErrorKind, Fate};
use crate::config::{Environment, KeyError, KeySource, Mode, Paths, Profile};
use crate::model::effect::{ApiCommand, Request};
use crate::model::event::{Event, Trace};
use crate::runtime::embedded::Embedded;
use crate::runtime::line::Ends;
use crate::runtime::loan::Lender;
use crate::runtime::panics;
use crate::runtime::worker::{self, Courier, Gate, Limits};
use crate::sandbox::FaultSpec;
use crate::secret::{ApiKey, KeyMark};
use std::sync::Arc;
use std::time::{Duration, Instant};
use thiserror::Error;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::task::{JoinHandle, spawn_blocking};

/// How long after the opening of a profile nothing is asked by a person yet.
const AT_START: Duration = Duration::from_secs(1);

/// What profiles are opened with.
#[derive(Clone, Debug)]
pub struct Surroundings {
    pub environment: Environment,
    pub paths: Paths,
    /// The fault that an embedded sandbox starts with.
    pub fault: Option<FaultSpec>,
    /// What the person should know but what stops nothing, such as a log that cannot be written.
    pub notice: Option<String>,
}

/// Opens a profile at the end of a line, and returns the task that ends when the line is closed.
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
                Ok(link) => return link.serve(ends.commands).await,
                Err(why) if !refuse(&mut ends, unopened(&profile, &why)).await => return,
                Err(_) => {}
            }
        }
    })
}

/// An open profile: the client of its host and, for the sandbox, the server that it calls.
pub struct Link {
    client: Client,
    sandbox: Option<Embedded>,
    profile: Profile,
    surroundings: Surroundings,
    lender: Lender,
    events: UnboundedSender<Event>,
}

/// Why a profile could not be opened.
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
        tell_opened(events, &target.key);
        Ok(Self {
            client,
            sandbox,
            profile: profile.clone(),
            surroundings: surroundings.clone(),
            lender: lender.clone(),
            events: events.clone(),
        })
    }

    /// Obeys commands until their channel is closed, then stops what was started.
    pub async fn serve(self, commands: UnboundedReceiver<ApiCommand>) {
        let (limits, gate) = match self.profile.mode {
            Mode::Sandbox => (Limits::SANDBOX, Gate::Open),
            Mode::Test => (Limits::HOST, Gate::Open),
            Mode::Live => (Limits::HOST, Gate::live(self.profile.name.to_string())),
        };
        let events = self.events.clone();
        let link = Arc::new(self);
        worker::serve(Arc::clone(&link), limits, gate, commands, events).await;
        // The worker has ended all that it sent.
        if let Some(Self {
            sandbox: Some(sandbox),
            ..
        }) = Arc::into_inner(link)
        {
            sandbox.stop().await;
        }
    }
}

impl Courier for Link {
    async fn send(&self, call: &Call) -> Attempt {
        self.client.send(call).await
    }

    async fn sign_in(&self) -> Result<bool, Event> {
        if self.sandbox.is_some() {
            return Ok(false);
        }
        let key = read_key(
            &self.profile,
            &self.surroundings,
            &self.events,
            &self.lender,
        )
        .await
        .map_err(|why| Event::Unopened(unopened(&self.profile, &why)))?;
        let is_another = self.client.change_key(&key);
        tell_opened(&self.events, &key);
        Ok(is_another)
    }

    fn set_fault(&self, spec: &str) -> Result<(), String> {
        match &self.sandbox {
            Some(sandbox) => sandbox.set_fault(spec),
            None => Err("Faults work only in the sandbox".to_owned()),
        }
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

/// Returns why a profile lets nobody in.
fn unopened(profile: &Profile, why: &OpenError) -> String {
    format!("The profile {} could not be opened: {why}.", profile.name)
}

/// Answers every call by itself, for a profile that could not be opened; returns whether to open it again.
async fn refuse(ends: &mut Ends, why: String) -> bool {
    let _ = ends.events.send(Event::Unopened(why.clone()));
    let said = Instant::now();
    while let Some(command) = ends.commands.recv().await {
        if command == ApiCommand::SignIn {
            return true;
        }
        if let ApiCommand::Call(ticket, Request { call, .. }) = command {
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
