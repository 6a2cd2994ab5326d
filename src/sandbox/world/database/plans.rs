//! Statements about plans that calls made, renamed or deleted.

use rusqlite::{Result, Row, params};

use super::{Database, Json};
use crate::sandbox::world::records::PlanFacts;

/// A plan that was made, changed or deleted; a base one has a place.
pub struct PlanRow {
    pub token: String,
    pub place: Option<u32>,
    pub made_at: i64,
    pub facts: PlanFacts,
    pub deleted_at: Option<i64>,
}

fn read(row: &Row) -> Result<PlanRow> {
    let Json(facts) = row.get(3)?;
    Ok(PlanRow {
        token: row.get(0)?,
        place: row.get(1)?,
        made_at: row.get(2)?,
        facts,
        deleted_at: row.get(4)?,
    })
}

/// The plans that calls made, changed or deleted.
pub struct PlanTable<'a>(pub(super) &'a Database);

impl PlanTable<'_> {
    /// Lists all plans, newest first.
    pub fn all(&self) -> Result<Vec<PlanRow>> {
        let sql = "SELECT token, place, made_at, facts, deleted_at FROM plan ORDER BY made_at DESC, number DESC";
        self.0.all(sql, [], read)
    }

    pub fn find(&self, token: &str) -> Result<Option<PlanRow>> {
        let sql = "SELECT token, place, made_at, facts, deleted_at FROM plan WHERE token = ?1";
        self.0.get(sql, [token], read)
    }

    /// Stores a plan, new or changed.
    pub fn put(&self, row: &PlanRow) -> Result<()> {
        self.0.put(
            "INSERT INTO plan (token, place, made_at, facts, deleted_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (token) DO UPDATE SET facts = excluded.facts, deleted_at = excluded.deleted_at",
            params![
                row.token,
                row.place,
                row.made_at,
                Json(&row.facts),
                row.deleted_at
            ],
        )
    }

    /// Lists the base plans that were deleted, and when.
    pub(super) fn gone(&self) -> Result<Vec<(u32, i64)>> {
        let sql =
            "SELECT place, deleted_at FROM plan WHERE place IS NOT NULL AND deleted_at IS NOT NULL";
        self.0.all(sql, [], |row| row.try_into())
    }
}
