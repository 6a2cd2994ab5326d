//! The account's balance in the header, beside the profile: near the charges of a customer it would be taken
//! for that customer's.
use crate::api::balance::Balance;
use crate::api::money::Money;
use crate::api::subject::Subject;
use crate::model::cx::Sight;
use crate::ui::freshness::key_to_read;

/// Returns what can be said of the balance, from the most to the least; nothing while it is unknown.
pub fn texts(sight: &Sight) -> Vec<String> {
    let key = key_to_read(&Subject::Balance, sight);
    let failed = sight.store.failure(&Subject::Balance).is_some();
    let known = match (sight.store.balance(), failed) {
        (Some(balance), false) => known(balance),
        (Some(balance), true) => {
            let marked = |text| {
                [
                    format!("{text}, stale, {key} retries"),
                    format!("{text}, stale"),
                ]
            };
            known(balance).into_iter().flat_map(marked).collect()
        }
        (None, true) => {
            return vec![
                format!("account balance could not be read, {key} retries"),
                format!("account balance: not read, {key} retries"),
                format!("account: not read, {key} retries"),
                "account balance: ?".to_owned(),
            ];
        }
        (None, false) => Vec::new(),
    };
    // Whose it is stays, so that it is never taken for a customer's.
    let named = |text| {
        [
            format!("account balance: {text}"),
            format!("account {text}"),
        ]
    };
    known.into_iter().flat_map(named).collect()
}

fn known(balance: &Balance) -> Vec<String> {
    let (available, pending) = (&balance.available.money, &balance.pending.money);
    let Some((first, others)) = available.split_first() else {
        return vec!["nothing available".to_owned(), "0".to_owned()];
    };
    let all = list(available);
    let mut texts = Vec::new();
    // What is pending holds what is available (contract section 10): where nothing more is on its
    // way it would be said twice.
    let more = |money: &&Money| balance.available.of(money.currency) != Some(**money);
    let pending: Vec<Money> = pending.iter().filter(more).copied().collect();
    if !pending.is_empty() {
        let pending = list(&pending);
        texts.push(format!("{all} available, {pending} with pending"));
    }
    texts.push(format!("{all} available"));
    let more = if others.is_empty() { "" } else { " …" };
    if let Some(pending) = pending
        .iter()
        .find(|money| money.currency == first.currency)
    {
        texts.push(format!("{first} available, {pending} with pending{more}"));
    }
    texts.push(format!("{first} available{more}"));
    texts.push(format!("{first}{more}"));
    texts
}

fn list(amounts: &[Money]) -> String {
    let amounts: Vec<String> = amounts.iter().map(Money::to_string).collect();
    amounts.join(" and ")
}
