//! What is right or wrong with what stands in the form now.
use super::Form;
use crate::api::ids::CardId;
use crate::model::form::field::Field;
use crate::model::form::{Finding, Weight, address, email, expiry, looks_like_key, number, states};
use crate::text::{holds_mask, redact};
use crate::ui::show;
use crate::ui::widgets::text_box::LONGEST;

/// The places that mail, phones and people's names never fill; longer ones are said.
const LONG: usize = 255;

/// Says why a field is not typed into, and how it is all the same.
pub const HELD: &str =
    "has characters that can't be shown safely or a card number; Ctrl-U clears it to retype";
const REPLACED: &str = "replaces text with hidden characters";
const MASKED: &str = "a card number was masked";

impl Form {
    /// Judges a field by our own rules.
    pub fn judge(&self, field: Field) -> Option<Finding> {
        if self.is_held(field) {
            return Some(Finding::warning(HELD).now());
        }
        if self.entries.is_empty(field) {
            let required = field.is_required().then(|| Finding::bad("required"));
            return required.or_else(|| self.judge_replaced(field));
        }
        let text = self.entries.text(field);
        if self.masked.contains(&field) && holds_mask(text) {
            return Some(Finding::bad(MASKED).now());
        }
        let country = self.entries.text(Field::Country);
        let own = match field {
            Field::Email => Some(self.with_sharers(email::judge(text))),
            Field::Number => Some(number::judge(self.entries.number.expose(), self.mode)),
            Field::Cvc => Some(number::judge_code(
                self.entries.cvc.expose(),
                self.entries.number.expose(),
            )),
            Field::Expiry => Some(expiry::judge(text, self.today)),
            Field::State => states::judge(text, country),
            Field::Postcode => {
                states::judge_postcode(text, self.entries.text(Field::State), country)
            }
            Field::Country => address::country(text)
                .is_none()
                .then(|| Finding::bad("pick one from the list")),
            Field::Token => Some(judge_token(text)),
            _ => None,
        };
        let own = own.or_else(|| self.judge_replaced(field));
        match own {
            Some(finding) if finding.weight > Weight::Note => Some(finding),
            own => general(field, text).or(own),
        }
    }

    /// Says that a text takes the place of one that could not be shown as it is.
    fn judge_replaced(&self, field: Field) -> Option<Finding> {
        let own = field.customer()?;
        (self.baseline.is_lossy(own) && self.is_changed(own))
            .then(|| Finding::warning(REPLACED).now())
    }

    /// Gives what is said beside a field now: first what was just refused, then the API, then our rules.
    pub fn finding(&self, field: Field) -> Option<Finding> {
        if let Some((at, finding)) = &self.said
            && *at == field
        {
            return Some(finding.clone());
        }
        if let Some(text) = self.refused.get(&field) {
            return Some(Finding::bad(text.as_str()));
        }
        let here = self.field() == Some(field);
        let found = self.judge(field);
        let is_due = |found: &Finding| found.at_once || self.left.contains(&field);
        if let Some(found) = found.filter(is_due) {
            return Some(found);
        }
        if here && !self.ahead.is_empty() {
            return Some(Finding::note(format!("typed \"{}\"", self.ahead.typed())));
        }
        // What is still being typed is not nagged at.
        (here && field == Field::Number)
            .then(|| number::progress(self.entries.number.expose()))
            .flatten()
            .map(Finding::note)
    }

    /// Gives the fields that must be mended before anything can be sent.
    pub fn bad_fields(&self) -> Vec<Field> {
        self.fields()
            .into_iter()
            .filter(|field| self.judge(*field).is_some_and(|finding| finding.is_bad()))
            .collect()
    }

    /// Gives the warnings that the review repeats.
    pub fn warnings(&self) -> Vec<String> {
        let replaced = self.replaced().map(|own| {
            let label = Field::editing(own).label();
            format!("{label}: {REPLACED}")
        });
        let judged = self
            .fields()
            .into_iter()
            .filter(|field| self.is_sent(*field))
            .filter_map(|field| {
                let finding = self.judge(field)?;
                (finding.weight == Weight::Warning && finding.text != REPLACED)
                    .then(|| format!("{}: {}", field.label(), finding.text))
            });
        replaced.chain(judged).collect()
    }
}

/// Says what is odd in any text.
fn general(field: Field, text: &str) -> Option<Finding> {
    if looks_like_key(text) && field != Field::Token {
        return Some(Finding::warning("looks like an API key").now());
    }
    if matches!(redact(text), std::borrow::Cow::Owned(_)) {
        return Some(Finding::warning("contains a card number"));
    }
    let length = text.chars().count();
    if length >= LONGEST {
        return Some(Finding::warning(full(length)).now());
    }
    (length > LONG && field != Field::Notes).then(|| Finding::warning("very long"))
}

/// Says that no more fits. What the record had may be longer: it stays whole, and is sent whole.
pub(super) fn full(length: usize) -> String {
    if length > LONGEST {
        let length = show::count(u64::try_from(length).unwrap_or(u64::MAX));
        format!("{length} characters, all kept: no more fit")
    } else {
        "full: 1,000 characters".to_owned()
    }
}

fn judge_token(text: &str) -> Finding {
    if looks_like_key(text) {
        return Finding::bad("looks like an API key").now();
    }
    match CardId::new(text) {
        None => Finding::bad("not a token").now(),
        Some(_) if !text.starts_with("card_") => Finding::warning("tokens begin with card_"),
        Some(_) => Finding::good("works once, for a month"),
    }
}
