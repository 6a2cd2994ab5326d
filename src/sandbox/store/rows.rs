//! The statements, one a question.

use rusqlite::types::Type;
use rusqlite::{Error, Result, Row, params};
use serde::de::DeserializeOwned;

use super::Store;
use crate::sandbox::record::{CardFacts, Charge, Person};

/// A customer that was made, changed or deleted; a base one has no `made_at`.
pub(in crate::sandbox) struct CustomerRow {
    pub(in crate::sandbox) made_at: Option<i64>,
    pub(in crate::sandbox) deleted_at: Option<i64>,
    pub(in crate::sandbox) person: Option<Person>,
    pub(in crate::sandbox) primary_card: Option<String>,
}

/// A card that was made by a call, or a base card that is gone.
pub(in crate::sandbox) struct CardRow {
    pub(in crate::sandbox) facts: Option<CardFacts>,
    pub(in crate::sandbox) customer: Option<String>,
    pub(in crate::sandbox) made_at: i64,
    pub(in crate::sandbox) spent: bool,
    pub(in crate::sandbox) gone: bool,
}

/// A base subscription that was cancelled by a call, with the dates it had then, in seconds since 1970.
///
/// The dates stay, because base data are dated anew each day and its paid interval would never end.
pub(in crate::sandbox) struct SubscriptionChange {
    pub(in crate::sandbox) created: i64,
    pub(in crate::sandbox) started: i64,
    pub(in crate::sandbox) finishes: i64,
    pub(in crate::sandbox) cancelled: i64,
}

impl Store {
    pub(in crate::sandbox) fn customer(&self, token: &str) -> Result<Option<CustomerRow>> {
        let sql = "SELECT made_at, deleted_at, person, primary_card FROM customer WHERE token = ?1";
        self.get(sql, [token], |row| {
            Ok(CustomerRow {
                made_at: row.get(0)?,
                deleted_at: row.get(1)?,
                person: json(row, 2)?,
                primary_card: row.get(3)?,
            })
        })
    }

    /// Writes a customer down; what is `None` stays as it was.
    pub(in crate::sandbox) fn put_customer(
        &self,
        token: &str,
        place: Option<u32>,
        made_at: Option<i64>,
        person: Option<&Person>,
        primary_card: Option<&str>,
    ) -> Result<()> {
        let person = person
            .map(serde_json::to_string)
            .transpose()
            .map_err(unwritable)?;
        self.put(
            "INSERT INTO customer (token, place, made_at, person, primary_card) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (token) DO UPDATE SET person = coalesce(excluded.person, person),
             primary_card = coalesce(excluded.primary_card, primary_card)",
            params![token, place, made_at, person, primary_card],
        )
    }

    /// Deletes a customer with what is known of the person, and all its cards.
    pub(in crate::sandbox) fn delete_customer(
        &self,
        token: &str,
        place: Option<u32>,
        now: i64,
    ) -> Result<()> {
        self.put(
            "INSERT INTO customer (token, place, deleted_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (token) DO UPDATE SET deleted_at = excluded.deleted_at, person = NULL",
            params![token, place, now],
        )?;
        self.put(
            "UPDATE card SET gone = 1, facts = NULL WHERE customer = ?1",
            [token],
        )
    }

    /// Lists the customers made by calls that still exist, newest first.
    pub(super) fn made(&self) -> Result<Vec<(i64, String)>> {
        self.all(
            "SELECT made_at, token FROM customer WHERE made_at IS NOT NULL AND deleted_at IS NULL
             ORDER BY made_at DESC, number DESC",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    /// Lists the base customers that were changed, and whether they were deleted, by index.
    pub(super) fn places(&self) -> Result<Vec<(u32, bool)>> {
        self.all(
            "SELECT place, deleted_at IS NOT NULL FROM customer WHERE place IS NOT NULL ORDER BY place",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    pub(in crate::sandbox) fn card(&self, token: &str) -> Result<Option<CardRow>> {
        let sql = "SELECT facts, customer, made_at, spent, gone FROM card WHERE token = ?1";
        self.get(sql, [token], |row| {
            Ok(CardRow {
                facts: json(row, 0)?,
                customer: row.get(1)?,
                made_at: row.get(2)?,
                spent: row.get(3)?,
                gone: row.get(4)?,
            })
        })
    }

    /// Writes a new card down; one that is given to a customer or charge at once is spent.
    pub(in crate::sandbox) fn add_card(
        &self,
        token: &str,
        facts: &CardFacts,
        customer: Option<&str>,
        now: i64,
    ) -> Result<()> {
        let facts = serde_json::to_string(facts).map_err(unwritable)?;
        self.put(
            "INSERT INTO card (token, customer, facts, made_at, spent, gone) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
            params![token, customer, facts, now, customer.is_some()],
        )
    }

    /// Spends a card token, and gives the card to a customer if one is named.
    pub(in crate::sandbox) fn spend_card(&self, token: &str, customer: Option<&str>) -> Result<()> {
        self.put(
            "UPDATE card SET spent = 1, customer = ?2 WHERE token = ?1",
            params![token, customer],
        )
    }

    /// Removes a card for good; a base card leaves a mark.
    pub(in crate::sandbox) fn remove_card(
        &self,
        token: &str,
        customer: &str,
        now: i64,
    ) -> Result<()> {
        self.put(
            "INSERT INTO card (token, customer, made_at, spent, gone) VALUES (?1, ?2, ?3, 1, 1)
             ON CONFLICT (token) DO UPDATE SET gone = 1, facts = NULL",
            params![token, customer, now],
        )
    }

    /// Lists the cards that calls gave to a customer, newest first.
    pub(in crate::sandbox) fn cards_of(&self, customer: &str) -> Result<Vec<(String, CardFacts)>> {
        let sql =
            "SELECT facts, token FROM card WHERE customer = ?1 AND gone = 0 ORDER BY number DESC";
        let rows = self.all(sql, [customer], |row| Ok((row.get(1)?, json(row, 0)?)))?;
        Ok(rows
            .into_iter()
            .filter_map(|(token, facts)| Some((token, facts?)))
            .collect())
    }

    /// Lists the tokens of a customer's cards that are gone.
    pub(in crate::sandbox) fn gone_cards_of(&self, customer: &str) -> Result<Vec<String>> {
        self.all(
            "SELECT token FROM card WHERE customer = ?1 AND gone = 1",
            [customer],
            |row| row.get(0),
        )
    }

    pub(in crate::sandbox) fn subscription(
        &self,
        token: &str,
    ) -> Result<Option<SubscriptionChange>> {
        let sql = "SELECT created, started, finishes, cancelled FROM subscription WHERE token = ?1";
        self.get(sql, [token], |row| {
            Ok(SubscriptionChange {
                created: row.get(0)?,
                started: row.get(1)?,
                finishes: row.get(2)?,
                cancelled: row.get(3)?,
            })
        })
    }

    /// Marks a subscription as one that ends with its interval.
    pub(in crate::sandbox) fn cancel_subscription(
        &self,
        token: &str,
        change: &SubscriptionChange,
    ) -> Result<()> {
        self.put(
            "INSERT INTO subscription (token, created, started, finishes, cancelled)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                token,
                change.created,
                change.started,
                change.finishes,
                change.cancelled
            ],
        )
    }

    /// Writes a charge down.
    pub(in crate::sandbox) fn add_charge(
        &self,
        charge: &Charge,
        customer: Option<&str>,
        now: i64,
    ) -> Result<()> {
        let body = serde_json::to_string(charge).map_err(unwritable)?;
        self.put(
            "INSERT INTO charge (token, customer, made_at, body) VALUES (?1, ?2, ?3, ?4)",
            params![charge.token, customer, now, body],
        )
    }

    pub(in crate::sandbox) fn charge(&self, token: &str) -> Result<Option<Charge>> {
        self.get("SELECT body FROM charge WHERE token = ?1", [token], |row| {
            json(row, 0)
        })
        .map(Option::flatten)
    }

    /// Lists when the charges made by calls were made, with their tokens, newest first; all or a customer's.
    pub(in crate::sandbox) fn charge_tokens(
        &self,
        customer: Option<&str>,
    ) -> Result<Vec<(i64, String)>> {
        let read = |row: &Row| Ok((row.get(0)?, row.get(1)?));
        match customer {
            None => self.all("SELECT made_at, token FROM charge ORDER BY made_at DESC, number DESC", [], read),
            Some(customer) => self.all(
                "SELECT made_at, token FROM charge WHERE customer = ?1 ORDER BY made_at DESC, number DESC",
                [customer],
                read,
            ),
        }
    }
}

fn json<T: DeserializeOwned>(row: &Row, column: usize) -> Result<Option<T>> {
    let Some(text) = row.get::<_, Option<String>>(column)? else {
        return Ok(None);
    };
    let read = serde_json::from_str(&text);
    read.map(Some)
        .map_err(|error| Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

fn unwritable(error: serde_json::Error) -> Error {
    Error::ToSqlConversionFailure(Box::new(error))
}
