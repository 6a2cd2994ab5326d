//! How the fields look: one line each, what is wrong with a field beside it.
mod place;
mod preview;

use super::content::Content;
use super::editor::{Editor, TOKEN_ONLY};
use crate::model::cx::Sight;
use crate::model::form::field::{Field, Input, PickList, Secret, Source};
use crate::model::form::{Finding, Weight, address, number};
use crate::secret::facts;
use crate::text::fit;
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::{marks, style};
use crate::ui::widgets::frame::Frame;
use place::{FieldSlot, FormLine, LABEL, width_of};
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

/// How a form is looked at.
#[derive(Debug, Default)]
pub struct Viewport {
    pub area: Rect,
    /// The first line that is shown, where not all fit.
    pub top: usize,
    /// Whether what will be sent is shown as the request, in the form and in its review.
    pub shows_request: bool,
    /// Whether another window lies on top, which has the focus then.
    pub is_covered: bool,
}

/// The fields as they are drawn: a pure function of what they hold, and of the room there is.
pub struct FormScreen<'a> {
    pub editor: &'a Editor,
    pub view: &'a Viewport,
    /// Whether keys are typed into the fields now.
    pub is_open: bool,
}

impl FormScreen<'_> {
    const fn content(&self) -> &Content {
        &self.editor.content
    }

    pub fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let parts = self.parts(area);
        let lines = self.lines(parts.fields.width);
        pen.clear(parts.whole);
        let frame = Frame {
            title: &self.title(sight, parts.whole.width),
            bottom: &bottom(sight),
            focused: true,
            scroll: Some((lines.len(), self.view.top)).filter(|_| parts.request.is_none()),
            ..Frame::default()
        };
        frame.draw(pen, parts.whole);
        let shown = lines.iter().skip(self.view.top);
        for (y, line) in (parts.fields.top()..parts.fields.bottom()).zip(shown) {
            let place = Rect::new(parts.fields.x, y, parts.fields.width, 1);
            match line {
                FormLine::Fields(row) => self.draw_row(row, place, pen),
                FormLine::Said(finding, is_first) => draw_below(finding, *is_first, place, pen),
                FormLine::Button => self.draw_button(place, pen),
            }
        }
        self.draw_notes(sight, parts.notes, pen);
        if let Some(request) = parts.request {
            preview::draw(self.content(), self.view.shows_request, sight, request, pen);
        }
    }

    /// Returns the title. Of what does not fit the name is cut: the mode must be seen.
    fn title(&self, sight: &Sight, width: u16) -> String {
        let content = self.content();
        let what = content.spec.heading();
        let tail = content.spec.subtitle(content);
        let tail = format!(" — {} · {tail}", content.terms.mode.word());
        let room = width.saturating_sub(AROUND + cells(what) + cells(&tail));
        let name = content.name(sight);
        let name = fit::ellipsis(&name, usize::from(room));
        format!("{what}{name}{tail}")
    }

    fn draw_label(&self, slot: &FieldSlot, pen: &mut Pen) {
        let field = slot.field;
        let (x, y) = (slot.x, slot.input.y);
        if self.content().is_changed(field) {
            pen.text(x, y, 1, CHANGED, style::WARN);
        }
        let here = self.editor.field() == Some(field);
        let style = if here { style::ACCENT } else { style::DIM };
        let room = slot.input.x.saturating_sub(x + 2);
        let used = pen.text(x + 1, y, room, field.label, style);
        if field.is_required {
            pen.text(x + 1 + used, y, 1, marks::REQUIRED, style);
        }
    }

    fn draw_row(&self, row: &[Field], line: Rect, pen: &mut Pen) {
        for slot in self.slots(row, line) {
            self.draw_label(&slot, pen);
            if slot.field == Field::SOURCE {
                self.draw_source(slot.input, pen);
            } else {
                self.draw_box(slot.field, slot.input, pen);
            }
        }
        let room = self.room_beside(row, line.width);
        let beside = Rect::new(line.right().saturating_sub(room), line.y, room, 1);
        self.draw_beside(row, beside, pen);
    }

    /// Returns the width of a box: all are equally wide, but the one that is typed into has the room that its
    /// text needs. What does not fit beside a box stands below it.
    fn box_width(&self, field: Field, line: u16) -> u16 {
        let least = if line < 70 { NARROW_BOX } else { BOX };
        let room = line.saturating_sub(LABEL);
        let width = least + room.saturating_sub(least + 1 + BESIDE) / 2;
        if self.editor.field() != Some(field) {
            return width;
        }
        let entries = &self.content().entries;
        let text = match field.input {
            Input::Digits(_) => width.saturating_sub(3),
            Input::List(PickList::Country) => {
                cells(&address::shown(entries.text(field))).saturating_add(1)
            }
            Input::Text(_) | Input::List(PickList::State) | Input::Source => entries
                .texts
                .get(&field)
                .map_or(0, |input| cells(input.value())),
        };
        // Two brackets, and a cell for the cursor behind the last letter.
        width.max(text.saturating_add(3)).min(room)
    }

    fn draw_source(&self, area: Rect, pen: &mut Pen) {
        let here = self.editor.field() == Some(Field::SOURCE);
        let mark = |on: bool| if on { marks::ON } else { marks::OFF };
        let by_number = self.content().entries.source == Source::Number;
        let (number, token) = (mark(by_number), mark(!by_number));
        let text = format!("{number} number   {token} card token");
        pen.text(area.x, area.y, area.width, &text, style::button(here));
    }

    fn draw_box(&self, field: Field, area: Rect, pen: &mut Pen) {
        let here = self.editor.field() == Some(field) && self.is_open && !self.view.is_covered;
        let style = if here { style::ACCENT } else { style::DIM };
        pen.text(area.x, area.y, 1, "[", style);
        pen.text(area.right() - 1, area.y, 1, "]", style);
        let inside = Rect::new(area.x + 1, area.y, area.width - 2, 1);
        let entries = &self.content().entries;
        if let Some(list) = entries.list(field) {
            return draw_choice(list, entries.text(field), inside, here, pen);
        }
        match field.input {
            Input::Digits(Secret::Number) if here => {
                let groups = facts::groups(entries.number.expose());
                entries.number.draw_open(pen, inside, groups);
            }
            Input::Digits(Secret::Number) => {
                let masked = number::masked(entries.number.expose());
                pen.text(inside.x, inside.y, inside.width, &masked, style::TEXT);
            }
            Input::Digits(Secret::Cvc) => entries.cvc.draw_dots(pen, inside, here),
            Input::Text(_) | Input::List(_) | Input::Source => {
                let Some(input) = entries.texts.get(&field) else {
                    return;
                };
                let is_held = self.content().is_held(field);
                if here && !is_held {
                    input.draw(pen, inside, true);
                } else {
                    // Read from its beginning, wherever the caret was left.
                    let style = if is_held { style::DIM } else { style::TEXT };
                    pen.text(inside.x, inside.y, inside.width, input.value(), style);
                }
            }
        }
    }

    /// Draws what is said of the fields of a row, where it fits beside them.
    fn draw_beside(&self, row: &[Field], area: Rect, pen: &mut Pen) {
        let said = self.said_of(row);
        if let Some(finding) = said.filter(|finding| width_of(finding) <= area.width) {
            let (text, style) = dressed(&finding);
            pen.text(area.x, area.y, area.width, &text, style);
        }
    }

    /// Returns what is said of the fields of a row: of the one with the focus, else what is gravest.
    fn said_of(&self, row: &[Field]) -> Option<Finding> {
        let here = self.editor.field().filter(|field| row.contains(field));
        let gravest = || {
            let found = row.iter().filter_map(|field| self.beside(*field));
            found.max_by_key(|finding| finding.weight)
        };
        here.and_then(|field| self.beside(field)).or_else(gravest)
    }

    /// Returns what stands beside a field: what was found, and what the record had.
    fn beside(&self, field: Field) -> Option<Finding> {
        let found = if field == Field::SOURCE {
            self.beside_source()
        } else {
            self.editor.finding(field)
        };
        let changed = field
            .customer()
            .filter(|_| self.content().is_changed(field));
        let Some(own) = changed else { return found };
        let was = format!("was \"{}\"", self.content().was(own));
        Some(match found {
            Some(found) if found.weight > Weight::Note => Finding {
                text: format!("{} · {was}", found.text),
                ..found
            },
            _ => Finding::note(was),
        })
    }

    fn beside_source(&self) -> Option<Finding> {
        if !self.content().terms.by_number {
            return Some(Finding::warning(TOKEN_ONLY));
        }
        let here = self.editor.field() == Some(Field::SOURCE);
        let keys = || here.then(|| Finding::note("Space switches"));
        self.editor.finding(Field::SOURCE).or_else(keys)
    }

    fn draw_button(&self, line: Rect, pen: &mut Pen) {
        let x = line.x + LABEL;
        let style = style::button(self.editor.field().is_none());
        let used = pen.text(x, line.y, line.width, "[ Review ]", style);
        let legend = if self.content().is_edit() {
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
            style::DIM,
        );
    }

    /// Draws the lines at the bottom: what is to be said of all.
    fn draw_notes(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let warn = style::WARN;
        let notes = self.notes_in(area, sight).into_iter();
        let mut lines: Vec<(String, Style)> = notes.map(|note| (note, warn)).collect();
        if lines.is_empty() && sight.why_no_writes().is_some() {
            let text = "LIVE is read-only: {form.back} keeps the draft, then {global.unlock} unlocks writes";
            lines.push((sight.keymap.fill(text), warn));
        }
        let on_card = |field| [Field::SOURCE, Field::TOKEN].contains(&field);
        let on_card = self.editor.field().is_some_and(on_card);
        if lines.is_empty() && on_card && !self.content().terms.by_number {
            let text = "LIVE takes card numbers only with allow_pan_entry = true in the profile";
            lines.push((text.to_owned(), warn));
        }
        for (y, (text, style)) in (area.y..area.bottom()).zip(&lines) {
            pen.text(area.x + 1, y, area.width.saturating_sub(2), text, *style);
        }
    }
}

fn draw_choice(list: PickList, text: &str, area: Rect, here: bool, pen: &mut Pen) {
    let text = match list {
        PickList::Country => address::shown(text),
        PickList::State => text.to_owned(),
    };
    let style = style::input(here);
    pen.paint(area, style);
    let used = pen.text(area.x, area.y, area.width.saturating_sub(2), &text, style);
    let x = area.right().saturating_sub(1);
    pen.text(x, area.y, 1, marks::CHOICE, style::ACCENT);
    if here {
        pen.put_cursor(area.x + used, area.y);
    }
}

/// Says at the bottom what the mark behind a label means, how to go on and how to leave.
fn bottom(sight: &Sight) -> String {
    let keys = "{form.review} review · {form.back} closes, draft kept";
    let keys = sight.keymap.fill(keys);
    format!("{} required · {keys}", marks::REQUIRED)
}

/// Draws a piece of a finding below its field; its mark stands before the first one.
fn draw_below(finding: &Finding, is_first: bool, line: Rect, pen: &mut Pen) {
    let (text, style) = dressed(finding);
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

/// Returns a finding the mark and the style of its weight.
fn dressed(finding: &Finding) -> (String, Style) {
    let (mark, style) = match finding.weight {
        Weight::Good => (marks::GOOD, style::GOOD),
        Weight::Note => ("", style::DIM),
        Weight::Warning => ("!", style::WARN),
        Weight::Bad => (marks::BAD, style::BAD),
    };
    let text = if mark.is_empty() {
        finding.text.clone()
    } else {
        format!("{mark} {}", finding.text)
    };
    (text, style)
}
