//! What is computed from the base data and the database, and cached until it is out of date.

pub mod account_lists;
pub mod charge_summary;
pub mod customer_list;
pub mod recent_payments;
