//! What an error of `SQLite`, or of the folder that holds the file, means for a mirror.
use crate::config::private::Unsafe;
use crate::mirror::Trouble;
use rusqlite::{ErrorCode, ffi};

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        let extended = error.sqlite_error().map(|error| error.extended_code);
        match error.sqlite_error_code() {
            _ if extended == Some(ffi::SQLITE_IOERR_SHORT_READ) => Self::Damaged,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied
                | ErrorCode::OutOfMemory
                | ErrorCode::NoLargeFileSupport,
            ) => Self::Unusable(error.to_string()),
            // All else means that the file does not hold what this version wrote into it.
            _ => Self::Damaged,
        }
    }
}

impl From<Unsafe> for Trouble {
    fn from(error: Unsafe) -> Self {
        Self::Unusable(error.to_string())
    }
}
