//! Where the parts of a form stand: a pure function of its fields and the room there is.
use super::FormScreen;
use crate::model::cx::Sight;
use crate::model::form::field::Field;
use crate::model::form::{Finding, Weight};
use crate::ui::layout::centred;
use crate::ui::pen::cells;
use crate::ui::show;
use crate::ui::widgets::wrap::{wrap, wrap_within};
use ratatui::layout::{Margin, Rect};

/// From this height of the whole screen on, the request is shown below the fields.
const TALL: u16 = 30;
/// From this width on it is shown beside them.
const WIDE: u16 = 180;
/// How wide a form is at the most, with its request below it and beside it.
const BROADEST: u16 = 112;
const WIDEST: u16 = 160;
/// What header, status line and hint line take of the screen.
const BARS: u16 = 3;
/// The fewest lines in which a request is worth showing, its border among them.
const LEAST_REQUEST: u16 = 6;
/// The most lines at the bottom.
const MOST_NOTES: u16 = 8;
/// The most lines of what is said below a field.
const MOST_SAID: usize = 6;
const INSIDE: Margin = Margin::new(1, 1);
/// The label's cells, with the marks before and behind it.
pub const LABEL: u16 = 16;
const STATE_BOX: u16 = 8;
const POSTCODE_BOX: u16 = 10;
/// The cells of the choice between number and token, and of the gap behind it.
const SOURCE: u16 = 26;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormLine {
    Fields(Vec<Field>),
    /// A piece of what is said of the fields above, where it does not fit beside them; the first or a later
    /// one.
    Said(Finding, bool),
    Button,
}

/// Where a field stands: its label, and what it is filled in with.
pub struct FieldSlot {
    pub field: Field,
    pub x: u16,
    pub input: Rect,
}

/// Where the parts of a form stand.
pub struct Parts {
    pub whole: Rect,
    /// The lines of the fields with what is said of them and, below, the button.
    pub fields: Rect,
    /// The lines at the bottom.
    pub notes: Rect,
    pub request: Option<Rect>,
}

impl FormScreen<'_> {
    pub(super) fn lines(&self, width: u16) -> Vec<FormLine> {
        let mut lines = Vec::new();
        for row in self.rows_of_fields() {
            let said = self.said_below(&row, width);
            lines.push(FormLine::Fields(row));
            lines.extend(said);
        }
        lines.push(FormLine::Button);
        lines
    }

    /// Returns the lines of what is said of the fields of a row and does not fit beside them.
    fn said_below(&self, row: &[Field], width: u16) -> Vec<FormLine> {
        let Some(finding) = self.said_of(row) else {
            return Vec::new();
        };
        if width_of(&finding) <= self.room_beside(row, width) {
            return Vec::new();
        }
        // A mark and a space stand before it, and a cell is free before the border.
        let pieces = wrap_within(&finding.text, width.saturating_sub(LABEL + 3), MOST_SAID);
        let line = |(at, text)| {
            let finding = Finding {
                text,
                ..finding.clone()
            };
            FormLine::Said(finding, at == 0)
        };
        pieces.into_iter().enumerate().map(line).collect()
    }

    /// Returns where the fields of a row stand in a line.
    pub(super) fn slots(&self, row: &[Field], line: Rect) -> Vec<FieldSlot> {
        let x = line.x + LABEL;
        let slot = |field, x, input, width| {
            let input = Rect::new(input, line.y, width, 1);
            FieldSlot { field, x, input }
        };
        match *row {
            [state, postcode] => {
                let second = x + STATE_BOX + 2;
                vec![
                    slot(state, line.x, x, STATE_BOX),
                    slot(postcode, second, second + 11, POSTCODE_BOX),
                ]
            }
            [field] if field == Field::SOURCE => vec![slot(field, line.x, x, SOURCE - 1)],
            [field, ..] => vec![slot(field, line.x, x, self.box_width(field, line.width))],
            [] => Vec::new(),
        }
    }

    /// Returns the cells beside the boxes of a row.
    pub(super) fn room_beside(&self, row: &[Field], width: u16) -> u16 {
        let slots = self.slots(row, Rect::new(0, 0, width, 1));
        let end = slots.last().map_or(0, |slot| slot.input.right());
        width.saturating_sub(end + u16::try_from(slots.len()).unwrap_or(1))
    }

    fn rows_of_fields(&self) -> Vec<Vec<Field>> {
        let mut rows: Vec<Vec<Field>> = Vec::new();
        for field in self.content().fields() {
            match rows.last_mut() {
                Some(row) if field == Field::POSTCODE => row.push(field),
                _ => rows.push(vec![field]),
            }
        }
        rows
    }

    /// Whether there is room for the request.
    pub fn has_request(&self) -> bool {
        self.parts(self.view.area).request.is_some()
    }

    pub(super) fn parts(&self, area: Rect) -> Parts {
        let lines = |width| u16::try_from(self.lines(width).len()).unwrap_or(u16::MAX);
        let screen = area.height + BARS;
        if screen < TALL {
            let inner = area.inner(INSIDE);
            let notes = self.lines_for_notes(inner.width);
            let notes = notes.min((inner.height / 3).max(1));
            let lines = lines(inner.width);
            // An empty line at the bottom goes before one of the fields does.
            let is_empty = self.editor.remarks.notes.is_empty() && !self.content().terms.is_live();
            let is_full = lines.saturating_add(notes) > inner.height;
            let notes = if is_empty && is_full { 0 } else { notes };
            // A short form has room for the request all the same.
            let used = lines.saturating_add(notes);
            let request = (inner.height >= used.saturating_add(LEAST_REQUEST))
                .then(|| Rect::new(inner.x, inner.y + used, inner.width, inner.height - used));
            let inner = match request {
                Some(_) => Rect::new(inner.x, inner.y, inner.width, used),
                None => inner,
            };
            return split(area, inner, notes, request);
        }
        if area.width >= WIDE {
            let notes = self.lines_for_notes(WIDEST / 2);
            let lines = lines(WIDEST.saturating_sub(2) / 2);
            let place = centred(area, WIDEST, lines.saturating_add(notes + 4).max(28));
            let inner = place.inner(INSIDE);
            let half = inner.width / 2;
            let request = Rect::new(inner.x + half, inner.y, inner.width - half, inner.height);
            let inner = Rect::new(inner.x, inner.y, half, inner.height);
            return split(place, inner, notes, Some(request));
        }
        let width = area.width.min(BROADEST);
        let notes = self.lines_for_notes(width.saturating_sub(2));
        let lines = lines(width.saturating_sub(2));
        let request = 13;
        let wanted = lines.saturating_add(notes + request + 2);
        let place = centred(area, width, wanted);
        let inner = place.inner(INSIDE);
        let fields = (lines + notes).min(inner.height.saturating_sub(4));
        let request = Rect::new(
            inner.x,
            inner.y + fields,
            inner.width,
            inner.height - fields,
        );
        let inner = Rect::new(inner.x, inner.y, inner.width, fields);
        split(place, inner, notes.min(fields / 2).max(1), Some(request))
    }

    /// Returns the number of lines at the bottom.
    fn lines_for_notes(&self, width: u16) -> u16 {
        let notes = u16::try_from(self.note_lines(width).len()).unwrap_or(u16::MAX);
        notes.clamp(1, MOST_NOTES)
    }

    /// Returns the notes in lines of a width, with a cell free at each end.
    fn note_lines(&self, width: u16) -> Vec<String> {
        let room = width.saturating_sub(2);
        let notes = self.editor.remarks.notes.iter();
        notes.flat_map(|note| wrap(note, room)).collect()
    }

    /// Returns as many of the notes as a place holds whole, and says how many it does not.
    pub(super) fn notes_in(&self, place: Rect, sight: &Sight) -> Vec<String> {
        let all = self.note_lines(place.width);
        let height = usize::from(place.height);
        if all.len() <= height {
            return all;
        }
        let (mut lines, mut left) = (Vec::new(), self.editor.remarks.notes.len());
        for note in &self.editor.remarks.notes {
            let note = wrap(note, place.width.saturating_sub(2));
            // The first one says what happened, so a part of it is better than none.
            if lines.len() + note.len() >= height && !lines.is_empty() {
                break;
            }
            lines.extend(note);
            left -= 1;
        }
        lines.truncate(height.saturating_sub(1).max(1));
        if left > 0 {
            let more = show::things(left, "more message");
            let next =
                "{form.back} keeps a draft, then {global.activity} {activity.open} shows all";
            lines.push(format!("{more}: {}", sight.keymap.fill(next)));
        }
        lines
    }

    /// Returns the first line to show, so that the line of the focus, and what is said below it, are among
    /// those that are shown.
    pub fn scrolled_to_focus(&self) -> usize {
        let fields = self.parts(self.view.area).fields;
        let lines = self.lines(fields.width);
        let height = usize::from(fields.height).max(1);
        let here = self.editor.field();
        let is_here = |line: &FormLine| matches!(line, FormLine::Fields(row) if here.is_some_and(|field| row.contains(&field)));
        let at = lines.iter().position(is_here);
        let at = at.unwrap_or(lines.len() - 1);
        let said = lines.iter().skip(at + 1);
        let said = said.take_while(|line| matches!(line, FormLine::Said(..)));
        let end = at + 1 + said.count();
        let top = self.view.top.max(end.saturating_sub(height));
        top.min(at).min(lines.len().saturating_sub(height))
    }

    /// Returns the field at a cell of the screen.
    pub fn field_at(&self, x: u16, y: u16) -> Option<Field> {
        let fields = self.parts(self.view.area).fields;
        if !fields.contains((x, y).into()) {
            return None;
        }
        let line = self.view.top + usize::from(y - fields.y);
        let lines = self.lines(fields.width);
        let FormLine::Fields(row) = lines.get(line)? else {
            return None;
        };
        let slots = self.slots(row, fields);
        let hit = slots.iter().rfind(|slot| slot.x <= x);
        hit.map(|slot| slot.field)
    }
}

/// Returns the cells that a finding takes with its mark.
pub fn width_of(finding: &Finding) -> u16 {
    let mark = if finding.weight == Weight::Note { 0 } else { 2 };
    cells(&finding.text).saturating_add(mark)
}

fn split(whole: Rect, inner: Rect, notes: u16, request: Option<Rect>) -> Parts {
    let notes = notes.min(inner.height);
    let fields = Rect::new(inner.x, inner.y, inner.width, inner.height - notes);
    let notes = Rect::new(inner.x, fields.bottom(), inner.width, notes);
    Parts {
        whole,
        fields,
        notes,
        request,
    }
}
