//! Statements about charges, and what calls did to authorisations later.

use std::sync::Arc;

use rusqlite::{Result, params};

use super::{Database, Json};
use crate::sandbox::world::derived::charge_summary::ChargeSummary;
use crate::sandbox::world::records::Charge;

/// A stored charge in a list.
#[derive(Clone)]
pub struct StoredCharge {
    number: i64,
    /// When it was made, in seconds since 1970.
    pub at: i64,
    pub token: String,
    pub customer: Option<String>,
    /// The token of the charged card.
    pub card: String,
    /// The merchant's share, if it was captured at once.
    pub entitlement: Option<i64>,
    pub summary: Arc<ChargeSummary>,
}

/// The charges that were made by a call, or billed a stored subscription.
pub struct ChargeTable<'a>(pub(super) &'a Database);

impl ChargeTable<'_> {
    /// Stores a charge.
    pub fn add(
        &self,
        charge: &Charge,
        customer: Option<&str>,
        subscription: Option<&str>,
        now: i64,
    ) -> Result<()> {
        self.0.put(
            "INSERT INTO charge (token, customer, subscription, made_at, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![charge.token, customer, subscription, now, Json(charge)],
        )
    }

    /// Returns when a charge was made, in seconds since 1970, and what it was at first.
    pub fn find(&self, token: &str) -> Result<Option<(i64, Charge)>> {
        let sql = "SELECT made_at, body FROM charge WHERE token = ?1";
        self.0.get(sql, [token], |row| {
            let (made_at, Json(charge)) = row.try_into()?;
            Ok((made_at, charge))
        })
    }

    /// Lists the dates and tokens of a customer's charges, newest first.
    pub fn of_customer(&self, token: &str) -> Result<Vec<(i64, String)>> {
        self.0.all(
            "SELECT made_at, token FROM charge WHERE customer = ?1 ORDER BY made_at DESC, number DESC",
            [token],
            |row| row.try_into(),
        )
    }

    /// Lists the dates and tokens of a subscription's charges, newest first.
    pub fn of_subscription(&self, token: &str) -> Result<Vec<(i64, String)>> {
        self.0.all(
            "SELECT made_at, token FROM charge WHERE subscription = ?1 ORDER BY made_at DESC, number DESC",
            [token],
            |row| row.try_into(),
        )
    }
}

impl Database {
    /// Lists all stored charges, newest first. A charge never changes, so only the new ones are read.
    pub fn stored_charges(&mut self) -> Result<Arc<Vec<StoredCharge>>> {
        let newest = self.stored.iter().max_by_key(|stored| stored.number);
        let (last, token) = newest.map_or((0, None), |stored| {
            (stored.number, Some(stored.token.clone()))
        });
        let sql = "SELECT token FROM charge WHERE number = ?1";
        let still: Option<String> = self.get(sql, [last], |row| row.get(0))?;
        // Another process may have emptied the database and begun to fill it again.
        let last = if still == token { last } else { 0 };
        let sql = "SELECT number, made_at, token, customer, body FROM charge WHERE number > ?1 ORDER BY number";
        let came = self.all(sql, [last], |row| {
            let Json::<Charge>(charge) = row.get(4)?;
            Ok(StoredCharge {
                number: row.get(0)?,
                at: row.get(1)?,
                token: row.get(2)?,
                customer: row.get(3)?,
                entitlement: charge.merchant_entitlement,
                summary: Arc::new(ChargeSummary::of(&charge)),
                card: charge.card.token,
            })
        })?;
        let stored = Arc::make_mut(&mut self.stored);
        if last == 0 {
            stored.clear();
        }
        if !came.is_empty() {
            stored.extend(came);
            stored.sort_by_key(|charge| (-charge.at, -charge.number));
        }
        Ok(Arc::clone(&self.stored))
    }
}

/// What became of an authorisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    Captured,
    Voided,
}

/// The authorisations that a call captured or voided.
pub struct HoldTable<'a>(pub(super) &'a Database);

impl HoldTable<'_> {
    /// Stores what became of an authorisation.
    pub fn add(&self, charge: &str, hold: Hold, now: i64) -> Result<()> {
        let sql = "INSERT INTO hold (charge, captured, at) VALUES (?1, ?2, ?3)";
        self.0
            .put(sql, params![charge, hold == Hold::Captured, now])
    }

    /// Returns what a call did to an authorisation, and when.
    pub fn find(&self, charge: &str) -> Result<Option<(Hold, i64)>> {
        let sql = "SELECT captured, at FROM hold WHERE charge = ?1";
        self.0.get(sql, [charge], |row| {
            let hold = if row.get(0)? {
                Hold::Captured
            } else {
                Hold::Voided
            };
            Ok((hold, row.get(1)?))
        })
    }

    /// Lists the authorisations that calls have captured since a second, and when.
    pub fn captured_since(&self, since: i64) -> Result<Vec<(String, i64)>> {
        let sql = "SELECT charge, at FROM hold WHERE captured AND at >= ?1";
        self.0.all(sql, [since], |row| row.try_into())
    }
}

/// The charges of 3-D Secure sessions.
pub struct SessionTable<'a>(pub(super) &'a Database);

impl SessionTable<'_> {
    /// Stores the charge of a session.
    pub fn add(&self, token: &str, charge: &str) -> Result<()> {
        let sql = "INSERT INTO session (token, charge) VALUES (?1, ?2)";
        self.0.put(sql, [token, charge])
    }

    /// Returns the token of the charge of a session.
    pub fn charge(&self, token: &str) -> Result<Option<String>> {
        let sql = "SELECT charge FROM session WHERE token = ?1";
        self.0.get(sql, [token], |row| row.get(0))
    }
}
