//! The data file: private from its first byte, and emptied or removed by a reset.

use std::fs::{OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::BUSY_TIMEOUT;
use super::schema::{TABLES, VERSION, version};

/// The pause before trying again to switch a file to WAL.
const PAUSE: Duration = Duration::from_millis(5);

/// Opens the data file, made with mode 0600 before `SQLite` sees it; its side files inherit the mode.
pub(super) fn open(path: &Path) -> io::Result<Connection> {
    make_private(path)?;
    connect(path).map_err(io::Error::other)
}

/// Creates the file, or checks that it is a plain one and revokes the rights of others.
///
/// A file that exists is never opened here: closing it would drop the locks that `SQLite` holds on it for
/// another connection of this process (POSIX, `fcntl`).
fn make_private(path: &Path) -> io::Result<()> {
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
    {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => return made.map(drop),
    }
    let found = std::fs::symlink_metadata(path)?;
    if !found.is_file() {
        return Err(not_plain());
    }
    if found.permissions().mode() & 0o077 != 0 {
        std::fs::set_permissions(path, Permissions::from_mode(0o600))?;
    }
    Ok(())
}

fn not_plain() -> io::Error {
    io::Error::other("the sandbox's data file is not a plain file")
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    let path = folder
        .zip(path.file_name())
        .map_or_else(|| path.to_owned(), |(folder, name)| folder.join(name));
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    switch_to_wal(&connection)?;
    Ok(connection)
}

/// Switches to WAL. Processes that do so at the same moment are refused without `SQLite` waiting for them.
fn switch_to_wal(connection: &Connection) -> rusqlite::Result<()> {
    let began = Instant::now();
    loop {
        let switched = connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()));
        match switched {
            Err(error) if is_busy(&error) && began.elapsed() < BUSY_TIMEOUT => {
                std::thread::sleep(PAUSE);
            }
            other => return other,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
}

/// Takes back every change in the sandbox whose data are at `path`.
///
/// Emptying the tables reaches sandboxes that run at this moment; a file that cannot be read as one of ours
/// is removed instead, with its side files. A missing file is fine; one that another process keeps locked is
/// an error.
pub fn reset(path: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
        Ok(found) if !found.is_file() => {
            return Err(not_plain());
        }
        Ok(_) => {}
    }
    match connect(path).and_then(|connection| empty(&connection)) {
        Ok(()) => return Ok(()),
        Err(error) if is_busy(&error) => return Err(io::Error::other(error)),
        Err(_) => {}
    }
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn empty(connection: &Connection) -> rusqlite::Result<()> {
    if version(connection)? != VERSION {
        // Emptied or not, nobody could open it: it must go.
        return Err(rusqlite::Error::InvalidQuery);
    }
    connection.execute_batch("PRAGMA secure_delete = ON; BEGIN IMMEDIATE;")?;
    for table in TABLES {
        connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    connection.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE);")
}
