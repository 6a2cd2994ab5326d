//! A profile with one customer, and what the API would say of them.
use crate::driver::{Driver, Harness, profile, setup};
use pintui::api::balance::Balance;
use pintui::api::call::Call;
use pintui::api::charges::Charge;
use pintui::api::customers::Customer;
use pintui::api::ids::{ChargeId, CustomerId};
use pintui::api::page::Page;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::subject::Subject;
use pintui::app::{App, Looks, Setup};
use pintui::config::{KeySource, Mode, Profile};
use pintui::model::event::Event;
use pintui::text::Safe;
use serde_json::{Value, json};

/// A second after ten past eleven in Sydney, on the day that all samples are dated by.
const NOW: &str = "2026-11-23T00:10:01Z";

fn sample_setup(mode: Mode, key: KeySource) -> Setup {
    let profile = Profile {
        base_url: "https://api.harbour.example".to_owned(),
        key,
        ..profile(mode)
    };
    Setup {
        profile: profile.clone(),
        profiles: vec![profile],
        looks: Looks {
            colour: false,
            ascii: false,
        },
        ..setup(mode)
    }
}

/// Opens the dashboard, which waits for every answer.
pub fn open(mode: Mode, size: (u16, u16)) -> Harness {
    Harness::scripted_at(NOW, sample_setup(mode, KeySource::Environment), size)
}

/// Opens a profile whose key comes from elsewhere.
pub fn with_key(key: KeySource, size: (u16, u16)) -> Harness {
    Harness::scripted_at(NOW, sample_setup(Mode::Test, key), size)
}

/// Opens the dashboard with one customer in the list, whose details all came.
pub fn with_ada(size: (u16, u16), charges: &[Value]) -> Harness {
    let mut app = open(Mode::Test, size);
    app.settle_ada(charges);
    app
}

impl Harness {
    /// Answers everything that is asked about the sample customer until nothing is.
    pub fn settle_ada(&mut self, charges: &[Value]) {
        self.reply_all(|call| Some(sample_answer(call, charges)));
    }

    /// Answers everything but what is about a subject.
    pub fn settle_ada_but(&mut self, left: &Subject, charges: &[Value]) {
        self.reply_all(|call| {
            let wanted = call.subject().as_ref() != Some(left);
            wanted.then(|| sample_answer(call, charges))
        });
    }

    /// Opens the same profile again, as the person does with `p`.
    pub fn reopen(&mut self) {
        let setup = || sample_setup(Mode::Test, KeySource::Environment);
        let new = || App::new(setup(), self.size, self.now);
        let before = std::mem::replace(&mut self.app, new());
        self.app = new().taking_over_from(before);
        self.waiting.clear();
        self.tell(Event::Tick);
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
        self.keys("2 r 5");
        let subject = Subject::Customer(ada());
        self.answer(&subject, Ok(Reply::Customer(changed)));
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
