//! An independent parser says which control sequences reached the terminal.
use vte::{Params, Parser, Perform};

/// The private modes that the program may set: cursor, mouse presses and their form, alternate
/// screen, bracketed paste, and those that it switches off in case they were on.
const MODES: [u16; 8] = [25, 1000, 1002, 1003, 1006, 1015, 1049, 2004];

#[derive(Default)]
struct Judge {
    foreign: Vec<String>,
}

impl Perform for Judge {
    fn execute(&mut self, byte: u8) {
        if !matches!(byte, b'\r' | b'\n') {
            self.foreign.push(format!("control {byte:#04x}"));
        }
    }

    fn print(&mut self, shown: char) {
        let code = u32::from(shown);
        let hidden = matches!(code, 0x80..=0x9f | 0xad | 0x61c | 0x200b | 0x200e | 0x200f)
            || matches!(code, 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfff9..=0xfffb)
            || matches!(code, 0xe0000..=0xe007f);
        if hidden {
            self.foreign.push(format!("character U+{code:04X}"));
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignored: bool, end: char) {
        let ours = match (intermediates, end) {
            ([], 'm' | 'H' | 'G' | 'J' | 'K') => true,
            ([b'?'], 'h' | 'l') => params
                .iter()
                .all(|mode| matches!(mode, [mode] if MODES.contains(mode))),
            _ => false,
        };
        if ignored || !ours {
            self.foreign
                .push(format!("CSI {intermediates:?} {params:?} {end}"));
        }
    }

    fn osc_dispatch(&mut self, params: &[&[u8]], _bell: bool) {
        self.foreign.push(format!("OSC {params:?}"));
    }

    fn esc_dispatch(&mut self, intermediates: &[u8], _ignored: bool, byte: u8) {
        self.foreign
            .push(format!("ESC {intermediates:?} {byte:#04x}"));
    }

    fn hook(&mut self, params: &Params, _intermediates: &[u8], _ignored: bool, end: char) {
        self.foreign.push(format!("DCS {params:?} {end}"));
    }
}

/// Asserts that nothing but the program's own few sequences is in the bytes (promise P1).
pub fn assert_own_sequences(bytes: &[u8]) {
    let mut judge = Judge::default();
    Parser::new().advance(&mut judge, bytes);
    assert!(judge.foreign.is_empty(), "foreign: {:?}", judge.foreign);
}

#[test]
fn the_judge_sees_what_is_foreign() {
    for foreign in [
        "\x1b]0;title\x07",
        "\x1b[6n",
        "\x1b[?1004h",
        "\x1bP+q\x1b\\",
        "\x07",
        "\u{202e}",
    ] {
        let mut judge = Judge::default();
        Parser::new().advance(&mut judge, foreign.as_bytes());
        assert!(!judge.foreign.is_empty(), "{foreign:?} passed");
    }
}
