//! The map of pintui: one line a layer. Each layer names only itself and what stands before it.
//!
//! `text, secret` < `config, logging` < `api` < `mirror` < `model` < `ui` < `app` < `runtime` < `cli, main`.
//! `sandbox` stands outside the order: it is another company's server, names nothing of ours, and
//! only `runtime`, `main` and the tests name it. A test (`tests/it/architecture.rs`) holds all this.
pub mod api;
pub mod app;
pub mod cli;
pub mod config;
pub mod logging;
pub mod mirror;
pub mod model;
pub mod runtime;
pub mod sandbox;
pub mod secret;
pub mod text;
pub mod ui;
