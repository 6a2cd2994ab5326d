//! The table of calls. Whatever is not in it answers 404 `resource_not_found`, a wrong method too (*choice*).

use http::Method;
use percent_encoding::percent_decode_str;

use super::call::Call;
use super::reply::Outcome;
use super::stack::Stack;
use super::{balance, cards, charges, customers, payment_sources, plans, refunds, subscriptions};
use crate::sandbox::world::transaction::Transaction;

/// One call of the API.
pub struct Route {
    pub method: Method,
    /// The path behind `/1/`; `*` stands for a token.
    pattern: &'static str,
    /// The name by which a fault selects it.
    pub operation: &'static str,
    /// Which of the two servers answers it.
    pub stack: Stack,
    /// Whether the publishable key is enough (contract section 1).
    pub publishable: bool,
    /// Whether it reads the list of everybody's subscriptions, which takes seconds to work out where they are
    /// many.
    pub reads_all_subscriptions: bool,
    /// Parameters that a made-up 422 can complain about.
    pub fields: Fields,
    pub handler: Handler,
}

impl Route {
    /// Whether browsers may call it, which answers state in `Vary` (recorded in 2024 and 2025).
    pub fn is_for_browsers(&self) -> bool {
        matches!(self.pattern, "cards" | "payment_sources")
    }

    /// Whether the call changes anything.
    pub fn writes(&self) -> bool {
        self.method != Method::GET
    }
}

const CUSTOMER: Fields = &["email", "card.number"];
const CARD: Fields = &["number", "name"];

pub const ROUTES: &[Route] = &[
    get("customers", "list_customers", customers::list),
    post("customers", "create_customer", CUSTOMER, customers::create),
    get("customers/*", "get_customer", customers::get),
    put(
        "customers/*",
        "update_customer",
        &["email", "phone_number"],
        customers::update,
    ),
    delete(
        "customers/*",
        "delete_customer",
        &["customer_token"],
        customers::delete,
    ),
    get("customers/*/charges", "list_charges", charges::list),
    get("customers/*/cards", "list_cards", cards::list),
    public(post("customers/*/cards", "add_card", CARD, cards::add)),
    delete(
        "customers/*/cards/*",
        "delete_card",
        &["card_token"],
        cards::delete,
    ),
    of_subscriptions(get(
        "customers/*/subscriptions",
        "list_subscriptions",
        subscriptions::list,
    )),
    of_subscriptions(delete(
        "customers/*/subscriptions/*",
        "cancel_subscription",
        &["subscription_token"],
        subscriptions::cancel_of_customer,
    )),
    public(post("cards", "create_card", CARD, cards::create)),
    public(post(
        "payment_sources",
        "create_payment_source",
        &["type", "source.number"],
        payment_sources::create,
    )),
    post(
        "charges",
        "create_charge",
        &["amount", "card.number"],
        charges::create,
    ),
    get("charges", "list_all_charges", charges::list_all),
    get("charges/search", "search_charges", charges::search),
    get("charges/verify", "verify_charge", charges::verify),
    get("charges/*", "get_charge", charges::get),
    put(
        "charges/*/capture",
        "capture_charge",
        &["amount"],
        charges::capture,
    ),
    put(
        "charges/*/void",
        "void_charge",
        &["charge_token"],
        charges::void,
    ),
    get("charges/*/refunds", "list_refunds", refunds::list),
    post(
        "charges/*/refunds",
        "create_refund",
        &["amount"],
        refunds::create,
    ),
    get("refunds", "list_all_refunds", refunds::list_all),
    get("refunds/*", "get_refund", refunds::get),
    of_plans(get("plans", "list_plans", plans::list)),
    of_plans(post(
        "plans",
        "create_plan",
        &["name", "amount"],
        plans::create,
    )),
    of_plans(get("plans/*", "get_plan", plans::get)),
    of_plans(put("plans/*", "update_plan", &["name"], plans::update)),
    of_plans(delete(
        "plans/*",
        "delete_plan",
        &["plan_token"],
        plans::delete,
    )),
    of_subscriptions(get(
        "plans/*/subscriptions",
        "list_plan_subscriptions",
        subscriptions::list_of_plan,
    )),
    of_subscriptions(post(
        "plans/*/subscriptions",
        "create_plan_subscription",
        &["customer_token"],
        subscriptions::create_of_plan,
    )),
    of_subscriptions(reading_all_subscriptions(get(
        "subscriptions",
        "list_all_subscriptions",
        subscriptions::list_all,
    ))),
    of_subscriptions(post(
        "subscriptions",
        "create_subscription",
        &["plan_token", "customer_token"],
        subscriptions::create,
    )),
    of_subscriptions(get(
        "subscriptions/*",
        "get_subscription",
        subscriptions::get,
    )),
    of_subscriptions(put(
        "subscriptions/*",
        "update_subscription",
        &["card_token"],
        subscriptions::update,
    )),
    of_subscriptions(delete(
        "subscriptions/*",
        "delete_subscription",
        &["subscription_token"],
        subscriptions::cancel,
    )),
    of_subscriptions(put(
        "subscriptions/*/reactivate",
        "reactivate_subscription",
        &["subscription_token"],
        subscriptions::reactivate,
    )),
    of_subscriptions(get(
        "subscriptions/*/ledger",
        "get_ledger",
        subscriptions::ledger,
    )),
    get("balance", "get_balance", balance::get),
];

type Handler = fn(&mut Transaction, &Call) -> Outcome;
type Text = &'static str;
type Fields = &'static [&'static str];

const fn get(pattern: Text, operation: Text, handler: Handler) -> Route {
    route(Method::GET, pattern, operation, &["page"], handler)
}

const fn post(pattern: Text, operation: Text, fields: Fields, handler: Handler) -> Route {
    route(Method::POST, pattern, operation, fields, handler)
}

const fn put(pattern: Text, operation: Text, fields: Fields, handler: Handler) -> Route {
    route(Method::PUT, pattern, operation, fields, handler)
}

const fn delete(pattern: Text, operation: Text, fields: Fields, handler: Handler) -> Route {
    route(Method::DELETE, pattern, operation, fields, handler)
}

const fn route(
    method: Method,
    pattern: Text,
    operation: Text,
    fields: Fields,
    handler: Handler,
) -> Route {
    Route {
        method,
        pattern,
        operation,
        stack: Stack::Core,
        publishable: false,
        reads_all_subscriptions: false,
        fields,
        handler,
    }
}

/// Makes a call open to the publishable key.
const fn public(mut route: Route) -> Route {
    route.publishable = true;
    route
}

/// Makes a call that of the newer server, whose lists of plans have no `count` beside them.
const fn of_plans(mut route: Route) -> Route {
    route.stack = Stack::Newer { counts: false };
    route
}

/// Makes a call that of the newer server, whose lists of subscriptions have a `count` beside them.
const fn of_subscriptions(mut route: Route) -> Route {
    route.stack = Stack::Newer { counts: true };
    route
}

const fn reading_all_subscriptions(mut route: Route) -> Route {
    route.reads_all_subscriptions = true;
    route
}

/// A route, and the tokens in the path that led to it.
pub type Matched = (&'static Route, Vec<String>);

/// Finds the route of a request and the tokens in its path; HEAD counts as GET.
///
/// Doubled and trailing slashes mean nothing (contract section 1).
pub fn find(method: &Method, path: &str) -> Option<Matched> {
    let method = if method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    if segments.next() != Some("1") {
        return None;
    }
    ROUTES
        .iter()
        .filter(|route| route.method == *method)
        .find_map(|route| Some((route, tokens(route.pattern, segments.clone())?)))
}

fn tokens<'a>(pattern: &str, mut segments: impl Iterator<Item = &'a str>) -> Option<Vec<String>> {
    let mut tokens = Vec::new();
    for expected in pattern.split('/') {
        let segment = percent_decode_str(segments.next()?).decode_utf8_lossy();
        if expected == "*" {
            tokens.push(segment.into_owned());
        } else if segment != expected {
            return None;
        }
    }
    segments.next().is_none().then_some(tokens)
}
