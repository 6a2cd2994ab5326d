//! Labels with values, long values wrapped.
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::style;
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// One label with its value; a heading has no value, an empty one is a blank line.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    pub label: String,
    pub text: String,
    pub style: Style,
}

impl Fact {
    pub fn new(label: impl Into<String>, text: impl Into<String>, style: Style) -> Self {
        Self {
            label: label.into(),
            text: text.into(),
            style,
        }
    }

    /// Makes one without a style.
    pub fn plain(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(label, text, style::TEXT)
    }

    /// Makes one whose label is a time; a time that is too long for the labels stands before the text.
    pub fn at(time: &str, label: u16, text: &str, style: Style) -> Self {
        if cells(time) < label {
            Self::new(time, text, style)
        } else {
            Self::new("", format!("{time}  {text}"), style)
        }
    }
}

/// Returns the heading of a section, behind an empty line.
pub fn heading(text: impl Into<String>) -> Vec<Fact> {
    vec![Fact::default(), Fact::plain(text, "")]
}

/// Breaks values that are wider than what the labels leave into lines of their own.
pub fn wrapped(facts: Vec<Fact>, label: u16, width: u16) -> Vec<Fact> {
    let room = width.saturating_sub(label);
    facts
        .into_iter()
        .flat_map(|fact| {
            if cells(&fact.text) <= room {
                return vec![fact];
            }
            let lines = wrap(&fact.text, room).into_iter().enumerate();
            lines
                .map(|(at, text)| {
                    let label = if at == 0 { fact.label.as_str() } else { "" };
                    Fact::new(label, text, fact.style)
                })
                .collect()
        })
        .collect()
}

/// Draws facts that were wrapped for the area's width, from its first line on.
pub fn draw<'a>(facts: impl Iterator<Item = &'a Fact>, label: u16, area: Rect, pen: &mut Pen) {
    for (y, fact) in (area.top()..area.bottom()).zip(facts) {
        if fact.text.is_empty() {
            pen.text(area.x, y, area.width, &fact.label, style::BOLD);
        } else {
            pen.text(area.x, y, label, &fact.label, style::DIM);
            let room = area.width.saturating_sub(label);
            pen.text(area.x + label, y, room, &fact.text, fact.style);
        }
    }
}
