//! What a handler is told of its request.

use super::page::Page;
use super::params::Params;
use super::stack::Stack;

/// The variable parts of a call.
pub struct Call {
    pub parts: Vec<String>,
    pub params: Params,
    /// The address of the client.
    pub caller: String,
    pub stack: Stack,
}

impl Call {
    /// Reads the nth token of the path.
    pub fn part(&self, nth: usize) -> &str {
        self.parts.get(nth).map_or("", String::as_str)
    }

    /// Reads which page of a list is requested.
    pub fn page(&self) -> Page {
        Page::read(&self.params, self.stack)
    }
}
