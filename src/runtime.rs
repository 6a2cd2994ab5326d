//! The only layer that owns tasks, threads, channels, the terminal and files.
pub mod clipboard;
pub mod clock;
pub mod console;
pub mod embedded;
pub mod hardening;
pub mod input;
pub mod line;
pub mod link;
pub mod mirror;
pub mod panics;
pub mod run;
pub mod screen;
pub mod signals;
pub mod standalone;
pub mod start;
pub mod terminal;
pub mod worker;
