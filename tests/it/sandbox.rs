//! The sandbox, spoken to in raw bytes: the program's own client has no part in it.

mod charges;
mod wire;
