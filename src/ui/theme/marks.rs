//! The marks, each one cell wide. The pen writes others for them in ASCII: see
//! [`Looks::in_its_signs`](super::Looks::in_its_signs).
pub const POINTER: &str = "▶";
pub const ON: &str = "●";
pub const OFF: &str = "○";
pub const HALF: &str = "◐";
pub const GOOD: &str = "✓";
pub const BAD: &str = "✗";
pub const BACK: &str = "↩";
pub const HELD: &str = "◔";
/// A hit but for a typing error.
pub const NEAR: &str = "≈";
pub const FLAG: &str = "⚑";
pub const NONE: &str = "—";
pub const THUMB: &str = "█";
pub const GHOST: &str = "░";
pub const MORE: &str = "…";
pub const REQUIRED: &str = "*";
pub const CHOICE: &str = "▾";
pub const ASCENDING: &str = "▲";
pub const DESCENDING: &str = "▼";
