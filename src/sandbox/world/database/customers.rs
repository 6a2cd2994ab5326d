//! Statements about customers that calls made, changed or deleted.

use rusqlite::{Result, params};

use super::{Database, Json};
use crate::sandbox::world::records::Person;

/// A customer that was made, changed or deleted.
pub struct CustomerRow {
    /// When it was made; for a base customer, when it was first touched.
    pub at: i64,
    pub deleted_at: Option<i64>,
    pub person: Option<Person>,
    pub primary_card: Option<String>,
}

/// The customers that calls made or touched.
pub struct CustomerTable<'a>(pub(super) &'a Database);

impl CustomerTable<'_> {
    pub fn find(&self, token: &str) -> Result<Option<CustomerRow>> {
        let sql = "SELECT at, deleted_at, person, primary_card FROM customer WHERE token = ?1";
        self.0.get(sql, [token], |row| {
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
    pub fn add(&self, token: &str, place: Option<u32>, now: i64) -> Result<bool> {
        let sql =
            "INSERT INTO customer (token, place, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        Ok(self.0.count(sql, params![token, place, now])? > 0)
    }

    /// Changes a stored customer.
    pub fn change(&self, token: &str, person: &Person, primary_card: &str) -> Result<()> {
        let sql = "UPDATE customer SET person = ?2, primary_card = ?3 WHERE token = ?1";
        self.0.put(sql, params![token, Json(person), primary_card])
    }

    /// Deletes a stored customer with everything personal, and all its cards.
    pub fn delete(&self, token: &str, now: i64) -> Result<()> {
        let sql = "UPDATE customer SET deleted_at = ?2, person = NULL WHERE token = ?1";
        self.0.put(sql, params![token, now])?;
        self.0.cards().remove_all(token)
    }

    /// Lists the existing customers that calls made, newest first.
    pub(super) fn made(&self) -> Result<Vec<(i64, String)>> {
        self.0.all(
            "SELECT at, token FROM customer WHERE place IS NULL AND deleted_at IS NULL
             ORDER BY at DESC, number DESC",
            [],
            |row| row.try_into(),
        )
    }

    /// Lists the touched base customers by index: when, and whether they were deleted.
    pub(super) fn touched(&self) -> Result<Vec<(u32, i64, bool)>> {
        self.0.all(
            "SELECT place, at, deleted_at IS NOT NULL FROM customer WHERE place IS NOT NULL ORDER BY place",
            [],
            |row| row.try_into(),
        )
    }
}
