//! The refunds of a charge: what they come to, then each.
use super::LABEL;
use crate::api::charges::Charge;
use crate::api::refunds::Refund;
use crate::api::subject::Subject;
use crate::model::cx::Sight;
use crate::model::listing::Listing;
use crate::model::refunding::Refunding;
use crate::model::totals::Sum;
use crate::ui::show::{self, Times};
use crate::ui::theme::{marks, style};
use crate::ui::widgets::facts::{Fact, heading};

pub fn of_charge(charge: &Charge, sight: &Sight) -> Vec<Fact> {
    let mut facts = heading("Refunds");
    if charge.success == Some(false) {
        facts.push(Fact::new("", "none: the charge failed", style::DIM));
        return facts;
    }
    let list = sight.store.refunds(&charge.token);
    let items = list.map_or(&[][..], Listing::items);
    if list.is_some_and(Listing::is_whole) {
        facts.extend(sums(charge, items));
    } else {
        facts.extend(told(charge));
    }
    let times = Times::new(
        items.iter().filter_map(|refund| refund.created_at.at()),
        sight,
    );
    facts.extend(items.iter().map(|refund| line(refund, &times)));
    facts.extend(note(charge, list, sight));
    facts
}

/// Returns why there are no refunds, or not all of them.
fn note(charge: &Charge, list: Option<&Listing<Refund>>, sight: &Sight) -> Option<Fact> {
    let subject = Subject::Refunds(charge.token.clone());
    let (text, style) = match (sight.store.failure(&subject), list) {
        (Some(error), _) => {
            let retries = sight.keymap.fill("{list.refresh} retries.");
            let text = format!("{} {retries}", error.headline(sight.host()));
            (text, style::BAD)
        }
        (None, Some(list)) if list.is_whole() && !list.items().is_empty() => return None,
        (None, Some(list)) if list.is_whole() => ("none".to_owned(), style::DIM),
        (None, Some(list)) if list.is_complete() => (show::rows(list), style::BAD),
        (None, _) => ("reading…".to_owned(), style::DIM),
    };
    Some(Fact::new("", text, style))
}

/// Returns the sum that the charge itself gives, before its refunds are read and where they cannot be. It
/// counts what is pending, and does not say how much of it that is.
fn told(charge: &Charge) -> Option<Fact> {
    let Some(back) = charge.refunded().filter(|back| back.amount > 0) else {
        return pending(charge);
    };
    Some(if charge.refund_pending == Some(true) {
        let text = format!("{back}, all or part of it pending");
        Fact::new("Refunded", text, style::WARN)
    } else {
        Fact::plain("Refunded", back.to_string())
    })
}

fn pending(charge: &Charge) -> Option<Fact> {
    let is_pending = charge.refund_pending == Some(true);
    is_pending.then(|| Fact::new("Pending", "yes", style::WARN))
}

/// Adds the refunds up; what there is none of has no line.
fn sums(charge: &Charge, refunds: &[Refund]) -> Vec<Fact> {
    let Some(all) = Refunding::of(charge, refunds) else {
        return Vec::new();
    };
    let written = |sum: Sum| {
        let refunds = show::things(sum.count, "refund");
        format!("{} in {refunds}", sum.text(all.currency))
    };
    let mut facts = Vec::new();
    let mut add = |label: &str, text: String, style| facts.push(Fact::new(label, text, style));
    if all.settled.count > 0 {
        add("Refunded", written(all.settled), style::TEXT);
    }
    if let Some(told) = charge.refunded()
        && charge.amount_refunded.is_some()
        && !all.fits(told)
    {
        let text = format!("{told} refunded or pending");
        add("The charge says", text, style::WARN);
    }
    if all.pending.count > 0 {
        add("Pending", written(all.pending), style::WARN);
    }
    if all.failed.count > 0 {
        let text = format!("{}: not refunded", written(all.failed));
        add("Failed", text, style::BAD);
    }
    if all.uncounted > 0 {
        let text = format!(
            "{} without an amount in {}",
            show::things(all.uncounted, "refund"),
            all.currency
        );
        add("Not totalled", text, style::WARN);
    }
    if all.pending.count == 0 {
        facts.extend(pending(charge));
    }
    let anything = !refunds.is_empty() || charge.amount_refunded > Some(0);
    if let (Some(left), Some(amount), true) = (all.left, charge.money(), anything) {
        let text = format!("{left} of {amount} can still be refunded");
        facts.push(Fact::new("Left", text, style::BOLD));
    }
    facts
}

fn line(refund: &Refund, times: &Times) -> Fact {
    let (word, style) = match refund.success {
        Some(true) => (format!("{} done", marks::BACK), style::TEXT),
        Some(false) => (format!("{} failed", marks::BAD), style::BAD),
        None => (format!("{} pending", marks::HELD), style::WARN),
    };
    let day = show::moment(&refund.created_at, |at| times.text(at));
    let said = [&refund.error_message, &refund.status_message]
        .into_iter()
        .flatten()
        // What the word before it says already.
        .find(|text| !matches!(text.as_str(), "" | "Pending" | "Success"));
    let pieces = [
        show::dash(refund.money()),
        word,
        said.map_or_else(String::new, ToString::to_string),
        refund.token.to_string(),
    ];
    let pieces: Vec<String> = pieces.into_iter().filter(|p| !p.is_empty()).collect();
    Fact::at(&day, LABEL, &pieces.join("  "), style)
}
