//! Which key a byte, a sign or a sequence is.
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyEventState, KeyModifiers};

/// Returns the key of a sign; a capital letter has the shift key in it.
pub fn sign(sign: char, alt: bool) -> KeyEvent {
    let shift = if sign.is_uppercase() {
        KeyModifiers::SHIFT
    } else {
        KeyModifiers::NONE
    };
    KeyEvent::new(KeyCode::Char(sign), shift | alt_if(alt))
}

/// Returns the key of a control byte: any below the space but ESC, and DEL.
pub fn control(byte: u8, alt: bool) -> KeyEvent {
    let (code, modifiers) = match byte {
        b'\r' | b'\n' => (KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
        0x7f => (KeyCode::Backspace, KeyModifiers::NONE),
        0 => (KeyCode::Char(' '), KeyModifiers::CONTROL),
        0x01..=0x1a => (letter(byte - 1 + b'a'), KeyModifiers::CONTROL),
        _ => (
            letter(byte.wrapping_sub(0x1c) + b'4'),
            KeyModifiers::CONTROL,
        ),
    };
    KeyEvent::new(code, modifiers | alt_if(alt))
}

/// Returns the key that ESC O and a byte are.
pub fn keypad(byte: u8) -> Option<KeyEvent> {
    match byte {
        b'R' => Some(KeyCode::F(3).into()),
        _ => named(byte.into()).map(KeyEvent::from),
    }
}

/// Returns the key that ESC \[ \[ and a byte are.
pub fn console(byte: u8) -> Option<KeyEvent> {
    matches!(byte, b'A'..=b'E').then(|| KeyCode::F(byte - b'A' + 1).into())
}

/// Returns the key of a sequence; nothing for the release of one, since a key acts once.
pub fn sequence(params: &[&[u16]], last: char) -> Option<KeyEvent> {
    let first = params.first()?;
    let held = match params.get(1) {
        Some(held) => Held::read(held)?,
        // Some terminals put the modifiers first.
        None if last.is_ascii_uppercase() => Held::read(&[first.first()? % 10])?,
        None => Held::read(&[])?,
    };
    let mut key = match last {
        'Z' => KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT),
        '~' => held.with(numbered(*first.first()?)?),
        'u' => coded(first, &held)?,
        last => KeyEvent::new(named(last)?, held.modifiers),
    };
    key.kind = held.kind;
    (key.kind != KeyEventKind::Release).then_some(key)
}

/// What a sequence says of a key besides its name.
struct Held {
    modifiers: KeyModifiers,
    kind: KeyEventKind,
    state: KeyEventState,
}

impl Held {
    /// Reads `modifiers:kind`, where the first is one more than its bits; either may be missing.
    fn read(param: &[u16]) -> Option<Self> {
        let bits = param.first().map_or(0, |mask| mask.saturating_sub(1));
        let bits = u8::try_from(bits).ok()?;
        let mut modifiers = KeyModifiers::NONE;
        for (bit, modifier) in [
            (1, KeyModifiers::SHIFT),
            (2, KeyModifiers::ALT),
            (4, KeyModifiers::CONTROL),
            (8, KeyModifiers::SUPER),
            (16, KeyModifiers::HYPER),
            (32, KeyModifiers::META),
        ] {
            modifiers.set(modifier, bits & bit != 0);
        }
        let mut state = KeyEventState::NONE;
        state.set(KeyEventState::CAPS_LOCK, bits & 64 != 0);
        state.set(KeyEventState::NUM_LOCK, bits & 128 != 0);
        let kind = match param.get(1) {
            Some(2) => KeyEventKind::Repeat,
            Some(3) => KeyEventKind::Release,
            _ => KeyEventKind::Press,
        };
        Some(Self {
            modifiers,
            kind,
            state,
        })
    }

    fn with(&self, code: KeyCode) -> KeyEvent {
        KeyEvent::new_with_kind_and_state(code, self.modifiers, self.kind, self.state)
    }
}

/// Returns the keys that end a sequence with a letter. F3 is none of them: it would be the place of the
/// cursor.
fn named(last: char) -> Option<KeyCode> {
    Some(match last {
        'A' => KeyCode::Up,
        'B' => KeyCode::Down,
        'C' => KeyCode::Right,
        'D' => KeyCode::Left,
        'F' => KeyCode::End,
        'H' => KeyCode::Home,
        'P' => KeyCode::F(1),
        'Q' => KeyCode::F(2),
        'S' => KeyCode::F(4),
        _ => return None,
    })
}

/// Returns the keys that end a sequence with a tilde.
fn numbered(number: u16) -> Option<KeyCode> {
    let function = |less: u16| u8::try_from(number - less).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(10),
        17..=21 => function(11),
        23..=26 => function(12),
        28..=29 => function(15),
        31..=34 => function(17),
        _ => None,
    }
}

/// Returns a key by the number of its sign (`CSI u`): of the number, and of what it is with the shift key.
fn coded(numbers: &[u16], held: &Held) -> Option<KeyEvent> {
    let number = *numbers.first()?;
    if let Some(code) = keypad_coded(number) {
        let mut key = held.with(code);
        key.state |= KeyEventState::KEYPAD;
        return Some(key);
    }
    let shift = held.modifiers.contains(KeyModifiers::SHIFT);
    let mut key = held.with(match number {
        0x1b => KeyCode::Esc,
        0x0d | 0x0a => KeyCode::Enter,
        0x09 if shift => KeyCode::BackTab,
        0x09 => KeyCode::Tab,
        0x7f => KeyCode::Backspace,
        57_358 => KeyCode::CapsLock,
        57_359 => KeyCode::ScrollLock,
        57_360 => KeyCode::NumLock,
        57_361 => KeyCode::PrintScreen,
        57_362 => KeyCode::Pause,
        57_363 => KeyCode::Menu,
        57_376..=57_398 => KeyCode::F(u8::try_from(number - 57_376).ok()? + 13),
        // Keys for sound and the modifiers themselves do nothing here; the last is what the parser makes of
        // any higher.
        57_344..=63_743 | u16::MAX => return None,
        number => KeyCode::Char(char::from_u32(number.into())?),
    });
    if let (true, Some(&shifted @ 1..)) = (shift, numbers.get(1)) {
        key.code = KeyCode::Char(char::from_u32(shifted.into())?);
        key.modifiers -= KeyModifiers::SHIFT;
    }
    Some(key)
}

fn keypad_coded(number: u16) -> Option<KeyCode> {
    Some(match number {
        57_399..=57_413 => letter(*b"0123456789./*-+".get(usize::from(number - 57_399))?),
        57_414 => KeyCode::Enter,
        57_415 => KeyCode::Char('='),
        57_416 => KeyCode::Char(','),
        57_417 => KeyCode::Left,
        57_418 => KeyCode::Right,
        57_419 => KeyCode::Up,
        57_420 => KeyCode::Down,
        57_421 => KeyCode::PageUp,
        57_422 => KeyCode::PageDown,
        57_423 => KeyCode::Home,
        57_424 => KeyCode::End,
        57_425 => KeyCode::Insert,
        57_426 => KeyCode::Delete,
        57_427 => KeyCode::KeypadBegin,
        _ => return None,
    })
}

fn letter(byte: u8) -> KeyCode {
    KeyCode::Char(byte.into())
}

fn alt_if(alt: bool) -> KeyModifiers {
    if alt {
        KeyModifiers::ALT
    } else {
        KeyModifiers::NONE
    }
}
