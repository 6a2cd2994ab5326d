//! One line of text that is typed into.
use crate::text::{Safe, fit, signs, width};
use crate::ui::pen::Pen;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use tui_input::backend::crossterm::to_input_request;
use tui_input::{Input, InputRequest};

/// The most characters that a box takes; what a paste holds beyond is left out, and said.
pub const LONGEST: usize = 1_000;

/// Holds a line of text with its cursor. Never a card number or a CVC: those have buffers of their own.
#[derive(Clone, Debug, Default)]
pub struct TextBox(Input);

/// Says what of a paste was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// It was longer than the box.
    pub cut: bool,
    /// It held signs that cannot be shown.
    pub hidden: bool,
}

impl From<&str> for TextBox {
    fn from(text: &str) -> Self {
        Self(Input::from(text))
    }
}

impl TextBox {
    pub fn value(&self) -> &str {
        self.0.value()
    }

    /// Takes a key; says whether it was one for a text box.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let Some(request) = request(key) else {
            return false;
        };
        let full = self.value().chars().count() >= LONGEST;
        if !(full && matches!(request, InputRequest::InsertChar(_))) {
            self.0.handle(request);
        }
        true
    }

    /// Takes a paste in one line; says whether it was longer than the box.
    pub fn paste(&mut self, text: &str) -> bool {
        self.insert(text, false).cut
    }

    /// Takes a paste as text, made safe and cut to what the box holds. Line breaks and tabs stay as
    /// their pictures where breaks are wanted, a pasted CR LF as one; elsewhere they become spaces.
    /// Signs that cannot be shown are left out, as nobody would see that they are sent.
    pub fn insert(&mut self, text: &str, with_breaks: bool) -> Pasted {
        let text = text
            .trim_matches(['\r', '\n'])
            .replace("\r\n", "\n")
            .replace('\r', "\n");
        let text = if with_breaks {
            text
        } else {
            text.replace(['\n', '\t'], " ")
        };
        let clean = Safe::clean(&text);
        let hides = |c: char| {
            c == '\u{fffd}' || matches!(c, '\u{2400}'..='\u{2424}') && !matches!(c, '␊' | '␉')
        };
        let room = LONGEST.saturating_sub(self.value().chars().count());
        let mut letters = clean.as_str().chars().filter(|c| !hides(*c));
        for letter in letters.by_ref().take(room) {
            self.0.handle(InputRequest::InsertChar(letter));
        }
        Pasted {
            cut: letters.next().is_some(),
            hidden: clean.as_str().contains(hides),
        }
    }

    pub fn set(&mut self, text: &str) {
        self.0 = Input::from(text);
    }

    /// Draws the text around its cursor, which is shown where the box has the focus.
    pub fn draw(&self, pen: &mut Pen, area: Rect, focused: bool) {
        let style = pen.theme.input(focused);
        pen.paint(area, style);
        let cursor = self.value().char_indices().nth(self.0.cursor());
        let cursor = cursor.map_or(self.value().len(), |(at, _)| at);
        let before = self.value().get(..cursor).unwrap_or_default();
        // A cell is left for the cursor behind the last letter.
        let room = usize::from(area.width.saturating_sub(1));
        let (mut start, mut column) = (0, width(before));
        for sign in signs(before) {
            if column <= room {
                break;
            }
            start += sign.text.len();
            column -= sign.cells;
        }
        let mut shown = self.value().get(start..).unwrap_or_default();
        if focused || start > 0 {
            shown = fit::head(shown, room + 1);
        }
        pen.text(area.x, area.y, area.width, shown, style);
        if focused {
            let column = u16::try_from(column.min(room)).unwrap_or(0);
            pen.put_cursor(area.x + column, area.y);
        }
    }
}

/// Gives what a key asks of a text box. Ctrl-U deletes to the start, as in a shell; tui-input's own
/// binding would delete the whole line.
pub fn request(key: KeyEvent) -> Option<InputRequest> {
    match (key.code, key.modifiers) {
        (KeyCode::Char('u'), KeyModifiers::CONTROL) => Some(InputRequest::DeleteFromStart),
        (KeyCode::Char(letter), _) if letter.is_control() => None,
        _ => to_input_request(&Event::Key(key)),
    }
}
