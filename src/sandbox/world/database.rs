//! What calls changed or made, in `SQLite`: base data are computed and never written.
//!
//! Every statement is prepared once and touches a handful of rows, so the connection stands behind a plain
//! mutex and is used on the async threads: a hop to another thread would cost more than the statement. In a
//! file, WAL lets a second process read and write beside this one; whoever must wait does so for the length
//! of one small transaction.

mod cards;
mod charges;
mod customers;
mod file;
mod plans;
mod refunds;
mod schema;
mod subscriptions;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, Error, OptionalExtension, Params, Result, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use charges::{Hold, StoredCharge};
pub use file::reset;
pub use plans::PlanRow;
pub use refunds::RefundRow;
pub use subscriptions::SubscriptionRow;

use cards::CardTable;
use charges::{ChargeTable, HoldTable, SessionTable};
use customers::CustomerTable;
use plans::PlanTable;
use refunds::RefundTable;
use schema::{TABLES, VERSION, prepare};
use subscriptions::SubscriptionTable;

use super::base::{BaseData, ChargeSeed};
use super::derived::customer_list::CustomerList;

/// Where changes are kept.
#[derive(Clone, Debug)]
pub enum Store {
    /// Nowhere: changes end with the server.
    Memory,
    /// In a file that only its owner can read; two processes may share it.
    File(PathBuf),
}

/// How long a statement waits for the transaction of another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The state of the database as a whole, between two changes.
pub struct Overview {
    /// The midnight from which the base data are dated, once it is fixed.
    pub midnight: Option<i64>,
    /// When the next stored subscription is due.
    pub due: Option<i64>,
    /// The base plans that were deleted, and when.
    pub gone_plans: HashMap<u32, i64>,
    version: i64,
}

impl Overview {
    /// The last second at which the base data bill a base subscription to a plan: now, or earlier where its
    /// customer was touched or the plan is gone.
    pub fn billed_until(&self, plan: u32, touched: Option<i64>, now: i64) -> i64 {
        let gone = self.gone_plans.get(&plan).copied();
        touched.into_iter().chain(gone).fold(now, i64::min)
    }

    /// Whether a base charge dated after that midnight exists by now; one that bills nothing always does.
    pub fn is_made(&self, charge: &ChargeSeed, touched: Option<i64>, now: i64) -> bool {
        let until = |plan| self.billed_until(plan, touched, now);
        charge.bill.is_none_or(|bill| charge.at <= until(bill.plan))
    }
}

/// The connection, and what was read before and need not be read again.
pub struct Database {
    connection: Connection,
    overview: Option<Arc<Overview>>,
    customer_list: Option<(i64, Arc<CustomerList>)>,
    stored: Arc<Vec<StoredCharge>>,
}

impl Database {
    /// Opens the database and creates its tables where they are missing.
    ///
    /// One in which nothing was ever changed is dated from `midnight` again, so that a first look finds fresh
    /// data; from the first change on it keeps its midnight and ages.
    pub fn open(store: &Store, midnight: i64) -> std::io::Result<Self> {
        let connection = match store {
            Store::Memory => Connection::open_in_memory().map_err(std::io::Error::other)?,
            Store::File(path) => file::open(path).map_err(|error| {
                std::io::Error::new(error.kind(), format!("{}: {error}", path.display()))
            })?,
        };
        prepare(&connection).map_err(std::io::Error::other)?;
        if schema::version(&connection).map_err(std::io::Error::other)? != VERSION {
            return Err(std::io::Error::other(
                "the sandbox's data file is of another version; reset it",
            ));
        }
        let mut db = Self {
            connection,
            overview: None,
            customer_list: None,
            stored: Arc::default(),
        };
        db.date(midnight).map_err(std::io::Error::other)?;
        Ok(db)
    }

    fn date(&mut self, midnight: i64) -> Result<()> {
        self.begin(true)?;
        let untouched = TABLES.iter().skip(1).map(|table| {
            let sql = format!("SELECT 1 FROM {table} LIMIT 1");
            Ok(self.get(&sql, [], |_| Ok(()))?.is_none())
        });
        let untouched: Vec<bool> = untouched.collect::<Result<_>>()?;
        if untouched.iter().all(|empty| *empty) {
            // A newer midnight belongs to a process whose clock is ahead; its data stay as it sees them.
            self.put("DELETE FROM epoch WHERE midnight < ?1", [midnight])?;
        }
        self.pin(midnight)?;
        self.end(true, true)
    }

    /// Fixes the midnight from which the base data are dated, unless it is fixed already.
    pub fn pin(&self, midnight: i64) -> Result<()> {
        self.put(
            "INSERT INTO epoch (midnight) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM epoch)",
            [midnight],
        )
    }

    /// Returns the state as a whole, read again after any change by this or another process.
    pub fn overview(&mut self) -> Result<Arc<Overview>> {
        let version = self.version()?;
        let known = self.overview.as_ref();
        if let Some(overview) = known.filter(|known| known.version == version) {
            return Ok(Arc::clone(overview));
        }
        let overview = Arc::new(Overview {
            midnight: self.get("SELECT midnight FROM epoch", [], |row| row.get(0))?,
            due: self.subscriptions().first_due()?,
            gone_plans: self.plans().gone()?.into_iter().collect(),
            version,
        });
        self.overview = Some(Arc::clone(&overview));
        Ok(overview)
    }

    /// The number of changes by other processes.
    fn version(&self) -> Result<i64> {
        let version = self.get("PRAGMA data_version", [], |row| row.get(0))?;
        Ok(version.unwrap_or(0))
    }

    /// Begins a transaction: a change keeps other processes out until [`Database::end`], a read sees one
    /// state throughout.
    pub fn begin(&mut self, change: bool) -> Result<()> {
        if !self.connection.is_autocommit() {
            self.put("ROLLBACK", [])?;
        }
        self.put(if change { "BEGIN IMMEDIATE" } else { "BEGIN" }, [])
    }

    /// Ends a transaction: commits what it wrote or rolls all of it back.
    pub fn end(&mut self, change: bool, keep: bool) -> Result<()> {
        if change {
            self.customer_list = None;
            self.overview = None;
            if !keep {
                // What was read of a change that is rolled back was never there.
                self.stored = Arc::default();
            }
        }
        let ended = self.put(if keep { "COMMIT" } else { "ROLLBACK" }, []);
        if ended.is_err() && !self.connection.is_autocommit() {
            self.put("ROLLBACK", [])?;
        }
        ended
    }

    /// Returns the list of all customers, read again after any change by this or another process.
    pub fn customer_list(&mut self, base: &BaseData) -> Result<Arc<CustomerList>> {
        let version = self.version()?;
        if let Some((_, customers)) = self
            .customer_list
            .as_ref()
            .filter(|(seen, _)| *seen == version)
        {
            return Ok(Arc::clone(customers));
        }
        let (made, touched) = (self.customers().made()?, self.customers().touched()?);
        let customers = Arc::new(CustomerList::new(base, made, touched));
        self.customer_list = Some((version, Arc::clone(&customers)));
        Ok(customers)
    }

    pub fn customers(&self) -> CustomerTable<'_> {
        CustomerTable(self)
    }

    pub fn cards(&self) -> CardTable<'_> {
        CardTable(self)
    }

    pub fn plans(&self) -> PlanTable<'_> {
        PlanTable(self)
    }

    pub fn subscriptions(&self) -> SubscriptionTable<'_> {
        SubscriptionTable(self)
    }

    pub fn charges(&self) -> ChargeTable<'_> {
        ChargeTable(self)
    }

    pub fn holds(&self) -> HoldTable<'_> {
        HoldTable(self)
    }

    pub fn refunds(&self) -> RefundTable<'_> {
        RefundTable(self)
    }

    pub fn sessions(&self) -> SessionTable<'_> {
        SessionTable(self)
    }

    fn get<T>(&self, sql: &str, values: impl Params, read: Read<T>) -> Result<Option<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        statement.query_row(values, read).optional()
    }

    fn all<T>(&self, sql: &str, values: impl Params, read: Read<T>) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        statement.query_map(values, read)?.collect()
    }

    fn put(&self, sql: &str, values: impl Params) -> Result<()> {
        self.count(sql, values).map(|_| ())
    }

    /// Executes a change and returns the number of changed rows.
    fn count(&self, sql: &str, values: impl Params) -> Result<usize> {
        self.connection.prepare_cached(sql)?.execute(values)
    }
}

/// What reads a value from a row.
type Read<T> = fn(&Row) -> Result<T>;

/// A value that stands in its column as JSON.
struct Json<T>(T);

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let read = serde_json::from_str(value.as_str()?).map(Self);
        read.map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        let written = serde_json::to_string(&self.0).map(ToSqlOutput::from);
        written.map_err(|error| Error::ToSqlConversionFailure(Box::new(error)))
    }
}
