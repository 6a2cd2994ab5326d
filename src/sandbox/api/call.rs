//! The request as a handler reads it.

use super::page::Page;
use super::params::Params;
use super::stack::Stack;

/// The variable parts of a request.
pub struct Call {
    pub parts: Vec<String>,
    pub params: Params,
    /// The address of the client.
    pub caller: String,
    pub stack: Stack,
}

impl Call {
    /// Returns the nth token of the path.
    pub fn part(&self, nth: usize) -> &str {
        self.parts.get(nth).map_or("", String::as_str)
    }

    /// Returns the requested page of a list.
    pub fn page(&self) -> Page {
        Page::read(&self.params, self.stack)
    }
}
