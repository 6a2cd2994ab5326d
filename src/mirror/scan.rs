//! Finding a text in all rows of a block at once.
use super::block::{Bits, Block, END, index};
use super::entry::SearchField;
use memchr::memmem::Finder;

/// Marks the rows in which the text occurs at a place that counts; `counts` is asked for a row's text
/// and the place in it.
pub fn rows(
    block: &Block,
    finder: &Finder<'_>,
    found: &mut Bits,
    counts: impl Fn(&[u8], usize) -> bool,
) {
    let (text, starts) = (block.text(), block.starts());
    let mut row = 0;
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| finder.find(rest)) {
        let at = from + at;
        row = row_of(starts, row, at);
        let start = starts.get(row).map_or(0, |start| index(*start));
        let end = starts.get(row + 1).map_or(text.len(), |end| index(*end));
        let own = text.get(start..end).unwrap_or_default();
        if counts(own, at - start) {
            found.set(row);
            from = end;
        } else {
            from = at + 1;
        }
    }
}

/// Returns the row that a place in the text belongs to, at `row` or after it.
fn row_of(starts: &[u32], row: usize, at: usize) -> usize {
    let is_behind = |row: &usize| starts.get(row + 1).is_some_and(|end| index(*end) <= at);
    let mut row = row;
    // The next hit is mostly near; where hits are rare it pays to jump.
    for _ in 0..8 {
        if !is_behind(&row) {
            return row;
        }
        row += 1;
    }
    let rest = starts.get(row + 1..).unwrap_or_default();
    row + rest.partition_point(|end| index(*end) <= at)
}

/// Returns which kept field a place in a row's text is in.
pub fn field_at(row: &[u8], at: usize) -> SearchField {
    let ends = row.iter().take(at).filter(|byte| **byte == END).count();
    SearchField::KEPT
        .get(ends)
        .copied()
        .unwrap_or(SearchField::LastFour)
}
