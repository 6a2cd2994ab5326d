//! What the charges come to: the line below the rows, and the column beside them on wide screens.
use crate::api::charges::{Charge, ChargeStatus};
use crate::api::ids::CustomerId;
use crate::api::money::Currency;
use crate::api::subject::Subject;
use crate::model::alike;
use crate::model::cx::Sight;
use crate::model::listing::Listing;
use crate::model::totals::{ChargeKind, Sum, Sums, Totals};
use crate::text::fit;
use crate::ui::pen::{Pen, cells};
use crate::ui::show;
use crate::ui::theme::{marks, style};
use crate::ui::widgets::facts::{self, Fact, wrapped};
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::table::{Cell, Width, columns, row};
use crate::ui::widgets::wrap::flow;
use crate::ui::words::charge::{self, status};
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::Style;
use strum::IntoEnumIterator;

/// How wide the labels of the selected charge are.
const LABEL: u16 = 9;

/// Returns what the sums are of and the net of each currency, in lines of at most that width.
pub fn lines(list: &Listing<Charge>, id: &CustomerId, sight: &Sight, width: u16) -> Vec<String> {
    let totals = Totals::of(list.items());
    let mut pieces: Vec<String> = totals
        .by_currency()
        .into_iter()
        .map(|(currency, sums)| (currency, sums.net()))
        .filter(|(_, net)| net.count > 0)
        .map(|(currency, net)| format!("{} ({})", net.text(currency), show::count(net.count)))
        .collect();
    let net = if list.is_complete() && !list.is_whole() {
        "partial net"
    } else {
        "net"
    };
    match pieces.first_mut() {
        Some(first) => *first = format!("{net} {first}"),
        None => pieces.push("nothing captured".to_owned()),
    }
    if totals.uncounted > 0 {
        let uncounted = show::count(totals.uncounted);
        pieces.push(format!("{uncounted} without an amount"));
    }
    let alike = alike::marked(list.items()).into_iter().filter(|is| *is);
    match alike.count() {
        0 => {}
        alike => pieces.push(format!(
            "{} charges look like another ({})",
            show::length(alike),
            charge::ALIKE
        )),
    }
    // What they are of comes first: it must not be what a small pane has no line for.
    pieces.splice(0..0, qualifier(list, id, sight));
    flow(&pieces, width)
}

/// Returns the lines that there is room for; where some are left out, the last one ends with `more`.
pub fn within(mut lines: Vec<String>, most: usize, width: u16, more: &str) -> Vec<String> {
    let all = lines.len();
    lines.truncate(most);
    if let Some(last) = lines.last_mut().filter(|_| all > most) {
        let room = width.saturating_sub(cells(more) + 1);
        *last = format!("{} {more}", fit::ellipsis(last, usize::from(room)));
    }
    lines
}

/// Says that the sums are not of all charges: pages are left to read, or some could not be read.
fn qualifier(list: &Listing<Charge>, id: &CustomerId, sight: &Sight) -> Vec<String> {
    let subject = Subject::Charges(id.clone());
    if list.is_whole() {
        return Vec::new();
    }
    if list.is_complete() {
        return vec![show::rows(list)];
    }
    let of = format!("latest {}", show::rows(list));
    let loading = sight.inflight.asked_since(&subject).is_some();
    if loading && list.met() > 0 {
        vec![of, "loading older charges…".to_owned()]
    } else {
        vec![of]
    }
}

/// Draws the sums by status and the selected charge, one above the other.
pub fn draw_beside(
    list: &Listing<Charge>,
    chosen: Option<&Charge>,
    sight: &Sight,
    area: Rect,
    pen: &mut Pen,
) {
    let totals = Totals::of(list.items());
    let all = totals.by_currency();
    let wanted = all.iter().map(|(_, sums)| 2 + height(sums)).sum::<u16>();
    let [above, below] = Layout::vertical([
        Constraint::Length((wanted + 1).clamp(3, area.height.saturating_sub(10).max(3))),
        Constraint::Min(0),
    ])
    .areas(area);
    let bottom = match (list.is_whole(), list.is_complete()) {
        (true, _) => String::new(),
        (false, true) => show::rows(list),
        (false, false) => format!("latest {}", show::rows(list)),
    };
    let frame = Frame {
        title: "By status",
        bottom: &bottom,
        ..Frame::default()
    };
    let inner = frame.draw(pen, above);
    let mut y = inner.y;
    for (currency, sums) in all {
        if y + 1 + height(sums) > inner.bottom() && y > inner.y {
            pen.text(
                inner.x + 1,
                inner.bottom() - 1,
                inner.width,
                marks::MORE,
                style::DIM,
            );
            break;
        }
        y = draw_currency(currency, sums, Rect { y, ..inner }, inner.bottom(), pen) + 1;
    }
    draw_selected(chosen, sight, below, pen);
}

/// How many statuses a currency's charges have.
fn height(sums: &Sums) -> u16 {
    let kinds = ChargeKind::iter().filter(|kind| sums.of(*kind).count > 0);
    let back = backs(sums).filter(|(_, back)| back.count > 0);
    u16::try_from(kinds.count() + back.count()).unwrap_or(0)
}

/// Returns what the net is without.
fn backs(sums: &Sums) -> impl Iterator<Item = (&'static str, Sum)> {
    let backs = [
        ("- refunded", sums.refunded),
        ("- refund pending", sums.pending),
    ];
    backs.into_iter()
}

fn draw_currency(currency: Currency, sums: &Sums, area: Rect, bottom: u16, pen: &mut Pen) -> u16 {
    let of_kind = |kind: ChargeKind| {
        let sum = sums.of(kind);
        let name = format!("{} {}", status::mark(kind), status::name(kind));
        (name, sum, status::style(kind))
    };
    let back = |(name, sum): (&str, Sum)| (name.to_owned(), sum, style::TEXT);
    let (taken, others): (Vec<ChargeKind>, Vec<ChargeKind>) = ChargeKind::iter()
        .filter(|kind| sums.of(*kind).count > 0)
        .partition(|kind| kind.is_taken());
    let backs = backs(sums).filter(|(_, back)| back.count > 0).map(back);
    let net = (format!("= net {currency}"), sums.net(), style::BOLD);
    // What does not count stands below the net: what is above it adds up.
    let sums = taken.into_iter().map(of_kind).chain(backs);
    let sums = sums.chain([net]).chain(others.into_iter().map(of_kind));
    let lines: Vec<(String, String, String, Style)> = sums
        .map(|(name, sum, style)| (name, show::count(sum.count), sum.text(currency), style))
        .collect();
    // A name may be cut, a number never.
    let widest = |of: fn(&(String, String, String, Style)) -> &str| {
        let widths = lines.iter().map(|line| cells(of(line)));
        Width::Cells(widths.max().unwrap_or(0))
    };
    let (counts, amounts) = (widest(|line| &line.1), widest(|line| &line.2));
    let widths = columns(
        area.width.saturating_sub(2),
        &[Width::Share(1), counts, amounts],
    );
    let mut y = area.y;
    for (name, count, amount, style) in lines {
        if y >= bottom {
            break;
        }
        let cells = [
            Cell::new(&name, style),
            Cell::right(&count, style::TEXT),
            Cell::right(&amount, style),
        ];
        let line = Rect::new(area.x + 1, y, area.width.saturating_sub(2), 1);
        row(pen, line, 0, &widths, &cells);
        y += 1;
    }
    y
}

fn draw_selected(chosen: Option<&Charge>, sight: &Sight, area: Rect, pen: &mut Pen) {
    if area.height < 4 {
        return;
    }
    let frame = Frame {
        title: "Selected",
        bottom: &sight.keymap.fill("{charges.open} shows all"),
        ..Frame::default()
    };
    let inner = frame.draw(pen, area);
    let Some(charge) = chosen else { return };
    let inner = inner.inner(Margin::new(1, 0));
    let facts = wrapped(key_facts(charge, sight, inner.width), LABEL, inner.width);
    facts::draw(facts.iter(), LABEL, inner, pen);
}

/// Returns what matters most of a charge, a line each.
fn key_facts(charge: &Charge, sight: &Sight, room: u16) -> Vec<Fact> {
    let words = status::words(charge, sight);
    let created = show::moment(&charge.created_at, |at| show::exactly(at, sight));
    let room = usize::from(room.saturating_sub(LABEL));
    let token = fit::middle(charge.token.as_str(), room);
    let transfers = charge.transfer.iter().map(|transfer| {
        let paid = show::moment(&transfer.paid_at, |at| show::day(at, sight));
        format!("{} {paid}", show::or_dash(transfer.state.as_ref()))
    });
    let transfers: Vec<String> = transfers.collect();
    let mut facts = vec![
        Fact::plain("Token", token),
        Fact::new("Amount", show::dash(charge.money()), style::BOLD),
        Fact::new("Status", words.text(), words.style),
        Fact::plain("Created", created),
        Fact::plain("Card", charge::card(charge, u16::MAX)),
        Fact::plain("For", show::or_dash(charge.description.as_ref())),
        Fact::plain("Fees", charge::fees(charge)),
        Fact::plain(
            "Entitled",
            charge::settled(charge.merchant_entitlement, charge),
        ),
    ];
    if let Some(at) = charge.expires_at() {
        let at = show::exactly(at, sight);
        let expires = if charge.status() == ChargeStatus::Expired {
            Fact::new("Expired", format!("about {at}"), words.style)
        } else {
            Fact::new("Expires", at, words.style)
        };
        facts.insert(3, expires);
    }
    if !transfers.is_empty() {
        facts.push(Fact::plain("Transfer", transfers.join(", ")));
    }
    facts
}
