//! The mirror in an `SQLite` file, which any number of instances share.
//!
//! - `pass` says which rows a reading of all has met, `schema` what the tables are.
//! - Each row holds a fingerprint of itself: damage that `SQLite` does not see is found when the row is read.
//! - What was deleted is overwritten, also in the write-ahead log: people ask for that.
//! - The log is never removed by name (see `file`); it is emptied instead.
mod check;
mod details;
mod file;
mod form;
mod keep;
mod leader;
mod pass;
mod read;
mod row;
mod schema;
mod subscribed;
mod trouble;

use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::mirror::change::{Close, EndReport, List, Subscriber, Told};
use crate::mirror::{Details, Listed, Trouble};
use jiff::Timestamp;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

pub use file::discard;
pub use leader::Leader;

/// The most bytes of a mirror; a million customers take about a third of it.
pub const MOST_BYTES: u64 = 1 << 31;

/// Is held while one in memory is opened.
static OPENING: Mutex<()> = Mutex::new(());
static NAMES: AtomicU64 = AtomicU64::new(0);

/// Where a mirror is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    File(PathBuf),
    /// In the memory of this process, until the last instance of it is dropped.
    Memory(u64),
}

impl Home {
    /// Returns a place in memory that no other mirror has.
    pub fn memory() -> Self {
        Self::Memory(NAMES.fetch_add(1, Ordering::Relaxed))
    }
}

/// A mirror in a file or in memory.
#[derive(Debug)]
pub struct Disk {
    connection: Connection,
    home: Home,
    /// What the file is, whatever its name leads to later.
    identity: file::Identity,
    /// The numbers of the passes that this instance is in.
    passes: BTreeMap<List, i64>,
    /// What `SQLite` last said of the changes of others.
    data_version: Option<i64>,
    /// Whether it was opened to be read alone: a change fails.
    is_read_only: bool,
}

impl Disk {
    /// Opens a mirror of at most that many bytes, and makes it where there is none.
    ///
    /// One that cannot be used is thrown away if that helps; then the trouble is given too.
    pub fn open(path: &Path, most_bytes: u64) -> Result<(Self, Option<Trouble>), Trouble> {
        let _lock = file::lock(path)?;
        match Self::open_locked(path, most_bytes) {
            Ok(disk) => Ok((disk, None)),
            Err(trouble) if trouble.is_mendable() => {
                file::remove(path)?;
                Ok((Self::open_locked(path, most_bytes)?, Some(trouble)))
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// Opens the mirror of a place, as [`Disk::open`] does.
    pub fn open_at(home: &Home, most_bytes: u64) -> Result<(Self, Option<Trouble>), Trouble> {
        let name = match home {
            Home::File(path) => return Self::open(path, most_bytes),
            Home::Memory(name) => name,
        };
        let _lock = OPENING.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = file::connect_memory(*name)?;
        schema::prepare(&connection, most_bytes, |_| Ok(()))?;
        Ok((Self::new(home.clone(), None, connection), None))
    }

    /// Makes a mirror in memory; others are opened on the same one at its [`Disk::home`].
    pub fn memory() -> Result<Self, Trouble> {
        Ok(Self::open_at(&Home::memory(), MOST_BYTES)?.0)
    }

    pub const fn home(&self) -> &Home {
        &self.home
    }

    fn open_locked(path: &Path, most_bytes: u64) -> Result<Self, Trouble> {
        file::make_or_check(path)?;
        let connection = file::connect(path)?;
        schema::prepare(&connection, most_bytes, file::switch_to_wal)?;
        connection
            .execute_batch("PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 4194304;")?;
        Self::of_file(path, connection)
    }

    /// Opens a mirror that cannot be written, as one in a folder that is read-only.
    pub fn open_to_read(path: &Path) -> Result<Self, Trouble> {
        let connection = file::connect_to_read(path)?;
        schema::check(&connection)?;
        let mut disk = Self::of_file(path, connection)?;
        disk.is_read_only = true;
        Ok(disk)
    }

    fn of_file(path: &Path, connection: Connection) -> Result<Self, Trouble> {
        let identity = file::identity(path)?;
        Ok(Self::new(Home::File(path.to_owned()), identity, connection))
    }

    fn new(home: Home, identity: file::Identity, connection: Connection) -> Self {
        Self {
            connection,
            home,
            identity,
            passes: BTreeMap::new(),
            data_version: None,
            is_read_only: false,
        }
    }

    /// Runs a change as one transaction, in the file that has the mirror's name now.
    fn change<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        if let Home::File(file) = &self.home
            && file::identity(file)? != self.identity
        {
            return Err(Trouble::Lost);
        }
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let changed = change(&transaction)?;
        transaction.commit()?;
        Ok(changed)
    }

    /// Moves the log into the file and empties it. Another instance that reads at this moment can be in the
    /// way; then the next time does it.
    fn empty_log(&self) -> Result<(), Trouble> {
        if self.is_read_only || matches!(self.home, Home::Memory(_)) {
            return Ok(());
        }
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        match self.connection.query_row(sql, [], |_| Ok(())) {
            Err(error) if file::is_busy(&error) => Ok(()),
            other => Ok(other?),
        }
    }

    /// Opens the same mirror once more, for another thread.
    pub fn again(&self) -> Result<Self, Trouble> {
        if let (Home::File(path), true) = (&self.home, self.is_read_only) {
            return Self::open_to_read(path);
        }
        Ok(Self::open_at(&self.home, MOST_BYTES)?.0)
    }

    /// Lets this connection hold so many bytes of the mirror in memory.
    pub fn make_room(&self, bytes: u32) -> Result<(), Trouble> {
        let kibibytes = bytes / 1024;
        let sql = format!("PRAGMA cache_size = -{kibibytes}");
        Ok(self.connection.execute_batch(&sql)?)
    }

    /// Whether another connection changed the mirror since this was last asked.
    pub fn was_changed_elsewhere(&mut self) -> Result<bool, Trouble> {
        let version = self
            .connection
            .query_row("PRAGMA data_version", [], |row| row.get(0))?;
        Ok(self.data_version.replace(version) != Some(version))
    }

    /// Keeps rows as the API told them at a time; returns how many of the newest were listed before.
    pub fn put(&mut self, rows: &[Customer], at: Timestamp, told: Told) -> Result<Listed, Trouble> {
        let own = self.passes.get(&List::Customers).copied();
        self.change(|connection| pass::put(connection, rows, at.as_millisecond(), told, own))
    }

    /// Keeps the states of subscriptions for the pass over them; returns how many of the newest were listed
    /// before.
    pub fn put_subscriptions(
        &mut self,
        rows: &[Subscriber],
        at: Timestamp,
        told: Told,
    ) -> Result<Listed, Trouble> {
        let own = self.passes.get(&List::Subscriptions).copied();
        self.change(|connection| subscribed::put(connection, rows, at.as_millisecond(), told, own))
    }

    pub fn remove(&mut self, tokens: &[CustomerId]) -> Result<(), Trouble> {
        self.change(|connection| {
            for_each(connection, "DELETE FROM customer WHERE token = ?1", tokens)?;
            subscribed::remove(connection, tokens)?;
            details::remove(connection, tokens)
        })?;
        self.empty_log()
    }

    pub fn count(&self) -> Result<u64, Trouble> {
        let sql = "SELECT count(*) FROM customer";
        let count: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Begins a pass over a list; one that was under way ends nothing any more.
    pub fn begin_pass(&mut self, list: List) -> Result<(), Trouble> {
        let number = self.change(|connection| {
            let number = pass::begin(connection, list)?;
            match list {
                List::Customers => {}
                List::Subscriptions => subscribed::begin(connection)?,
            }
            Ok(number)
        })?;
        self.passes.insert(list, number);
        Ok(())
    }

    /// Continues the pass that is under way, whoever began it.
    pub fn resume_pass(&mut self, list: List) -> Result<(), Trouble> {
        self.passes.remove(&list);
        let under_way = pass::under_way(&self.connection, list)?;
        self.passes.extend(under_way.map(|number| (list, number)));
        Ok(())
    }

    /// Returns whom this instance's pass over all customers has met, unless another began one meanwhile: then
    /// that says nothing.
    ///
    /// Where it did not meet many rows, those are dropped that the finished pass before did not meet either;
    /// but only if it met about as many as the API says there are.
    pub fn end_pass(&mut self) -> Result<Option<EndReport>, Trouble> {
        let Some(number) = self.passes.get(&List::Customers).copied() else {
            return Ok(None);
        };
        let (end, gone) = self.change(|connection| {
            let end = pass::end(connection, number)?;
            let gone = match &end {
                Some(end) => {
                    subscribed::remove_strays(connection)?;
                    end.dropped.len() + details::remove_strays(connection)?
                }
                None => 0,
            };
            Ok((end, gone))
        })?;
        if gone > 0 {
            self.empty_log()?;
        }
        Ok(end)
    }

    /// Ends this instance's pass. What one over the subscriptions told takes the place of what was known
    /// before, unless it came to nothing.
    pub fn close_pass(&mut self, list: List, close: Close) -> Result<(), Trouble> {
        let Some(number) = self.passes.remove(&list) else {
            return Ok(());
        };
        self.change(|connection| match list {
            List::Customers => pass::close(connection, list, number, close).map(drop),
            List::Subscriptions => subscribed::close(connection, number, close),
        })
    }

    /// Lists the rows of the reading of the newest, which found so many.
    pub fn end_newest(&mut self, list: List, found: u64) -> Result<(), Trouble> {
        self.change(|connection| pass::end_newest(connection, list, found))
    }

    /// Drops everything.
    pub fn forget(&mut self) -> Result<(), Trouble> {
        self.passes.clear();
        self.change(|connection| {
            pass::forget(connection)?;
            connection.execute("DELETE FROM customer", [])?;
            subscribed::forget(connection)?;
            details::forget(connection)
        })?;
        self.empty_log()
    }

    /// Keeps a list of a customer in the place of the one of its kind; it goes when the customer does.
    pub fn keep_details(
        &mut self,
        of: &CustomerId,
        details: &Details,
        at: Timestamp,
    ) -> Result<(), Trouble> {
        self.change(|connection| details::keep(connection, of, details, at))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Closing does not do it (see `file::connect`). What stays in the log is read from there next time.
        let _ = self.empty_log();
    }
}

/// Runs a statement for each of some customers.
fn for_each(connection: &Connection, sql: &str, tokens: &[CustomerId]) -> Result<(), Trouble> {
    let mut statement = connection.prepare_cached(sql)?;
    for token in tokens {
        statement.execute([token.as_str()])?;
    }
    Ok(())
}

fn time(milliseconds: i64) -> Result<Timestamp, Trouble> {
    Timestamp::from_millisecond(milliseconds).map_err(|_| Trouble::Damaged)
}

/// Drops all that a mirror holds, also for the instances that have it open; a file that is no mirror goes.
pub fn forget(path: &Path) -> Result<(), Trouble> {
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    match Disk::open(path, MOST_BYTES).and_then(|(mut disk, _)| disk.forget()) {
        Ok(()) => Ok(()),
        Err(_) => discard(path),
    }
}
