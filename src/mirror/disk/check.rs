//! Whether a whole file holds what was written into it.
use crate::mirror::Trouble;
use crate::mirror::disk::{Disk, pass, subscribed};

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
        self.sync_state()?;
        let mut place = None;
        loop {
            place = self.entries(place, TOGETHER, |_, _| {})?;
            if place.is_none() {
                break;
            }
        }
        subscribed::check(connection, TOGETHER)?;
        for customer in pass::tokens(connection, "SELECT customer FROM detailed", [])? {
            self.details(&customer)?;
        }
        Ok(())
    }
}
