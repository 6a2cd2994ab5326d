//! The mouse in the three ways in which terminals report it. Cells are counted from 1; a report of a
//! cell 0 names no place on the screen and is dropped.
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// What both older ways add to the button's number, and the bare one to a cell's too.
const BASE: u16 = 32;

/// Reads the bytes after ESC \[ M.
pub fn bare(buttons: u8, column: u8, row: u8) -> Option<MouseEvent> {
    let cell = |byte: u8| u16::from(byte).checked_sub(BASE);
    event(cell(buttons)?, cell(column)?, cell(row)?)
}

/// Reads what rxvt sends: ESC \[ Cb ; Cx ; Cy M
pub fn numbered(buttons: &[u16], column: &[u16], row: &[u16]) -> Option<MouseEvent> {
    event(
        buttons.first()?.checked_sub(BASE)?,
        *column.first()?,
        *row.first()?,
    )
}

/// Reads what the dashboard asks for: ESC \[ < Cb ; Cx ; Cy M, or m where a button is let go.
pub fn sgr(buttons: &[u16], column: &[u16], row: &[u16], let_go: bool) -> Option<MouseEvent> {
    let mut mouse = event(*buttons.first()?, *column.first()?, *row.first()?)?;
    if let (true, MouseEventKind::Down(button)) = (let_go, mouse.kind) {
        mouse.kind = MouseEventKind::Up(button);
    }
    Some(mouse)
}

fn event(buttons: u16, column: u16, row: u16) -> Option<MouseEvent> {
    let buttons = u8::try_from(buttons).ok()?;
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (4, KeyModifiers::SHIFT),
        (8, KeyModifiers::ALT),
        (16, KeyModifiers::CONTROL),
    ] {
        modifiers.set(modifier, buttons & bit != 0);
    }
    Some(MouseEvent {
        kind: kind(
            buttons & 0b11 | (buttons & 0b1100_0000) >> 4,
            buttons & 32 != 0,
        )?,
        column: column.checked_sub(1)?,
        row: row.checked_sub(1)?,
        modifiers,
    })
}

fn kind(button: u8, moving: bool) -> Option<MouseEventKind> {
    Some(match (button, moving) {
        (0, false) => MouseEventKind::Down(MouseButton::Left),
        (1, false) => MouseEventKind::Down(MouseButton::Middle),
        (2, false) => MouseEventKind::Down(MouseButton::Right),
        (0, true) => MouseEventKind::Drag(MouseButton::Left),
        (1, true) => MouseEventKind::Drag(MouseButton::Middle),
        (2, true) => MouseEventKind::Drag(MouseButton::Right),
        (3, false) => MouseEventKind::Up(MouseButton::Left),
        (3..=5, true) => MouseEventKind::Moved,
        (4, false) => MouseEventKind::ScrollUp,
        (5, false) => MouseEventKind::ScrollDown,
        (6, false) => MouseEventKind::ScrollLeft,
        (7, false) => MouseEventKind::ScrollRight,
        _ => return None,
    })
}
