//! Sums over charges.
