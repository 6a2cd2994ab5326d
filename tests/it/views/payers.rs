//! Sample answers about subscriptions and plans, and a app that gives them.
use super::sample::{ada, open, page, sample_answer};
use crate::driver::{Driver, Harness};
use pintui::api::call::Call;
use pintui::api::ids::{PlanId, SubscriptionId};
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::config::Mode;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Holds what the API would answer; a test changes it.
pub struct Answers {
    pub cards: Vec<Value>,
    pub subscription: Value,
    pub plans: Vec<Value>,
    pub ledger: Vec<Value>,
    /// The subscriptions of the first plan.
    pub of_plan: Vec<Value>,
}

pub fn sub_id() -> SubscriptionId {
    SubscriptionId::new("sub_UmmUlkhb7Y1h9JVbSKL3Cw").unwrap()
}

pub fn plan_id() -> PlanId {
    PlanId::new("plan_ZyDee4HNeUHFHC4SpM2idg").unwrap()
}

/// Gives a record of the API with some members changed.
pub fn with(mut json: Value, changed: &Value) -> Value {
    let members = json.as_object_mut().unwrap();
    members.extend(changed.as_object().unwrap().clone());
    json
}

pub fn subscription(changed: &Value) -> Value {
    let json = json!({
        "token": sub_id().as_str(), "state": "active", "plan_token": plan_id().as_str(),
        "customer_token": ada().as_str(), "card_token": null,
        "next_billing_date": "2026-12-05T22:00:00Z",
        "active_interval_started_at": "2026-11-05T22:00:00Z",
        "active_interval_finishes_at": "2026-12-05T22:00:00Z",
        "cancelled_at": null, "created_at": "2026-01-05T22:00:00Z",
    });
    with(json, changed)
}

pub fn plan(changed: &Value) -> Value {
    let json = json!({
        "token": plan_id().as_str(), "name": "Premium monthly", "amount": 4_900, "currency": "AUD",
        "setup_amount": 0, "trial_amount": 0, "interval": 1, "interval_unit": "month", "intervals": 0,
        "trial_interval": 0, "trial_interval_unit": "", "created_at": "2025-01-05T22:00:00Z",
        "customer_permissions": ["cancel"],
        "subscription_counts": {"trial": 3, "active": 120, "cancelling": 2, "cancelled": 14},
    });
    with(json, changed)
}

pub fn card(changed: &Value) -> Value {
    let json = json!({
        "token": "card_primary", "scheme": "visa", "display_number": "XXXX-XXXX-XXXX-4242",
        "expiry_month": 5, "expiry_year": 2028, "name": "Ada Nguyen", "primary": true,
    });
    with(json, changed)
}

pub fn entry(n: u32, kind: &str, annotation: &str) -> Value {
    json!({"created_at": format!("2026-11-{n:02}T22:00:00Z"), "type": kind, "amount": n * 1_000,
        "currency": "AUD", "annotation": annotation})
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            cards: vec![card(&json!({}))],
            subscription: subscription(&json!({})),
            plans: vec![plan(&json!({}))],
            ledger: vec![
                entry(5, "credit", "charge_credit"),
                entry(4, "debit", "interval_debit"),
            ],
            of_plan: vec![subscription(&json!({}))],
        }
    }
}

fn read<T: DeserializeOwned>(json: &Value) -> T {
    serde_json::from_str(&json.to_string()).unwrap()
}

fn rows<T: DeserializeOwned>(all: &[Value], number: u32) -> pintui::api::page::Page<T> {
    let skip = (usize::try_from(number).unwrap() - 1) * 25;
    let items = all.iter().skip(skip).take(25).map(read).collect();
    page(items, number, all.len())
}

impl Answers {
    pub fn to(&self, call: &Call) -> Reply {
        match call {
            Call::Read(Read::ListCards(customer, page)) => {
                Reply::Cards(customer.clone(), rows(&self.cards, *page))
            }
            Call::Read(Read::ListSubscriptions(customer, page)) => {
                let all = std::slice::from_ref(&self.subscription);
                Reply::Subscriptions(customer.clone(), rows(all, *page))
            }
            Call::Read(Read::GetSubscription(_)) => Reply::Subscription(read(&self.subscription)),
            Call::Read(Read::ListLedger(subscription, page)) => {
                let page = pintui::api::ledger::placed(rows(&self.ledger, *page));
                Reply::Ledger(subscription.clone(), page)
            }
            Call::Read(Read::ListPlans(page)) => Reply::Plans(rows(&self.plans, *page)),
            Call::Read(Read::ListPlanSubscriptions(plan, page)) => {
                Reply::PlanSubscriptions(plan.clone(), rows(&self.of_plan, *page))
            }
            other => sample_answer(other, &[]),
        }
    }

    /// Answers all that is asked, and what that leads to.
    pub fn serve(&self, app: &mut Harness) {
        app.reply_all(|call| Some(self.to(call)));
    }

    /// Types keys with all answers given before and after each.
    pub fn app(&self, size: (u16, u16), keys: &str) -> Harness {
        let mut app = open(Mode::Test, size);
        self.serve(&mut app);
        for key in keys.split_whitespace() {
            app.keys(key);
            self.serve(&mut app);
        }
        app
    }
}
