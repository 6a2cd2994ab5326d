//! The error of a read or a change that failed.

/// Why a read or a change of the data failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No record has the given token.
    #[error("no such record")]
    NotFound,
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

pub type Result<T> = std::result::Result<T, Error>;
