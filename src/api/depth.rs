//! How deeply the brackets of an answer are nested, measured before anything recurses into it.
use memchr::memchr2;

/// The deepest nesting that is accepted; real answers have five levels.
const DEEPEST: usize = 64;

/// Whether brackets outside strings are nested more than 64 levels deep.
pub fn is_too_deep(text: &str) -> bool {
    // A page of customers has too few brackets altogether, and counting them is cheaper than following them.
    has_many_brackets(text.as_bytes()) && stands_too_deep(text.as_bytes())
}

/// Whether there are enough opening brackets at all, including those in strings.
fn has_many_brackets(text: &[u8]) -> bool {
    let mut found = 0;
    // A piece is short enough for its count to fit into a byte, so that many bytes are compared at once.
    for piece in text.chunks(128) {
        let opening = piece.iter().fold(0_u8, |found, byte| {
            found.wrapping_add(u8::from(matches!(byte, b'[' | b'{')))
        });
        found += usize::from(opening);
    }
    found > DEEPEST
}

fn stands_too_deep(mut text: &[u8]) -> bool {
    let mut depth = 0_usize;
    while let Some((first, rest)) = text.split_first() {
        text = rest;
        match first {
            b'"' => text = behind_text(rest),
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// Returns what follows the closing quote of a string.
fn behind_text(mut text: &[u8]) -> &[u8] {
    while let Some(at) = memchr2(b'"', b'\\', text) {
        let is_end = text.get(at) == Some(&b'"');
        let length = if is_end { at + 1 } else { at + 2 };
        text = text.get(length..).unwrap_or_default();
        if is_end {
            return text;
        }
    }
    &[]
}
