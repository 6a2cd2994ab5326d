//! What a form opens with, and what is kept of it when it closes unsent.
use super::changes::Baseline;
use super::review::SENDING;
use super::{End, Errand, Form, What};
use crate::api::customers::{Customer, CustomerField};
use crate::model::ask::FormKind;
use crate::model::cx::Sight;
use crate::model::draft::{Draft, Sent};
use crate::model::form::field::{Field, Source};
use crate::model::form::looks_like_key;
use crate::text::{Safe, fit, holds_mask};
use crate::ui::show;

/// The words in which a draft keeps how the card is given.
const BY_NUMBER: &str = "number";
const BY_TOKEN: &str = "token";
/// How many cells a name takes in the title of a draft.
const LONGEST_NAME: usize = 40;

impl Form {
    /// Fills in what is known before anybody types.
    pub(super) fn fill_in(&mut self, sight: &Sight) {
        let customer = self.customer().and_then(|id| sight.store.customer(id));
        self.whose = customer.map(Customer::name).unwrap_or_default();
        match (&self.kind, customer) {
            (FormKind::EditCustomer(_), Some(customer)) => {
                for field in CustomerField::ALL {
                    self.entries
                        .set(Field::editing(field), customer.field(field));
                }
                self.baseline = Baseline::of(customer);
            }
            (FormKind::AddCard(_), Some(customer)) => {
                let names = [&customer.first_name, &customer.last_name].map(Option::as_ref);
                // A name that is not shown as it is stored is typed anew.
                if !names.into_iter().flatten().any(Safe::is_altered) {
                    let name = names.map(|name| name.map_or("", Safe::as_str).trim());
                    let name = name.join(" ");
                    self.entries.set(Field::CardName, name.trim());
                }
            }
            _ => {}
        }
        self.opened_with = self
            .entries
            .texts()
            .map(|(field, text)| (field, text.to_owned()))
            .collect();
    }

    /// Takes up what was left of the form before.
    pub(super) fn restore(&mut self, draft: &Draft, sight: &Sight) {
        for (name, text) in &draft.texts {
            if *name == Field::Source.param() {
                let source = if text == BY_TOKEN {
                    Source::Token
                } else {
                    Source::Number
                };
                if source == Source::Token || self.by_number {
                    self.entries.source = source;
                }
                continue;
            }
            let field = self.opened_with.keys().find(|field| field.param() == *name);
            if let Some(field) = field.copied() {
                self.entries.set(field, text);
                self.left.insert(field);
                // What is kept is masked; a mask that stands there may be ours.
                if holds_mask(text) {
                    self.masked.insert(field);
                }
                self.entries.typed(field);
            }
        }
        self.baseline.put_back(&draft.was);
        self.notes = vec![if self.is_editing() {
            "Draft restored".to_owned()
        } else {
            "Draft restored; card number and CVC are never kept".to_owned()
        }];
        self.restore_sent(draft.sent, sight);
        self.notes.extend(self.twice(sight));
    }

    /// Takes up how it was sent before: its answer may be still to come.
    fn restore_sent(&mut self, sent: Option<Sent>, sight: &Sight) {
        let Some(sent) = sent else { return };
        if sent
            .ticket
            .is_some_and(|ticket| sight.inflight.is_under_way(ticket))
        {
            self.notes.push(SENDING.to_owned());
            let what = What::Send;
            self.errand = Some(Errand { what, sent });
        } else {
            self.sent_unknown = Some(sent.at);
        }
    }

    /// Takes note that the customer is gone. Its form cannot be opened again, so what was typed is
    /// kept for a new customer, unless one was begun already.
    pub(super) fn lose_customer(&mut self, sight: &Sight) {
        let new = FormKind::NewCustomer;
        if self.keep_as == new || sight.drafts.iter().any(|draft| draft.kind == new) {
            return;
        }
        self.keep_as = new;
        self.notes = vec![
            "This customer no longer exists in Pin Payments. Esc keeps your text as a draft for a new customer; n opens it".to_owned(),
        ];
    }

    /// Says whether a text belongs into the draft.
    fn is_kept(&self, field: Field, text: &str) -> bool {
        if self.keep_as != self.kind {
            return !text.is_empty() && !self.is_held(field);
        }
        self.was_typed(field, text)
    }

    /// Says that this was sent before and may have been done.
    pub(super) fn twice(&self, sight: &Sight) -> Option<String> {
        let at = show::read_at(self.sent_unknown?, sight);
        Some(format!(
            "Sent at {at}, outcome unknown: check whether it went through before you send it again"
        ))
    }

    /// Gives what was typed and not sent, without number and code, and without what may be an API
    /// key; nothing where nothing was typed, or where it was sent.
    pub(super) fn what_to_keep(&self) -> Option<Draft> {
        if self.end == Some(End::Sent) {
            return None;
        }
        let mut texts: Vec<(&'static str, String)> = self
            .entries
            .texts()
            .filter(|(field, text)| self.is_kept(*field, text))
            .filter(|(_, text)| !looks_like_key(text))
            .map(|(field, text)| (field.param(), Safe::clean(text).as_str().to_owned()))
            .collect();
        // A form that closes while it is sent does not know its outcome yet.
        let under_way = self.errand.as_ref().filter(|e| e.what == What::Send);
        let under_way = under_way.map(|errand| errand.sent);
        let before = self.sent_unknown.map(|at| Sent { at, ticket: None });
        // What is kept for a new customer was never sent as one.
        let sent = under_way.or(before).filter(|_| self.keep_as == self.kind);
        if texts.is_empty() && (sent.is_none() || self.is_editing()) {
            return None;
        }
        if !self.is_editing() {
            let source = match self.entries.source {
                Source::Number => BY_NUMBER,
                Source::Token => BY_TOKEN,
            };
            texts.push((Field::Source.param(), source.to_owned()));
        }
        let kind = self.keep_as.clone();
        Some(Draft {
            title: self.draft_title(&kind, &texts),
            kind,
            texts,
            was: self.baseline.of_fields(self.changes()),
            sent,
        })
    }

    /// Says what is being done and for whom: by name and token, or of somebody new by what was typed.
    fn draft_title(&self, kind: &FormKind, texts: &[(&'static str, String)]) -> String {
        let what = kind.title();
        let short = |name: &str| fit::ellipsis(name, LONGEST_NAME).into_owned();
        if let (Some(id), true) = (self.customer(), *kind == self.kind) {
            return match self.whose.as_str() {
                "" => format!("{what}: {id}"),
                name => format!("{what}: {} ({id})", short(name)),
            };
        }
        let text = |field: Field| {
            let mut texts = texts.iter();
            let found = texts.find(|(name, _)| *name == field.param());
            found.map_or("", |(_, text)| text.trim())
        };
        let name = format!("{} {}", text(Field::FirstName), text(Field::LastName));
        let names = [name.trim(), text(Field::Email), text(Field::Company)];
        let first = names.into_iter().find(|name| !name.is_empty());
        first.map_or_else(
            || what.to_owned(),
            |name| format!("{what}: {}", short(name)),
        )
    }

    fn was_typed(&self, field: Field, text: &str) -> bool {
        // A name on the card that follows the customer's is not kept: it would stay behind.
        if field == Field::CardName && self.kind == FormKind::NewCustomer {
            return self.entries.name_is_typed();
        }
        match field.customer().filter(|_| self.is_editing()) {
            Some(own) => self.is_changed(own),
            None => self.opened_with.get(&field).map(String::as_str) != Some(text),
        }
    }
}
