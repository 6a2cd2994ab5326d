//! The box above a list of a full-screen view that narrows it while one types.
use crate::model::action::Action;
use crate::model::cx::Cx;
use crate::text::fold::fold;
use crate::ui::pen::Pen;
use crate::ui::show;
use crate::ui::theme::style;
use crate::ui::widgets::text_box::TextBox;
use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

/// What the list is narrowed to.
#[derive(Debug, Default)]
pub struct Narrow {
    text: TextBox,
    typing: bool,
}

impl Narrow {
    /// Whether it is typed into.
    pub const fn takes_text(&self) -> bool {
        self.typing
    }

    pub fn is_on(&self) -> bool {
        self.typing || !self.text.value().is_empty()
    }

    /// Opens the box, leaves it or drops what it holds; returns whether the action was one of these.
    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    pub fn act(&mut self, action: Action) -> bool {
        match action {
            Action::Filter => self.typing = true,
            Action::Open if self.typing => self.typing = false,
            Action::Back if self.is_on() => *self = Self::default(),
            _ => return false,
        }
        true
    }

    pub fn key(&mut self, key: KeyEvent, cx: &mut Cx) {
        if let Some(entered) = self.text.key(key, cx.sight.own_key.as_ref()) {
            entered.tell(cx);
        }
    }

    pub fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.text.paste(text, cx.sight.own_key.as_ref()).tell(cx);
    }

    /// Returns those of some rows in whose texts all the words stand.
    pub fn hits<'a, T>(
        &self,
        rows: impl IntoIterator<Item = &'a T>,
        text: impl Fn(&T) -> String,
    ) -> Vec<&'a T> {
        let wanted = fold(self.text.value());
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let is_hit = |row: &&T| {
            let text = if words.is_empty() {
                String::new()
            } else {
                fold(&text(row))
            };
            words.iter().all(|word| text.contains(word))
        };
        rows.into_iter().filter(is_hit).collect()
    }

    /// Returns how many lines it takes.
    pub fn height(&self) -> u16 {
        u16::from(self.is_on())
    }

    /// Returns a title that says how many of all are left.
    pub fn titled(&self, title: String, left: usize) -> String {
        if self.text.value().is_empty() {
            return title;
        }
        let matches = if left == 1 { "matches" } else { "match" };
        let left = show::length(left);
        format!("{title} · {left} {matches}")
    }

    /// Returns what is said where rows are here and none of them matches, before its keys are filled in.
    pub const fn no_match(&self) -> &'static str {
        if self.typing {
            "No matches; {filter.back} shows all."
        } else {
            "No matches; {global.back} shows all."
        }
    }

    pub fn draw(&self, line: Rect, pen: &mut Pen) {
        if !self.is_on() {
            return;
        }
        let used = pen.text(line.x, line.y, 3, " / ", style::ACCENT);
        let room = Rect::new(line.x + used, line.y, line.width.saturating_sub(used), 1);
        self.text.draw(pen, room, self.typing);
    }
}

/// Returns a rectangle without its first lines.
pub fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect::new(area.x, area.y + lines, area.width, area.height - lines)
}
