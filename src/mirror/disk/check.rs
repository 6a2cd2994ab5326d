//! Whether a whole file holds what was written into it.
use crate::api::ids::CustomerId;
use crate::mirror::Trouble;
use crate::mirror::disk::{details, pass, read, subscribed};
use rusqlite::Connection;

/// How many rows are read at a time.
const TOGETHER: usize = 10_000;

/// Reads all there is: `SQLite` looks at tables and indexes, the fingerprints show what it takes for good.
pub(super) fn check(connection: &Connection) -> Result<(), Trouble> {
    let sql = "PRAGMA integrity_check(1)";
    let said: String = connection.query_row(sql, [], |row| row.get(0))?;
    if said != "ok" {
        return Err(Trouble::Damaged);
    }
    pass::standing(connection)?;
    let mut place = None;
    loop {
        place = read::entries(connection, place, TOGETHER, |_, _| {})?;
        if place.is_none() {
            break;
        }
    }
    subscribed::check(connection, TOGETHER)?;
    let mut statement = connection.prepare("SELECT customer FROM detailed")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let token: String = row.get(0)?;
        details::read(
            connection,
            &CustomerId::new(&token).ok_or(Trouble::Damaged)?,
        )?;
    }
    Ok(())
}
