//! The whole app typed at: real worker, real HTTP, real sandbox; the terminal and the time are values.
//!
//! `app.keys("j d y enter")` types keys and waits until nothing is due but time. Time stands still unless
//! a test advances it, so a flow is the same on a slow machine.
mod listen;

use crate::mirrored::Mirrored;
use crate::worker::handle::{Direct, Worker};
use crossterm::event::KeyEvent;
use jiff::Timestamp;
use jiff::tz::TimeZone;
pub use listen::BREATH;
use pintui::api::client::{Client, Target, Timeouts};
use pintui::app::{App, Looks, Setup};
use pintui::config::{KeySource, Mode, Profile};
use pintui::model::effect::{ApiCommand, Effect, Lane, Request};
use pintui::model::event::{Event, Note, Now};
use pintui::model::keymap::Keymap;
use pintui::runtime::mirror::Site;
use pintui::runtime::worker::{Gate, Limits};
use pintui::sandbox::{self, Clock, Faults, Options, Store};
use pintui::secret::ApiKey;
use pintui::secret::Pasted;
use pintui::text::Safe;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio_util::sync::CancellationToken;

/// The moment at which every flow takes place.
pub const TODAY: &str = "2026-11-23T01:00:00Z";
pub struct Harness {
    pub app: App,
    pub faults: Faults,
    /// Every call that was ordered, as method and path.
    pub sent: Vec<String>,
    /// Those of them that the page loader ordered.
    pub loaded: Vec<String>,
    /// Effects that are not for the worker: copies, quit, suspend.
    pub effects: Vec<Effect>,
    now: Now,
    /// Whether the worker was told to lock or unlock and has not said yet that it did.
    gate_moves: bool,
    /// The request whose answer is kept back, and the answer once it is there.
    held: Option<(String, Option<Event>)>,
    worker: Worker,
    mirror: Mirrored,
    events: UnboundedReceiver<Event>,
    terminal: Terminal<TestBackend>,
    shutdown: CancellationToken,
    runtime: Runtime,
}

/// Says how a flow begins.
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

pub fn today() -> Timestamp {
    TODAY.parse().unwrap()
}

pub fn profile(mode: Mode) -> Profile {
    Profile {
        name: Safe::clean("harbour"),
        mode,
        base_url: "http://127.0.0.1:1".to_owned(),
        key: KeySource::Embedded,
        allow_pan_entry: false,
        time_zone: None,
        mirror: false,
        sweep_every: Profile::SWEEP_EVERY,
        customers: None,
    }
}

pub fn setup(mode: Mode) -> Setup {
    Setup {
        profile: profile(mode),
        profiles: vec![profile(mode)],
        time_zone: TimeZone::get("Australia/Sydney").unwrap(),
        config_path: "~/.config/pintui/config.toml".to_owned(),
        mouse: true,
        looks: Looks {
            colour: true,
            ascii: false,
        },
        keymap: Keymap::built_in().unwrap(),
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
        let runtime = Runtime::new().unwrap();
        let faults = Faults::default();
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
            store: start.store,
            faults: faults.clone(),
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
        let keeps = start.mirror.is_some();
        let site = start.mirror.map_or_else(Site::memory, Site::new);
        // Pages one after another come in their order, in each run the same.
        let limits = Limits {
            loader: 1,
            ..Limits::SANDBOX
        };
        let worker = Worker::start(runtime.handle(), Direct(client), limits, gate, told);
        let now = Now {
            since_start: Duration::from_secs(1),
            wall: today(),
        };
        let (width, height) = start.size;
        let mut setup = Setup {
            looks: start.looks,
            time_zone: start.time_zone,
            ..setup(start.mode)
        };
        setup.profile.mirror = keeps;
        let mut harness = Self {
            app: App::new(setup, start.size, now),
            faults,
            sent: Vec::new(),
            loaded: Vec::new(),
            effects: Vec::new(),
            now,
            gate_moves: false,
            held: start.hold.map(|call| (call.to_owned(), None)),
            worker,
            mirror: Mirrored::start(site),
            events,
            terminal: Terminal::new(TestBackend::new(width, height)).unwrap(),
            shutdown,
            runtime,
        };
        harness.tell(Event::Resize(width, height));
        if start.hold.is_none() {
            harness.idle();
        }
        harness
    }

    /// Types keys, written as in the keymap with spaces between, and waits until all is quiet.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.press(key);
            self.idle();
        }
        self
    }

    /// Types one key without waiting for anything.
    pub fn press(&mut self, key: &str) -> &mut Self {
        self.tell(Event::Key(key_event(key)));
        self
    }

    /// Says yes to a question or review that hears: the focus on its button, a rest, and Enter.
    pub fn yes(&mut self) -> &mut Self {
        self.press("y").advance(BREATH).press("enter")
    }

    /// Types a text letter by letter.
    pub fn types(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.tell(Event::Key(KeyEvent::from(crossterm::event::KeyCode::Char(
                letter,
            ))));
        }
        self.idle();
        self
    }

    pub fn pastes(&mut self, text: &str) -> &mut Self {
        self.tell(Event::Paste(Pasted::new(text.to_owned())));
        self.idle();
        self
    }

    /// Tells the app an event. Every request took as long as every other, so that screens are the same
    /// in every run.
    pub fn tell(&mut self, mut event: Event) {
        if let Event::Reply { trace, .. } = &mut event {
            trace.took = Duration::from_millis(12);
        }
        if matches!(event, Event::Worker(Note::Unlocked { .. } | Note::Locked)) {
            self.gate_moves = false;
        }
        for effect in self.mirror.update(&mut self.app, event, self.now) {
            self.carry_out(effect);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Api(command) => self.obey(command),
            other => self.effects.push(other),
        }
    }

    fn obey(&mut self, command: ApiCommand) {
        match &command {
            ApiCommand::Call(_, Request { call, lane, .. }) => {
                let request = format!("{} {}", call.method(), call.path());
                if *lane == Lane::Loader {
                    self.loaded.push(request.clone());
                }
                self.sent.push(request);
            }
            ApiCommand::Unlock(_) | ApiCommand::Lock => self.gate_moves = true,
            ApiCommand::Fault(spec) if spec.is_empty() => return self.faults.disarm(),
            ApiCommand::Fault(spec) => return self.faults.arm(spec.parse().unwrap()),
            ApiCommand::SignIn => return self.effects.push(Effect::Api(command)),
            ApiCommand::Cancel(_) => {}
        }
        self.worker.tell(command);
    }

    /// Ends the dashboard, once its mirror has done what it was told.
    pub fn quit(mut self) {
        std::mem::replace(&mut self.mirror, Mirrored::memory()).end();
    }

    /// Lets time pass and tells the app so.
    pub fn advance(&mut self, by: Duration) -> &mut Self {
        self.now.since_start += by;
        self.now.wall += by;
        self.tell(Event::Tick);
        self
    }

    /// Draws and gives the screen as text.
    pub fn screen(&mut self) -> String {
        let now = self.now;
        let app = &self.app;
        self.terminal.draw(|frame| app.draw(frame, now)).unwrap();
        screen_text(&self.terminal)
    }

    /// Draws and gives the cells.
    pub fn buffer(&mut self) -> ratatui::buffer::Buffer {
        self.screen();
        self.terminal.backend().buffer().clone()
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
        self.tell(Event::Resize(width, height));
        self.idle();
        self
    }

    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            screen.contains(text),
            "{text:?} is not on the screen:\n{screen}"
        );
        self
    }

    #[track_caller]
    pub fn sees_not(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            !screen.contains(text),
            "{text:?} is on the screen:\n{screen}"
        );
        self
    }

    /// Counts the writes that were ordered so far.
    pub fn writes(&self) -> usize {
        self.sent
            .iter()
            .filter(|sent| !sent.starts_with("GET"))
            .count()
    }

    /// Gives the title of the details: whom the cursor is on.
    pub fn chosen(&mut self) -> String {
        let screen = self.screen();
        let line = screen.lines().nth(1).unwrap_or_default();
        let title = line.rsplit('┌').next().unwrap_or_default();
        title.trim_matches(['─', '┐', ' ']).to_owned()
    }
}

impl Drop for Harness {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

pub fn key_event(key: &str) -> KeyEvent {
    let mut letters = key.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => KeyEvent::from(crossterm::event::KeyCode::Char(letter)),
        _ => crokey::parse(key).unwrap().into(),
    }
}

/// Writes what a test terminal shows, a line a row, without the spaces at the ends.
pub fn screen_text(terminal: &Terminal<TestBackend>) -> String {
    let buffer = terminal.backend().buffer();
    let area = buffer.area;
    let mut out = String::new();
    for y in area.top()..area.bottom() {
        let mut line = String::new();
        let mut skip = 0;
        for x in area.left()..area.right() {
            let symbol = buffer[(x, y)].symbol();
            if skip == 0 {
                line.push_str(symbol);
            }
            let width = pintui::text::width(symbol);
            skip = if skip > 0 {
                skip - 1
            } else {
                width.saturating_sub(1)
            };
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
