//! A base charge in outline: what is known of it before its details are drawn.

/// A base charge before its details are drawn.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct ChargeSeed {
    pub(in crate::sandbox) ordinal: u32,
    /// When it was made, in seconds since 1970.
    pub(in crate::sandbox) at: i64,
    /// The plan it bills, the card if it is not the primary one, and whether it is the first of them.
    pub(super) plan: Option<(u32, Option<u32>, bool)>,
}
