//! The ledger of a subscription: what was asked of the customer, and what came.
use super::LABEL;
use crate::api::ids::SubscriptionId;
use crate::api::ledger::LedgerEntry;
use crate::api::subject::Subject;
use crate::model::cx::Sight;
use crate::model::listing::Listing;
use crate::ui::pen::cells;
use crate::ui::show::{self, Times};
use crate::ui::theme::style;
use crate::ui::widgets::facts::{Fact, heading};

pub fn of(id: &SubscriptionId, sight: &Sight) -> Vec<Fact> {
    let list = sight.store.ledger(id);
    let entries = list.map_or(&[][..], Listing::items);
    let mut facts = heading(match list {
        Some(list) if !entries.is_empty() => format!("Ledger {}", show::rows(list)),
        _ => "Ledger".to_owned(),
    });
    let amounts = entries.iter().map(|entry| show::dash(entry.money()));
    let amounts: Vec<String> = amounts.collect();
    let widest = amounts.iter().map(|text| cells(text)).max().unwrap_or(0);
    let lines = entries.iter().zip(&amounts);
    let times = Times::new(
        entries.iter().filter_map(|entry| entry.created_at.at()),
        sight,
    );
    facts.extend(lines.map(|(entry, amount)| line(entry, (amount, widest), &times)));
    facts.extend(note(id, list, sight));
    facts
}

fn line(entry: &LedgerEntry, (amount, widest): (&str, u16), times: &Times) -> Fact {
    let at = show::moment(&entry.created_at, |at| times.text(at));
    let kind = show::or_dash(entry.kind.as_ref());
    let lead = " ".repeat(usize::from(widest.saturating_sub(cells(amount))));
    let annotation = show::or_dash(entry.annotation.as_ref()).replace('_', " ");
    let text = format!("{kind:<6}  {lead}{amount}  {annotation}");
    Fact::at(&at, LABEL, &text, style::TEXT)
}

/// Returns why there is nothing, or not all of it.
fn note(id: &SubscriptionId, list: Option<&Listing<LedgerEntry>>, sight: &Sight) -> Option<Fact> {
    let (text, style) = match (sight.store.failure(&Subject::Ledger(id.clone())), list) {
        (Some(error), _) => {
            let retries = sight.keymap.fill("{list.refresh} retries.");
            let text = format!("{} {retries}", error.headline(sight.host()));
            (text, style::BAD)
        }
        (None, list) if !list.is_some_and(Listing::is_complete) => {
            ("reading…".to_owned(), style::DIM)
        }
        (None, Some(list)) if list.items().is_empty() => {
            (show::none(Some(list), "no entries yet", sight), style::DIM)
        }
        (None, _) => return None,
    };
    Some(Fact::new("", text, style))
}
