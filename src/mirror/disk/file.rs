//! The file of a mirror: private from its first byte, and thrown away without harm to who has it open.
//!
//! `SQLite` finds the log of a file by its name. A file that is removed while an instance has it open, and
//! made anew by another, would get the old one's log, or lose its own when the old one is closed. So:
//! - whoever opens, makes or removes one holds a lock meanwhile, on a file beside it that is never removed;
//! - what a lost file left behind is removed before a new one is made;
//! - closing never touches the log ([`connect`]).
use crate::config::private::{self, Unsafe, Why};
use crate::mirror::Trouble;
use percent_encoding::NON_ALPHANUMERIC;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long to wait for the change of another instance, each of which is short.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait before trying again what `SQLite` does not wait for.
const PAUSE: Duration = Duration::from_millis(5);

/// Tells a file from any other, whatever its name.
pub(super) type Identity = Option<(u64, u64)>;

pub(super) fn identity(path: &Path) -> Result<Identity, Trouble> {
    match std::fs::symlink_metadata(path) {
        Ok(found) => Ok(Some((found.dev(), found.ino()))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unusable(path, &error)),
    }
}

/// Waits until no other instance opens, makes or removes the file; it may do so again when this is dropped.
pub(super) fn lock(path: &Path) -> Result<File, Trouble> {
    let file = lock_file(path, ".lock")?;
    let began = Instant::now();
    loop {
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(file),
            Err(Errno::WOULDBLOCK | Errno::INTR) if began.elapsed() < PATIENCE => {
                std::thread::sleep(PAUSE);
            }
            Err(Errno::WOULDBLOCK) => return Err(Trouble::Busy),
            Err(error) => return Err(unusable(path, &error.into())),
        }
    }
}

/// Takes the lead, unless another instance has it; it ends when this is dropped.
pub(super) fn lead(path: &Path) -> Result<Option<File>, Trouble> {
    let file = lock_file(path, ".sync")?;
    loop {
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(Some(file)),
            Err(Errno::INTR) => {}
            Err(Errno::WOULDBLOCK) => return Ok(None),
            Err(error) => return Err(unusable(path, &error.into())),
        }
    }
}

/// Opens a file that is only there to be locked, and never removed.
fn lock_file(path: &Path, suffix: &str) -> Result<File, Trouble> {
    if let Some(folder) = path.parent() {
        private::make_folder(folder)?;
    }
    Ok(private::append(&with_suffix(path, suffix))?)
}

/// Makes the file where there is none, and refuses one that is not ours alone.
///
/// One that is there is never opened here: closing it would drop the locks that `SQLite` holds on it for
/// another connection of this process (POSIX, `fcntl`).
pub(super) fn make_or_check(path: &Path) -> Result<(), Trouble> {
    match private::look(path) {
        Ok(()) => Ok(()),
        Err(Unsafe {
            why: Why::Missing, ..
        }) => {
            remove(path)?;
            private::make_new(path).map_err(|error| {
                if let Why::Failed(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) = error.why {
                    return Trouble::Full;
                }
                error.into()
            })
        }
        Err(error) => Err(Trouble::Foreign(error.why.to_string())),
    }
}

pub(super) fn connect(path: &Path) -> Result<Connection, Trouble> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    let path = folder
        .zip(path.file_name())
        .map_or_else(|| path.to_owned(), |(folder, name)| folder.join(name));
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Connects to a file in a folder where nothing can be made or written.
///
/// Without a log, or with an empty one, the file holds everything, and nobody who could change it is waited
/// for: what `SQLite` would keep beside it for that cannot be made.
pub(super) fn connect_to_read(path: &Path) -> Result<Connection, Trouble> {
    private::look(path).map_err(|error| Trouble::Foreign(error.why.to_string()))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let log = std::fs::metadata(with_suffix(path, "-wal"));
    let alone = log.map_or(true, |log| log.len() == 0);
    let bytes = path.as_os_str().as_bytes();
    let uri = format!(
        "file:{}{}",
        percent_encoding::percent_encode(bytes, NON_ALPHANUMERIC),
        if alone { "?immutable=1" } else { "" }
    );
    let connection = Connection::open_with_flags(uri, flags)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Connects to what has a number in the memory of this process; the slash shares it among its connections.
pub(super) fn connect_memory(number: u64) -> Result<Connection, Trouble> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let name = format!("/pintui-{number}");
    let connection = Connection::open_with_flags_and_vfs(name, flags, c"memdb")?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Switches to WAL. Processes that do it at the same moment are turned away without `SQLite` waiting for
/// them.
pub(super) fn switch_to_wal(connection: &Connection) -> Result<(), Trouble> {
    let began = Instant::now();
    loop {
        match connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())) {
            Err(error) if is_busy(&error) && began.elapsed() < PATIENCE => {
                std::thread::sleep(PAUSE);
            }
            other => return Ok(other?),
        }
    }
}

pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

/// Throws a mirror away, whatever it is.
pub fn discard(path: &Path) -> Result<(), Trouble> {
    let _lock = lock(path)?;
    remove(path)
}

/// Removes the file and its log; a link goes, and what it leads to stays.
pub(super) fn remove(path: &Path) -> Result<(), Trouble> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        match std::fs::remove_file(with_suffix(path, suffix)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(unusable(path, &error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

fn unusable(path: &Path, error: &io::Error) -> Trouble {
    Trouble::Unusable(format!("{}: {}", path.display(), error.kind()))
}
