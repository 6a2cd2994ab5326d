//! Shapes and bodies that nobody promised not to send, as far as the screen: what was there stays, and
//! a sentence says what went wrong.
use super::{SIZE, assert_borders, file, files, settle};
use crate::driver::{Driver, Harness};
use crate::pty::judge::assert_own_sequences;
use pintui::api::call::Call;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::subject::Record;
use pintui::config::Mode;
use serde_json::{Value, json};

/// The number in the bodies that echo one; it may be on no screen.
const PAN: &str = "4200000000000000";

/// The ways to what is asked again, each from the list, and then the key that asks.
const SCREENS: [&str; 12] = [
    "r",
    "2 r",
    "3 r",
    "3 z r",
    "4 r",
    "5 r",
    "5 z r",
    "5 enter",
    "i",
    "4 enter",
    "L",
    "4 enter L",
];

fn good(call: &Call) -> Vec<u8> {
    let ada = json!({"token": "cus_ada", "email": "ada@harbour.example", "first_name": "Ada", "last_name": "Park"});
    let ben = json!({"token": "cus_ben", "email": "ben@harbour.example", "first_name": "Ben", "last_name": "Ito"});
    let card = json!({"token": "card_a", "scheme": "visa", "display_number": "XXXX-XXXX-XXXX-0042", "primary": true,
        "expiry_month": 5, "expiry_year": 2028, "name": "Ada Park"});
    let sub = json!({"token": "sub_a", "state": "active", "plan_token": "plan_a", "customer_token": "cus_ada"});
    let plan = json!({"token": "plan_a", "name": "Studio Pass", "amount": 8900, "currency": "AUD", "interval": 1, "interval_unit": "month"});
    let charge = json!({"token": "ch_a", "success": true, "amount": 4900, "currency": "AUD", "captured": true,
        "description": "Oat milk", "created_at": "2026-11-01T00:00:00Z"});
    let list = |rows: Value| json!({"response": rows, "count": rows.as_array().map(Vec::len)});
    let value = match call {
        Call::Read(Read::ListCustomers(_)) => list(json!([ada, ben])),
        Call::Read(Read::GetCustomer(_) | Read::ReadRaw(Record::Customer(_))) => {
            json!({"response": ada})
        }
        Call::Read(Read::ListCards(..) | Read::ReadRaw(_)) => list(json!([card])),
        Call::Read(Read::ListSubscriptions(..) | Read::ListPlanSubscriptions(..)) => {
            list(json!([sub]))
        }
        Call::Read(Read::GetSubscription(_)) => json!({"response": sub}),
        Call::Read(Read::GetBalance) => {
            json!({"response": {"available": [{"amount": 400, "currency": "AUD"}]}})
        }
        Call::Read(Read::ListPlans(_)) => list(json!([plan])),
        Call::Read(Read::ListCharges(..)) => list(json!([charge])),
        Call::Read(Read::GetCharge(_)) => json!({"response": charge}),
        _ => list(json!([])),
    };
    serde_json::to_vec(&value).unwrap()
}

fn loaded() -> Harness {
    let mut app = Harness::scripted(Mode::Sandbox, SIZE);
    app.serve(good);
    app
}

fn assert_fit_to_be_seen(app: &Harness, about: &str) {
    let bytes = app.bytes();
    assert_own_sequences(&bytes);
    assert_borders(&bytes, about);
    let screen = app.screen();
    assert!(!screen.contains(PAN), "{about}:\n{screen}");
    for raw in [
        "<html",
        "expected value",
        "at line 1 column",
        "invalid type",
    ] {
        assert!(!screen.contains(raw), "{about} says {raw:?}:\n{screen}");
    }
}

fn bodies() -> impl Iterator<Item = (String, Vec<u8>)> {
    let of = |folder: &str| {
        let folder = folder.to_owned();
        files(&folder)
            .into_iter()
            .map(move |(name, body)| (format!("{folder}/{name}"), body))
    };
    of("shape").chain(of("body"))
}

#[test]
fn a_list_that_cannot_be_read_leaves_the_old_rows_and_says_so() {
    let (mut refused, mut read) = (0, 0);
    for (name, body) in bodies() {
        let mut app = loaded();
        app.keys("r");
        let pages = app.waiting.len();
        assert_eq!(pages, 1, "{name}: only the list is asked again");
        let reply = crate::driver::decoded(&app.waiting[0].1, &body);
        let asked = std::cell::Cell::new(0);
        app.serve(|call| match call {
            Call::Read(Read::ListCustomers(..)) => {
                asked.set(asked.get() + 1);
                body.clone()
            }
            call => good(call),
        });
        let screen = app.screen();
        assert_fit_to_be_seen(&app, &name);
        match reply {
            Err(_) => {
                refused += 1;
                assert!(screen.contains("Customers 2"), "{name}:\n{screen}");
                assert!(
                    screen.contains("Ada Park") && screen.contains("Ben Ito"),
                    "{name}:\n{screen}"
                );
                assert!(screen.contains("R retries."), "{name}:\n{screen}");
            }
            Ok(Reply::Customers(page)) => {
                read += 1;
                // Once more where the count differs; who is on no page is asked for, and is there.
                assert!(asked.get() <= 8, "{name}: asked {} times", asked.get());
                assert!(screen.contains("Ben Ito"), "{name}:\n{screen}");
                if page.unreadable > 0 {
                    let lost = format!("{} record", page.unreadable);
                    assert!(screen.contains(&lost), "{name}:\n{screen}");
                    assert!(
                        screen.contains("could not be read and"),
                        "{name}:\n{screen}"
                    );
                }
            }
            Ok(other) => panic!("{name}: {other:?}"),
        }
    }
    assert!(
        refused >= 15 && read >= 15,
        "{refused} refused, {read} read"
    );
}

#[test]
fn nothing_that_is_sent_spoils_the_screen_of_a_record() {
    for (name, body) in bodies() {
        for way in SCREENS {
            let mut app = loaded();
            app.keys(way);
            app.serve(|_| body.clone());
            assert_fit_to_be_seen(&app, &format!("{name} after {way}"));
            app.keys("j k esc esc 1");
            assert_fit_to_be_seen(&app, &format!("{name} back from {way}"));
        }
    }
}

#[test]
fn half_a_million_bad_rows_are_told_once() {
    let mut body = b"{\"response\":[0".to_vec();
    (1..500_000).for_each(|_| body.extend_from_slice(b",0"));
    body.extend_from_slice(b"]}");
    let mut app = loaded();
    app.keys("r");
    app.respond(0, &body);
    let screen = app.screen();
    let told = screen.matches("500,000 records could not be read").count();
    assert_eq!(told, 1, "{screen}");
}

#[test]
fn amounts_and_states_that_make_no_sense_are_shown_as_they_came() {
    for (way, name, texts) in [
        (
            "5 z r",
            "shape/charges-amounts.json",
            &[
                "92,233,720,368,547,758.07",
                "¥1",
                "1.000 BHD",
                "brand_new_status",
            ][..],
        ),
        ("4 r", "shape/subs-odd.json", &["zombie"][..]),
    ] {
        let mut app = loaded();
        let body = file(name);
        app.keys(way);
        app.serve(|_| body.clone());
        let screen = app.screen();
        for text in texts {
            assert!(screen.contains(text), "{name}: no {text:?} in\n{screen}");
        }
    }
}

#[test]
fn an_expiry_that_is_no_month_is_never_called_expired() {
    let mut body: Value = serde_json::from_slice(&file("shape/expiry-bad.json")).unwrap();
    for (at, row) in body["response"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .enumerate()
    {
        let mut card = row["card"].take();
        card["token"] = json!(format!("card_{at}"));
        *row = card;
    }
    let mut app = loaded();
    app.keys("3 z r");
    app.serve(|_| serde_json::to_vec(&body).unwrap());
    let screen = app.screen();
    assert!(!screen.contains("expired"), "{screen}");
    // They stand as they came, and are doubted.
    for text in ["0/0 ?", "x/ ?", "13/2", "-1/-"] {
        assert!(screen.contains(text), "no {text:?} in\n{screen}");
    }
}

#[test]
fn a_customer_that_is_gone_is_said_and_kept_on_the_screen() {
    let mut app = loaded();
    app.keys("2 r");
    while !app.waiting.is_empty() {
        settle(&mut app, 0, 404, &file("shape/err-404.json"));
    }
    let screen = app.screen();
    assert!(screen.contains("No longer in Pin Payments"), "{screen}");
    assert!(screen.contains("ada@harbour.example"), "{screen}");
    assert_fit_to_be_seen(&app, "err-404.json");
}

#[test]
fn pages_of_proxies_are_named_and_not_shown() {
    for (name, status, said) in [
        (
            "body/html-502.bin",
            502,
            "returned 502 (a web page, not data)",
        ),
        ("body/plain-error.bin", 503, "503"),
    ] {
        let mut app = loaded();
        app.keys("r");
        settle(&mut app, 0, status, &file(name));
        let screen = app.screen();
        assert!(screen.contains(said), "{name}:\n{screen}");
        assert!(screen.contains("Customers 2"), "{name}:\n{screen}");
        assert_fit_to_be_seen(&app, name);
    }
}
