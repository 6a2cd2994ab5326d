//! The data file: private from its first byte, and emptied or removed by a reset.

use std::fs::{OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use rusqlite::{Connection, OpenFlags};

use super::PATIENCE;

/// Opens the data file for `SQLite`, made with mode 0600 before that sees it; its side files inherit the mode.
pub(super) fn open(path: &Path) -> io::Result<Connection> {
    let no_follow = OFlags::NOFOLLOW.bits().cast_signed();
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(no_follow)
        .open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other(
            "the sandbox's data file is not a plain file",
        ));
    }
    file.set_permissions(Permissions::from_mode(0o600))?;
    drop(file);
    let connection = connect(path).map_err(io::Error::other)?;
    Ok(connection)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    Ok(connection)
}

/// Takes back every change made in the sandbox whose data are at `path`.
///
/// Emptying the tables reaches sandboxes that run at this moment; a file that cannot be read as one of ours is removed
/// instead, with its side files. A file that is not there is fine.
pub fn reset(path: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
        Ok(found) if !found.is_file() => {
            return Err(io::Error::other(
                "the sandbox's data file is not a plain file",
            ));
        }
        Ok(_) => {}
    }
    if connect(path)
        .and_then(|connection| empty(&connection))
        .is_ok()
    {
        return Ok(());
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
    connection.execute_batch(
        "PRAGMA secure_delete = ON; BEGIN IMMEDIATE; DELETE FROM customer; DELETE FROM card; DELETE FROM subscription;
         DELETE FROM charge; COMMIT; PRAGMA wal_checkpoint(TRUNCATE);",
    )
}
