//! Statements about customers and their cards.

use rusqlite::{Result, params};

use super::{Database, Json};
use crate::sandbox::world::records::{CardFacts, Person};

/// A customer that was made, changed or deleted.
pub struct CustomerRow {
    /// When it was made; for a base customer, when it was first touched.
    pub at: i64,
    pub deleted_at: Option<i64>,
    pub person: Option<Person>,
    pub primary_card: Option<String>,
}

/// A card that a call made, or a base card that is gone.
pub struct CardRow {
    pub facts: Option<CardFacts>,
    pub customer: Option<String>,
    pub made_at: i64,
    pub spent: bool,
    pub gone: bool,
}

impl Database {
    pub fn customer(&self, token: &str) -> Result<Option<CustomerRow>> {
        let sql = "SELECT at, deleted_at, person, primary_card FROM customer WHERE token = ?1";
        self.get(sql, [token], |row| {
            let person: Option<Json<Person>> = row.get(2)?;
            Ok(CustomerRow {
                at: row.get(0)?,
                deleted_at: row.get(1)?,
                person: person.map(|Json(person)| person),
                primary_card: row.get(3)?,
            })
        })
    }

    /// Stores a new customer, or a base one that is about to be changed; returns whether it was not stored
    /// yet.
    pub fn add_customer(&self, token: &str, place: Option<u32>, now: i64) -> Result<bool> {
        let sql =
            "INSERT INTO customer (token, place, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        Ok(self.count(sql, params![token, place, now])? > 0)
    }

    /// Changes a stored customer.
    pub fn change_customer(&self, token: &str, person: &Person, primary_card: &str) -> Result<()> {
        self.put(
            "UPDATE customer SET person = ?2, primary_card = ?3 WHERE token = ?1",
            params![token, Json(person), primary_card],
        )
    }

    /// Deletes a stored customer with everything personal, and all its cards.
    pub fn delete_customer(&self, token: &str, now: i64) -> Result<()> {
        self.put(
            "UPDATE customer SET deleted_at = ?2, person = NULL WHERE token = ?1",
            params![token, now],
        )?;
        self.put(
            "UPDATE card SET gone = 1, facts = NULL WHERE customer = ?1",
            [token],
        )
    }

    /// Lists the existing customers that calls made, newest first.
    pub(super) fn made(&self) -> Result<Vec<(i64, String)>> {
        self.all(
            "SELECT at, token FROM customer WHERE place IS NULL AND deleted_at IS NULL
             ORDER BY at DESC, number DESC",
            [],
            |row| row.try_into(),
        )
    }

    /// Lists the touched base customers by index: when, and whether they were deleted.
    pub(super) fn places(&self) -> Result<Vec<(u32, i64, bool)>> {
        self.all(
            "SELECT place, at, deleted_at IS NOT NULL FROM customer WHERE place IS NOT NULL ORDER BY place",
            [],
            |row| row.try_into(),
        )
    }

    pub fn card(&self, token: &str) -> Result<Option<CardRow>> {
        let sql = "SELECT facts, customer, made_at, spent, gone FROM card WHERE token = ?1";
        self.get(sql, [token], |row| {
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
    pub fn add_card(
        &self,
        token: &str,
        facts: &CardFacts,
        customer: Option<&str>,
        now: i64,
    ) -> Result<()> {
        self.put(
            "INSERT INTO card (token, customer, facts, made_at, spent, gone) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
            params![token, customer, Json(facts), now, customer.is_some()],
        )
    }

    /// Stores the token of the payment source that an unused card was sent as.
    pub fn add_source(&self, token: &str, card: &str) -> Result<()> {
        self.put(
            "UPDATE card SET source = ?1 WHERE token = ?2",
            [token, card],
        )
    }

    /// Returns the card behind a payment source.
    pub fn card_of_source(&self, token: &str) -> Result<Option<String>> {
        self.get("SELECT token FROM card WHERE source = ?1", [token], |row| {
            row.get(0)
        })
    }

    /// Spends a card token; with `customer`, the card becomes that customer's.
    pub fn spend_card(&self, token: &str, customer: Option<&str>) -> Result<()> {
        self.put(
            "UPDATE card SET spent = 1, customer = ?2 WHERE token = ?1",
            params![token, customer],
        )
    }

    /// Removes a card for good; a base card leaves a mark.
    pub fn remove_card(&self, token: &str, customer: &str, now: i64) -> Result<()> {
        self.put(
            "INSERT INTO card (token, customer, made_at, spent, gone) VALUES (?1, ?2, ?3, 1, 1)
             ON CONFLICT (token) DO UPDATE SET gone = 1, facts = NULL",
            params![token, customer, now],
        )
    }

    /// Lists the cards that calls gave to a customer, newest first.
    pub fn cards_of(&self, customer: &str) -> Result<Vec<(String, CardFacts)>> {
        let sql =
            "SELECT token, facts FROM card WHERE customer = ?1 AND gone = 0 ORDER BY number DESC";
        self.all(sql, [customer], |row| {
            let (token, Json(facts)) = row.try_into()?;
            Ok((token, facts))
        })
    }

    /// Lists the tokens of a customer's deleted cards.
    pub fn gone_cards_of(&self, customer: &str) -> Result<Vec<String>> {
        self.all(
            "SELECT token FROM card WHERE customer = ?1 AND gone = 1",
            [customer],
            |row| row.get(0),
        )
    }
}
