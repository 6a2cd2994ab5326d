//! What the marks on the screen mean.
use crate::ui::pen::cells;
use crate::ui::theme::marks;
use crate::ui::words::charge;

/// Returns the marks with their words, as many to a line as fit.
pub fn lines(width: u16) -> Vec<String> {
    let meanings = [
        (marks::GOOD, "captured, done"),
        (marks::BAD, "failed, expired"),
        (marks::HELD, "authorised, pending"),
        (marks::BACK, "refunded"),
        (marks::FLAG, "disputed"),
        (marks::ON, "primary, active"),
        (marks::HALF, "trial, cancelling"),
        (marks::OFF, "other, ended"),
        ("AP", "in Apple Pay"),
        ("GP", "in Google Pay"),
        ("!", "needs attention"),
        (
            charge::ALIKE,
            "same amount, card and description within 24 h",
        ),
        ("?", "unknown"),
        (marks::MORE, "changing, or more"),
        (marks::NONE, "none"),
        (marks::NEAR, "near match"),
        (marks::POINTER, "selected"),
        ("old", "read over 5 minutes ago"),
        ("stale", "could not be read again"),
        ("unconfirmed", "rows moved while pages were read"),
    ];
    let mut lines: Vec<String> = Vec::new();
    for (mark, meaning) in meanings {
        let piece = format!("{mark} {meaning}");
        match lines.last_mut() {
            Some(line) if cells(line) + 3 + cells(&piece) <= width.saturating_sub(2) => {
                line.push_str("   ");
                line.push_str(&piece);
            }
            _ => lines.push(piece),
        }
    }
    lines
}
