//! How the fields look: one line each, what is wrong with a field beside it.
use super::Form;
use super::place::{LABEL, Line, POSTCODE_BOX, SOURCE, STATE_BOX, width_of};
use crate::config::Mode;
use crate::model::action::Action;
use crate::model::ask::FormKind;
use crate::model::cx::Sight;
use crate::model::form::address;
use crate::model::form::field::{Field, Source};
use crate::model::form::{Finding, Weight, number};
use crate::model::keymap::Context;
use crate::secret::facts;
use crate::text::fit;
use crate::ui::overlays::form::typing::TOKEN_ONLY;
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::Theme;
use crate::ui::widgets::frame::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The narrowest box, and that of a narrow form.
const BOX: u16 = 34;
const NARROW_BOX: u16 = 24;
/// What is left for a finding beside the narrowest box.
const BESIDE: u16 = 27;
/// Stands before the label of a field that was changed.
const CHANGED: &str = "~";
/// The cells of the border beside a title.
const AROUND: u16 = 6;

impl Form {
    pub(super) fn draw_fields(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let parts = self.parts(area);
        let lines = self.lines(parts.fields.width);
        pen.clear(parts.whole);
        let frame = Frame {
            title: &self.title(sight, parts.whole.width),
            bottom: &bottom(sight, pen.theme),
            focused: true,
            scroll: Some((lines.len(), self.top)).filter(|_| parts.request.is_none()),
            ..Frame::default()
        };
        frame.draw(pen, parts.whole);
        let shown = lines.iter().skip(self.top);
        for (y, line) in (parts.fields.top()..parts.fields.bottom()).zip(shown) {
            let place = Rect::new(parts.fields.x, y, parts.fields.width, 1);
            match line {
                Line::Fields(row) => self.draw_row(row, place, pen),
                Line::Said(finding, is_first) => draw_below(finding, *is_first, place, pen),
                Line::Button => self.draw_button(place, pen),
            }
        }
        self.draw_notes(sight, parts.notes, pen);
        if let Some(request) = parts.request {
            self.draw_request(sight, request, pen);
        }
    }

    /// Gives the title. Of what does not fit the name is cut: the mode must be seen.
    fn title(&self, sight: &Sight, width: u16) -> String {
        let (what, name) = match (&self.kind, self.customer()) {
            (FormKind::NewCustomer, _) | (_, None) => (self.kind.title(), String::new()),
            (kind, Some(id)) => {
                let name = sight
                    .store
                    .customer(id)
                    .map_or_else(|| id.to_string(), crate::api::customers::Customer::name);
                match kind {
                    FormKind::AddCard(_) => ("Add a card for ", name),
                    _ => ("Edit ", name),
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
        let tail = format!(" — {} · {tail}", self.mode.word());
        let room = width.saturating_sub(AROUND + cells(what) + cells(&tail));
        let name = fit::ellipsis(&name, usize::from(room));
        format!("{what}{name}{tail}")
    }

    fn draw_label(&self, field: Field, x: u16, y: u16, width: u16, pen: &mut Pen) {
        let theme = pen.theme;
        let changed = field
            .customer()
            .is_some_and(|own| self.is_editing() && self.is_changed(own));
        if changed {
            pen.text(x, y, 1, CHANGED, theme.warn());
        }
        let here = self.field() == Some(field);
        let style = if here { theme.accent() } else { theme.dim() };
        let used = pen.text(x + 1, y, width.saturating_sub(2), field.label(), style);
        if field.is_required() {
            pen.text(x + 1 + used, y, 1, theme.marks.required, style);
        }
    }

    fn draw_row(&self, row: &[Field], line: Rect, pen: &mut Pen) {
        let x = line.x + LABEL;
        match *row {
            [state, postcode] => self.draw_pair(state, postcode, line, pen),
            [Field::Source] => {
                self.draw_label(Field::Source, line.x, line.y, LABEL, pen);
                self.draw_source(x, line.y, pen);
            }
            [field, ..] => {
                let width = self.box_width(field, line.width);
                self.draw_label(field, line.x, line.y, LABEL, pen);
                self.draw_box(field, Rect::new(x, line.y, width, 1), pen);
            }
            [] => {}
        }
        let room = self.room_beside(row, line.width);
        let beside = Rect::new(line.right().saturating_sub(room), line.y, room, 1);
        self.draw_beside(row, beside, pen);
    }

    /// Gives the width of a box: all are equally wide, but the one that is typed into has the room that its text
    /// needs. What does not fit beside a box stands below it.
    pub(super) fn box_width(&self, field: Field, line: u16) -> u16 {
        let least = if line < 70 { NARROW_BOX } else { BOX };
        let room = line.saturating_sub(LABEL);
        let width = least + room.saturating_sub(least + 1 + BESIDE) / 2;
        if self.field() != Some(field) {
            return width;
        }
        let text = match field {
            Field::Number | Field::Cvc => width.saturating_sub(3),
            Field::Country => cells(&address::shown(self.entries.text(field))).saturating_add(1),
            _ => self
                .entries
                .input(field)
                .map_or(0, |input| cells(input.value())),
        };
        // Two brackets, and a cell for the cursor behind the last letter.
        width.max(text.saturating_add(3)).min(room)
    }

    /// Draws state and postcode, which share a line.
    fn draw_pair(&self, state: Field, postcode: Field, line: Rect, pen: &mut Pen) {
        self.draw_label(state, line.x, line.y, LABEL, pen);
        let x = line.x + LABEL;
        self.draw_box(state, Rect::new(x, line.y, STATE_BOX, 1), pen);
        let x = x + STATE_BOX + 2;
        self.draw_label(postcode, x, line.y, 12, pen);
        self.draw_box(postcode, Rect::new(x + 11, line.y, POSTCODE_BOX, 1), pen);
    }

    fn draw_source(&self, x: u16, y: u16, pen: &mut Pen) {
        let theme = pen.theme;
        let here = self.field() == Some(Field::Source);
        let mark = |on: bool| if on { theme.marks.on } else { theme.marks.off };
        let by_number = self.entries.source == Source::Number;
        let text = format!(
            "{} number   {} card token",
            mark(by_number),
            mark(!by_number)
        );
        pen.text(x, y, SOURCE, &text, theme.button(here));
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

    /// Draws what is said of the fields of a row, where it fits beside them.
    fn draw_beside(&self, row: &[Field], area: Rect, pen: &mut Pen) {
        let said = self.said_of(row);
        if let Some(finding) = said.filter(|finding| width_of(finding) <= area.width) {
            let (text, style) = dressed(&finding, pen.theme);
            pen.text(area.x, area.y, area.width, &text, style);
        }
    }

    /// Gives what is said of the fields of a row: of the one with the focus, else what is gravest.
    pub(super) fn said_of(&self, row: &[Field]) -> Option<Finding> {
        let here = self.field().filter(|field| row.contains(field));
        let gravest = || {
            let found = row.iter().filter_map(|field| self.beside(*field));
            found.max_by_key(|finding| finding.weight)
        };
        here.and_then(|field| self.beside(field)).or_else(gravest)
    }

    /// Gives what stands beside a field: what was found, and what the record had.
    pub(super) fn beside(&self, field: Field) -> Option<Finding> {
        let own = field
            .customer()
            .filter(|own| self.is_editing() && self.is_changed(*own));
        let found = if field == Field::Source {
            self.beside_source()
        } else {
            self.finding(field)
        };
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

    fn beside_source(&self) -> Option<Finding> {
        if !self.by_number {
            return Some(Finding::warning(TOKEN_ONLY));
        }
        let here = self.field() == Some(Field::Source);
        let keys = || here.then(|| Finding::note("Space switches"));
        self.finding(Field::Source).or_else(keys)
    }

    fn draw_button(&self, line: Rect, pen: &mut Pen) {
        let theme = pen.theme;
        let x = line.x + LABEL;
        let style = theme.button(self.field().is_none());
        let used = pen.text(x, line.y, line.width, "[ Review ]", style);
        let legend = if self.is_editing() {
            format!("  {CHANGED} changed")
        } else {
            String::new()
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

    /// Draws the lines at the bottom: what is to be said of all.
    fn draw_notes(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let warn = pen.theme.warn();
        let notes = self.notes_in(area).into_iter();
        let mut lines: Vec<(String, Style)> = notes.map(|note| (note, warn)).collect();
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

/// Says at the bottom what the mark behind a label means, how to go on and how to leave.
fn bottom(sight: &Sight, theme: Theme) -> String {
    let key = |action| {
        let key = sight.keymap.key_for(&[Context::Form], action);
        key.unwrap_or_default()
    };
    format!(
        "{} required · {} review · {} closes, draft kept",
        theme.marks.required,
        key(Action::Review),
        key(Action::Back)
    )
}

/// Draws a piece of a finding below its field; its mark stands before the first one.
fn draw_below(finding: &Finding, is_first: bool, line: Rect, pen: &mut Pen) {
    let (text, style) = dressed(finding, pen.theme);
    let x = line.x + LABEL;
    let room = line.right().saturating_sub(x);
    if is_first {
        pen.text(x, line.y, room, &text, style);
    } else {
        let indent = width_of(finding) - cells(&finding.text);
        let room = room.saturating_sub(indent);
        pen.text(x + indent, line.y, room, &finding.text, style);
    }
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
