//! What a handler is told of its request.

use super::params::{self, Params};

/// The variable parts of a call.
pub(super) struct Call {
    pub(super) parts: Vec<String>,
    pub(super) params: Params,
}

impl Call {
    /// Reads the nth token of the path.
    pub(super) fn part(&self, nth: usize) -> &str {
        self.parts.get(nth).map_or("", String::as_str)
    }

    pub(super) fn page(&self) -> u64 {
        params::page(&self.params)
    }
}
