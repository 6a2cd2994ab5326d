//! The request as a handler reads it.

use super::page::Page;
use super::params::Params;
use super::stack::Stack;

/// What a request asks for.
pub struct Call {
    /// The tokens in the path.
    pub tokens: Vec<String>,
    pub params: Params,
    /// The address of the client.
    pub caller: String,
    pub stack: Stack,
}

impl Call {
    /// Returns the nth token of the path.
    pub fn token(&self, nth: usize) -> &str {
        self.tokens.get(nth).map_or("", String::as_str)
    }

    /// Returns the requested page of a list.
    pub fn page(&self) -> Page {
        Page::read(&self.params, self.stack)
    }
}
