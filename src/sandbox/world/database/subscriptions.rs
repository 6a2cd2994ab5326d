//! Statements about subscriptions that calls made or touched.

use rusqlite::types::{FromSql, FromSqlResult, ValueRef};
use rusqlite::{Result, Row, params};

use super::Database;
use crate::sandbox::world::records::terms::{Course, State};

/// A stored subscription: one that a call made, or of a base customer that a call changed.
#[derive(Clone, Debug)]
pub struct SubscriptionRow {
    pub token: String,
    pub plan: String,
    pub customer: String,
    /// `None` bills the customer's primary card.
    pub card: Option<String>,
    /// Whether the first paid interval costs the set-up fee.
    pub with_setup: bool,
    pub course: Course,
}

const COLUMNS: &str = "token, plan, customer, card, state, created, anchor, started, finishes, billed, cancelled, failures, with_setup";

impl FromSql for State {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Self::read(value.as_str()?).unwrap_or(Self::Cancelled))
    }
}

fn read(row: &Row) -> Result<SubscriptionRow> {
    Ok(SubscriptionRow {
        token: row.get(0)?,
        plan: row.get(1)?,
        customer: row.get(2)?,
        card: row.get(3)?,
        with_setup: row.get(12)?,
        course: Course {
            state: row.get(4)?,
            created: row.get(5)?,
            anchor: row.get(6)?,
            started: row.get(7)?,
            finishes: row.get(8)?,
            billed: row.get(9)?,
            cancelled: row.get(10)?,
            failures: row.get(11)?,
        },
    })
}

/// The subscriptions that calls made or touched.
pub struct SubscriptionTable<'a>(pub(super) &'a Database);

impl SubscriptionTable<'_> {
    pub fn find(&self, token: &str) -> Result<Option<SubscriptionRow>> {
        let sql = format!("SELECT {COLUMNS} FROM subscription WHERE token = ?1");
        self.0.get(&sql, [token], read)
    }

    /// Stores a subscription, new or changed.
    pub fn put(&self, row: &SubscriptionRow) -> Result<()> {
        let course = &row.course;
        self.0.put(
            "INSERT INTO subscription (token, plan, customer, card, state, created, anchor, started, finishes, billed,
                                       cancelled, failures, due, with_setup)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
             ON CONFLICT (token) DO UPDATE SET card = excluded.card, state = excluded.state, anchor = excluded.anchor,
             started = excluded.started, finishes = excluded.finishes, billed = excluded.billed,
             cancelled = excluded.cancelled, failures = excluded.failures, due = excluded.due",
            params![
                row.token,
                row.plan,
                row.customer,
                row.card,
                course.state.word(),
                course.created,
                course.anchor,
                course.started,
                course.finishes,
                course.billed,
                course.cancelled,
                course.failures,
                course.due(),
                row.with_setup,
            ],
        )
    }

    /// Lists a customer's subscriptions, newest first.
    pub fn of_customer(&self, token: &str) -> Result<Vec<SubscriptionRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM subscription WHERE customer = ?1 ORDER BY created DESC, number DESC"
        );
        self.0.all(&sql, [token], read)
    }

    /// Lists all subscriptions, or those of a plan, newest first.
    pub fn all(&self, plan: Option<&str>) -> Result<Vec<SubscriptionRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM subscription WHERE ?1 IS NULL OR plan = ?1 ORDER BY created DESC, number DESC"
        );
        self.0.all(&sql, [plan], read)
    }

    /// Returns the subscription that is due first, up to and including `now`.
    pub fn next_due(&self, now: i64) -> Result<Option<SubscriptionRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM subscription WHERE due <= ?1 ORDER BY due, number LIMIT 1"
        );
        self.0.get(&sql, [now], read)
    }

    /// When the next subscription is due.
    pub(super) fn first_due(&self) -> Result<Option<i64>> {
        let due = self
            .0
            .get("SELECT min(due) FROM subscription", [], |row| row.get(0))?;
        Ok(due.flatten())
    }

    /// Counts the subscriptions of each plan by state.
    pub fn counts(&self) -> Result<Vec<(String, State, u32)>> {
        let sql = "SELECT plan, state, count(*) FROM subscription GROUP BY plan, state";
        self.0.all(sql, [], |row| row.try_into())
    }

    /// Removes the subscriptions of a plan.
    pub fn remove_of_plan(&self, plan: &str) -> Result<()> {
        self.0
            .put("DELETE FROM subscription WHERE plan = ?1", [plan])
    }
}
