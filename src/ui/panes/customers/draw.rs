//! How the list of customers is drawn.
use crate::api::customers::{Customer, CustomerField};
use crate::api::subject::Subject;
use crate::mirror::{Column, HitKind, SearchField, marks};
use crate::model::cx::Sight;
use crate::model::roster::Roster;
use crate::ui::freshness::draw_instead;
use crate::ui::panes::customers::Customers;
use crate::ui::pen::Pen;
use crate::ui::show;
use crate::ui::theme::{marks, style};
use crate::ui::widgets::narrow::below;
use crate::ui::widgets::table::{Cell, Width, columns, row};
use crate::ui::words::card::{self, Lapse};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// How many cells the card has.
const CARD: u16 = 9;

impl Customers {
    pub(super) fn draw_rows(&self, sight: &Sight, inner: Rect, focused: bool, pen: &mut Pen) {
        let widths = widths(inner.width);
        self.draw_headings(inner, &widths, pen);
        let body = below(inner, 1);
        let directory = &sight.store.customers;
        let matched = directory.loaded.window().matched();
        let body = draw_unread(sight, body, pen);
        if directory.count() == 0 && matched == 0 {
            let empty = if directory.reading.is_following() {
                "Another pintui is reading customers; they appear here as they arrive."
            } else {
                "No customers yet. {customers.new} creates one."
            };
            let empty = sight.keymap.fill(empty);
            draw_instead(&Subject::Customers, &empty, sight, body, pen);
        } else if matched == 0 {
            self.draw_no_match(sight, body, pen);
        }
        for (area, (place, customer)) in body.rows().zip(self.roster.rows(directory)) {
            let chosen = self.roster.chosen() == Some(&customer.token);
            let kind = Roster::kind(place, directory);
            let shown = ShownRow {
                customer,
                kind,
                chosen,
            };
            self.draw_row(&shown, sight, area, &widths, pen);
            if chosen && focused {
                let selected = style::SELECTED;
                pen.paint(area, selected);
            }
        }
    }

    /// Whether the column that the list is ordered by is on the screen.
    pub(super) fn shows_order(&self, area: Rect) -> bool {
        let columns = widths(area.width.saturating_sub(2)).len();
        self.roster.criteria.is_by_relevance()
            || self.roster.criteria.order().column != Column::Created
            || columns > 4
    }

    /// Says in at most that many cells that the list is ordered by a column that is not shown.
    pub(super) fn order_in(&self, room: u16) -> String {
        let (word, mark) = if self.roster.criteria.order().reversed {
            ("oldest", marks::ASCENDING)
        } else {
            ("newest", marks::DESCENDING)
        };
        let words = [
            format!(" · {word} first"),
            format!(" · {word}"),
            format!(" {mark}"),
        ];
        show::fitting(words, room)
    }

    fn draw_headings(&self, inner: Rect, widths: &[u16], pen: &mut Pen) {
        let order = self.roster.criteria.order();
        let by_column = !self.roster.criteria.is_by_relevance();
        let heading = |name: &str, column: Column| {
            // Newest first is the natural way down; for names the natural way is up.
            let up = (column == Column::Created) == order.reversed;
            match (by_column && order.column == column, up) {
                (false, _) => name.to_owned(),
                (true, true) => format!("{name} {}", marks::ASCENDING),
                (true, false) => format!("{name} {}", marks::DESCENDING),
            }
        };
        let texts = [
            String::new(),
            heading("Name", Column::Name),
            heading("Email", Column::Email),
            "Card".to_owned(),
            heading("Created", Column::Created),
        ];
        let style = style::DIM;
        let cells: Vec<Cell> = texts.iter().map(|text| Cell::new(text, style)).collect();
        row(pen, inner, 0, widths, &cells);
    }

    fn draw_row(&self, shown: &ShownRow, sight: &Sight, area: Rect, widths: &[u16], pen: &mut Pen) {
        let &ShownRow {
            customer,
            kind,
            chosen,
        } = shown;
        let busy = sight
            .inflight
            .writes()
            .any(|write| write.customer().as_ref() == Some(&customer.token));
        let gone = sight.store.customers.gone.is_struck(&customer.token);
        let style = match (gone, chosen) {
            (true, _) => style::STRUCK,
            (_, true) => style::CHOSEN,
            _ if kind == HitKind::Near => style::DIM,
            _ => style::TEXT,
        };
        let lapse = customer.card.as_ref().map(|card| card::lapse(card, sight));
        let (flag, flag_style) = flag(lapse, busy, kind);
        let mark = format!("{}{flag}", if chosen { marks::POINTER } else { " " });
        let name = customer.name();
        let card = customer.card.as_ref();
        let card = card.map_or_else(String::new, |card| card::short(card, CARD));
        let created = show::dash(customer.created_at.map(|at| show::day(at, sight)));
        let email = customer.field(CustomerField::Email);
        let cells = [
            Cell::new(&mark, flag_style),
            self.matched(&name, (SearchField::Name, kind), style),
            self.matched(email, (SearchField::Email, kind), style),
            self.matched(&card, (SearchField::LastFour, kind), style),
            Cell::new(&created, style),
        ];
        row(pen, area, 0, widths, &cells);
    }

    /// Makes a cell whose matched letters are marked.
    fn matched<'a>(
        &self,
        text: &'a str,
        (field, kind): (SearchField, HitKind),
        style: Style,
    ) -> Cell<'a> {
        let mut cell = Cell::new(text, style);
        cell.matched = marks(self.roster.criteria.query(), kind, field, text);
        cell
    }
}

/// A customer as a row of the list.
struct ShownRow<'a> {
    customer: &'a Customer,
    /// How it matches what is looked for.
    kind: HitKind,
    chosen: bool,
}

/// Says below the rows of how many customers it is not known whether they match; returns what is left of the
/// room.
fn draw_unread(sight: &Sight, body: Rect, pen: &mut Pen) -> Rect {
    let directory = &sight.store.customers;
    let unread = directory.loaded.window().unread;
    if unread == 0 || body.height == 0 {
        return body;
    }
    let reading = &directory.reading;
    let was_read = reading.is_sure_of_subscriptions().is_some() && !reading.is_under_way();
    let unread = show::length(unread);
    let words = match reading.subscriptions() {
        None => {
            let retries = sight.keymap.fill("{global.refresh_all} retries");
            [
                format!("? {unread} unknown: subscriptions failed, {retries}"),
                format!("? {unread} unknown, {retries}"),
            ]
        }
        Some(_) if was_read => [
            format!("? {unread} unknown: not all subscriptions could be read"),
            format!("? {unread} unknown"),
        ],
        Some(_) => [format!("? {unread} not read yet"), format!("? {unread}")],
    };
    let line = body.bottom() - 1;
    let room = body.width.saturating_sub(2);
    let text = show::fitting(words, room);
    pen.text(body.x + 1, line, room, &text, style::WARN);
    Rect::new(body.x, body.y, body.width, body.height - 1)
}

/// Returns the mark beside a row: a change under way, a hit but for a typing error, or how its card stands.
fn flag(lapse: Option<Lapse>, busy: bool, kind: HitKind) -> (&'static str, Style) {
    match lapse {
        _ if busy => (marks::MORE, style::ACCENT),
        // A row that matches only nearly must not look as if it matched; its card is in the details, too.
        _ if kind == HitKind::Near => (marks::NEAR, style::DIM),
        Some(Lapse::Expired) => (marks::BAD, style::BAD),
        Some(Lapse::Soon { .. }) => ("!", style::WARN),
        _ => (" ", style::TEXT),
    }
}

/// Returns the columns that fit: marks, name, email, then card and created as the width allows.
fn widths(width: u16) -> Vec<u16> {
    let (name, email) = (Width::Share(4), Width::Share(5));
    let wanted = match width {
        0..48 => vec![Width::Cells(2), name, email],
        48..56 => vec![Width::Cells(2), name, email, Width::Cells(CARD)],
        _ => vec![
            Width::Cells(2),
            name,
            email,
            Width::Cells(CARD),
            Width::Cells(9),
        ],
    };
    columns(width.saturating_sub(1), &wanted)
}
