//! The rows of the charges: columns by width, amounts with their decimal points in line.
use crate::api::charges::Charge;
use crate::api::money::{Currency, Money};
use crate::model::alike;
use crate::model::cx::Sight;
use crate::ui::pen::{Pen, cells};
use crate::ui::show::{self, Times};
use crate::ui::theme::{marks, style};
use crate::ui::widgets::table::{Cell, row};
use crate::ui::words::charge::{self, ALIKE, status};
use ratatui::layout::Rect;
use std::collections::BTreeMap;

/// From this width on card and fees are shown.
const FULL: u16 = 104;
/// How many cells the card has, and how many those two take.
const CARD: u16 = 15;
const CARD_AND_FEES: [u16; 2] = [CARD, 9];
/// A description of fewer cells says nothing, unless it is that short.
const READABLE: u16 = 14;
/// How much of the reason of a failure comes before more of a description than that.
const REASON: u16 = 24;

/// How the rows of a list are laid out: the same for all, so that nothing jumps while scrolling.
#[derive(Clone, Debug)]
pub struct RowLayout<'a> {
    amounts: Amounts,
    times: Times<'a>,
    /// Which of the rows look like another one.
    alike: Vec<bool>,
    /// How many cells what became of a charge has.
    status: u16,
    widths: Vec<u16>,
}

/// How many cells what became of the charges takes: by name, in all words but long reasons, and in all
/// words.
#[derive(Clone, Copy, Debug)]
struct Statuses {
    named: u16,
    whole: u16,
    all: u16,
}

impl Statuses {
    fn of(charges: &[Charge], sight: &Sight) -> Self {
        let head = cells("Status");
        let none = Self {
            named: head,
            whole: head,
            all: head,
        };
        charges.iter().fold(none, |most, charge| {
            let words = status::words(charge, sight);
            let all = cells(&words.text());
            let whole = words.reason.as_ref().map_or(all, |_| all.min(REASON));
            Self {
                named: most.named.max(cells(&words.short())),
                whole: most.whole.max(whole),
                all: most.all.max(all),
            }
        })
    }

    /// Divides what is left of a row. First come the names of the statuses and a readable description, then
    /// what is known beyond the names, then the whole description, and long reasons last. Where there is too
    /// little for a description there is none.
    fn share(self, description: u16, room: u16) -> (u16, Option<u16>) {
        let least = description.min(READABLE);
        if self.named + 1 + least > room {
            return (room, None);
        }
        let both = room - 1;
        let status = self.whole.min(both - least);
        let spare = both.saturating_sub(status + description);
        let status = status + self.all.saturating_sub(status).min(spare);
        (status, Some(both - status))
    }
}

/// How many cells amounts take before and from the decimal point on.
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
        let mut amounts = Self::default();
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
        let text = show::dash(money);
        let (before, after) = at_point(&text);
        let lead = self.before.saturating_sub(cells(before));
        let trail = self.after.saturating_sub(cells(after));
        let spaces = |n: u16| " ".repeat(usize::from(n));
        let lead = lead + self.width().saturating_sub(self.before + self.after);
        format!("{}{text}{}", spaces(lead), spaces(trail))
    }

    /// Returns the cells of the column, which its heading fits into.
    fn width(self) -> u16 {
        cells("Amount").max(self.before + self.after)
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

impl<'a> RowLayout<'a> {
    pub fn new(charges: &[Charge], width: u16, sight: &Sight<'a>) -> Self {
        let amounts = Amounts::of(charges);
        let times = Times::new(charges.iter().filter_map(|c| c.created_at.at()), sight);
        let time = charges.iter().map(|c| times.width(&c.created_at)).max();
        let time = time.unwrap_or(0);
        let alike = alike::marked(charges);
        let mark = 1 + u16::from(alike.contains(&true));
        let mut widths = vec![mark, time.max(cells("Date")), amounts.width()];
        let full = if width >= FULL {
            &CARD_AND_FEES[..]
        } else {
            &[]
        };
        let taken: u16 = widths.iter().chain(full).map(|cells| cells + 1).sum();
        // Figures stay off the border.
        let room = width.saturating_sub(taken + u16::from(!full.is_empty()));
        let texts = charges.iter().filter_map(|c| c.description.as_ref());
        let longest = texts.map(|text| cells(text.as_str())).max().unwrap_or(0);
        let longest = longest.max(cells("Description"));
        let statuses = Statuses::of(charges, sight);
        let (status, description) = statuses.share(longest, room);
        widths.push(status);
        widths.extend(description);
        widths.extend(full);
        Self {
            amounts,
            times,
            alike,
            status,
            widths,
        }
    }

    pub fn draw_titles(&self, area: Rect, pen: &mut Pen) {
        let dim = style::DIM;
        let titles = ["", "Date", "Amount", "Status", "Description", "Card"];
        let mut heads: Vec<Cell> = titles.iter().map(|title| Cell::new(title, dim)).collect();
        if let Some(amount) = heads.get_mut(2) {
            amount.right = true;
        }
        heads.push(Cell::right("Fees", dim));
        row(pen, area, 0, &self.widths, &heads);
    }

    /// Draws the charge at a place of the list in one line; where it is the chosen one, `cursor` says whether
    /// the pane has the focus.
    pub fn draw(
        &self,
        charge: &Charge,
        at: usize,
        cursor: Option<bool>,
        sight: &Sight,
        area: Rect,
        pen: &mut Pen,
    ) {
        let pointer = if cursor == Some(true) {
            marks::POINTER
        } else {
            " "
        };
        let is_alike = self.alike.get(at) == Some(&true);
        let mark = format!("{pointer}{}", if is_alike { ALIKE } else { "" });
        let date = show::moment(&charge.created_at, |at| self.times.text(at));
        let amount = self.amounts.line_up(charge.money());
        let words = status::words(charge, sight);
        let status = words.within(self.status);
        let card = charge::card(charge, CARD);
        let fees = charge::fees(charge);
        let own = if cursor == Some(false) {
            style::CHOSEN
        } else {
            style::TEXT
        };
        let cells = [
            Cell::new(&mark, style::ACCENT),
            Cell::new(&date, own),
            Cell::new(&amount, own),
            Cell::new(&status, words.style),
            Cell::new(show::or_dash(charge.description.as_ref()), own),
            Cell::new(&card, style::DIM),
            Cell::right(&fees, style::DIM),
        ];
        row(pen, area, 0, &self.widths, &cells);
        if cursor == Some(true) {
            pen.paint(area, style::SELECTED);
        }
    }
}
