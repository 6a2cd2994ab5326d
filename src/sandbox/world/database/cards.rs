//! Statements about the cards that calls made, and about base cards that are gone.

use rusqlite::{Result, params};

use super::{Database, Json};
use crate::sandbox::world::records::CardFacts;

/// A card that a call made, or a base card that is gone.
pub struct CardRow {
    pub facts: Option<CardFacts>,
    pub customer: Option<String>,
    pub made_at: i64,
    pub spent: bool,
    pub gone: bool,
}

/// The cards that calls made, and the base cards that are gone.
pub struct CardTable<'a>(pub(super) &'a Database);

impl CardTable<'_> {
    pub fn find(&self, token: &str) -> Result<Option<CardRow>> {
        let sql = "SELECT facts, customer, made_at, spent, gone FROM card WHERE token = ?1";
        self.0.get(sql, [token], |row| {
            let facts: Option<Json<CardFacts>> = row.get(0)?;
            Ok(CardRow {
                facts: facts.map(|Json(facts)| facts),
                customer: row.get(1)?,
                made_at: row.get(2)?,
                spent: row.get(3)?,
                gone: row.get(4)?,
            })
        })
    }

    /// Stores a new card; one that belongs to a customer at once is spent.
    pub fn add(&self, token: &str, card: &CardFacts, owner: Option<&str>, now: i64) -> Result<()> {
        self.0.put(
            "INSERT INTO card (token, customer, facts, made_at, spent, gone) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
            params![token, owner, Json(card), now, owner.is_some()],
        )
    }

    /// Stores the token of the payment source that an unused card was sent as.
    pub fn add_source(&self, token: &str, card: &str) -> Result<()> {
        let sql = "UPDATE card SET source = ?1 WHERE token = ?2";
        self.0.put(sql, [token, card])
    }

    /// Returns the card behind a payment source.
    pub fn of_source(&self, token: &str) -> Result<Option<String>> {
        let sql = "SELECT token FROM card WHERE source = ?1";
        self.0.get(sql, [token], |row| row.get(0))
    }

    /// Spends a card token; with `customer`, the card becomes that customer's.
    pub fn spend(&self, token: &str, customer: Option<&str>) -> Result<()> {
        let sql = "UPDATE card SET spent = 1, customer = ?2 WHERE token = ?1";
        self.0.put(sql, params![token, customer])
    }

    /// Removes a card for good; a base card leaves a mark.
    pub fn remove(&self, token: &str, customer: &str, now: i64) -> Result<()> {
        self.0.put(
            "INSERT INTO card (token, customer, made_at, spent, gone) VALUES (?1, ?2, ?3, 1, 1)
             ON CONFLICT (token) DO UPDATE SET gone = 1, facts = NULL",
            params![token, customer, now],
        )
    }

    /// Removes all cards that calls gave to a customer.
    pub(super) fn remove_all(&self, customer: &str) -> Result<()> {
        let sql = "UPDATE card SET gone = 1, facts = NULL WHERE customer = ?1";
        self.0.put(sql, [customer])
    }

    /// Lists the cards that calls gave to a customer, newest first.
    pub fn of_customer(&self, token: &str) -> Result<Vec<(String, CardFacts)>> {
        let sql =
            "SELECT token, facts FROM card WHERE customer = ?1 AND gone = 0 ORDER BY number DESC";
        self.0.all(sql, [token], |row| {
            let (token, Json(facts)) = row.try_into()?;
            Ok((token, facts))
        })
    }

    /// Lists the tokens of a customer's deleted cards.
    pub fn gone_of_customer(&self, token: &str) -> Result<Vec<String>> {
        let sql = "SELECT token FROM card WHERE customer = ?1 AND gone = 1";
        self.0.all(sql, [token], |row| row.get(0))
    }
}
