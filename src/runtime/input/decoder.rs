//! What the bytes of a terminal mean, without a terminal or a clock: bytes and silences in, events out.
//!
//! A terminal sends keys, pastes and the mouse, but also answers that nobody wanted (its colours, its name,
//! the clipboard), and any of it can be cut off. Three rules keep the keyboard alive and safe:
//! - A whole key is handed over at once. Only an ESC, or what else may be the beginning of more, waits for
//!   more.
//! - What is no key is dropped whole: it becomes neither a key nor text.
//! - After a silence a single keystroke ends whatever was left open. Several bytes at once still belong to
//!   it, up to its end: they are the late rest of a paste or an answer, and must not run as keys.
use crate::model::event::Event;
use crate::runtime::input::sequence::{self, Meaning};
use crate::runtime::input::{keys, mouse};
use crate::secret::Pasted;
use crossterm::event::KeyCode;
use std::time::Duration;
use vte::Parser;
use zeroize::Zeroizing;

/// How long an ESC may be the beginning of something. A terminal writes a sequence in one piece.
pub const AFTER_ESC: Duration = Duration::from_millis(30);
/// How long a sequence may pause in its midst.
pub const AFTER_SEQUENCE: Duration = Duration::from_millis(100);
/// How long a paste may pause; a slow line can take a while.
pub const AFTER_PASTE: Duration = Duration::from_millis(500);
/// The most bytes of a paste, and far more than any field takes.
pub const LONGEST_PASTE: usize = 64 * 1024;
/// The longest keystroke; a paste or an answer that is longer needs no look.
const LONGEST_KEY: usize = 32;

const ESC: u8 = 0x1b;
const CTRL_C: u8 = 0x03;
const PASTE_START: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// Turns bytes into events.
#[derive(Default)]
pub struct Decoder {
    state: State,
    /// Reads the parameters of a sequence; a new one each time, so nothing stays from the one before.
    parser: Parser,
    /// Whether there was a silence since the last byte.
    rested: bool,
}

#[derive(Default)]
enum State {
    #[default]
    Nothing,
    /// A sign of several bytes, of which some are missing.
    Sign {
        bytes: Vec<u8>,
        alt: bool,
    },
    /// ESC
    Escape,
    /// ESC O: a key of the keypad, or a function key.
    Keypad,
    /// ESC \[ and how many bytes followed.
    Control {
        length: usize,
    },
    /// ESC \[ \[: a function key of the Linux console.
    Console,
    /// ESC \[ M: a report of the mouse in three bytes that can be any.
    Mouse(Vec<u8>),
    /// ESC ] (OSC), ESC P (DCS) or ESC _ (APC), which end with ESC \, the first with BEL too.
    Answer {
        opener: u8,
        empty: bool,
    },
    /// The same, with an ESC that may be the first half of its end.
    AnswerEnd,
    Paste(Paste),
    /// A paste that was handed over before its end came.
    PasteRest {
        matched: usize,
    },
}

/// A paste; it may be a card number, so it lies in one place that is wiped.
struct Paste {
    text: Zeroizing<Vec<u8>>,
    /// How much of the end was seen.
    matched: usize,
}

impl Decoder {
    /// Takes what one read gave.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Event>) {
        let rested = std::mem::take(&mut self.rested);
        if rested && self.is_fresh_start(bytes) {
            self.state = State::Nothing;
        } else if bytes == [CTRL_C] {
            return self.interrupt(out);
        }
        for &byte in bytes {
            self.step(byte, out);
        }
    }

    /// Returns the silence after which [`Decoder::fall_silent`] must be called; nothing while none matters.
    pub fn patience(&self) -> Option<Duration> {
        let wait = if matches!(self.state, State::Escape) {
            AFTER_ESC
        } else if matches!(self.state, State::Paste(_) | State::PasteRest { .. }) {
            AFTER_PASTE
        } else {
            AFTER_SEQUENCE
        };
        let waits = !self.rested && !matches!(self.state, State::Nothing);
        waits.then_some(wait)
    }

    /// Takes note of a silence: what waited for more is given as it is.
    pub fn fall_silent(&mut self, out: &mut Vec<Event>) {
        self.rested = true;
        let alt = |sign: u8| Event::Key(keys::sign(sign.into(), true));
        match &self.state {
            State::Escape => out.push(Event::Key(KeyCode::Esc.into())),
            State::Control { length: 0 } => out.push(alt(b'[')),
            State::Answer {
                opener,
                empty: true,
            } => out.push(alt(*opener)),
            State::Keypad => {
                out.push(alt(b'O'));
                self.state = State::Nothing;
            }
            State::Sign { .. } | State::Console => self.state = State::Nothing,
            State::Paste(paste) => {
                let matched = paste.matched;
                out.extend(paste.cut());
                let said = "The paste never ended; the rest of it is ignored";
                out.push(Event::Failed(said.to_owned()));
                self.state = State::PasteRest { matched };
            }
            State::Nothing
            | State::PasteRest { .. }
            | State::Mouse(_)
            | State::Control { .. }
            | State::Answer { .. }
            | State::AnswerEnd => {}
        }
    }

    /// Whether bytes that follow a silence begin something of their own.
    fn is_fresh_start(&self, bytes: &[u8]) -> bool {
        match (&self.state, bytes) {
            // The ESC was given as a key, but nobody types this in one read; or it is the end of an answer,
            // or half of it.
            (State::Escape, [b'[' | b']', _, ..])
            | (State::Answer { .. }, [ESC, b'\\', ..])
            | (State::AnswerEnd, [b'\\', ..]) => false,
            (State::Nothing | State::Escape, _) => true,
            _ => bytes.starts_with(PASTE_START) || is_keystroke(bytes),
        }
    }

    /// Hears a Ctrl-C that came alone, whatever is open; the rest of that is still dropped.
    fn interrupt(&mut self, out: &mut Vec<Event>) {
        self.fall_silent(out);
        self.rested = false;
        if matches!(self.state, State::Escape | State::Control { .. }) {
            self.state = State::Nothing;
        }
        out.push(Event::Key(keys::control(CTRL_C, false)));
    }

    fn step(&mut self, byte: u8, out: &mut Vec<Event>) {
        self.state = match std::mem::take(&mut self.state) {
            State::Nothing => self.begin(byte, false, out),
            State::Sign { bytes, alt } => self.go_on_with_sign(bytes, alt, byte, out),
            State::AnswerEnd if byte == b'\\' => State::Nothing,
            State::Escape | State::AnswerEnd => self.after_escape(byte, out),
            State::Keypad => {
                out.extend(keys::keypad(byte).map(Event::Key));
                State::Nothing
            }
            State::Console => {
                out.extend(keys::console(byte).map(Event::Key));
                State::Nothing
            }
            State::Control { length } => self.go_on_with_control(length, byte, out),
            State::Mouse(bytes) => go_on_with_mouse(bytes, byte, out),
            State::Answer { opener, .. } => match byte {
                ESC => State::AnswerEnd,
                // CAN and SUB give a sequence up.
                0x07 if opener == b']' => State::Nothing,
                0x18 | 0x1a => State::Nothing,
                _ => State::Answer {
                    opener,
                    empty: false,
                },
            },
            State::Paste(paste) => paste.go_on(byte, out),
            State::PasteRest { matched } => match matched_with(matched, byte) {
                matched if matched == PASTE_END.len() => State::Nothing,
                matched => State::PasteRest { matched },
            },
        };
    }

    /// Takes a byte that continues nothing.
    fn begin(&mut self, byte: u8, alt: bool, out: &mut Vec<Event>) -> State {
        match byte {
            ESC => return State::Escape,
            0x00..=0x1f | 0x7f => out.push(Event::Key(keys::control(byte, alt))),
            0x20..=0x7e => out.push(Event::Key(keys::sign(byte.into(), alt))),
            0x80.. => return self.go_on_with_sign(Vec::new(), alt, byte, out),
        }
        State::Nothing
    }

    fn after_escape(&mut self, byte: u8, out: &mut Vec<Event>) -> State {
        match byte {
            ESC => {
                out.push(Event::Key(KeyCode::Esc.into()));
                State::Escape
            }
            b'O' => State::Keypad,
            b'[' => {
                self.parser = Parser::new();
                sequence::read(&mut self.parser, b"\x1b[");
                State::Control { length: 0 }
            }
            b']' | b'P' | b'_' => State::Answer {
                opener: byte,
                empty: true,
            },
            _ => self.begin(byte, true, out),
        }
    }

    fn go_on_with_sign(
        &mut self,
        mut bytes: Vec<u8>,
        alt: bool,
        byte: u8,
        out: &mut Vec<Event>,
    ) -> State {
        bytes.push(byte);
        match std::str::from_utf8(&bytes) {
            Ok(text) => {
                // The second set of control characters is on no keyboard.
                let signs = text.chars().filter(|sign| !sign.is_control());
                out.extend(signs.map(|sign| Event::Key(keys::sign(sign, alt))));
                State::Nothing
            }
            Err(error) if error.error_len().is_none() => State::Sign { bytes, alt },
            // What was begun is no text, but the byte that broke it off may be a key.
            Err(_) if bytes.len() > 1 => self.begin(byte, false, out),
            Err(_) => State::Nothing,
        }
    }

    fn go_on_with_control(&mut self, length: usize, byte: u8, out: &mut Vec<Event>) -> State {
        match byte {
            0x20..=0x3f => {
                sequence::read(&mut self.parser, &[byte]);
                State::Control { length: length + 1 }
            }
            0x40..=0x7e => match sequence::read(&mut self.parser, &[byte]) {
                Meaning::Key(key) => {
                    out.push(Event::Key(key));
                    State::Nothing
                }
                Meaning::Mouse(mouse) => {
                    out.push(Event::Mouse(mouse));
                    State::Nothing
                }
                Meaning::Paste => State::Paste(Paste::default()),
                Meaning::ConsoleKey => State::Console,
                Meaning::BareMouse => State::Mouse(Vec::new()),
                Meaning::Nothing => State::Nothing,
            },
            // No sequence holds it, so it breaks this one off.
            _ => self.begin(byte, false, out),
        }
    }
}

impl Default for Paste {
    fn default() -> Self {
        Self {
            // It never grows: a text that moves leaves a copy behind.
            text: Zeroizing::new(Vec::with_capacity(LONGEST_PASTE)),
            matched: 0,
        }
    }
}

impl Paste {
    fn go_on(mut self, byte: u8, out: &mut Vec<Event>) -> State {
        self.text.push(byte);
        self.matched = matched_with(self.matched, byte);
        let matched = self.matched;
        if matched == PASTE_END.len() {
            out.push(self.whole());
            return State::Nothing;
        }
        if self.text.len() < LONGEST_PASTE {
            return State::Paste(self);
        }
        out.extend(self.cut());
        let said = format!(
            "Paste cut after {} KB; the rest is ignored",
            LONGEST_PASTE / 1024
        );
        out.push(Event::Failed(said));
        State::PasteRest { matched }
    }

    fn text(&self) -> String {
        let end = self.text.len() - self.matched;
        String::from_utf8_lossy(self.text.get(..end).unwrap_or_default()).into_owned()
    }

    fn whole(&self) -> Event {
        Event::Paste(Pasted::new(self.text()))
    }

    /// Returns what came before the cut, without half a sign at its end; nothing where there is nothing.
    fn cut(&self) -> Option<Event> {
        let text = Zeroizing::new(self.text());
        let whole = text.trim_end_matches(char::REPLACEMENT_CHARACTER);
        (!whole.is_empty()).then(|| Event::Paste(Pasted::new(whole.to_owned())))
    }
}

/// Returns how much of a paste's end was seen with one byte more. Only its first byte is an ESC, so
/// after a mistake nothing but an ESC begins it again.
fn matched_with(matched: usize, byte: u8) -> usize {
    if PASTE_END.get(matched) == Some(&byte) {
        matched + 1
    } else {
        usize::from(byte == ESC)
    }
}

fn go_on_with_mouse(mut bytes: Vec<u8>, byte: u8, out: &mut Vec<Event>) -> State {
    bytes.push(byte);
    let &[buttons, column, row] = bytes.as_slice() else {
        return State::Mouse(bytes);
    };
    out.extend(mouse::bare(buttons, column, row).map(Event::Mouse));
    State::Nothing
}

/// Whether bytes are one key or one report of the mouse, and nothing else.
fn is_keystroke(bytes: &[u8]) -> bool {
    if bytes.len() > LONGEST_KEY {
        return false;
    }
    let (mut alone, mut given) = (Decoder::default(), Vec::new());
    for &byte in bytes {
        alone.step(byte, &mut given);
    }
    matches!(
        (&alone.state, given.len()),
        (State::Nothing, 1) | (State::Escape, 0)
    )
}
