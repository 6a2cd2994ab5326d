//! The two servers behind the API, which heads and lists tell apart (contract M0).
//!
//! What concerns plans and subscriptions comes from the newer one: so their lists show it, whose pagination
//! is the one recorded of that server. *Choice*: their heads are its recorded ones too.

/// Which of the two servers answers a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stack {
    Core,
    Newer {
        /// Whether its lists have a `count` beside the rows: those of subscriptions do, those of plans do
        /// not.
        counts: bool,
    },
}
