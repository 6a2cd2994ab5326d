//! How a test speaks to the dashboard.
pub mod keys;
