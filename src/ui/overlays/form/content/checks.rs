//! What is right or wrong with what stands in the form now.
use super::Content;
use super::sharers::with_sharers;
use crate::api::ids::CardId;
use crate::model::form::field::{Field, Input, PickList, Rule, Secret};
use crate::model::form::{Finding, Weight, address, email, expiry, looks_like_key, number, states};
use crate::text::redact;
use crate::ui::show;
use crate::ui::widgets::text_box::LONGEST;

/// The places that mail, phones and people's names never fill; longer ones are said.
const LONG: usize = 255;

/// Why a field is not typed into, and how it is all the same.
const HELD: &str =
    "has characters that can't be shown safely or a card number; Ctrl-U clears it to retype";
const REPLACED: &str = "replaces text with hidden characters";
const MASKED: &str = "a card number was masked";

impl Content {
    /// Returns the fields that must be fixed before anything can be sent.
    pub fn bad_fields(&self) -> Vec<Field> {
        let fields = self.fields().into_iter();
        let is_bad = |field: &Field| self.judge(*field).is_some_and(|f| f.is_bad());
        fields.filter(is_bad).collect()
    }

    /// Returns the warnings that the review repeats.
    pub fn warnings(&self) -> Vec<String> {
        let fields = self.fields().into_iter();
        let replaced = fields.clone().filter(|field| self.is_replaced(*field));
        let replaced = replaced.map(|field| format!("{}: {REPLACED}", field.label));
        let judged = fields
            .filter(|field| self.is_sent(*field))
            .filter_map(|field| {
                let finding = self.judge(field)?;
                (finding.weight == Weight::Warning && finding.text != REPLACED)
                    .then(|| format!("{}: {}", field.label, finding.text))
            });
        replaced.chain(judged).collect()
    }

    /// Judges a field by what it is, then by what its form says of it.
    pub fn judge(&self, field: Field) -> Option<Finding> {
        let entries = &self.entries;
        let is_replaced = self.is_replaced(field);
        let replaced = || is_replaced.then(|| Finding::warning(REPLACED).now());
        if self.is_held(field) {
            return Some(Finding::warning(HELD).now());
        }
        if entries.is_empty(field) {
            let required = field.is_required.then(|| Finding::bad("required"));
            return required.or_else(replaced);
        }
        if entries.is_masked(field) {
            return Some(Finding::bad(MASKED).now());
        }
        let own = judge_input(field, self);
        let is_odd = own.as_ref().is_some_and(|own| own.weight > Weight::Note);
        let of_form = || self.spec.judge(field, self);
        let own = if is_odd { own } else { of_form().or(own) };
        match own.or_else(replaced) {
            Some(finding) if finding.weight > Weight::Note => Some(finding),
            own => general(field, entries.text(field)).or(own),
        }
    }
}

fn judge_input(field: Field, content: &Content) -> Option<Finding> {
    let (entries, terms) = (&content.entries, &content.terms);
    let text = entries.text(field);
    let country = entries.text(Field::COUNTRY);
    match field.input {
        Input::Text(Rule::Any) | Input::Source => None,
        Input::Text(Rule::Email) => Some(with_sharers(email::judge(text), content.shared.as_ref())),
        Input::Text(Rule::Token) => Some(judge_token(text)),
        Input::Text(Rule::Expiry) => Some(expiry::judge(text, terms.today)),
        Input::Text(Rule::Postcode) => {
            states::judge_postcode(text, entries.text(Field::STATE), country)
        }
        Input::Digits(Secret::Number) => {
            let test_cards = terms.test_cards.as_deref();
            Some(number::judge(entries.number.expose(), test_cards))
        }
        Input::Digits(Secret::Cvc) => Some(number::judge_code(
            entries.cvc.expose(),
            entries.number.expose(),
        )),
        Input::List(PickList::State) => states::judge(text, country),
        Input::List(PickList::Country) => address::country(text)
            .is_none()
            .then(|| Finding::bad("pick one from the list")),
    }
}

/// Returns what is odd in any text.
fn general(field: Field, text: &str) -> Option<Finding> {
    if looks_like_key(text) && field != Field::TOKEN {
        return Some(Finding::warning("looks like an API key").now());
    }
    if matches!(redact(text), std::borrow::Cow::Owned(_)) {
        return Some(Finding::warning("contains a card number"));
    }
    let length = text.chars().count();
    if length >= LONGEST {
        return Some(Finding::warning(full(length)).now());
    }
    (length > LONG && field != Field::NOTES).then(|| Finding::warning("very long"))
}

/// Says that no more fits. What the record had may be longer: it stays whole, and is sent whole.
pub fn full(length: usize) -> String {
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
