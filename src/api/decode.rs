//! Replies from JSON. A page is decoded row by row, so that a bad row costs only itself.
//!
//! If a member appears twice, the last one counts. If a row has both the wire's name of a member and the one
//! that only the documents of the Python wrapper use (contract section 12), the wire's counts.
use crate::api::depth::is_too_deep;
use crate::api::error::ErrorKind;
use crate::api::page::{Page, Paging};
use crate::api::read::Read;
use crate::api::reply::Reply;
use crate::api::{ledger, quick};
use serde::Deserialize;
use serde::de::value::MapDeserializer;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The fault of an answer with a success status and the body of an error: it must not pass for an empty list.
pub const ERROR_BODY: &str = "it reports both success and failure";
/// The only fault of an answer that is worth another try.
pub const NOT_JSON: &str = "it is not complete JSON";
const NOT_UTF8: &str = "it is not UTF-8 text";
const TOO_DEEP: &str = "it is nested too deeply";
const NO_RESPONSE: &str = "it has no \"response\"";
const NOT_A_LIST: &str = "it is not the requested list";
const NOT_A_RECORD: &str = "it is not the requested record";

/// The members of an object by name, each as its JSON.
pub type Members<'a> = BTreeMap<Cow<'a, str>, &'a RawValue>;

/// The envelope around every answer (contract section 1).
pub struct Envelope<'a> {
    /// The JSON of the record or of the list.
    pub response: &'a RawValue,
    /// The `pagination` of a list; `None` if it is missing or unreadable.
    pub paging: Option<Paging>,
}

impl<'a> Envelope<'a> {
    /// Opens the body of a success, or returns what is wrong with it: not UTF-8, nested too deeply, not
    /// complete JSON, or without a `response`.
    pub fn open(body: &'a [u8]) -> Result<Self, ErrorKind> {
        let text = std::str::from_utf8(body).map_err(|_| ErrorKind::Protocol(NOT_UTF8))?;
        if is_too_deep(text) {
            return Err(ErrorKind::Protocol(TOO_DEEP));
        }
        let members: Members = serde_json::from_str(text).map_err(|_| no_members(text))?;
        let Some(response) = members.get("response") else {
            let kind = if members.contains_key("error") {
                ERROR_BODY
            } else {
                NO_RESPONSE
            };
            return Err(ErrorKind::Protocol(kind));
        };
        let paging = members
            .get("pagination")
            .and_then(|raw| serde_json::from_str(raw.get()).ok());
        Ok(Self { response, paging })
    }

    /// Returns the elements of a list.
    pub fn rows(&self) -> Result<Vec<&'a RawValue>, ErrorKind> {
        serde_json::from_str(self.response.get()).map_err(|_| ErrorKind::Protocol(NOT_A_LIST))
    }

    /// Returns the number of the page after page `number`, which had `rows` rows; `None` if it was the last.
    pub fn next(&self, number: u32, rows: usize) -> Option<u32> {
        self.paging.as_ref()?.next(number, rows)
    }

    /// Returns the record in the `response`, or an error if it cannot be read as one of this type.
    pub fn one<T: Deserialize<'a>>(&self) -> Result<T, ErrorKind> {
        row(self.response).ok_or(ErrorKind::Protocol(NOT_A_RECORD))
    }

    fn page<T: Deserialize<'a>>(&self, number: u32) -> Result<Page<T>, ErrorKind> {
        let rows = self.rows()?;
        let items: Vec<T> = rows.iter().filter_map(|raw| row(raw)).collect();
        Ok(Page {
            number,
            next: self.next(number, rows.len()),
            total: self.paging.as_ref().and_then(Paging::total),
            unreadable: u32::try_from(rows.len() - items.len()).unwrap_or(u32::MAX),
            items,
        })
    }
}

/// Returns what is wrong with a text that is not an object.
fn no_members(text: &str) -> ErrorKind {
    let is_json = serde_json::from_str::<&RawValue>(text).is_ok();
    ErrorKind::Protocol(if is_json { NO_RESPONSE } else { NOT_JSON })
}

/// Reads a record, or returns `None` if a member that it cannot do without is missing, such as its token.
fn row<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Option<T> {
    let mut members: Members = serde_json::from_str(raw.get()).ok()?;
    for (wire, seed) in [("state", "status"), ("plan_token", "plan")] {
        if members.contains_key(wire) {
            members.remove(seed);
        }
    }
    T::deserialize(MapDeserializer::<_, serde_json::Error>::new(
        members.into_iter(),
    ))
    .ok()
}

/// Returns the reply to a read from the body of a success. The long lists are read in one pass if nothing in
/// the body is irregular.
pub fn reply(read: &Read, body: &[u8]) -> Result<Reply, ErrorKind> {
    if let Read::ListCustomers(page) = read
        && let Some(page) = quick::page(body, *page)
    {
        return Ok(Reply::Customers(page));
    }
    if let Read::ListCards(customer, page) = read
        && let Some(page) = quick::page(body, *page)
    {
        return Ok(Reply::Cards(customer.clone(), page));
    }
    row_by_row(read, body)
}

/// Returns the reply to a read from the body of a success, which may be irregular in any way.
pub fn row_by_row(read: &Read, body: &[u8]) -> Result<Reply, ErrorKind> {
    let envelope = Envelope::open(body)?;
    Ok(match read {
        Read::ListCustomers(page) => Reply::Customers(envelope.page(*page)?),
        Read::ListCards(customer, page) => Reply::Cards(customer.clone(), envelope.page(*page)?),
        Read::ListSubscriptions(customer, page) => {
            Reply::Subscriptions(customer.clone(), envelope.page(*page)?)
        }
        Read::ListCharges(customer, page) => {
            Reply::Charges(customer.clone(), envelope.page(*page)?)
        }
        Read::ListRefunds(charge, page) => Reply::Refunds(charge.clone(), envelope.page(*page)?),
        Read::ListPlans(page) => Reply::Plans(envelope.page(*page)?),
        Read::ListPlanSubscriptions(plan, page) => {
            Reply::PlanSubscriptions(plan.clone(), envelope.page(*page)?)
        }
        Read::ListAllSubscriptions(page) => Reply::AllSubscriptions(envelope.page(*page)?),
        Read::ListLedger(subscription, page) => {
            Reply::Ledger(subscription.clone(), ledger::placed(envelope.page(*page)?))
        }
        Read::GetBalance => Reply::Balance(envelope.one()?),
        Read::GetSubscription(_) => Reply::Subscription(envelope.one()?),
        Read::GetCustomer(_) => Reply::Customer(envelope.one()?),
        Read::GetCharge(_) => Reply::Charge(envelope.one()?),
        Read::GetRefund(_) => Reply::Refund(envelope.one()?),
        Read::ReadRaw(_) => Reply::Done,
    })
}
