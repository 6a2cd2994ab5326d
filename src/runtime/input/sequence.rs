//! What a control sequence (ESC \[ …) means.
use crate::runtime::input::{keys, mouse};
use crossterm::event::{KeyEvent, MouseEvent};
use vte::{Params, Parser, Perform};

#[derive(Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    Key(KeyEvent),
    Mouse(MouseEvent),
    /// A paste begins.
    Paste,
    /// The beginning of a function key of the Linux console.
    ConsoleKey,
    /// The beginning of a report of the mouse in bare bytes.
    BareMouse,
    /// An answer of the terminal, or something that is sent by none.
    #[default]
    Nothing,
}

/// Returns bytes of a sequence to its parser, and what it means once the last of them is there.
///
/// The parser keeps 32 parameters and no more, however long the sequence is.
pub fn read(parser: &mut Parser, bytes: &[u8]) -> Meaning {
    let mut seen = Seen::default();
    parser.advance(&mut seen, bytes);
    seen.0
}

#[derive(Default)]
struct Seen(Meaning);

impl Perform for Seen {
    fn csi_dispatch(&mut self, params: &Params, marks: &[u8], too_long: bool, last: char) {
        if !too_long {
            self.0 = meaning(params, marks, last).unwrap_or_default();
        }
    }
}

fn meaning(params: &Params, marks: &[u8], last: char) -> Option<Meaning> {
    let params: Vec<&[u16]> = params.iter().collect();
    match (marks, last, params.as_slice()) {
        ([], '[', [[0]]) => Some(Meaning::ConsoleKey),
        ([], 'M', [[0]]) => Some(Meaning::BareMouse),
        ([], '~', [[200]]) => Some(Meaning::Paste),
        ([], 'M', [buttons, column, row]) => {
            mouse::numbered(buttons, column, row).map(Meaning::Mouse)
        }
        ([b'<'], 'M' | 'm', [buttons, column, row, ..]) => {
            mouse::sgr(buttons, column, row, last == 'm').map(Meaning::Mouse)
        }
        ([], _, params) => keys::sequence(params, last).map(Meaning::Key),
        _ => None,
    }
}
