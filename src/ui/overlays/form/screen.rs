//! How the fields look: one line each, what is wrong with a field beside it.
use super::Form;
use super::place::{LABEL, STATE_BOX};
use crate::config::Mode;
use crate::model::action::Action;
use crate::model::ask::FormKind;
use crate::model::cx::Sight;
use crate::model::form::address;
use crate::model::form::field::{Field, Source};
use crate::model::form::{Finding, Weight, number};
use crate::model::keymap::Context;
use crate::secret::facts;
use crate::ui::overlays::form::typing::TOKEN_ONLY;
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::Theme;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The narrowest box, and that of a narrow form.
const BOX: u16 = 34;
const NARROW_BOX: u16 = 24;
/// What is left for a finding beside the narrowest box.
const BESIDE: u16 = 27;
const POSTCODE_BOX: u16 = 10;

impl Form {
    pub(super) fn draw_fields(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let parts = self.parts(area);
        pen.clear(parts.whole);
        let frame = Frame {
            title: &self.title(sight),
            bottom: &bottom(sight),
            focused: true,
            scroll: Some((self.rows_of_fields().len() + 1, self.top))
                .filter(|_| parts.request.is_none()),
            ..Frame::default()
        };
        frame.draw(pen, parts.whole);
        let rows = self.rows_of_fields();
        for (y, at) in (parts.fields.top()..parts.fields.bottom()).zip(self.top..) {
            let line = Rect::new(parts.fields.x, y, parts.fields.width, 1);
            match rows.get(at).map(Vec::as_slice) {
                Some([state, postcode]) => self.draw_pair(*state, *postcode, line, pen),
                Some([field, ..]) => self.draw_row(*field, line, pen),
                _ if at == rows.len() => self.draw_button(line, pen),
                _ => {}
            }
        }
        self.draw_notes(sight, parts.notes, pen);
        if let Some(request) = parts.request {
            self.draw_request(sight, request, pen);
        }
    }

    fn title(&self, sight: &Sight) -> String {
        let what = match (&self.kind, self.customer()) {
            (FormKind::NewCustomer, _) | (_, None) => self.kind.title().to_owned(),
            (kind, Some(id)) => {
                let name = sight
                    .store
                    .customer(id)
                    .map_or_else(|| id.to_string(), crate::api::customers::Customer::name);
                match kind {
                    FormKind::AddCard(_) => format!("Add a card for {name}"),
                    _ => format!("Edit {name}"),
                }
            }
        };
        let tail = if self.is_editing() {
            crate::ui::show::things(self.changes().count(), "change")
        } else if self.mode == Mode::Live {
            "real customers".to_owned()
        } else {
            "nothing is charged".to_owned()
        };
        format!("{what} — {} · {tail}", self.mode.word())
    }

    fn draw_label(&self, field: Field, x: u16, y: u16, width: u16, pen: &mut Pen) {
        let theme = pen.theme;
        let changed = field
            .customer()
            .is_some_and(|own| self.is_editing() && self.is_changed(own));
        if changed {
            pen.text(x, y, 1, "*", theme.warn());
        }
        let here = self.field() == Some(field);
        let style = if here { theme.accent() } else { theme.dim() };
        let used = pen.text(x + 1, y, width.saturating_sub(2), field.label(), style);
        if field.is_required() {
            pen.text(x + 1 + used, y, 1, theme.marks.required, style);
        }
    }

    fn draw_row(&self, field: Field, line: Rect, pen: &mut Pen) {
        let width = self.box_width(field, line.width);
        self.draw_label(field, line.x, line.y, LABEL, pen);
        let x = line.x + LABEL;
        if field == Field::Source {
            self.draw_source(Rect::new(x, line.y, line.right().saturating_sub(x), 1), pen);
            return;
        }
        self.draw_box(field, Rect::new(x, line.y, width, 1), pen);
        let x = x + width + 1;
        self.draw_finding(
            &[field],
            Rect::new(x, line.y, line.right().saturating_sub(x), 1),
            pen,
        );
    }

    /// Gives the width of a box: half of the room that is left beside the narrowest one is its own,
    /// and the box with the focus takes what its text needs.
    pub(super) fn box_width(&self, field: Field, line: u16) -> u16 {
        let least = if line < 70 { NARROW_BOX } else { BOX };
        let room = line.saturating_sub(LABEL);
        let width = least + room.saturating_sub(least + 1 + BESIDE) / 2;
        let input = self
            .entries
            .input(field)
            .filter(|_| self.field() == Some(field) && !self.entries.is_choice(field));
        // Two brackets, and a cell for the cursor behind the last letter.
        let needed = input.map_or(0, |input| cells(input.value()).saturating_add(3));
        width.max(needed).min(room)
    }

    /// Draws state and postcode, which share a line.
    fn draw_pair(&self, state: Field, postcode: Field, line: Rect, pen: &mut Pen) {
        self.draw_label(state, line.x, line.y, LABEL, pen);
        let x = line.x + LABEL;
        self.draw_box(state, Rect::new(x, line.y, STATE_BOX, 1), pen);
        let x = x + STATE_BOX + 2;
        self.draw_label(postcode, x, line.y, 12, pen);
        let x = x + 11;
        self.draw_box(postcode, Rect::new(x, line.y, POSTCODE_BOX, 1), pen);
        let x = x + POSTCODE_BOX + 2;
        let rest = Rect::new(x, line.y, line.right().saturating_sub(x), 1);
        self.draw_finding(&[state, postcode], rest, pen);
    }

    fn draw_source(&self, area: Rect, pen: &mut Pen) {
        let theme = pen.theme;
        let here = self.field() == Some(Field::Source);
        let mark = |on: bool| if on { theme.marks.on } else { theme.marks.off };
        let by_number = self.entries.source == Source::Number;
        let text = format!(
            "{} number   {} card token",
            mark(by_number),
            mark(!by_number)
        );
        let used = pen.text(area.x, area.y, area.width, &text, theme.button(here));
        let rest = Rect::new(
            area.x + used + 2,
            area.y,
            area.width.saturating_sub(used + 2),
            1,
        );
        if !self.by_number {
            pen.text(rest.x, rest.y, rest.width, TOKEN_ONLY, theme.warn());
        } else if self.finding(Field::Source).is_some() {
            self.draw_finding(&[Field::Source], rest, pen);
        } else if here {
            pen.text(rest.x, rest.y, rest.width, "Space switches", theme.dim());
        }
    }

    fn draw_box(&self, field: Field, area: Rect, pen: &mut Pen) {
        let theme = pen.theme;
        let here = self.field() == Some(field) && self.review.is_none() && !self.is_covered;
        let style = if here { theme.accent() } else { theme.dim() };
        pen.text(area.x, area.y, 1, "[", style);
        pen.text(area.right() - 1, area.y, 1, "]", style);
        let inside = Rect::new(area.x + 1, area.y, area.width - 2, 1);
        match field {
            Field::Number if here => {
                let groups = facts::groups(self.entries.number.expose());
                self.entries.number.draw_open(pen, inside, groups);
            }
            Field::Number => {
                let masked = number::masked(self.entries.number.expose());
                pen.text(inside.x, inside.y, inside.width, &masked, theme.text());
            }
            Field::Cvc => self.entries.cvc.draw_dots(pen, inside, here),
            field if self.entries.is_choice(field) => self.draw_choice(field, inside, here, pen),
            field => {
                let Some(input) = self.entries.input(field) else {
                    return;
                };
                if here && !self.is_held(field) {
                    input.draw(pen, inside, true);
                } else {
                    // Read from its beginning, wherever the caret was left.
                    let style = if self.is_held(field) {
                        theme.dim()
                    } else {
                        theme.text()
                    };
                    pen.text(inside.x, inside.y, inside.width, input.value(), style);
                }
            }
        }
    }

    fn draw_choice(&self, field: Field, area: Rect, here: bool, pen: &mut Pen) {
        let theme = pen.theme;
        let text = self.entries.text(field);
        let text = if field == Field::Country {
            address::shown(text)
        } else {
            text.to_owned()
        };
        let style = theme.input(here);
        pen.paint(area, style);
        let used = pen.text(area.x, area.y, area.width.saturating_sub(2), &text, style);
        let x = area.right().saturating_sub(1);
        pen.text(x, area.y, 1, theme.marks.choice, theme.accent());
        if here {
            pen.put_cursor(area.x + used, area.y);
        }
    }

    /// Draws the gravest of what was found in the fields of a line.
    fn draw_finding(&self, fields: &[Field], area: Rect, pen: &mut Pen) {
        let here = self.field().filter(|field| fields.contains(field));
        let gravest = || {
            let found = fields.iter().filter_map(|field| self.beside(*field));
            found.max_by_key(|finding| finding.weight)
        };
        if let Some(finding) = here.and_then(|field| self.beside(field)).or_else(gravest) {
            let (text, style) = dressed(&finding, pen.theme);
            pen.text(area.x, area.y, area.width, &text, style);
        }
    }

    /// Gives what stands beside a field: what was found, and what the record had.
    pub(super) fn beside(&self, field: Field) -> Option<Finding> {
        let own = field
            .customer()
            .filter(|own| self.is_editing() && self.is_changed(*own));
        let found = self.finding(field);
        let Some(own) = own else { return found };
        let was = format!("was \"{}\"", self.baseline.get(own));
        Some(match found {
            Some(found) if found.weight > Weight::Note => Finding {
                text: format!("{} · {was}", found.text),
                ..found
            },
            _ => Finding::note(was),
        })
    }

    fn draw_button(&self, line: Rect, pen: &mut Pen) {
        let theme = pen.theme;
        let x = line.x + LABEL;
        let style = theme.button(self.field().is_none());
        let used = pen.text(x, line.y, line.width, "[ Review ]", style);
        let legend = if self.is_editing() {
            "  * changed".to_owned()
        } else {
            format!("  {} required", theme.marks.required)
        };
        let x = x + used;
        pen.text(
            x,
            line.y,
            line.right().saturating_sub(x),
            &legend,
            theme.dim(),
        );
    }

    /// Gives the lines of what does not fit beside the field that has the focus.
    pub(super) fn below(&self, width: u16) -> Vec<Finding> {
        let Some((field, finding)) = self
            .field()
            .and_then(|field| Some((field, self.beside(field)?)))
        else {
            return Vec::new();
        };
        let room = width.saturating_sub(LABEL + 1 + self.box_width(field, width));
        // A mark and a space stand before it.
        if cells(&finding.text).saturating_add(2) <= room {
            return Vec::new();
        }
        wrap(&finding.text, width.saturating_sub(4))
            .into_iter()
            .map(|text| Finding {
                text,
                ..finding.clone()
            })
            .collect()
    }

    /// Draws the lines at the bottom: what does not fit beside its field, else what is to be said of all.
    fn draw_notes(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let mut lines: Vec<(String, Style)> = Vec::new();
        let warn = pen.theme.warn();
        for note in self.note_lines(area.width) {
            lines.push((note, warn));
        }
        let below: Vec<(String, Style)> = self
            .below(area.width)
            .into_iter()
            .enumerate()
            .map(|(at, line)| {
                let (text, style) = dressed(&line, pen.theme);
                // The mark stands before the first line only.
                let text = if at == 0 {
                    text
                } else {
                    format!("  {}", line.text)
                };
                (text, style)
            })
            .collect();
        let at = usize::from(area.height).saturating_sub(below.len());
        let at = at.min(lines.len());
        lines.splice(at..at, below);
        if lines.is_empty() && sight.why_no_writes().is_some() {
            let text = "LIVE is read-only: Esc keeps the draft, then W unlocks writes";
            lines.push((text.to_owned(), warn));
        }
        let on_card = matches!(self.field(), Some(Field::Source | Field::Token));
        if lines.is_empty() && on_card && !self.by_number {
            let text = "LIVE takes card numbers only with allow_pan_entry = true in the profile";
            lines.push((text.to_owned(), warn));
        }
        for (y, (text, style)) in (area.y..area.bottom()).zip(&lines) {
            pen.text(area.x + 1, y, area.width.saturating_sub(2), text, *style);
        }
    }
}

/// Says at the bottom how to go on and how to leave, with the keys that do it.
fn bottom(sight: &Sight) -> String {
    let key = |action| {
        let key = sight.keymap.key_for(&[Context::Form], action);
        key.unwrap_or_default()
    };
    format!(
        "{} review · {} closes, draft kept",
        key(Action::Review),
        key(Action::Back)
    )
}

/// Gives a finding the mark and the style of its weight.
fn dressed(finding: &Finding, theme: Theme) -> (String, Style) {
    let (mark, style) = match finding.weight {
        Weight::Good => (theme.marks.good, theme.good()),
        Weight::Note => ("", theme.dim()),
        Weight::Warning => ("!", theme.warn()),
        Weight::Bad => (theme.marks.bad, theme.bad()),
    };
    let text = if mark.is_empty() {
        finding.text.clone()
    } else {
        format!("{mark} {}", finding.text)
    };
    (text, style)
}
