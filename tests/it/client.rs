//! The HTTP client against a server of plain sockets.
pub mod calls;
mod faults;
mod fuzz;
mod happy;
mod nasty;
mod quick;
mod refusals;
mod retry;
mod settings;
mod statuses;
mod tls;

use crate::rawserver::RawServer;
use pintui::api::client::{Client, Target, Timeouts};
use pintui::api::ids::{CardId, ChargeId, CustomerId, PlanId, RefundId, SubscriptionId};
use pintui::secret::ApiKey;
use std::sync::Arc;
use std::time::Duration;

pub const KEY: &str = "aKeyForTests_-22chars0";

/// The real times: no test waits for them.
pub const PATIENT: Timeouts = Timeouts {
    connect: Duration::from_secs(5),
    read: Duration::from_secs(10),
    total: Duration::from_secs(30),
};

/// Times for tests in which something never comes.
pub const QUICK: Timeouts = Timeouts {
    read: Duration::from_millis(300),
    total: Duration::from_millis(700),
    ..PATIENT
};

pub fn target(base_url: &str) -> Target {
    Target {
        base_url: base_url.to_owned(),
        key: Arc::new(ApiKey::new(KEY.to_owned())),
    }
}

pub fn client(server: &RawServer) -> Client {
    Client::with_timeouts(&target(&server.url()), PATIENT).expect("a client")
}

pub fn cus() -> CustomerId {
    CustomerId::new("cus__03Cn1lSk3offZ0IGkwpCg").expect("a token")
}

pub fn card() -> CardId {
    CardId::new("card__3XamhZ7KxhprYWewsOWWQ").expect("a token")
}

pub fn sub() -> SubscriptionId {
    SubscriptionId::new("sub_JfPW41X1UyrD_xWkNiFzgA").expect("a token")
}

pub fn plan() -> PlanId {
    PlanId::new("plan_ZyDee4HNeUHFHC4SpM2idg").expect("a token")
}

pub fn refund() -> RefundId {
    RefundId::new("rf_ERCQy--Ay6o-NKGiUVcKKA").expect("a token")
}

pub fn charge() -> ChargeId {
    ChargeId::new("ch_lfUYEBK14zotCTykezJkfg").expect("a token")
}
