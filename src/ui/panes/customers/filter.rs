//! The filter box of the list: what was typed, and what it takes or what is wrong with it.
use crate::api::ids::Token;
use crate::model::ask::Ask;
use crate::model::cx::{Cx, Sight};
use crate::ui::panes::customers::Customers;
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::style;
use crate::ui::widgets::narrow::below;
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;

/// What can be typed into the filter.
const HELP: &str = "email: last4: card:expired sub:active created:>2026 !not";
/// The cells before what is typed, and the one behind it.
const PROMPT: u16 = 3;
const END: u16 = 1;

impl Customers {
    /// Whether Enter opens a record, because its token is typed.
    pub(super) fn names_record(&self) -> bool {
        self.typing && Token::whole(self.filter.value()).is_some()
    }

    /// Leaves the box; a whole token opens what it names.
    pub(super) fn end_typing(&mut self, cx: &mut Cx) {
        self.typing = false;
        if let Some(token) = Token::whole(self.filter.value()) {
            cx.open(Ask::Find(token));
        }
    }

    /// Returns what is wrong with what was typed or, before anything was, what can be; and whether it is a
    /// problem.
    fn about_filter(&self, sight: &Sight) -> Option<(String, bool)> {
        match self.roster.criteria.query().problems().first() {
            Some(problem) => Some((problem.to_string(), true)),
            None if self.filter.value().is_empty() => Some((HELP.to_owned(), false)),
            None => {
                let token = Token::whole(self.filter.value()).filter(|_| self.typing)?;
                let opens = sight.keymap.fill("{filter.open} opens");
                Some((format!("{opens} this {}", token.kind()), false))
            }
        }
    }

    /// Returns the lines of that which stand below the box, because it does not fit beside what was typed.
    fn below_filter(&self, sight: &Sight, width: u16) -> Vec<String> {
        let room = width.saturating_sub(PROMPT + END);
        let left = room.saturating_sub(cells(self.filter.value()) + 2);
        match self.about_filter(sight) {
            Some((text, _)) if cells(&text) > left => wrap(&text, room),
            _ => Vec::new(),
        }
    }

    /// Returns the number of lines that the filter takes in a width.
    pub(super) fn filter_lines(&self, sight: &Sight, width: u16) -> u16 {
        if !self.typing && !self.is_filtered() {
            return 0;
        }
        u16::try_from(self.below_filter(sight, width).len() + 1).unwrap_or(1)
    }

    /// Draws the filter box where there is one, and returns what is left.
    pub(super) fn draw_filter(&self, sight: &Sight, inner: Rect, pen: &mut Pen) -> Rect {
        let lines = self.filter_lines(sight, inner.width).min(inner.height);
        if lines == 0 {
            return inner;
        }
        pen.text(inner.x, inner.y, inner.width, " / ", style::ACCENT);
        let room = inner.width.saturating_sub(PROMPT + END);
        let line = Rect::new(inner.x + PROMPT, inner.y, room, 1);
        self.filter.draw(pen, line, self.typing);
        if let Some((text, is_problem)) = self.about_filter(sight) {
            let style = if is_problem { style::WARN } else { style::DIM };
            let under = self.below_filter(sight, inner.width);
            if under.is_empty() {
                pen.right(line.x, line.y, line.width, &text, style);
            }
            for (y, text) in (line.y + 1..inner.y + lines).zip(&under) {
                pen.text(line.x, y, line.width, text, style);
            }
        }
        below(inner, lines)
    }

    pub(super) fn draw_no_match(&self, sight: &Sight, body: Rect, pen: &mut Pen) {
        let room = body.width.saturating_sub(2);
        let (directory, query) = (&sight.store.customers, self.roster.criteria.query());
        let is_loading = directory.is_loading() && directory.count() < directory.total();
        let is_unread = directory.loaded.window().unread > 0;
        let so_far = if is_loading || is_unread {
            " so far"
        } else {
            ""
        };
        let text = format!("No matches{so_far} for {}", self.roster.criteria.text());
        let clears = sight.keymap.fill(if self.typing {
            "{filter.back} clears the filter."
        } else {
            "{global.back} clears the filter."
        });
        let notes = [
            (!query.problems().is_empty(), "Searched as plain text."),
            (query.asks_about_card(), "Only primary cards are searched."),
            (is_unread, "Not all subscriptions are read yet."),
            (is_loading, "Customers are still loading."),
            (true, &clears),
        ];
        let notes = notes.into_iter().filter(|(is_so, _)| *is_so);
        let next: Vec<&str> = notes.map(|(_, note)| note).collect();
        let text = wrap(&text, room)
            .into_iter()
            .map(|line| (line, style::TEXT));
        let next = wrap(&next.join(" "), room)
            .into_iter()
            .map(|line| (line, style::DIM));
        for (y, (line, style)) in (body.y + 1..body.bottom()).zip(text.chain(next)) {
            pen.text(body.x + 1, y, room, &line, style);
        }
    }
}
