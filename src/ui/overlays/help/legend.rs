//! What the marks on the screen mean.
use crate::ui::pen::cells;
use crate::ui::theme::Theme;
use crate::ui::words::charge;

/// Returns the marks with their words, as many to a line as fit.
pub fn lines(theme: Theme, width: u16) -> Vec<String> {
    let marks = theme.marks;
    let meanings = [
        (marks.good, "captured, done"),
        (marks.bad, "failed, expired"),
        (marks.held, "authorised, pending"),
        (marks.back, "refunded"),
        (marks.flag, "disputed"),
        (marks.on, "primary, active"),
        (marks.half, "trial, cancelling"),
        (marks.off, "other, ended"),
        ("AP", "in Apple Pay"),
        ("GP", "in Google Pay"),
        ("!", "needs attention"),
        (
            charge::ALIKE,
            "same amount, card and description within 24 h",
        ),
        ("?", "unknown"),
        (marks.more, "changing, or more"),
        (marks.none, "none"),
        (marks.near, "near match"),
        (marks.pointer, "selected"),
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
