//! The app in this process: the terminal and the time are values.
//!
//! Time stands still unless a test advances it, so a flow is the same on a slow machine.
mod sandbox;
pub mod scripted;

use super::Driver;
use crate::mirrored::Mirrored;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use pintui::api::call::Call;
use pintui::app::{App, Looks, Setup};
use pintui::config::{KeySource, Mode, Profile};
use pintui::model::effect::{ApiCommand, Effect, Lane, Ticket};
use pintui::model::event::{Event, Now};
use pintui::model::keymap::Keymap;
use pintui::sandbox::Faults;
use pintui::text::Safe;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Style;
use sandbox::Sandbox;
pub use sandbox::Start;
use std::time::Duration;

/// The moment at which every flow takes place.
pub const TODAY: &str = "2026-11-23T01:00:00Z";
/// More than the rest after which details are asked for, and than the time a question is deaf.
pub const BREATH: Duration = Duration::from_millis(400);

pub struct Harness {
    pub app: App,
    pub faults: Faults,
    /// Every call that was ordered, as method and path.
    pub sent: Vec<String>,
    /// Those of them that the page loader ordered.
    pub loaded: Vec<String>,
    /// Those of them that write.
    pub writes: Vec<Call>,
    /// Those of them that were neither answered nor cancelled, oldest first.
    pub waiting: Vec<(Ticket, Call)>,
    /// What else the app wants done: copies, quit, suspend.
    pub effects: Vec<Effect>,
    pub now: Now,
    pub size: (u16, u16),
    mirror: Mirrored,
    /// What answers; without it the test does.
    sandbox: Option<Sandbox>,
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

impl Driver for Harness {
    fn tell(&mut self, event: Event) {
        match &event {
            Event::Resize(width, height) => self.size = (*width, *height),
            Event::Reply { ticket, .. } => self.waiting.retain(|(other, _)| other != ticket),
            Event::Worker(note) => {
                if let Some(sandbox) = &mut self.sandbox {
                    sandbox.note(note);
                }
            }
            _ => {}
        }
        for effect in self.mirror.update(&mut self.app, event, self.now) {
            match effect {
                Effect::Api(command) => self.order(command),
                other => self.effects.push(other),
            }
        }
    }

    fn screen(&self) -> String {
        screen_text(&self.buffer())
    }

    fn settle(&mut self) -> &mut Self {
        if self.sandbox.is_some() {
            self.answers().advance(BREATH).answers();
        }
        self
    }

    fn wait_for(&mut self, what: &str, is: impl Fn(&str) -> bool) -> &mut Self {
        while !is(&self.screen()) {
            self.hear(what);
        }
        self
    }

    fn yes(&mut self) -> &mut Self {
        self.press("y").advance(BREATH).press("enter")
    }
}

impl Harness {
    fn open(
        moment: &str,
        setup: Setup,
        size: (u16, u16),
        mirror: Mirrored,
        sandbox: Option<Sandbox>,
    ) -> Self {
        let now = Now {
            since_start: Duration::from_secs(1),
            wall: moment.parse().unwrap(),
        };
        Self {
            app: App::new(setup, size, now),
            faults: Faults::default(),
            sent: Vec::new(),
            loaded: Vec::new(),
            writes: Vec::new(),
            waiting: Vec::new(),
            effects: Vec::new(),
            now,
            size,
            mirror,
            sandbox,
        }
    }

    fn order(&mut self, command: ApiCommand) {
        match &command {
            ApiCommand::Call(ticket, request) => {
                let call = &request.call;
                let words = format!("{} {}", call.method(), call.path());
                if request.lane == Lane::Loader {
                    self.loaded.push(words.clone());
                }
                self.sent.push(words);
                self.writes.extend(call.is_write().then(|| call.clone()));
                self.waiting.push((*ticket, call.clone()));
            }
            ApiCommand::Cancel(ticket) => self.waiting.retain(|(other, _)| other != ticket),
            ApiCommand::SignIn => return self.effects.push(Effect::Api(command)),
            ApiCommand::Unlock(_) | ApiCommand::Lock | ApiCommand::Fault(_) => {}
        }
        match &mut self.sandbox {
            Some(sandbox) => sandbox.obey(command, &self.faults),
            None if matches!(command, ApiCommand::Call(..) | ApiCommand::Cancel(_)) => {}
            None => self.effects.push(Effect::Api(command)),
        }
    }

    /// Lets time pass and tells the app so.
    pub fn advance(&mut self, by: Duration) -> &mut Self {
        self.now.since_start += by;
        self.now.wall += by;
        self.tell(Event::Tick);
        self
    }

    /// Sets the clock back and tells the app so.
    pub fn set_back(&mut self, by: Duration) -> &mut Self {
        self.now.wall -= by;
        self.tell(Event::Tick);
        self
    }

    /// Ends the dashboard, once its mirror has done what it was told.
    pub fn quit(mut self) {
        std::mem::replace(&mut self.mirror, Mirrored::memory()).end();
    }

    /// Returns the cells of the screen.
    pub fn buffer(&self) -> Buffer {
        let (width, height) = self.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let drawn = terminal.draw(|frame| self.app.draw(frame, self.now));
        drawn.unwrap().buffer.clone()
    }

    /// Returns the title of the details: whom the cursor is on.
    pub fn chosen(&self) -> String {
        let screen = self.screen();
        let line = screen.lines().nth(1).unwrap_or_default();
        let title = line.rsplit('┌').next().unwrap_or_default();
        title.trim_matches(['─', '┐', ' ']).to_owned()
    }

    /// Clicks on the first place where a text is on the screen.
    pub fn clicks(&mut self, text: &str) -> &mut Self {
        self.turns(MouseEventKind::Down(MouseButton::Left), text)
    }

    /// Turns the wheel once over the first place where a text is on the screen.
    pub fn turns(&mut self, kind: MouseEventKind, text: &str) -> &mut Self {
        let (column, row) = self.place(text);
        self.tell(Event::Mouse(MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }));
        self.settle()
    }

    /// Returns the cell in which a text begins.
    pub fn place(&self, text: &str) -> (u16, u16) {
        let buffer = self.buffer();
        let wanted: Vec<String> = text.chars().map(|letter| letter.to_string()).collect();
        let width = u16::try_from(wanted.len()).unwrap();
        for y in buffer.area.top()..buffer.area.bottom() {
            for x in buffer.area.left()..=buffer.area.right() - width {
                let here = (x..).zip(&wanted);
                if here
                    .into_iter()
                    .all(|(x, letter)| buffer[(x, y)].symbol() == letter)
                {
                    return (x, y);
                }
            }
        }
        panic!("{text:?} is not on the screen:\n{}", self.screen());
    }

    /// Returns the style of the cell in which a text begins.
    pub fn style_of(&self, text: &str) -> Style {
        let place = self.place(text);
        self.buffer()[place].style()
    }
}

/// Writes cells, a line a row, without the spaces at the ends.
fn screen_text(buffer: &Buffer) -> String {
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
