//! Others who have the email that is typed: said while it is typed and in the review, and never in the way.
use super::Content;
use crate::model::cx::Sight;
use crate::model::form::field::Field;
use crate::model::form::{Finding, Weight};
use crate::text::fit;
use crate::ui::show;

/// How many of them are named.
const NAMED: usize = 2;
/// How many cells a name takes.
const LONGEST_NAME: usize = 30;

impl Content {
    /// Returns the email of which it matters who else has it: a new one that could be one.
    pub fn new_email(&self) -> Option<&str> {
        let email = self.entries.text(Field::EMAIL);
        let is_new = !self.is_edit() || self.is_changed(Field::EMAIL);
        let (name, domain) = email.split_once('@')?;
        (is_new && !name.is_empty() && !domain.is_empty()).then_some(email)
    }

    /// Returns who else has the email, or that not all customers could be searched yet.
    pub(super) fn sharers(&self, sight: &Sight) -> Option<Finding> {
        let directory = &sight.store.customers;
        let sharers = directory.sharers(self.new_email()?)?;
        let others = sharers.customers.iter();
        let others: Vec<String> = others
            .filter(|(id, _)| Some(id) != self.kind.customer())
            .map(|(id, name)| format!("{} ({id})", fit::ellipsis(name, LONGEST_NAME)))
            .collect();
        let searched = show::length(sharers.searched);
        let all = show::count(directory.total());
        let part = format!("only {searched} of {all} customers read so far");
        let named = others[..others.len().min(NAMED)].join(", ");
        let least = if sharers.is_cut { " or more" } else { "" };
        let mut said = match others.len() {
            0 if sharers.is_whole() => return None,
            0 => return Some(Finding::note(format!("no one else has it, but {part}"))),
            1 if !sharers.is_cut => format!("{named} also has this email"),
            count => format!("{count}{least} others have this email: {named}"),
        };
        if let more @ 1.. = others.len().saturating_sub(NAMED) {
            said = format!("{said} and {more}{least} more");
        }
        if !sharers.is_whole() {
            said = format!("{said}; {part}");
        }
        Some(Finding::warning(said).now())
    }
}

/// Adds who else has an email to what our own rules say of it.
pub(super) fn with_sharers(own: Finding, shared: Option<&Finding>) -> Finding {
    let is_odd = own.weight > Weight::Note;
    match shared {
        Some(shared) if shared.weight > Weight::Note && is_odd => Finding {
            text: format!("{} · {}", shared.text, own.text),
            ..shared.clone()
        },
        Some(shared) if shared.weight > Weight::Note => shared.clone(),
        Some(shared) if !is_odd => Finding::note(format!("{} · {}", own.text, shared.text)),
        _ => own,
    }
}
