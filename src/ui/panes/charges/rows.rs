//! The rows of the charges: columns by width, amounts with their decimal points in line.
use crate::api::charges::Charge;
use crate::api::money::{Currency, Money};
use crate::model::cx::Sight;
use crate::text::Safe;
use crate::ui::panes::charges::status;
use crate::ui::pen::{Pen, cells};
use crate::ui::show;
use crate::ui::widgets::table::{Cell, Width, columns, row};
use ratatui::layout::Rect;
use std::collections::BTreeMap;

/// From this width on a row has words enough for a description.
const DESCRIBED: u16 = 56;
/// From this width on the time stands beside the day.
const TIMED: u16 = 72;
/// From this width on card and fees are shown.
const FULL: u16 = 104;

/// Holds how the rows of a list are laid out: the same for all, so that nothing jumps while scrolling.
#[derive(Clone, Debug)]
pub struct Rows {
    width: u16,
    amounts: Amounts,
    widths: Vec<u16>,
}

/// Holds how many cells amounts take before and from the decimal point on.
#[derive(Clone, Copy, Debug, Default)]
struct Amounts {
    before: u16,
    after: u16,
}

impl Amounts {
    fn of(charges: &[Charge]) -> Self {
        // The largest amounts of a currency are its widest, so only those need be written.
        let mut ends: BTreeMap<Currency, (i64, i64)> = BTreeMap::new();
        for money in charges.iter().filter_map(Charge::money) {
            let (least, most) = ends
                .entry(money.currency)
                .or_insert((money.amount, money.amount));
            *least = money.amount.min(*least);
            *most = money.amount.max(*most);
        }
        let mut amounts = Self {
            before: cells("Amount"),
            after: 0,
        };
        for (currency, (least, most)) in ends {
            for amount in [least, most] {
                let text = Money::new(amount, currency).to_string();
                let (before, after) = at_point(&text);
                amounts.before = amounts.before.max(cells(before));
                amounts.after = amounts.after.max(cells(after));
            }
        }
        amounts
    }

    /// Writes an amount so that its decimal point falls under the others'.
    fn line_up(self, money: Option<Money>) -> String {
        let text = money.map_or_else(|| "—".to_owned(), |money| money.to_string());
        let (before, after) = at_point(&text);
        let lead = self.before.saturating_sub(cells(before));
        let trail = self.after.saturating_sub(cells(after));
        let spaces = |n: u16| " ".repeat(usize::from(n));
        format!("{}{text}{}", spaces(lead), spaces(trail))
    }

    fn width(self) -> u16 {
        self.before + self.after
    }
}

/// Parts an amount before its decimal point; where it has none, after its last digit.
fn at_point(text: &str) -> (&str, &str) {
    let end = text
        .find('.')
        .or_else(|| text.rfind(|c: char| c.is_ascii_digit()).map(|at| at + 1))
        .unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

impl Rows {
    pub fn new(charges: &[Charge], width: u16) -> Self {
        let amounts = Amounts::of(charges);
        let (day, amount) = (
            Width::Cells(if width >= TIMED { 15 } else { 9 }),
            Width::Cells(amounts.width()),
        );
        let mut wanted = vec![Width::Cells(1), day, amount];
        match width {
            ..DESCRIBED => wanted.push(Width::Share(1)),
            DESCRIBED..TIMED => wanted.extend([Width::Cells(19), Width::Share(1)]),
            TIMED..FULL => wanted.extend([Width::Cells(29), Width::Share(1)]),
            FULL.. => wanted.extend([
                Width::Cells(29),
                Width::Share(1),
                Width::Cells(15),
                Width::Cells(9),
                // Keeps the last figures off the border.
                Width::Cells(0),
            ]),
        }
        Self {
            width,
            amounts,
            widths: columns(width, &wanted),
        }
    }

    pub fn draw_titles(&self, area: Rect, pen: &mut Pen) {
        let dim = pen.theme.dim();
        let amount = format!(
            "{:>width$}",
            "Amount",
            width = usize::from(self.amounts.width())
        );
        let titles = ["", "Date", &amount, "Status", "Description", "Card"];
        let mut heads: Vec<Cell> = titles.iter().map(|title| Cell::new(title, dim)).collect();
        heads.push(Cell::right("Fees", dim));
        row(pen, area, 0, &self.widths, &heads);
    }

    /// Draws one charge at a line of the area.
    pub fn draw(
        &self,
        charge: &Charge,
        (chosen, focused): (bool, bool),
        sight: &Sight,
        (area, line): (Rect, u16),
        pen: &mut Pen,
    ) {
        let theme = pen.theme;
        let pointer = if chosen && focused {
            theme.marks.pointer
        } else {
            " "
        };
        let date = charge.created_at.map_or_else(
            || "—".to_owned(),
            |at| match self.width {
                TIMED.. => show::day_and_time(at, sight),
                _ => show::day(at, sight),
            },
        );
        let amount = self.amounts.line_up(charge.money());
        let words = status::words(charge, sight, theme);
        let status = words.text(self.width < TIMED);
        let card = card(charge);
        let fees = fees(charge);
        let own = if chosen && !focused {
            theme.chosen()
        } else {
            theme.text()
        };
        let cells = [
            Cell::new(pointer, theme.accent()),
            Cell::new(&date, own),
            Cell::new(&amount, own),
            Cell::new(&status, words.style),
            Cell::new(show::or_dash(charge.description.as_ref()), own),
            Cell::new(&card, theme.dim()),
            Cell::right(&fees, theme.dim()),
        ];
        row(pen, area, line, &self.widths, &cells);
        if chosen && focused {
            pen.paint(
                Rect::new(area.x, area.y + line, area.width, 1),
                theme.selected(),
            );
        }
    }
}

/// Writes the card that paid: `Visa 4242`.
pub fn card(charge: &Charge) -> String {
    charge.card.as_ref().map_or_else(
        || "—".to_owned(),
        |card| {
            let end = card
                .last_four()
                .or(card.display_number.as_ref().map(Safe::as_str))
                .unwrap_or("—");
            format!("{} {end}", card.scheme_name())
        },
    )
}

pub fn fees(charge: &Charge) -> String {
    settled(charge.total_fees, charge)
}

/// Writes an amount that the API gives in the settlement currency (contract section 3).
pub fn settled(amount: Option<i64>, charge: &Charge) -> String {
    match (amount, charge.settlement_currency) {
        (Some(amount), Some(currency)) => Money::new(amount, currency).to_string(),
        (Some(amount), None) => format!("{amount} (minor units)"),
        (None, _) => "—".to_owned(),
    }
}
