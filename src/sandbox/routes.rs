//! The table of calls. Whatever is not in it answers 404 `resource_not_found`, a wrong method too (*choice*).

use axum::http::Method;
use percent_encoding::percent_decode_str;

use super::call::Call;
use super::desk::Desk;
use super::reply::Outcome;
use super::{cards, charges, charging, customers, plans, subscriptions, temp};

/// One call of the API.
pub(super) struct Route {
    pub(super) method: Method,
    /// The path behind `/1/`; `*` stands for a token.
    pattern: &'static str,
    /// The name by which a fault can choose it.
    pub(super) operation: &'static str,
    /// Parameters that a made-up 422 can complain about.
    pub(super) fields: &'static [&'static str],
    pub(super) handler: fn(&mut Desk, &Call) -> Outcome,
}

impl Route {
    /// Tells whether the call changes anything.
    pub(super) fn writes(&self) -> bool {
        self.method != Method::GET
    }
}

const CUSTOMER: &[&str] = &["email", "card.number"];
const CARD: &[&str] = &["number", "name"];

pub(super) const ROUTES: &[Route] = &[
    get("customers", "list_customers", customers::list),
    post("customers", "create_customer", CUSTOMER, customers::create),
    get("customers/*", "get_customer", customers::get),
    change(
        Method::PUT,
        "customers/*",
        "update_customer",
        &["email", "phone_number"],
        customers::update,
    ),
    change(
        Method::DELETE,
        "customers/*",
        "delete_customer",
        &["customer_token"],
        customers::delete,
    ),
    get("customers/*/charges", "list_charges", charges::list),
    get("customers/*/cards", "list_cards", cards::list),
    post("customers/*/cards", "add_card", CARD, cards::add),
    change(
        Method::DELETE,
        "customers/*/cards/*",
        "delete_card",
        &["card_token"],
        cards::delete,
    ),
    get(
        "customers/*/subscriptions",
        "list_subscriptions",
        subscriptions::list,
    ),
    change(
        Method::DELETE,
        "customers/*/subscriptions/*",
        "cancel_subscription",
        &["subscription_token"],
        subscriptions::cancel,
    ),
    post("cards", "create_card", CARD, cards::create),
    post(
        "charges",
        "create_charge",
        &["amount", "card.number"],
        charging::create,
    ),
    get("charges", "list_all_charges", charges::list_all),
    get("charges/*", "get_charge", charges::get),
    get("charges/*/refunds", "list_refunds", charges::refunds),
    get("plans", "list_plans", plans::list),
    get("plans/*", "get_plan", plans::get),
    get(
        "subscriptions",
        "list_all_subscriptions",
        subscriptions::list_all,
    ),
    get("balance", "get_balance", temp::balance),
    get("subscriptions/*", "get_subscription", temp::subscription),
    get("subscriptions/*/ledger", "list_ledger", temp::ledger),
    get(
        "plans/*/subscriptions",
        "list_plan_subscriptions",
        temp::plan_subscriptions,
    ),
];

type Handler = fn(&mut Desk, &Call) -> Outcome;

const fn get(pattern: &'static str, operation: &'static str, handler: Handler) -> Route {
    change(Method::GET, pattern, operation, &["page"], handler)
}

const fn post(
    pattern: &'static str,
    operation: &'static str,
    fields: &'static [&'static str],
    handler: Handler,
) -> Route {
    change(Method::POST, pattern, operation, fields, handler)
}

const fn change(
    method: Method,
    pattern: &'static str,
    operation: &'static str,
    fields: &'static [&'static str],
    handler: Handler,
) -> Route {
    Route {
        method,
        pattern,
        operation,
        fields,
        handler,
    }
}

/// Finds the route of a request and the tokens in its path; HEAD counts as GET.
///
/// Doubled and trailing slashes mean nothing (contract section 1).
pub(super) fn find(method: &Method, path: &str) -> Option<(&'static Route, Vec<String>)> {
    let method = if method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    if segments.next() != Some("1") {
        return None;
    }
    let segments: Vec<String> = segments
        .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
        .collect();
    ROUTES
        .iter()
        .filter(|route| route.method == *method)
        .find_map(|route| Some((route, tokens(route.pattern, &segments)?)))
}

fn tokens(pattern: &str, segments: &[String]) -> Option<Vec<String>> {
    let pattern: Vec<&str> = pattern.split('/').collect();
    let same = |(pattern, segment): (&&str, &String)| *pattern == "*" || *pattern == segment;
    if pattern.len() != segments.len() || !pattern.iter().zip(segments).all(same) {
        return None;
    }
    let tokens = pattern
        .iter()
        .zip(segments)
        .filter(|(pattern, _)| **pattern == "*");
    Some(tokens.map(|(_, segment)| segment.clone()).collect())
}
