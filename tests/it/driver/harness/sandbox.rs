//! A harness that reads from a sandbox: a real worker, real HTTP and a real server.
use super::{Harness, TODAY, setup, today};
use crate::driver::Driver;
use crate::mirrored::Mirrored;
use crate::worker::handle::{Direct, Worker};
use jiff::tz::TimeZone;
use pintui::api::client::{Client, Target, Timeouts};
use pintui::app::{Looks, Setup};
use pintui::config::Mode;
use pintui::model::effect::ApiCommand;
use pintui::model::event::{Event, Note};
use pintui::runtime::mirror::Site;
use pintui::runtime::worker::{Gate, Limits};
use pintui::sandbox::{self, Clock, Faults, Options, Store};
use pintui::secret::ApiKey;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio_util::sync::CancellationToken;

/// How long an answer may take before the test is said to hang.
const HANG: Duration = Duration::from_secs(20);

/// How a flow begins.
pub struct Start {
    pub size: (u16, u16),
    pub customers: u32,
    pub mode: Mode,
    pub looks: Looks,
    pub time_zone: TimeZone,
    pub timeouts: Timeouts,
    pub store: Store,
    /// A request, as method and path, whose first answer is kept back until [`Harness::release`].
    pub hold: Option<&'static str>,
    /// The file of a mirror; without one nothing is kept.
    pub mirror: Option<PathBuf>,
}

impl Default for Start {
    fn default() -> Self {
        Self {
            size: (120, 36),
            customers: 60,
            mode: Mode::Sandbox,
            looks: setup(Mode::Sandbox).looks,
            time_zone: setup(Mode::Sandbox).time_zone,
            timeouts: Timeouts::default(),
            store: Store::Memory,
            hold: None,
            mirror: None,
        }
    }
}

/// A worker and the server that it reads from.
pub struct Sandbox {
    worker: Worker,
    events: UnboundedReceiver<Event>,
    /// Whether the worker was told to lock or unlock and has not said yet that it did.
    gate_moves: bool,
    /// The request whose answer is kept back, and the answer once it is there.
    held: Option<(String, Option<Event>)>,
    shutdown: CancellationToken,
    runtime: Runtime,
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

impl Sandbox {
    fn start(start: &Start, faults: Faults) -> Self {
        let runtime = Runtime::new().unwrap();
        let shutdown = CancellationToken::new();
        let key = "sandbox-key-of-a-flow-";
        let listener = runtime
            .block_on(TcpListener::bind(("127.0.0.1", 0)))
            .unwrap();
        let address = listener.local_addr().unwrap();
        let options = Options {
            api_key: key.to_owned(),
            customers: start.customers,
            seed: sandbox::DEFAULT_SEED,
            store: start.store.clone(),
            faults,
            publishable_key: None,
            clock: Clock::fixed(today()),
        };
        runtime.spawn(sandbox::run(listener, shutdown.clone(), options));
        let target = Target {
            base_url: format!("http://{address}"),
            key: Arc::new(ApiKey::new(key.to_owned())),
        };
        let client = Client::with_timeouts(&target, start.timeouts).unwrap();
        let (told, events) = mpsc::unbounded_channel();
        let gate = match start.mode {
            Mode::Live => Gate::live("harbour".to_owned()),
            Mode::Sandbox | Mode::Test => Gate::Open,
        };
        // Pages one after another come in their order, in each run the same.
        let limits = Limits {
            loader: 1,
            ..Limits::SANDBOX
        };
        Self {
            worker: Worker::start(runtime.handle(), Direct(client), limits, gate, told),
            events,
            gate_moves: false,
            held: start.hold.map(|call| (call.to_owned(), None)),
            shutdown,
            runtime,
        }
    }

    pub fn note(&mut self, note: &Note) {
        if matches!(note, Note::Unlocked { .. } | Note::Locked) {
            self.gate_moves = false;
        }
    }

    pub fn obey(&mut self, command: ApiCommand, faults: &Faults) {
        match &command {
            ApiCommand::Unlock(_) | ApiCommand::Lock => self.gate_moves = true,
            ApiCommand::Fault(spec) if spec.is_empty() => return faults.disarm(),
            ApiCommand::Fault(spec) => return faults.arm(spec.parse().unwrap()),
            ApiCommand::Call(..) | ApiCommand::SignIn | ApiCommand::Cancel(_) => {}
        }
        self.worker.tell(command);
    }

    fn still_holds(&self) -> bool {
        matches!(self.held, Some((_, None)))
    }
}

impl Harness {
    /// Opens the dashboard on a sandbox of sixty customers at 120x36.
    pub fn new() -> Self {
        Self::start(Start::default())
    }

    pub fn sized(width: u16, height: u16) -> Self {
        Self::start(Start {
            size: (width, height),
            ..Start::default()
        })
    }

    pub fn start(start: Start) -> Self {
        let faults = Faults::default();
        let sandbox = Sandbox::start(&start, faults.clone());
        let mut setup = Setup {
            looks: start.looks,
            time_zone: start.time_zone,
            ..setup(start.mode)
        };
        setup.profile.mirror = start.mirror.is_some();
        let mirror = Mirrored::start(start.mirror.map_or_else(Site::memory, Site::new));
        let mut harness = Self {
            faults,
            ..Self::open(TODAY, setup, start.size, mirror, Some(sandbox))
        };
        harness.tell(Event::Resize(start.size.0, start.size.1));
        if start.hold.is_none() {
            harness.settle();
        }
        harness
    }

    fn sandbox(&mut self) -> &mut Sandbox {
        self.sandbox.as_mut().expect("the test itself answers")
    }

    /// Takes in answers until none is due.
    pub fn answers(&mut self) -> &mut Self {
        while self.sandbox().gate_moves || !self.app.is_idle() {
            self.hear("an answer");
        }
        while let Ok(event) = self.sandbox().events.try_recv() {
            self.take(event);
        }
        self
    }

    /// Types a key whose request is answered by the sandbox at once, and keeps that answer back: for
    /// the app it is slow, and tells what was true before all that follows.
    pub fn holds(&mut self, request: &str, key: &str) -> &mut Self {
        self.sandbox().held = Some((request.to_owned(), None));
        self.press(key);
        while self.sandbox().still_holds() {
            self.hear(request);
        }
        self
    }

    /// Lets the answer through that was kept back.
    pub fn release(&mut self) -> &mut Self {
        while self.sandbox().still_holds() {
            self.hear("the answer to keep back");
        }
        if let Some((_, Some(event))) = self.sandbox().held.take() {
            self.tell(event);
        }
        self
    }

    /// Takes in one thing that the worker or the mirror says.
    pub(super) fn hear(&mut self, wanted: &str) {
        let Some(sandbox) = &mut self.sandbox else {
            panic!(
                "nothing comes by itself; no {wanted:?} on\n{}",
                self.screen()
            );
        };
        let (events, mirror) = (&mut sandbox.events, &mut self.mirror);
        let heard = sandbox.runtime.block_on(async {
            let any = async {
                tokio::select! {
                    event = events.recv() => event,
                    event = mirror.hear() => event,
                }
            };
            tokio::time::timeout(HANG, any).await
        });
        match heard {
            Ok(Some(event)) => self.take(event),
            _ => panic!("waited for {wanted:?} in vain\n{}", self.screen()),
        }
    }

    /// Takes in an event. Every request took as long as every other, so that screens are the same in every run.
    fn take(&mut self, mut event: Event) {
        if let Event::Reply { trace, .. } = &mut event {
            trace.took = Duration::from_millis(12);
            let words = format!("{} {}", trace.method, trace.path);
            if let Some((request, kept @ None)) = &mut self.sandbox().held
                && words == *request
            {
                *kept = Some(event);
                return;
            }
        }
        self.tell(event);
    }
}
