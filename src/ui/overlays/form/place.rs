//! Where the parts of a form stand: a pure function of its fields and the room there is.
use super::Form;
use crate::model::form::field::Field;
use crate::ui::overlays::centred;
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;

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
/// The label's cells, with the marks before and behind it.
pub const LABEL: u16 = 16;
pub const STATE_BOX: u16 = 8;

/// Holds where the parts of a form stand.
pub struct Parts {
    pub whole: Rect,
    /// The lines of the fields and, below them, the button.
    pub fields: Rect,
    /// The lines at the bottom.
    pub notes: Rect,
    pub request: Option<Rect>,
}

impl Form {
    /// Gives the lines of the form: the fields of each, and at the end the button.
    pub(super) fn rows_of_fields(&self) -> Vec<Vec<Field>> {
        let mut rows: Vec<Vec<Field>> = Vec::new();
        for field in self.fields() {
            match rows.last_mut() {
                Some(row) if field == Field::Postcode => row.push(field),
                _ => rows.push(vec![field]),
            }
        }
        rows
    }

    pub(super) fn parts(&self, area: Rect) -> Parts {
        let lines = u16::try_from(self.rows_of_fields().len() + 1).unwrap_or(u16::MAX);
        let screen = area.height + BARS;
        if screen < TALL {
            let inner = inside(area);
            let notes = self.lines_for_notes(inner.width);
            let notes = notes.min((inner.height / 3).max(1));
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
            let place = centred(area, WIDEST, lines.saturating_add(notes + 4).max(28));
            let inner = inside(place);
            let half = inner.width / 2;
            let request = Rect::new(inner.x + half, inner.y, inner.width - half, inner.height);
            let inner = Rect::new(inner.x, inner.y, half, inner.height);
            return split(place, inner, notes, Some(request));
        }
        let width = area.width.min(BROADEST);
        let notes = self.lines_for_notes(width.saturating_sub(2));
        let request = 13;
        let wanted = lines.saturating_add(notes + request + 2);
        let place = centred(area, width, wanted);
        let inner = inside(place);
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

    /// Gives the lines at the bottom: those of the notes, and one or more for what does not fit
    /// beside the field that has the focus.
    fn lines_for_notes(&self, width: u16) -> u16 {
        let below = self.below(width).len().max(1);
        let notes = self.note_lines(width).len();
        let notes = u16::try_from(notes + below).unwrap_or(u16::MAX);
        notes.min(MOST_NOTES)
    }

    /// Gives the notes in lines of a width, with a cell free at each end.
    pub(super) fn note_lines(&self, width: u16) -> Vec<String> {
        let room = width.saturating_sub(2);
        let notes = self.notes.iter();
        notes.flat_map(|note| wrap(note, room)).collect()
    }

    /// Keeps the line of the focus among those that are shown.
    pub(super) fn scroll_to_focus(&mut self) {
        let rows = self.rows_of_fields();
        let height = usize::from(self.parts(self.area).fields.height).max(1);
        let here = self.field();
        let at = rows
            .iter()
            .position(|row| here.is_some_and(|field| row.contains(&field)))
            .unwrap_or(rows.len());
        self.top = self
            .top
            .max((at + 1).saturating_sub(height))
            .min(at)
            .min((rows.len() + 1).saturating_sub(height));
    }

    pub(super) fn take_click(&mut self, x: u16, y: u16) {
        let fields = self.parts(self.area).fields;
        if self.review.is_some() || !fields.contains((x, y).into()) {
            return;
        }
        let line = self.top + usize::from(y - fields.y);
        let rows = self.rows_of_fields();
        let second = fields.x + LABEL + STATE_BOX + 2;
        match rows.get(line).map(Vec::as_slice) {
            Some([_, field]) if x >= second => self.go_to_field(*field),
            Some([field, ..]) => self.go_to_field(*field),
            _ => {}
        }
    }
}

fn inside(area: Rect) -> Rect {
    Rect::new(
        area.x + 1,
        area.y + 1,
        area.width.saturating_sub(2),
        area.height.saturating_sub(2),
    )
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
