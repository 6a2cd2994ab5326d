//! The whole app between keys and a screen, with answers that a test gives.
use crate::mirrored::Mirrored;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use pintui::api::balance::Balance;
use pintui::api::call::Call;
use pintui::api::charges::Charge;
use pintui::api::customers::Customer;
use pintui::api::error::Error;
use pintui::api::ids::{ChargeId, CustomerId};
use pintui::api::page::Page;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::subject::Subject;
use pintui::app::{App, Looks, Setup};
use pintui::config::{KeySource, Mode, Profile};
use pintui::model::effect::{ApiCommand, Effect, Request, Ticket};
use pintui::model::event::{Event, Note, Now, Trace};
use pintui::model::keymap::Keymap;
use pintui::secret::Pasted;
use pintui::text::Safe;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use serde_json::{Value, json};
use std::time::Duration;

/// Ten past eleven in Sydney, on the day that all samples are dated by.
const TODAY: &str = "2026-11-23T00:10:00Z";

pub struct Desk {
    app: App,
    mirror: Mirrored,
    size: (u16, u16),
    since: Duration,
    /// Calls that were asked for and not answered or cancelled.
    pub asked: Vec<(Ticket, Call)>,
    /// Everything else that the app asked the runtime for.
    pub effects: Vec<Effect>,
}

impl Desk {
    fn setup(mode: Mode) -> Setup {
        let profile = Profile {
            name: Safe::clean("harbour"),
            mode,
            base_url: "https://api.harbour.example".to_owned(),
            key: KeySource::Environment,
            allow_pan_entry: false,
            time_zone: None,
            mirror: false,
            sweep_every: Profile::SWEEP_EVERY,
            customers: None,
        };
        Setup {
            profile: profile.clone(),
            profiles: vec![profile],
            time_zone: jiff::tz::TimeZone::get("Australia/Sydney").unwrap(),
            config_path: "config.toml".to_owned(),
            mouse: true,
            looks: Looks {
                colour: false,
                ascii: false,
            },
            keymap: Keymap::built_in().unwrap(),
        }
    }

    pub fn new(mode: Mode, size: (u16, u16)) -> Self {
        Self::open(Self::setup(mode), size)
    }

    /// Opens a profile whose key comes from elsewhere.
    pub fn with_key(key: KeySource, size: (u16, u16)) -> Self {
        let mut setup = Self::setup(Mode::Test);
        setup.profile.key = key;
        Self::open(setup, size)
    }

    fn open(setup: Setup, size: (u16, u16)) -> Self {
        let since = Duration::from_secs(1);
        let mut desk = Self {
            app: App::new(setup, size, now(since)),
            mirror: Mirrored::memory(),
            size,
            since,
            asked: Vec::new(),
            effects: Vec::new(),
        };
        desk.event(Event::Tick);
        desk
    }

    /// Opens the dashboard with one customer in the list, whose details all came.
    pub fn with_ada(size: (u16, u16), charges: &[Value]) -> Self {
        let mut desk = Self::new(Mode::Test, size);
        desk.settle_ada(charges);
        desk
    }

    /// Answers everything that is asked about the sample customer until nothing is.
    pub fn settle_ada(&mut self, charges: &[Value]) {
        self.settle_but(None, charges);
    }

    /// Answers everything but what is about a subject.
    pub fn settle_ada_but(&mut self, left: &Subject, charges: &[Value]) {
        self.settle_but(Some(left), charges);
    }

    fn settle_but(&mut self, left: Option<&Subject>, charges: &[Value]) {
        for _ in 0..12 {
            self.wait(Duration::from_millis(200));
            let is_wanted = |(_, call): &&(Ticket, Call)| call.subject().as_ref() != left;
            let Some((ticket, call)) = self.asked.iter().find(is_wanted).cloned() else {
                return;
            };
            self.reply(ticket, Ok(sample_answer(&call, charges)));
        }
        panic!("the app asks on and on: {:?}", self.asked);
    }

    pub fn event(&mut self, event: Event) {
        let now = now(self.since);
        for effect in self.mirror.update(&mut self.app, event, now) {
            match effect {
                Effect::Api(ApiCommand::Call(ticket, Request { call, .. })) => {
                    self.asked.push((ticket, call));
                }
                Effect::Api(ApiCommand::Cancel(ticket)) => {
                    self.asked.retain(|(asked, _)| *asked != ticket);
                }
                other => self.effects.push(other),
            }
        }
    }

    /// Types keys one after another: `j`, `esc`, `ctrl-d`, or a letter of a text.
    pub fn keys(&mut self, keys: &[&str]) {
        for key in keys {
            let key: KeyEvent = match key.chars().collect::<Vec<_>>()[..] {
                [letter] => KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE),
                _ => crokey::parse(key).unwrap().into(),
            };
            self.event(Event::Key(key));
        }
    }

    pub fn types(&mut self, text: &str) {
        for letter in text.chars() {
            self.keys(&[&letter.to_string()]);
        }
    }

    pub fn paste(&mut self, text: &str) {
        self.event(Event::Paste(Pasted::new(text.to_owned())));
    }

    pub fn note(&mut self, note: Note) {
        self.event(Event::Worker(note));
    }

    pub fn wait(&mut self, time: Duration) {
        self.since += time;
        self.event(Event::Tick);
    }

    /// Gives how long the app sleeps where nothing happens.
    pub fn sleeps(&self) -> Option<Duration> {
        self.app.next_tick(now(self.since))
    }

    /// Opens the same profile anew, as the person does with `p`.
    pub fn reopen(&mut self) {
        let new = || App::new(Self::setup(Mode::Test), self.size, now(self.since));
        let before = std::mem::replace(&mut self.app, new());
        self.app = new().taking_over_from(before);
        self.asked.clear();
        self.event(Event::Tick);
    }

    pub fn resize(&mut self, size: (u16, u16)) {
        self.size = size;
        self.event(Event::Resize(size.0, size.1));
    }

    /// Gives the calls that wait for an answer about a subject.
    pub fn waiting(&self, subject: &Subject) -> Vec<Call> {
        let about = |call: &Call| call.subject().as_ref() == Some(subject);
        let calls = self.asked.iter().map(|(_, call)| call.clone());
        calls.filter(about).collect()
    }

    pub fn reply(&mut self, ticket: Ticket, result: Result<Reply, Error>) {
        let at = self.asked.iter().position(|(asked, _)| *asked == ticket);
        let (_, call) = self.asked.remove(at.unwrap());
        let status = match &result {
            Ok(Reply::AlreadyGone) => Some(404),
            Ok(_) => Some(200),
            Err(error) => status_of(error),
        };
        let trace = Trace {
            method: call.method(),
            path: call.path(),
            status,
            tries: 1,
            took: Duration::from_millis(143),
        };
        self.event(Event::Reply {
            ticket,
            result,
            trace,
        });
    }

    /// Answers the only call about a subject.
    pub fn answer(&mut self, subject: &Subject, result: Result<Reply, Error>) {
        let about = |call: &Call| call.subject().as_ref() == Some(subject);
        let ticket = self.asked.iter().find(|(_, call)| about(call)).unwrap().0;
        self.reply(ticket, result);
    }

    /// Reads the sample customer again, which has another first name now.
    pub fn rename_ada(&mut self, first_name: &str) {
        self.change_ada(Customer {
            first_name: Some(Safe::clean(first_name)),
            ..customer()
        });
    }

    /// Reads the sample customer again, of whom something is noted now.
    pub fn note_of_ada(&mut self, notes: &str) {
        self.change_ada(Customer {
            notes: Some(Safe::clean(notes)),
            ..customer()
        });
    }

    pub fn change_ada(&mut self, changed: Customer) {
        self.keys(&["2", "r", "5"]);
        let subject = Subject::Customer(ada());
        self.answer(&subject, Ok(Reply::Customer(changed)));
    }

    /// Gives the screen as lines of text.
    pub fn screen(&self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        let draw = |frame: &mut ratatui::Frame| self.app.draw(frame, now(self.since));
        terminal.draw(draw).unwrap();
        let buffer = terminal.backend().buffer();
        let line = |y| (0..self.size.0).map(move |x| buffer[(x, y)].symbol());
        let lines = (0..self.size.1).map(|y| line(y).collect::<String>() + "\n");
        lines.collect()
    }

    #[track_caller]
    pub fn sees(&self, text: &str) {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text:?} on\n{screen}");
    }

    #[track_caller]
    pub fn sees_not(&self, text: &str) {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} on\n{screen}");
    }
}

fn now(since_start: Duration) -> Now {
    let start: Timestamp = TODAY.parse().unwrap();
    let since = jiff::SignedDuration::try_from(since_start).unwrap();
    Now {
        since_start,
        wall: start + since,
    }
}

fn status_of(error: &Error) -> Option<u16> {
    match &error.kind {
        pintui::api::error::ErrorKind::Refused(refusal) => Some(refusal.status),
        pintui::api::error::ErrorKind::Throttled { status, .. } => Some(*status),
        _ => None,
    }
}

pub fn ada() -> CustomerId {
    CustomerId::new("cus_XZg1ULpWaROQCOT5PdwLkQ").unwrap()
}

pub fn charge_id(n: usize) -> ChargeId {
    ChargeId::new(&format!("ch_{n:022}")).unwrap()
}

pub fn customer() -> Customer {
    let json = json!({
        "token": ada().as_str(), "email": "ada.nguyen@harbourcoffee.example",
        "first_name": "Ada", "last_name": "Nguyen", "created_at": "2024-06-22T06:27:00Z",
    });
    serde_json::from_str(&json.to_string()).unwrap()
}

pub fn page<T>(items: Vec<T>, number: u32, total: usize) -> Page<T> {
    let pages = u32::try_from(total.div_ceil(25)).unwrap();
    Page {
        items,
        number,
        next: (number < pages).then_some(number + 1),
        total: u64::try_from(total).ok(),
        unreadable: 0,
    }
}

/// Answers a call about the sample customer, whose charges are the given ones.
pub fn sample_answer(call: &Call, charges: &[Value]) -> Reply {
    match call {
        Call::Read(Read::ListCustomers(n)) => Reply::Customers(page(vec![customer()], *n, 1)),
        Call::Read(Read::ListAllSubscriptions(n)) => {
            Reply::AllSubscriptions(page(Vec::new(), *n, 0))
        }
        Call::Read(Read::GetCustomer(_)) => Reply::Customer(customer()),
        Call::Read(Read::ListCards(customer, n)) => {
            Reply::Cards(customer.clone(), page(Vec::new(), *n, 0))
        }
        Call::Read(Read::ListSubscriptions(customer, n)) => {
            Reply::Subscriptions(customer.clone(), page(Vec::new(), *n, 0))
        }
        Call::Read(Read::ListCharges(customer, n)) => {
            Reply::Charges(customer.clone(), charges_page(charges, *n))
        }
        Call::Read(Read::GetBalance) => {
            Reply::Balance(balance(&[(120_400, "AUD")], &[(310_250, "AUD")]))
        }
        other => panic!("the sample holds no answer to {other:?}"),
    }
}

/// Makes a balance from amounts in minor units.
pub fn balance(available: &[(i64, &str)], pending: &[(i64, &str)]) -> Balance {
    let amounts = |all: &[(i64, &str)]| -> Value {
        let one =
            |(amount, currency): &(i64, &str)| json!({"amount": amount, "currency": currency});
        all.iter().map(one).collect()
    };
    let json = json!({"available": amounts(available), "pending": amounts(pending)});
    serde_json::from_str(&json.to_string()).unwrap()
}

/// Gives a page of 25 of all charges.
pub fn charges_page(charges: &[Value], number: u32) -> Page<Charge> {
    let skip = (usize::try_from(number).unwrap() - 1) * 25;
    let items = charges.iter().skip(skip).take(25).map(charge).collect();
    page(items, number, charges.len())
}

pub fn charge(json: &Value) -> Charge {
    serde_json::from_str(&json.to_string()).unwrap()
}

/// Makes a captured charge with some members changed.
pub fn charge_json(n: usize, changed: Value) -> Value {
    let mut json = json!({
        "token": charge_id(n).as_str(), "success": true, "amount": 4_900, "currency": "AUD",
        "description": "Premium monthly", "email": "ada.nguyen@harbourcoffee.example",
        "ip_address": "203.0.113.9", "created_at": "2026-11-22T22:14:00Z",
        "status_message": "Success", "error_message": null, "captured": true,
        "captured_at": "2026-11-22T22:14:00Z", "amount_refunded": 0, "refund_pending": false,
        "total_fees": 116, "merchant_entitlement": 4_784, "settlement_currency": "AUD",
        "authorisation_expired": false, "authorisation_voided": false,
        "active_chargebacks": false, "authorisation_token": null,
        "card": {"token": "card_pIQJKMs93GsCc9vLSLevbw", "scheme": "visa",
            "display_number": "XXXX-XXXX-XXXX-4242", "expiry_month": 5, "expiry_year": 2028,
            "name": "Ada Nguyen", "address_city": "Sydney", "address_country": "AU"},
        "transfer": [], "metadata": {},
    });
    let (Some(json_members), Value::Object(changed)) = (json.as_object_mut(), changed) else {
        panic!("members are wanted");
    };
    json_members.extend(changed);
    json
}

/// Gives charges of every status and of several currencies, then plain ones up to `n`.
pub fn varied(n: usize) -> Vec<Value> {
    let odd = [
        json!({}),
        json!({"amount": 120_000, "captured": false, "captured_at": null, "description": "Roaster deposit",
            "status_message": "Authorised", "created_at": "2026-11-20T05:02:00Z", "total_fees": null}),
        json!({"amount": 32_000, "amount_refunded": 8_000, "description": "Beans 40kg"}),
        json!({"amount": 5_400, "currency": "JPY", "description": "Tokyo pop-up"}),
        json!({"success": false, "captured": false, "error_message": "insufficient_funds"}),
        json!({"amount": 8_800, "active_chargebacks": true, "description": "Beans 10kg"}),
        json!({"amount": 7_500, "currency": "USD", "description": "Cupping course"}),
        json!({"amount": 12_650, "amount_refunded": 12_650, "description": "Grinder burrs"}),
        json!({"captured": false, "authorisation_voided": true, "description": "Held by mistake"}),
        json!({"captured": false, "authorisation_expired": true, "description": "Never captured"}),
        json!({"refund_pending": true, "description": "Returned beans"}),
        json!({"captured": null, "status": "on_the_way", "description": "A word of tomorrow"}),
    ];
    let plain = std::iter::repeat(json!({"created_at": "2026-06-01T17:00:00Z"}));
    let all = odd.into_iter().chain(plain).take(n).enumerate();
    all.map(|(at, changed)| charge_json(at, changed)).collect()
}
