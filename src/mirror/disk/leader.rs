//! Which instance reads all customers into a mirror that several have open.
use crate::mirror::Trouble;
use crate::mirror::disk::{Home, file};
use std::fs::File;

/// The lead, until it is dropped or its process ends.
#[derive(Debug)]
pub struct Leader {
    /// Holds the lock; nothing is behind one in memory.
    _lock: Option<File>,
}

impl Leader {
    /// Takes the lead, or gives nothing where another instance has it. In memory nobody is asked.
    pub fn take(home: &Home) -> Result<Option<Self>, Trouble> {
        Ok(match home {
            Home::File(path) => file::lead(path)?.map(|lock| Self { _lock: Some(lock) }),
            Home::Memory(_) => Some(Self { _lock: None }),
        })
    }
}
