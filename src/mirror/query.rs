//! What was typed into the search, as data, with what is wrong in it.
//!
//! Words are separated by blanks and all must match. `"two words"` keep their blank, `!word` excludes,
//! `field:value` looks in one field. What is wrong never stops a search: an unknown field or a bad value
//! is told and looked for as plain text, a field without a value and a lone `!` are told and waited for.
mod split;

use super::block::months;
use super::entry::{SearchField, Subscribed, phone_digits};
use super::period;
use crate::api::cards::Expiry;
use crate::text::fold::fold;
use jiff::tz::TimeZone;
use split::{QUOTES, Typed, split};
use std::ops::Range;
use thiserror::Error;

/// A plain word shorter than this is not looked for in tokens: in a million of them every short one occurs.
pub const SHORTEST_IN_TOKEN: usize = 4;
/// The last digits of a card, as a row shows them.
const LAST_FOUR: usize = 4;
/// Fewer digits than this are no part of a phone number that is worth rewriting.
const FEWEST_DIGITS: usize = 3;

/// What a query needs to know of today.
#[derive(Clone, Copy, Debug)]
pub struct Today<'a> {
    /// The month in which today is.
    pub month: Expiry,
    /// The zone in which days begin.
    pub zone: &'a TimeZone,
}

/// What is wrong with a word of a query; `at` is its bytes in the text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryProblem {
    #[error("there is no field `{field}`")]
    UnknownField { field: String, at: Range<usize> },
    #[error("`{field}:` takes {wants}")]
    BadValue {
        field: String,
        wants: &'static str,
        at: Range<usize>,
    },
    #[error("`{field}:` has no value yet")]
    NoValue { field: String, at: Range<usize> },
    #[error("`!` excludes nothing yet; type a word right after it")]
    NothingExcluded,
}

/// One condition on a customer. All texts are folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Anywhere(Word),
    /// The text is in one field.
    In(SearchField, String),
    Scheme(String),
    /// The primary card's last month is one of these.
    Expiry(Range<u16>),
    Created(Range<u32>),
    Subscribed(Subscribed),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    /// Other ways to write it as a phone number; one of them in the phone number is enough.
    pub digits: Vec<String>,
    /// Whether the last four of a card follow it, so that it may be the name of the card's scheme.
    pub is_before_card: bool,
}

impl Word {
    fn new(text: String) -> Self {
        let mut word = Self {
            digits: Vec::new(),
            is_before_card: false,
            text,
        };
        if word.is_phone() {
            word.add_digits(&word.text.clone());
        }
        word
    }

    fn is_phone(&self) -> bool {
        self.text.bytes().any(|b| b.is_ascii_digit())
            && self
                .text
                .bytes()
                .all(|b| b.is_ascii_digit() || b"+()- ".contains(&b))
    }

    fn is_last_four(&self) -> bool {
        self.text.len() == LAST_FOUR && self.text.bytes().all(|b| b.is_ascii_digit())
    }

    fn add_digits(&mut self, text: &str) {
        let digits = phone_digits(text);
        if digits.len() >= FEWEST_DIGITS && digits != self.text && !self.digits.contains(&digits) {
            self.digits.push(digits);
        }
    }

    /// Whether tokens are searched for it.
    pub fn is_for_tokens(&self) -> bool {
        self.text.len() >= SHORTEST_IN_TOKEN
    }
}

/// A condition and whether it excludes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub excludes: bool,
    pub test: Test,
}

impl Term {
    /// Whether what fulfils this one fulfils the other one too.
    fn implies(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        match (&self.test, &other.test) {
            (Test::Anywhere(new), Test::Anywhere(old)) => {
                // A word that is long enough for tokens finds rows that its beginning did not.
                let is_longer =
                    new.text.contains(&old.text) && (old.is_for_tokens() || !new.is_for_tokens());
                let is_plain = new.digits.is_empty() && !new.is_before_card;
                !self.excludes && !other.excludes && is_longer && is_plain
            }
            (Test::In(field, new), Test::In(of, old)) => {
                !self.excludes && !other.excludes && field == of && new.contains(old)
            }
            _ => false,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
    problems: Vec<QueryProblem>,
}

impl Query {
    /// Reads what was typed; there is nothing that it refuses.
    pub fn parse(text: &str, today: Today<'_>) -> Self {
        let mut query = Self::default();
        let mut run: Vec<usize> = Vec::new();
        for typed in split(text) {
            let term = query.term(text, &typed, today);
            let is_phone = |term: &Term| {
                matches!(&term.test, Test::Anywhere(word) if word.is_phone()) && !term.excludes
            };
            if term.as_ref().is_none_or(|term| !is_phone(term)) {
                query.join(&std::mem::take(&mut run));
            } else {
                run.push(query.terms.len());
            }
            if let Some(term) = term {
                query.add(term);
            }
        }
        query.join(&run);
        query
    }

    /// Looks for a text in emails alone, with all its signs taken as they are.
    pub fn in_email(text: &str) -> Self {
        Self {
            terms: vec![Term {
                excludes: false,
                test: Test::In(SearchField::Email, folded(text)),
            }],
            problems: Vec::new(),
        }
    }

    fn add(&mut self, term: Term) {
        if let Test::Anywhere(word) = &term.test
            && word.is_last_four()
            && !term.excludes
            && let Some(before) = self.terms.last_mut()
            && let (false, Test::Anywhere(scheme)) = (before.excludes, &mut before.test)
        {
            scheme.is_before_card = true;
        }
        self.terms.push(term);
    }

    /// Whether every customer matches.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns what is wrong, from left to right.
    pub fn problems(&self) -> &[QueryProblem] {
        &self.problems
    }

    /// Whether it asks about a card. Only the primary one is known of every customer.
    pub fn asks_about_card(&self) -> bool {
        use Test::{Expiry, In, Scheme};
        let is_card =
            |test: &Test| matches!(test, In(SearchField::LastFour, _) | Scheme(_) | Expiry(_));
        self.terms.iter().any(|term| is_card(&term.test))
    }

    /// Whether it depends on the subscriptions of customers.
    pub fn wants_states(&self) -> bool {
        let is_state = |term: &Term| matches!(term.test, Test::Subscribed(_));
        self.terms.iter().any(is_state)
    }

    pub(super) fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether all hits of this one are hits of the other one.
    pub fn narrows(&self, other: &Self) -> bool {
        let implied = |old: &Term| self.terms.iter().any(|new| new.implies(old));
        other.terms.iter().all(implied)
    }

    /// Lets neighbouring words that are a phone number together match as one.
    fn join(&mut self, run: &[usize]) {
        if run.len() < 2 {
            return;
        }
        let words = run.iter().filter_map(|at| {
            let Test::Anywhere(word) = &self.terms.get(*at)?.test else {
                return None;
            };
            Some(word.text.as_str())
        });
        let whole: String = words.collect();
        for at in run {
            if let Some(Test::Anywhere(word)) = self.terms.get_mut(*at).map(|term| &mut term.test) {
                word.add_digits(&whole);
            }
        }
    }

    fn term(&mut self, text: &str, typed: &Typed, today: Today<'_>) -> Option<Term> {
        let value = folded(text.get(typed.value.clone()).unwrap_or_default());
        let is_empty = value.trim().is_empty();
        if text.get(typed.at.clone()) == Some("!") {
            self.problems.push(QueryProblem::NothingExcluded);
            return None;
        }
        let field = text.get(typed.field.clone()).unwrap_or_default();
        let asked = if field.is_empty() {
            (!is_empty).then(|| Test::Anywhere(Word::new(value)))
        } else {
            let field = fold(field);
            self.field_test(&field, &value, typed, today).or_else(|| {
                let whole = text
                    .get(typed.field.start..typed.value.end)
                    .unwrap_or_default();
                let plain = Word::new(folded(&whole.replace(QUOTES, "")));
                let is_awaited = is_empty && wants(&field).is_some();
                (!is_awaited).then_some(Test::Anywhere(plain))
            })
        };
        asked.map(|test| Term {
            excludes: typed.excludes,
            test,
        })
    }

    /// Reads `field:value`; what is wrong is noted, and none is given.
    fn field_test(
        &mut self,
        field: &str,
        value: &str,
        typed: &Typed,
        today: Today<'_>,
    ) -> Option<Test> {
        let is_empty = value.trim().is_empty();
        let test = known(field, value, today).filter(|_| !is_empty);
        if test.is_none() {
            let (field, at) = (field.to_owned(), typed.at.clone());
            self.problems.push(match wants(&field) {
                None => QueryProblem::UnknownField { field, at },
                Some(_) if is_empty => QueryProblem::NoValue { field, at },
                Some(wants) => QueryProblem::BadValue { field, wants, at },
            });
        }
        test
    }
}

/// Returns what a field's value must be; none where there is no such field.
fn wants(field: &str) -> Option<&'static str> {
    Some(match field {
        "name" | "email" | "company" | "notes" | "scheme" | "token" => "text",
        "phone" => "digits",
        "last4" => "up to four digits",
        "card" => "expired or expiring",
        "created" => "a year, month or day such as >2026-01 or 2025..2026-03-15",
        "sub" => "none, trial, active, cancelling or cancelled",
        _ => return None,
    })
}

/// Makes the condition of a known field; none where the value is bad.
fn known(field: &str, value: &str, today: Today<'_>) -> Option<Test> {
    let text = |field| Some(Test::In(field, value.to_owned()));
    let now = months(today.month);
    match field {
        "name" => text(SearchField::Name),
        "email" => text(SearchField::Email),
        "company" => text(SearchField::Company),
        "notes" => text(SearchField::Notes),
        "token" => text(SearchField::Token),
        "phone" => {
            let digits = phone_digits(value);
            let is_phone = value
                .chars()
                .all(|c| c.is_ascii_digit() || "+()-. ".contains(c));
            (is_phone && !digits.is_empty()).then_some(Test::In(SearchField::Phone, digits))
        }
        "last4" => {
            let is_part = value.len() <= 4 && value.bytes().all(|b| b.is_ascii_digit());
            is_part.then(|| Test::In(SearchField::LastFour, value.to_owned()))
        }
        "scheme" => Some(Test::Scheme(value.to_owned())),
        "card" => match value {
            "expired" => Some(Test::Expiry(1..now)),
            // This month's and the next one's, as the list of cards warns of.
            "expiring" => Some(Test::Expiry(now..now.saturating_add(2))),
            _ => None,
        },
        "created" => period::parse(value, today.zone).map(Test::Created),
        "sub" => Subscribed::of_word(value).map(Test::Subscribed),
        _ => None,
    }
}

/// Folds a part of a query; a line break in it cannot reach from one field into the next.
fn folded(text: &str) -> String {
    fold(text).replace(['\n', '\0'], " ")
}
