//! Statements about charges, and what calls did to them later.

use std::sync::Arc;

use rusqlite::{Result, Row, params};

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

/// What became of an authorisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    Captured,
    Voided,
}

/// A refund that a call made.
pub struct RefundRow {
    pub token: String,
    pub charge: String,
    pub amount: i64,
    pub currency: String,
    /// Seconds since 1970.
    pub made_at: i64,
    /// Whether it fails when it would be paid.
    pub fails: bool,
}

const REFUND: &str = "token, charge, amount, currency, made_at, fails";

impl Database {
    /// Stores a charge.
    pub fn add_charge(
        &self,
        charge: &Charge,
        customer: Option<&str>,
        subscription: Option<&str>,
        now: i64,
    ) -> Result<()> {
        self.put(
            "INSERT INTO charge (token, customer, subscription, made_at, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![charge.token, customer, subscription, now, Json(charge)],
        )
    }

    /// Returns when a charge was made, in seconds since 1970, and what it was at first.
    pub fn charge(&self, token: &str) -> Result<Option<(i64, Charge)>> {
        let sql = "SELECT made_at, body FROM charge WHERE token = ?1";
        self.get(sql, [token], |row| {
            let (made_at, Json(charge)) = row.try_into()?;
            Ok((made_at, charge))
        })
    }

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

    /// Lists the dates and tokens of a customer's stored charges, newest first.
    pub fn charges_of(&self, customer: &str) -> Result<Vec<(i64, String)>> {
        self.all(
            "SELECT made_at, token FROM charge WHERE customer = ?1 ORDER BY made_at DESC, number DESC",
            [customer],
            |row| row.try_into(),
        )
    }

    /// Lists the dates and tokens of a subscription's stored charges, newest first.
    pub fn charges_for(&self, subscription: &str) -> Result<Vec<(i64, String)>> {
        self.all(
            "SELECT made_at, token FROM charge WHERE subscription = ?1 ORDER BY made_at DESC, number DESC",
            [subscription],
            |row| row.try_into(),
        )
    }

    /// Stores what became of an authorisation.
    pub fn put_hold(&self, charge: &str, hold: Hold, now: i64) -> Result<()> {
        self.put(
            "INSERT INTO hold (charge, captured, at) VALUES (?1, ?2, ?3)",
            params![charge, hold == Hold::Captured, now],
        )
    }

    /// Returns what a call did to an authorisation, and when.
    pub fn hold(&self, charge: &str) -> Result<Option<(Hold, i64)>> {
        let sql = "SELECT captured, at FROM hold WHERE charge = ?1";
        self.get(sql, [charge], |row| {
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
        self.all(sql, [since], |row| row.try_into())
    }

    pub fn add_refund(&self, row: &RefundRow) -> Result<()> {
        self.put(
            "INSERT INTO refund (token, charge, amount, currency, made_at, fails) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                row.token,
                row.charge,
                row.amount,
                row.currency,
                row.made_at,
                row.fails
            ],
        )
    }

    pub fn refund(&self, token: &str) -> Result<Option<RefundRow>> {
        let sql = format!("SELECT {REFUND} FROM refund WHERE token = ?1");
        self.get(&sql, [token], refund)
    }

    /// Lists the refunds that calls made of a charge, newest first.
    pub fn refunds_of(&self, charge: &str) -> Result<Vec<RefundRow>> {
        let sql = format!(
            "SELECT {REFUND} FROM refund WHERE charge = ?1 ORDER BY made_at DESC, number DESC"
        );
        self.all(&sql, [charge], refund)
    }

    /// Lists the dates and tokens of the refunds that calls made, newest first.
    pub fn refund_tokens(&self) -> Result<Vec<(i64, String)>> {
        let sql = "SELECT made_at, token FROM refund ORDER BY made_at DESC, number DESC";
        self.all(sql, [], |row| row.try_into())
    }

    /// Lists the refunds that calls have made since a second.
    pub fn refunds_since(&self, since: i64) -> Result<Vec<RefundRow>> {
        let sql = format!("SELECT {REFUND} FROM refund WHERE made_at >= ?1");
        self.all(&sql, [since], refund)
    }

    /// Stores the charge of a 3-D Secure session.
    pub fn add_session(&self, token: &str, charge: &str) -> Result<()> {
        self.put(
            "INSERT INTO session (token, charge) VALUES (?1, ?2)",
            [token, charge],
        )
    }

    pub fn session(&self, token: &str) -> Result<Option<String>> {
        self.get(
            "SELECT charge FROM session WHERE token = ?1",
            [token],
            |row| row.get(0),
        )
    }
}

fn refund(row: &Row) -> Result<RefundRow> {
    Ok(RefundRow {
        token: row.get(0)?,
        charge: row.get(1)?,
        amount: row.get(2)?,
        currency: row.get(3)?,
        made_at: row.get(4)?,
        fails: row.get(5)?,
    })
}
