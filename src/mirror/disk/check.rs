//! Whether a whole file holds what was written into it.
use crate::api::ids::CustomerId;
use crate::mirror::Trouble;
use crate::mirror::disk::{Disk, subscribed};

/// How many rows are read at a time.
const TOGETHER: usize = 10_000;

impl Disk {
    /// Reads all there is: `SQLite` looks at tables and indexes, the fingerprints show what it takes for
    /// good.
    pub fn check(&self) -> Result<(), Trouble> {
        let connection = &self.connection;
        let sql = "PRAGMA integrity_check(1)";
        let said: String = connection.query_row(sql, [], |row| row.get(0))?;
        if said != "ok" {
            return Err(Trouble::Damaged);
        }
        self.standing()?;
        let mut place = None;
        loop {
            place = self.entries(place, TOGETHER, |_, _| {})?;
            if place.is_none() {
                break;
            }
        }
        subscribed::check(connection, TOGETHER)?;
        let mut statement = connection.prepare("SELECT customer FROM detailed")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let token: String = row.get(0)?;
            self.details(&CustomerId::new(&token).ok_or(Trouble::Damaged)?)?;
        }
        Ok(())
    }
}
