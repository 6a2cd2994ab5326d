//! What a sweep asks for, what it is told, and how far it says it is.
use crate::api::call::Call;
use crate::api::ids::CustomerId;
use crate::api::page::{LAST, Page};
use crate::api::read::Read;
use crate::mirror::change::{List, PageRequest};

/// Is one thing to ask the API for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Page(PageRequest),
    Customer(CustomerId),
}

impl Step {
    pub fn call(&self) -> Call {
        match self {
            Self::Page(request) => match request.list() {
                List::Customers => Call::Read(Read::ListCustomers(request.page())),
                List::Subscriptions => Call::Read(Read::ListAllSubscriptions(request.page())),
            },
            Self::Customer(id) => Call::Read(Read::GetCustomer(id.clone())),
        }
    }
}

/// What a page said beside its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many rows it held, with those that could not be read.
    pub rows: u64,
    pub unreadable: u64,
    pub next: Option<u32>,
    pub total: Option<u64>,
}

impl<T> From<&Page<T>> for Head {
    fn from(page: &Page<T>) -> Self {
        let rows = u64::try_from(page.items.len()).unwrap_or(u64::MAX);
        Self {
            rows: rows.saturating_add(page.unreadable.into()),
            unreadable: page.unreadable.into(),
            next: page.next,
            total: page.total,
        }
    }
}

impl Head {
    pub(super) const fn is_last(&self, page: u32) -> bool {
        self.next.is_none() || self.rows == 0 || page >= LAST
    }
}

/// What a sweep does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    Newest,
    All,
    /// To ask for those that were not met.
    Missing,
    /// To see whether the mirror holds as many as there are.
    Check,
    /// To read the subscriptions of all customers.
    Subscriptions,
}

/// How far a sweep has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is done now; nothing once all is.
    pub goal: Option<Goal>,
    /// How many rows the pages held, or how many customers were asked for.
    pub read: u64,
    /// Of how many, where that is known; it may be a lie.
    pub total: Option<u64>,
}
