//! What is kept of a form when it closes unsent, and taken up when it opens again.
use super::{Content, Spec};
use crate::model::ask::FormKind;
use crate::model::cx::Sight;
use crate::model::draft::{Draft, Sent};
use crate::model::form::field::{Field, Source};
use crate::model::form::looks_like_key;
use crate::text::{Safe, fit, holds_mask};
use std::collections::BTreeMap;

/// How many cells a name takes in the title of a draft.
const LONGEST_NAME: usize = 40;

impl Content {
    /// Takes up what was left of the form before. Returns the fields that it fills.
    pub fn restore(&mut self, draft: &Draft) -> Vec<Field> {
        if draft.source == Source::Token || self.terms.by_number {
            self.entries.source = draft.source;
        }
        let texts = draft.texts.iter();
        let own = texts.filter(|(field, _)| self.opened_with.contains_key(field));
        for (field, text) in own.clone() {
            self.entries.set(*field, text);
            // What is kept is masked; a mask that stands there may be ours.
            if holds_mask(text) {
                self.entries.masked.insert(*field);
            }
            self.entries.typed(*field);
        }
        let filled = own.map(|(field, _)| *field).collect();
        if let Some(edit) = &mut self.edit {
            edit.baseline.extend(draft.was.clone());
        }
        filled
    }

    /// Takes note that the customer is gone. Its form cannot be opened again, so what was typed is kept for
    /// another one, unless a draft of that is there already. Returns whether that is new.
    pub fn leave_to(&mut self, kind: FormKind, spec: &'static dyn Spec, sight: &Sight) -> bool {
        if self.is_left() || sight.drafts.iter().any(|draft| draft.kind == kind) {
            return false;
        }
        self.heir = (kind, spec);
        true
    }

    fn is_left(&self) -> bool {
        self.heir.0 != self.kind
    }

    /// Returns what was typed, without number and code, and without what may be an API key; nothing where
    /// nothing was typed. `sent` says how it was sent, where the outcome is unknown.
    pub fn draft(&self, sent: Option<Sent>) -> Option<Draft> {
        let is_kept = |field, text: &str| {
            if self.is_left() {
                !text.is_empty() && !self.is_held(field)
            } else {
                self.spec.is_typed(field, text, self)
            }
        };
        let texts = self.entries.texts();
        let texts: BTreeMap<Field, String> = texts
            .filter(|(field, text)| is_kept(*field, text) && !looks_like_key(text))
            .map(|(field, text)| (field, Safe::clean(text).as_str().to_owned()))
            .collect();
        // What is kept for another form was never sent as that one.
        let sent = sent.filter(|_| !self.is_left());
        if texts.is_empty() && (sent.is_none() || self.is_edit()) {
            return None;
        }
        Some(Draft {
            title: self.draft_title(&texts),
            kind: self.heir.0.clone(),
            source: self.entries.source,
            texts,
            was: self.had(|own| self.is_changed(Field::editing(*own))),
            sent,
        })
    }

    /// Returns what is being done and for whom: by name and token, or of somebody new by what was typed.
    fn draft_title(&self, texts: &BTreeMap<Field, String>) -> String {
        let what = self.heir.1.title();
        let short = |name: &str| fit::ellipsis(name, LONGEST_NAME).into_owned();
        if let (Some(id), true) = (self.kind.customer(), !self.is_left()) {
            return match self.whose.as_str() {
                "" => format!("{what}: {id}"),
                name => format!("{what}: {} ({id})", short(name)),
            };
        }
        let text = |field: Field| texts.get(&field).map_or("", |text| text.trim());
        let name = format!("{} {}", text(Field::FIRST_NAME), text(Field::LAST_NAME));
        let names = [name.trim(), text(Field::EMAIL), text(Field::COMPANY)];
        let first = names.into_iter().find(|name| !name.is_empty());
        first.map_or_else(
            || what.to_owned(),
            |name| format!("{what}: {}", short(name)),
        )
    }
}
