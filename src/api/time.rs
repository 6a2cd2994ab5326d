//! Points in time as the API gives them: UTC, whole seconds (contract section 1).
pub use jiff::Timestamp;
