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

use crate::driver::{Driver, Harness, setup};
use pintui::api::call::Call;
use pintui::api::customers::Customer;
use pintui::api::error::{Error, ErrorKind, Fate, NoAnswer};
use pintui::api::page::Page;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::app::{Looks, Setup};
use pintui::config::{Mode, Profile};
use pintui::model::effect::Ticket;
use pintui::text::Safe;
use std::time::Duration;

pub const ADA: &str = "cus_AAAAAAAAAAAAAAAAAAAAAA";
pub const PAN: &str = "5520000000000000";
/// Just longer than a question is deaf.
pub const HEARS: Duration = Duration::from_millis(301);

pub fn profile(mode: Mode, allow_pan_entry: bool) -> Profile {
    Profile {
        name: Safe::clean(match mode {
            Mode::Sandbox => "sandbox",
            Mode::Test => "trial",
            Mode::Live => "shop",
        }),
        base_url: "http://127.0.0.1:41873".to_owned(),
        allow_pan_entry,
        ..crate::driver::profile(mode)
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

pub fn open(mode: Mode, size: (u16, u16)) -> Harness {
    open_profile(profile(mode, false), size)
}

pub fn sandbox() -> Harness {
    open(Mode::Sandbox, (80, 24))
}

/// Opens the sandbox with the form for a new customer, which is filled in.
pub fn new_customer() -> Harness {
    let mut app = sandbox();
    app.keys("n").fill_new_customer();
    app
}

/// Opens a profile with one customer in the list.
pub fn open_profile(profile: Profile, size: (u16, u16)) -> Harness {
    let base = setup(profile.mode);
    let setup = Setup {
        profiles: vec![profile.clone()],
        profile,
        time_zone: jiff::tz::TimeZone::UTC,
        looks: Looks {
            colour: false,
            ascii: false,
        },
        ..base
    };
    let mut app = Harness::scripted_at("2026-11-23T02:00:00Z", setup, size);
    app.list_one(ada());
    app
}

impl Harness {
    /// Answers the newest question about the customers with one.
    pub fn list_one(&mut self, customer: Customer) {
        let page = Page {
            items: vec![customer],
            number: 1,
            next: None,
            total: Some(1),
            unreadable: 0,
        };
        let asked = self.ticket(|call| matches!(call, Call::Read(Read::ListCustomers(..))));
        self.reply(asked, Ok(Reply::Customers(page)));
    }

    pub fn tabs(&mut self, times: usize) {
        self.keys(&"tab ".repeat(times));
    }

    /// Fills in a new customer with the card's number, from the first field on.
    pub fn fill_new_customer(&mut self) {
        for text in ["ada@example.com", "Ada", "Lovelace", "02 5550 0199", "", ""] {
            self.types(text);
            self.keys("tab");
        }
        self.keys("tab");
        self.fill_card();
    }

    /// Fills in a card from its number on, with a name that is there already.
    pub fn fill_card(&mut self) {
        self.types(PAN).keys(
            "tab '0528' tab '123' tab tab '1 Example Street' tab tab 'Perth' tab w tab '6000' tab",
        );
    }

    /// Opens the review, waits until it hears, and says yes at its end.
    pub fn send(&mut self) {
        self.keys("ctrl-s").advance(HEARS).keys("end").yes();
    }

    /// Returns the number of the newest call of a kind that waits for an answer.
    pub fn ticket(&self, wanted: impl Fn(&Call) -> bool) -> Ticket {
        let newest = self.waiting.iter().rev().find(|(_, call)| wanted(call));
        newest.unwrap().0
    }

    /// Answers the newest write.
    pub fn answer_write(&mut self, result: Result<Reply, Error>) {
        let ticket = self.ticket(Call::is_write);
        self.reply(ticket, result);
    }
}

pub fn unknown() -> Error {
    Error {
        kind: ErrorKind::NoAnswer(NoAnswer::TimedOut),
        fate: Some(Fate::Unknown),
    }
}
