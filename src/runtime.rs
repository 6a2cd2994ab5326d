//! The only layer that owns tasks, threads, channels, the terminal and files.
pub mod worker;
