//! Texts broken into lines: between words, or between pieces that belong together.
use crate::text::fit::MORE;
use crate::text::signs;
use crate::ui::pen::cells;
use unicode_segmentation::UnicodeSegmentation;

/// Breaks a text into lines of at most `width` cells, between words where it can; a word that is
/// longer than a line is broken at a mark in it or, failing that, anywhere. Spaces at the very
/// beginning indent; those at a break go.
pub fn wrap(text: &str, width: u16) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end_matches(' ');
        let used = lines.last().map_or(0, |line| cells(line));
        if used > 0 && used + cells(bare) > width {
            lines.push(String::new());
        }
        if cells(bare) > width {
            break_word(word, width, &mut lines);
        } else if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// Does the same in at most so many lines; a mark at the end of the last one says that there is more.
pub fn wrap_within(text: &str, width: u16, most: usize) -> Vec<String> {
    let mut lines = wrap(text, width);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push_str(MORE);
        }
    }
    lines
}

fn break_word(word: &str, width: u16, lines: &mut Vec<String>) {
    for part in word.split_word_bounds() {
        let used = lines.last().map_or(0, |line| cells(line));
        if used > 0 && used + cells(part) > width {
            lines.push(String::new());
        }
        for sign in signs(part) {
            let used = lines.last().map_or(0, |line| cells(line));
            if used > 0 && used + cells(sign.text) > width {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(sign.text);
            }
        }
    }
}

/// Joins pieces with a dot between them, and begins a new line where the next one does not fit. Only
/// a piece that is wider than a line is broken.
pub fn flow(pieces: &[String], width: u16) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if cells(line) + 3 + cells(piece) <= width => {
                line.push_str(" · ");
                line.push_str(piece);
            }
            _ if cells(piece) > width => lines.extend(wrap(piece, width)),
            _ => lines.push(piece.clone()),
        }
    }
    lines
}

/// Breaks a line that begins with spaces or a mark of its own; what follows stands `hang` cells further in
/// than its first letter, so that it is seen to belong to it. Of a narrow line half is left to the text.
pub fn wrap_under(line: &str, width: u16, hang: usize) -> Vec<String> {
    let indent = line.chars().take_while(|c| *c == ' ').count();
    let indent = indent.min(usize::from(width / 2));
    let margin = " ".repeat(indent + hang);
    let room = width.saturating_sub(cells(&margin));
    let pieces = wrap(line.trim_start(), room).into_iter().enumerate();
    pieces
        .map(|(at, piece)| match at {
            0 => format!("{}{piece}", " ".repeat(indent)),
            _ => format!("{margin}{piece}"),
        })
        .collect()
}
