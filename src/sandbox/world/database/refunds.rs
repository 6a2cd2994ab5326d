//! Statements about the refunds that calls made.

use rusqlite::{Result, Row, params};

use super::Database;

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

const COLUMNS: &str = "token, charge, amount, currency, made_at, fails";

fn read(row: &Row) -> Result<RefundRow> {
    Ok(RefundRow {
        token: row.get(0)?,
        charge: row.get(1)?,
        amount: row.get(2)?,
        currency: row.get(3)?,
        made_at: row.get(4)?,
        fails: row.get(5)?,
    })
}

/// The refunds that calls made.
pub struct RefundTable<'a>(pub(super) &'a Database);

impl RefundTable<'_> {
    /// Stores a refund.
    pub fn add(&self, row: &RefundRow) -> Result<()> {
        self.0.put(
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

    pub fn find(&self, token: &str) -> Result<Option<RefundRow>> {
        let sql = format!("SELECT {COLUMNS} FROM refund WHERE token = ?1");
        self.0.get(&sql, [token], read)
    }

    /// Lists the refunds of a charge, newest first.
    pub fn of_charge(&self, token: &str) -> Result<Vec<RefundRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM refund WHERE charge = ?1 ORDER BY made_at DESC, number DESC"
        );
        self.0.all(&sql, [token], read)
    }

    /// Lists the dates and tokens of all refunds, newest first.
    pub fn tokens(&self) -> Result<Vec<(i64, String)>> {
        let sql = "SELECT made_at, token FROM refund ORDER BY made_at DESC, number DESC";
        self.0.all(sql, [], |row| row.try_into())
    }

    /// Lists the refunds made since a second.
    pub fn since(&self, since: i64) -> Result<Vec<RefundRow>> {
        let sql = format!("SELECT {COLUMNS} FROM refund WHERE made_at >= ?1");
        self.0.all(&sql, [since], read)
    }
}
