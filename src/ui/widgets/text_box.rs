//! One line of text that is typed into.
use crate::model::cx::Cx;
use crate::model::toast::Toast;
use crate::secret::KeyMark;
use crate::text::{Safe, fit, redact, redact_codes, signs, width};
use crate::ui::pen::Pen;
use crate::ui::theme::style;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use tui_input::backend::crossterm::to_input_request;
use tui_input::{Input, InputRequest};

/// The most characters that a box takes; what a paste holds beyond is left out, and said.
pub const LONGEST: usize = 1_000;

/// Joins nothing until a letter follows it.
const JOINER: char = '\u{200c}';

/// A line of text with its cursor. Never a card number or a CVC: those have buffers of their own.
///
/// What is typed and what is pasted comes in by one door (`with`), and whatever was done to it,
/// the text is as [`Safe`] would show it.
#[derive(Clone, Debug, Default)]
pub struct TextBox {
    input: Input,
    /// A joiner was typed that the next letter may need.
    joins: bool,
}

/// What of a typed or pasted text did not get in; the gravest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entered {
    Whole,
    /// Hidden characters were left out.
    Hidden,
    /// It was longer than the box.
    Cut,
    /// It brought or completed a card number, or the code beside one: a paste was refused, what was
    /// typed is masked.
    Number,
    /// It was the profile's own key.
    Key,
}

impl Entered {
    /// Says it in the status line, for boxes without a place for notes.
    pub fn tell(self, cx: &mut Cx) {
        cx.toast(Toast::warning(match self {
            Self::Whole => return,
            Self::Hidden => "Hidden characters were left out",
            Self::Cut => "Text too long; the rest was left out",
            Self::Number => "Only the card form takes card numbers; this one was refused",
            Self::Key => "This profile's API key was left out",
        }));
    }
}

impl From<&str> for TextBox {
    fn from(text: &str) -> Self {
        Self {
            input: Input::from(text),
            joins: false,
        }
    }
}

impl TextBox {
    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// Takes a key; none where it was no key for a text box.
    pub fn key(&mut self, key: KeyEvent, own_key: Option<&KeyMark>) -> Option<Entered> {
        let joins = std::mem::take(&mut self.joins);
        let request = request(key)?;
        let entered = if let InputRequest::InsertChar(letter) = request {
            // Held down, a key comes thousands of times; what is full is not cleaned again for each.
            if self.room() == 0 {
                return Some(Entered::Cut);
            }
            self.type_in(letter, joins)
        } else {
            self.input.handle(request);
            Entered::Whole
        };
        Some(self.mask(entered, own_key))
    }

    fn type_in(&mut self, letter: char, joins: bool) -> Entered {
        let mut typed = String::from(letter);
        if joins {
            typed.insert(0, JOINER);
        }
        let entered = self.with(&typed);
        self.joins = entered == Entered::Hidden && letter == JOINER;
        if self.joins { Entered::Whole } else { entered }
    }

    /// Takes a paste in one line.
    pub fn paste(&mut self, text: &str, own_key: Option<&KeyMark>) -> Entered {
        self.insert(text, false, own_key)
    }

    /// Takes a paste as text, cut to what the box holds. Line breaks and tabs stay as their pictures
    /// where breaks are wanted, a pasted CR LF as one; elsewhere they become spaces. One that brings a
    /// card number or the profile's key is refused as a whole.
    pub fn insert(&mut self, text: &str, with_breaks: bool, own_key: Option<&KeyMark>) -> Entered {
        let text = text
            .trim_matches(['\r', '\n'])
            .replace("\r\n", "\n")
            .replace('\r', "\n");
        let text = if with_breaks {
            text
        } else {
            text.replace(['\n', '\t'], " ")
        };
        let (before, after) = self.around();
        // Typed digits and pasted ones may make up a number together.
        let whole = [before, &text, after].concat();
        if own_key.is_some_and(|key| key.find(&whole).is_some()) {
            return Entered::Key;
        }
        if holds_number(&text) || holds_number(&whole) {
            return Entered::Number;
        }
        let entered = self.with(&text);
        self.mask(entered, own_key)
    }

    /// Puts a text in at the cursor, without the signs that cannot be shown: nobody would see that they are
    /// sent.
    fn with(&mut self, text: &str) -> Entered {
        let (before, after) = self.around();
        let room = self.room();
        if is_plain(text) && text.len() <= room {
            // Nothing before it changes what it is, and a held key brings it by the thousand.
            let whole = [before, text, after].concat();
            let at = self.input.cursor() + text.len();
            self.input = Input::from(whole).with_cursor(at);
            return Entered::Whole;
        }
        // Marks and joiners depend on what stands before them, so all is cleaned together.
        let whole = [before, text].concat();
        let clean = Safe::clean_with_care(&whole);
        // Where it would change what is there (a number across both, marks on marks) only it is cleaned.
        let alone = Safe::clean(text);
        let new = clean.as_str().strip_prefix(before);
        let new = new.unwrap_or(alone.as_str());
        let hides = |c: char| {
            c == '\u{fffd}' || matches!(c, '\u{2400}'..='\u{2424}') && !matches!(c, '␊' | '␉')
        };
        let mut letters = new.chars().filter(|c| !hides(*c));
        let kept: String = letters.by_ref().take(room).collect();
        let is_hidden = new.contains(hides) || new.is_empty() && !text.is_empty();
        let entered = if letters.next().is_some() {
            Entered::Cut
        } else if is_hidden {
            Entered::Hidden
        } else {
            Entered::Whole
        };
        let whole = [before, &kept, after].concat();
        let at = self.input.cursor() + kept.chars().count();
        self.input = Input::from(whole).with_cursor(at);
        entered
    }

    /// Returns how many more characters fit.
    fn room(&self) -> usize {
        LONGEST.saturating_sub(self.value().chars().count())
    }

    /// Returns what stands before and behind the cursor.
    fn around(&self) -> (&str, &str) {
        let value = self.value();
        let at = value.char_indices().nth(self.input.cursor());
        let at = at.map_or(value.len(), |(at, _)| at);
        value.split_at_checked(at).unwrap_or((value, ""))
    }

    /// Takes out or masks what came together in the box and may not stand there, letter by letter or by
    /// what stood between it going away.
    fn mask(&mut self, entered: Entered, own_key: Option<&KeyMark>) -> Entered {
        let mut value = self.value().to_owned();
        let mut entered = entered;
        let changed_at = self.around().0.len();
        if let Some(own) = own_key.and_then(|key| key.find_at(&value, changed_at)) {
            value.replace_range(own, "");
            entered = Entered::Key;
        }
        let masked = redact_codes(&redact(&value)).into_owned();
        if value != masked {
            entered = entered.max(Entered::Number);
        }
        let clean = Safe::clean(&masked);
        if clean.as_str() != self.value() {
            let at = self.input.cursor();
            self.input = Input::from(clean.as_str()).with_cursor(at);
        }
        entered
    }

    pub fn set(&mut self, text: &str) {
        *self = Self::from(text);
    }

    /// Draws the text around its cursor, which is shown where the box has the focus.
    pub fn draw(&self, pen: &mut Pen, area: Rect, focused: bool) {
        let style = style::input(focused);
        pen.paint(area, style);
        let (before, _) = self.around();
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

/// Whether a text is of ASCII signs that can be seen, and spaces.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Returns what a key asks of a text box. Ctrl-U deletes to the start, as in a shell; tui-input's own
/// binding would delete the whole line.
pub fn request(key: KeyEvent) -> Option<InputRequest> {
    match (key.code, key.modifiers) {
        (KeyCode::Char('u'), KeyModifiers::CONTROL) => Some(InputRequest::DeleteFromStart),
        (KeyCode::Char(letter), _) if letter.is_control() => None,
        _ => to_input_request(&Event::Key(key)),
    }
}

fn holds_number(text: &str) -> bool {
    redact(text) != text
}
