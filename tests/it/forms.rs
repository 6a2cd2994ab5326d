//! The forms, driven by keys through the app, judged by the effects and by what is on the screen.
mod card;
mod checks;
mod closed;
mod create;
mod digits;
mod door;
mod edit;
mod hidden;
mod life;
mod refusals;
mod shapes;
mod sharers;
mod trouble;
mod typed;

use crate::mirrored::Mirrored;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use pintui::api::call::Call;
use pintui::api::customers::Customer;
use pintui::api::error::{Error, ErrorKind, Fate, NoAnswer};
use pintui::api::page::Page;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::app::{App, Looks, Setup};
use pintui::config::{KeySource, Mode, Profile};
use pintui::model::effect::{ApiCommand, Effect, Request, Ticket};
use pintui::model::event::{Event, Note, Now, Trace};
use pintui::model::keymap::Keymap;
use pintui::secret::Pasted;
use pintui::text::Safe;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::time::Duration;

pub const ADA: &str = "cus_AAAAAAAAAAAAAAAAAAAAAA";
pub const PAN: &str = "5520000000000000";

/// Holds the app with a clock that only the test moves, and every effect so far.
pub struct Desk {
    pub app: App,
    mirror: Mirrored,
    pub size: (u16, u16),
    pub now: Duration,
    pub effects: Vec<Effect>,
}

pub fn profile(mode: Mode, allow_pan_entry: bool) -> Profile {
    Profile {
        name: Safe::clean(match mode {
            Mode::Sandbox => "sandbox",
            Mode::Test => "trial",
            Mode::Live => "shop",
        }),
        mode,
        base_url: "http://127.0.0.1:41873".to_owned(),
        key: KeySource::Embedded,
        allow_pan_entry,
        time_zone: None,
        mirror: false,
        sweep_every: Profile::SWEEP_EVERY,
        customers: None,
    }
}

pub fn customer(json: serde_json::Value) -> Customer {
    serde_json::from_str(&json.to_string()).unwrap()
}

pub fn ada() -> Customer {
    customer(serde_json::json!({
        "token": ADA,
        "email": "ada@harbour.example",
        "first_name": "Ada",
        "last_name": "Nguyen",
        "phone_number": "02 5550 0142",
        "company": null,
        "notes": "",
        "created_at": "2026-01-02T03:04:05Z",
        "card": {"token": "card_BBBBBBBBBBBBBBBBBBBBBB"}
    }))
}

impl Desk {
    pub fn open(mode: Mode, size: (u16, u16)) -> Self {
        Self::with(profile(mode, false), size)
    }

    pub fn sandbox() -> Self {
        Self::open(Mode::Sandbox, (80, 24))
    }

    /// Opens the sandbox with the form for a new customer, which is filled in.
    pub fn new_customer() -> Self {
        let mut desk = Self::sandbox();
        desk.press("n");
        desk.fill_new_customer();
        desk
    }

    pub fn with(profile: Profile, size: (u16, u16)) -> Self {
        let setup = Setup {
            profiles: vec![profile.clone()],
            profile,
            time_zone: TimeZone::UTC,
            config_path: "config.toml".to_owned(),
            mouse: true,
            looks: Looks {
                colour: false,
                ascii: false,
            },
            keymap: Keymap::built_in().unwrap(),
        };
        let mut desk = Self {
            app: App::new(setup, size, now(Duration::ZERO)),
            mirror: Mirrored::memory(),
            size,
            now: Duration::ZERO,
            effects: Vec::new(),
        };
        desk.event(Event::Tick);
        desk.list_one(ada());
        desk
    }

    /// Answers the newest question about the customers with one.
    pub fn list_one(&mut self, customer: Customer) {
        let page = Page {
            items: vec![customer],
            number: 1,
            next: None,
            total: Some(1),
            unreadable: 0,
        };
        let asked = self.ticket(|call| matches!(call, Call::Read(Read::ListCustomers(_))));
        self.answer(asked, Ok(Reply::Customers(page)));
    }

    pub fn event(&mut self, event: Event) {
        let effects = self.mirror.update(&mut self.app, event, now(self.now));
        self.effects.extend(effects);
    }

    pub fn wait(&mut self, millis: u64) {
        self.now += Duration::from_millis(millis);
        self.event(Event::Tick);
    }

    pub fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.event(Event::Key(KeyEvent::new(code, modifiers)));
    }

    /// Presses keys by their names, such as `tab ctrl-s y`.
    pub fn press(&mut self, names: &str) {
        for name in names.split_whitespace() {
            let (name, modifiers) = match name.strip_prefix("ctrl-") {
                Some(rest) => (rest, KeyModifiers::CONTROL),
                None => (name, KeyModifiers::NONE),
            };
            let code = match name {
                "tab" => KeyCode::Tab,
                "back-tab" => KeyCode::BackTab,
                "enter" => KeyCode::Enter,
                "esc" => KeyCode::Esc,
                "home" => KeyCode::Home,
                "end" => KeyCode::End,
                "f2" => KeyCode::F(2),
                "up" => KeyCode::Up,
                "down" => KeyCode::Down,
                "left" => KeyCode::Left,
                "right" => KeyCode::Right,
                "space" => KeyCode::Char(' '),
                "backspace" => KeyCode::Backspace,
                letter => KeyCode::Char(letter.chars().next().unwrap()),
            };
            let modifiers = if code == KeyCode::BackTab {
                KeyModifiers::SHIFT
            } else {
                modifiers
            };
            self.key(code, modifiers);
        }
    }

    pub fn tabs(&mut self, times: usize) {
        for _ in 0..times {
            self.press("tab");
        }
    }

    pub fn write(&mut self, text: &str) {
        for letter in text.chars() {
            self.key(KeyCode::Char(letter), KeyModifiers::NONE);
        }
    }

    pub fn paste(&mut self, text: &str) {
        self.event(Event::Paste(Pasted::new(text.to_owned())));
    }

    /// Fills in a new customer with the card's number, from the first field on.
    pub fn fill_new_customer(&mut self) {
        for text in ["ada@example.com", "Ada", "Lovelace", "02 5550 0199", "", ""] {
            self.write(text);
            self.press("tab");
        }
        self.press("tab");
        self.fill_card();
    }

    /// Fills in a card from its number on, with a name that is there already.
    pub fn fill_card(&mut self) {
        self.write(PAN);
        self.press("tab");
        self.write("0528");
        self.press("tab");
        self.write("123");
        self.press("tab tab");
        self.write("1 Example Street");
        self.press("tab tab");
        self.write("Perth");
        self.press("tab");
        self.write("w");
        self.press("tab");
        self.write("6000");
        self.press("tab");
    }

    /// Says yes to a review that hears: the focus on its button, a rest, and Enter.
    pub fn yes(&mut self) {
        self.press("end y");
        self.wait(301);
        self.press("enter");
    }

    /// Opens the review, waits until it hears, and says yes.
    pub fn send(&mut self) {
        self.press("ctrl-s");
        self.wait(301);
        self.yes();
    }

    pub fn calls(&self) -> Vec<&Call> {
        self.effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Api(ApiCommand::Call(_, Request { call, .. })) => Some(call),
                _ => None,
            })
            .collect()
    }

    pub fn writes(&self) -> Vec<&Call> {
        let writes = self.calls().into_iter().filter(|call| call.is_write());
        writes.collect()
    }

    /// Gives the number of the newest call of a kind.
    pub fn ticket(&self, wanted: impl Fn(&Call) -> bool) -> Ticket {
        let of = |effect: &Effect| match effect {
            Effect::Api(ApiCommand::Call(ticket, Request { call, .. })) if wanted(call) => {
                Some(*ticket)
            }
            _ => None,
        };
        self.effects.iter().rev().find_map(of).unwrap()
    }

    pub fn answer(&mut self, ticket: Ticket, result: Result<Reply, Error>) {
        let trace = Trace {
            method: "POST",
            path: "/customers".to_owned(),
            status: Some(200),
            tries: 1,
            took: Duration::from_millis(50),
        };
        self.event(Event::Reply {
            ticket,
            result,
            trace,
        });
    }

    /// Answers the newest write.
    pub fn answer_write(&mut self, result: Result<Reply, Error>) {
        let ticket = self.ticket(Call::is_write);
        self.answer(ticket, result);
    }

    pub fn unlock(&mut self) {
        let left = Duration::from_secs(300);
        self.event(Event::Worker(Note::Unlocked { left }));
    }

    pub fn screen(&self) -> String {
        let (width, height) = self.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal
            .draw(|frame| self.app.draw(frame, now(self.now)))
            .unwrap();
        let buffer = terminal.backend().buffer();
        let line = |y| -> String { (0..width).map(|x| buffer[(x, y)].symbol()).collect() };
        (0..height).map(|y| line(y) + "\n").collect()
    }

    #[track_caller]
    pub fn shows(&self, text: &str) {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text:?} on\n{screen}");
    }

    #[track_caller]
    pub fn hides(&self, text: &str) {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} on\n{screen}");
    }

    /// Gives the line of the screen that holds a text.
    #[track_caller]
    pub fn line(&self, text: &str) -> String {
        let screen = self.screen();
        let found = screen.lines().find(|line| line.contains(text));
        found
            .unwrap_or_else(|| panic!("no {text:?} on\n{screen}"))
            .to_owned()
    }
}

/// The tests' day is 23 November 2026.
fn now(since_start: Duration) -> Now {
    let began: Timestamp = "2026-11-23T02:00:00Z".parse().unwrap();
    Now {
        since_start,
        wall: began + jiff::SignedDuration::try_from(since_start).unwrap(),
    }
}

pub fn unknown() -> Error {
    Error {
        kind: ErrorKind::NoAnswer(NoAnswer::TimedOut),
        fate: Some(Fate::Unknown),
    }
}
