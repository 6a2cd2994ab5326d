//! The words for the records of the API, the same wherever a record is read: in a pane, in an overlay or in a
//! copy.
//!
//! Pure functions of a record and of what is known besides; what only draws stays with what it draws.
pub mod card;
pub mod charge;
pub mod payer;
pub mod plan;
pub mod request;
pub mod subscription;
