//! The loop: waits for something to happen, tells the app, does what the app asks, draws.
//!
//! It wakes for a key, an answer, a signal, or the moment at which something on the screen moves,
//! and for nothing else. All that is ready is taken in before one frame is drawn.
use crate::app::App;
use crate::model::effect::{Effect, Leave, TerminalCommand};
use crate::model::event::{Event, News};
use crate::runtime::clock::Clock;
use crate::runtime::console::Console;
use crate::runtime::line::Line;
use crate::runtime::panics;
use crate::runtime::signals::Aside;
use crate::text::Safe;
use rustix::io::Errno;
use signal_hook::consts::SIGHUP;
use std::io;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, UnboundedReceiver};
use tokio::time::{Instant, sleep_until};

/// How far apart frames are that only answers made necessary: about 60 a second.
const FRAME: Duration = Duration::from_millis(16);
/// How far apart frames are that only show how far something has come.
const PROGRESS: Duration = Duration::from_millis(100);
/// How much is taken in before a frame is drawn, so that a flood of keys is seen to be obeyed.
const BATCH: usize = 256;
/// How long taking in may last before a frame is drawn.
const BATCH_TIME: Duration = Duration::from_millis(8);
/// The shortest wait for something that moves, so that a wrong answer of zero cannot spin.
const SHORTEST_TICK: Duration = Duration::from_millis(1);

/// What the loop hears.
#[derive(Debug)]
pub struct Heard {
    /// Keys, pastes, the mouse, the size of the window.
    pub input: Receiver<Event>,
    pub asides: UnboundedReceiver<Aside>,
}

/// Why the loop ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    Quit,
    /// The person chose another profile.
    Open(Safe),
    /// A signal, or the loss of the terminal (SIGHUP).
    Stopped(i32),
    /// The terminal cannot be drawn on; the text says why.
    Blind(String),
}

/// Runs one app on a console until it ends.
pub async fn run<C: Console>(
    console: &mut C,
    app: &mut App,
    heard: &mut Heard,
    clock: &Clock,
    open: impl FnOnce() -> Line,
) -> (Ended, Line) {
    // The first frame comes before a server, a network or a key is thought of.
    let first = draw(console, app, clock, false);
    app.take_dirty();
    let line = open();
    let mut turn = Turn {
        console,
        app,
        line,
        clock,
        urgency: Urgency::Now,
        dirty: false,
        progressed: false,
        tick_at: None,
        drawn: None,
        ended: first.err().map(|error| blind(&error)),
    };
    turn.start();
    loop {
        if let Some(ended) = turn.ended {
            return (ended, turn.line);
        }
        let first = turn.wait(heard).await;
        turn.take(first, heard);
        turn.draw_if_due();
    }
}

/// How soon what changed must be seen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    /// Nothing but answers came: a frame may wait for its turn.
    InTurn,
    /// The person did something, or something on the screen moves.
    Now,
    /// The terminal's content is not known: a frame is drawn even if the app saw no change.
    Whole,
}

/// What ended a wait.
enum Happening {
    Aside(Aside),
    Input(Event),
    Answer(Event),
    /// It is time for [`Event::Tick`], for a frame that was held, or for both.
    Time,
    /// The reader of the terminal gave up.
    Deaf,
}

struct Turn<'a, C: Console> {
    console: &'a mut C,
    app: &'a mut App,
    line: Line,
    clock: &'a Clock,
    urgency: Urgency,
    /// Whether the screen is older than the app's state, or at least does not say how far it has come.
    dirty: bool,
    progressed: bool,
    /// When something on the screen moves by itself.
    tick_at: Option<Instant>,
    /// When a frame was last drawn for answers alone; others do not make the next answer wait.
    drawn: Option<Instant>,
    ended: Option<Ended>,
}

impl<C: Console> Turn<'_, C> {
    /// Lets the app ask its first questions.
    fn start(&mut self) {
        if let Ok((columns, rows)) = self.console.size() {
            self.tell(Event::Resize(columns, rows));
        }
        self.draw_if_due();
    }

    async fn wait(&mut self, heard: &mut Heard) -> Happening {
        let wake = self.wake_at();
        let timer = async {
            match wake {
                Some(at) => sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            Some(aside) = heard.asides.recv() => Happening::Aside(aside),
            input = heard.input.recv() => input.map_or(Happening::Deaf, Happening::Input),
            Some(event) = self.line.hear() => Happening::Answer(event),
            () = timer => Happening::Time,
        }
    }

    /// Returns when something moves by itself or a held frame is due; `None` sleeps.
    fn wake_at(&mut self) -> Option<Instant> {
        self.tick_at = self
            .app
            .next_tick(self.clock.now())
            .map(|wait| Instant::now() + wait.max(SHORTEST_TICK));
        let pace = self.pace();
        let held = self.drawn.and_then(|drawn| Some(drawn + pace?));
        self.tick_at.into_iter().chain(held).min()
    }

    /// Takes in what happened and all else that is ready.
    fn take(&mut self, first: Happening, heard: &mut Heard) {
        let began = Instant::now();
        let mut resized = None;
        let mut next = Some(first);
        for _ in 0..BATCH {
            match next.take() {
                // Only the last size of a window that is being dragged is worth a layout.
                Some(Happening::Input(Event::Resize(columns, rows))) => {
                    resized = Some((columns, rows));
                }
                Some(happening) => self.take_one(happening),
                None => break,
            }
            if self.ended.is_some() || began.elapsed() > BATCH_TIME {
                break;
            }
            // What the person did is seen before any answer is looked at.
            let is_seen_to = self.urgency == Urgency::InTurn;
            next = ready(heard, is_seen_to.then_some(&mut self.line));
        }
        if let Some(happening) = next {
            self.take_one(happening);
        }
        if let Some((columns, rows)) = resized {
            self.urgency = Urgency::Whole;
            self.tell(Event::Resize(columns, rows));
        }
    }

    fn take_one(&mut self, happening: Happening) {
        match happening {
            Happening::Input(event) => {
                panics::rehearse("ui");
                self.urgency = self.urgency.max(Urgency::Now);
                self.tell(event);
            }
            Happening::Answer(event) => {
                if matches!(event, Event::Mirror(News::Window(_) | News::Opened { .. })) {
                    // A key is waiting to be seen to have done something.
                    self.urgency = self.urgency.max(Urgency::Now);
                }
                self.tell(event);
            }
            Happening::Time => self.tick(),
            Happening::Deaf => self.ended = Some(Ended::Stopped(SIGHUP)),
            Happening::Aside(Aside::Stop(signal)) => self.ended = Some(Ended::Stopped(signal)),
            Happening::Aside(Aside::Suspend) => self.suspend(false),
            Happening::Aside(Aside::Continue) => self.resume(),
            Happening::Aside(Aside::Lend(given)) => {
                if self.console.lend() {
                    // Whoever wanted it may be gone; then it gives the terminal back at once.
                    let _ = given.send(());
                }
            }
            Happening::Aside(Aside::TakeBack) => {
                self.console.take_back();
                self.resume();
            }
            Happening::Aside(Aside::CopyThroughTerminal(text)) => {
                let copied = self.console.copy_through_terminal(&text);
                self.tell_failure(copied);
            }
        }
    }

    /// Tells the app the time, unless only a held frame was waited for.
    fn tick(&mut self) {
        if self.tick_at.is_some_and(|at| at <= Instant::now()) {
            self.urgency = self.urgency.max(Urgency::Now);
            self.tell(Event::Tick);
        }
    }

    fn tell(&mut self, event: Event) {
        for effect in self.app.update(event, self.clock.now()) {
            self.carry_out(effect);
        }
    }

    fn tell_failure(&mut self, done: Result<(), String>) {
        if let Err(sentence) = done {
            self.urgency = self.urgency.max(Urgency::Now);
            self.tell(Event::Failed(sentence));
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Api(command) => {
                if !self.line.tell(command) {
                    self.tell_failure(Err("The background worker has stopped".to_owned()));
                }
            }
            Effect::Mirror(command) => self.line.tell_mirror(command),
            Effect::Terminal(command) => self.obey(command),
            Effect::Leave(Leave::Quit) => self.ended = Some(Ended::Quit),
            Effect::Leave(Leave::Open(profile)) => self.ended = Some(Ended::Open(profile)),
        }
    }

    fn obey(&mut self, command: TerminalCommand) {
        match command {
            TerminalCommand::Redraw => self.urgency = Urgency::Whole,
            TerminalCommand::Suspend => self.suspend(true),
            TerminalCommand::CaptureMouse(on) => {
                let done = self.console.capture_mouse(on);
                self.tell_failure(done);
            }
            TerminalCommand::Copy(text) => {
                let done = self.console.copy(text);
                self.tell_failure(done);
            }
        }
    }

    fn suspend(&mut self, whole_job: bool) {
        self.tell(Event::Suspending);
        let done = self.console.suspend(whole_job);
        self.tell_failure(done);
    }

    /// Takes the terminal again after a sleep, however the sleep came about.
    fn resume(&mut self) {
        match self.console.resume() {
            Ok(true) => {
                if let Ok((columns, rows)) = self.console.size() {
                    self.tell(Event::Resize(columns, rows));
                }
                self.urgency = Urgency::Whole;
                self.tell(Event::Resumed);
            }
            // It was woken in the background; the shell wakes it again when it comes forward.
            Ok(false) => {}
            Err(error) => self.ended = Some(blind(&error)),
        }
    }

    /// Returns how far apart frames may be; nothing where there is nothing to be seen.
    fn pace(&self) -> Option<Duration> {
        let progressed = self.progressed.then_some(PROGRESS);
        if self.dirty { Some(FRAME) } else { progressed }
    }

    fn draw_if_due(&mut self) {
        if self.ended.is_some() {
            return;
        }
        self.dirty |= self.app.take_dirty();
        self.progressed |= self.app.take_progressed();
        let due = match (self.urgency, self.pace()) {
            (Urgency::Whole, _) => true,
            (Urgency::Now, _) => self.dirty,
            (Urgency::InTurn, Some(pace)) => self.drawn.is_none_or(|drawn| drawn.elapsed() >= pace),
            (Urgency::InTurn, None) => false,
        };
        if due {
            (self.dirty, self.progressed) = (false, false);
            let whole = self.urgency == Urgency::Whole;
            if let Err(error) = draw(self.console, self.app, self.clock, whole) {
                self.ended = Some(blind(&error));
            }
            if self.urgency == Urgency::InTurn {
                self.drawn = Some(Instant::now());
            }
        }
        // `wake_at` comes back for a frame that is held.
        self.urgency = Urgency::InTurn;
    }
}

fn draw(console: &mut impl Console, app: &App, clock: &Clock, whole: bool) -> io::Result<()> {
    let now = clock.now();
    console.draw(whole, |frame| app.draw(frame, now))
}

/// Returns why nothing can be drawn: a terminal that is gone counts as hung up.
fn blind(error: &io::Error) -> Ended {
    match Errno::from_io_error(error) {
        Some(Errno::IO | Errno::NXIO | Errno::NOTTY | Errno::PIPE) => Ended::Stopped(SIGHUP),
        _ => Ended::Blind(error.to_string()),
    }
}

/// Returns what is ready without waiting: signals first, then the person, then answers.
fn ready(heard: &mut Heard, line: Option<&mut Line>) -> Option<Happening> {
    if let Ok(aside) = heard.asides.try_recv() {
        return Some(Happening::Aside(aside));
    }
    if let Ok(event) = heard.input.try_recv() {
        return Some(Happening::Input(event));
    }
    line?.hear_now().map(Happening::Answer)
}
