//! Random keys, clicks, pastes and sizes, and answers in random order: no panic, no hang, and in
//! LIVE read-only no write.
use crate::driver::{Driver, Harness};
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use pintui::api::call::Call;
use pintui::api::error::{ErrorKind, Fate, NoAnswer, Refusal, Unreachable};
use pintui::api::read::Read;
use pintui::api::write::Write;
use pintui::config::Mode;
use pintui::model::event::{Event, Note};
use serde_json::{Value, json};
use std::time::Duration;

/// Keys that do something somewhere, those that write among them more than once.
const KEYS: &[&str] = &[
    "j",
    "k",
    "g",
    "G",
    "down",
    "up",
    "left",
    "right",
    "tab",
    "shift-tab",
    "enter",
    "enter",
    "esc",
    "esc",
    "1",
    "2",
    "3",
    "4",
    "5",
    "z",
    "d",
    "d",
    "y",
    "y",
    "n",
    "e",
    "a",
    "m",
    "o",
    "O",
    "i",
    "@",
    "L",
    "L",
    "?",
    "p",
    "W",
    "R",
    "r",
    "F",
    "/",
    "ctrl-s",
    "ctrl-s",
    "ctrl-t",
    "ctrl-r",
    "ctrl-d",
    "ctrl-u",
    "ctrl-c",
    "ctrl-l",
    "pagedown",
    "pageup",
    "home",
    "end",
    "delete",
    "backspace",
    "space",
    "x",
    "4",
    "2",
    "0",
    "é",
    "伟",
];

/// Gives numbers that look random and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }
}

fn customer(n: usize) -> Value {
    json!({"token": format!("cus_{n:022}"), "email": format!("person{n}@example.com"), "first_name": "Person", "last_name": format!("{n}"),
        "phone_number": null, "company": null, "notes": null, "created_at": format!("2026-10-{:02}T00:00:00Z", 30 - n % 28), "card": card(n, true)})
}

fn card(n: usize, primary: bool) -> Value {
    json!({"token": format!("card_{n:022}"), "scheme": "visa", "display_number": "XXXX-XXXX-XXXX-4242", "expiry_month": n % 12 + 1,
        "expiry_year": 2027, "name": "Person", "primary": primary})
}

fn charge(n: usize) -> Value {
    json!({"token": format!("ch_{n:022}"), "success": !n.is_multiple_of(5), "amount": 100 + n, "currency": if n.is_multiple_of(3) { "JPY" } else { "AUD" },
        "description": "Beans", "created_at": "2026-11-01T00:00:00Z", "captured": !n.is_multiple_of(4), "amount_refunded": n % 2, "card": card(n, true)})
}

/// Answers each call with something plausible, always the same.
pub fn plausible(call: &Call) -> Vec<u8> {
    body(call, &mut Dice(1))
}

/// Answers each call with something plausible.
fn body(call: &Call, dice: &mut Dice) -> Vec<u8> {
    let page = |items: Vec<Value>, page: u32, all: usize| {
        let pages = all.div_ceil(25);
        let next = (usize::try_from(page).unwrap() < pages).then_some(page + 1);
        json!({"response": items, "count": items.len(), "pagination": {"current": page, "previous": null, "next": next, "per_page": 25, "pages": pages, "count": all}})
    };
    let rows = |number: u32, all: usize, one: &dyn Fn(usize) -> Value| {
        let first = (usize::try_from(number).unwrap() - 1) * 25;
        page((first..all.min(first + 25)).map(one).collect(), number, all)
    };
    let value = match call {
        Call::Read(Read::ListCustomers(number)) => rows(*number, 60, &customer),
        Call::Read(Read::ListCards(.., number)) => rows(*number, 2, &|n| card(n, n == 0)),
        Call::Read(Read::ListSubscriptions(.., number)) => rows(
            *number,
            2,
            &|n| json!({"token": format!("sub_{n:022}"), "state": if n == 0 { "active" } else { "cancelled" }, "plan_token": "plan_0000000000000000000000"}),
        ),
        Call::Read(Read::ListPlans(number)) => rows(
            *number,
            1,
            &|_| json!({"token": "plan_0000000000000000000000", "name": "Monthly", "amount": 4900, "currency": "AUD", "interval": 1, "interval_unit": "month"}),
        ),
        Call::Read(Read::ListPlanSubscriptions(.., number)) => rows(
            *number,
            30,
            &|n| json!({"token": format!("sub_{n:022}"), "state": "active", "customer_token": format!("cus_{n:022}")}),
        ),
        Call::Read(Read::GetSubscription(_)) => {
            json!({"response": {"token": "sub_0000000000000000000000", "state": "trial", "plan_token": "plan_0000000000000000000000"}})
        }
        Call::Read(Read::ListLedger(.., number)) => rows(
            *number,
            30,
            &|n| json!({"type": "credit", "amount": n, "currency": "AUD", "annotation": "charge_credit"}),
        ),
        Call::Read(Read::GetBalance) => {
            json!({"response": {"available": [{"amount": 400, "currency": "AUD"}], "pending": []}})
        }
        Call::Read(Read::ListCharges(.., number)) => rows(*number, 40, &charge),
        Call::Read(Read::ListRefunds(.., number)) => rows(
            *number,
            1,
            &|n| json!({"token": format!("rf_{n:022}"), "amount": 1, "currency": "AUD"}),
        ),
        Call::Read(Read::GetCharge(_)) => json!({"response": charge(1)}),
        Call::Write(Write::AddCard(..) | Write::CreateCard(_)) => {
            json!({"response": card(dice.roll(99), false)})
        }
        Call::Write(Write::CancelSubscription(..)) => {
            json!({"response": {"token": "sub_0000000000000000000000", "state": "cancelling"}})
        }
        _ => json!({"response": customer(dice.roll(60))}),
    };
    serde_json::to_vec(&value).unwrap()
}

fn mishap(dice: &mut Dice) -> (ErrorKind, Fate) {
    match dice.roll(6) {
        0 => (ErrorKind::Unreachable(Unreachable::Refused), Fate::NotSent),
        1 => (ErrorKind::NoAnswer(NoAnswer::TimedOut), Fate::Unknown),
        2 => (
            ErrorKind::Refused(Refusal {
                status: 404,
                ..Refusal::default()
            }),
            Fate::Rejected,
        ),
        3 => (
            ErrorKind::Refused(Refusal {
                status: 422,
                ..Refusal::default()
            }),
            Fate::Rejected,
        ),
        4 => (ErrorKind::Protocol("not JSON"), Fate::Unknown),
        _ => (
            ErrorKind::Refused(Refusal {
                status: 401,
                ..Refusal::default()
            }),
            Fate::Rejected,
        ),
    }
}

fn step(app: &mut Harness, dice: &mut Dice) {
    match dice.roll(20) {
        0..=10 => {
            app.keys(KEYS[dice.roll(KEYS.len())]);
        }
        11..=13 if !app.waiting.is_empty() => {
            let at = dice.roll(app.waiting.len());
            let body = body(&app.waiting[at].1.clone(), dice);
            app.respond(at, &body);
        }
        14 if !app.waiting.is_empty() => {
            let at = dice.roll(app.waiting.len());
            let (kind, fate) = mishap(dice);
            app.fail(at, kind, fate);
        }
        15 => {
            let millis = 10 + u64::try_from(dice.roll(900)).unwrap();
            app.advance(Duration::from_millis(millis));
        }
        16 => {
            let kinds = [
                MouseEventKind::Down(MouseButton::Left),
                MouseEventKind::ScrollDown,
                MouseEventKind::ScrollUp,
                MouseEventKind::Moved,
            ];
            let mouse = MouseEvent {
                kind: kinds[dice.roll(kinds.len())],
                column: u16::try_from(dice.roll(250)).unwrap(),
                row: u16::try_from(dice.roll(70)).unwrap(),
                modifiers: KeyModifiers::NONE,
            };
            app.tell(Event::Mouse(mouse));
        }
        17 => {
            let texts = [
                "5520 0000 0000 0000",
                "dy\n",
                "zoë",
                "\u{1b}[31m",
                "cus_0000000000000000000001",
                "",
            ];
            app.pastes(texts[dice.roll(texts.len())]);
        }
        18 => {
            let sizes = [
                (1, 1),
                (59, 15),
                (60, 16),
                (80, 24),
                (120, 36),
                (200, 50),
                (101, 17),
                (179, 90),
            ];
            let (width, height) = sizes[dice.roll(sizes.len())];
            app.resize(width, height);
        }
        _ => {
            let wait = Duration::from_millis(500);
            let notes = [
                Note::Paused { status: 429, wait },
                Note::Resumed,
                Note::Locked,
            ];
            app.tell(Event::Worker(notes[dice.roll(notes.len())].clone()));
        }
    }
}

fn play(mode: Mode, seed: u64, steps: usize) -> Harness {
    let mut dice = Dice(seed);
    let mut app = Harness::scripted(mode, (120, 36));
    for at in 0..steps {
        step(&mut app, &mut dice);
        if at % 3 == 0 {
            app.screen();
        }
    }
    // In the end everything is answered, and then nothing is due but time.
    for _ in 0..2_000 {
        let Some((_, call)) = app.waiting.first().cloned() else {
            break;
        };
        let body = body(&call, &mut dice);
        app.respond(0, &body);
    }
    assert!(
        app.waiting.is_empty() && app.app.is_idle(),
        "seed {seed} does not come to rest"
    );
    app.screen();
    app
}

#[test]
fn random_keys_and_answers_in_random_order_never_panic_and_come_to_rest() {
    for seed in 1..=8 {
        play(Mode::Sandbox, seed, 600);
    }
}

#[test]
fn in_live_read_only_no_key_click_or_paste_makes_a_write() {
    for seed in 100..=107 {
        let app = play(Mode::Live, seed, 600);
        assert!(app.writes.is_empty(), "seed {seed}: {:?}", app.writes.len());
    }
}
