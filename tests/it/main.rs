//! The one integration binary: a module for each part of the program.
mod architecture;
mod config;
mod logging;
mod secret;
mod text;
