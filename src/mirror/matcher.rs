//! A query made ready to be asked of rows, one at a time or a block at once.
use super::block::{Bits, Block, RowFacts};
use super::entry::{SearchField, Subscribed};
use super::index::{Index, KeptToken, Row, place, slot_at};
use super::near::{FIELDS, Near};
use super::query::{Query, Term, Test};
use super::scan;
use super::token::Needle;
use crate::text::fold::fold;
use memchr::memmem::Finder;
use std::ops::Range;

/// From how many rows of a block on it is faster to search the block than the rows.
const MANY: usize = 512;

/// A query ready to be asked.
#[derive(Debug)]
pub struct Matcher<'q> {
    /// The first one is the one that should leave the fewest rows.
    checks: Vec<Check<'q>>,
}

#[derive(Debug)]
struct Check<'q> {
    excludes: bool,
    ask: Ask<'q>,
}

#[derive(Debug)]
enum Ask<'q> {
    Anywhere {
        finder: Finder<'q>,
        digits: Vec<Finder<'q>>,
        token: Option<Needle<'q>>,
        near: Option<Near<'q>>,
        /// The numbers of the schemes that the word names; the last four of a card follow it then.
        schemes: Vec<u8>,
    },
    In(SearchField, Finder<'q>),
    Token(Needle<'q>),
    /// The numbers of the schemes that match.
    Scheme(Vec<u8>),
    Expiry(Range<u16>),
    Created(Range<u32>),
    Subscribed(Subscribed),
}

impl<'q> Matcher<'q> {
    pub fn new(query: &'q Query, index: &Index) -> Self {
        let mut checks: Vec<Check<'q>> = query
            .terms()
            .iter()
            .map(|term| Check::new(term, index))
            .collect();
        checks.sort_by_key(|check| std::cmp::Reverse(check.worth()));
        Self { checks }
    }

    /// Whether a row matches exactly.
    pub fn holds(&self, row: &Row<'_>) -> bool {
        self.checks.iter().all(|check| check.holds(row))
    }

    /// Whether a row matches with one error a word.
    pub fn holds_nearly(&self, row: &Row<'_>) -> bool {
        self.checks
            .iter()
            .all(|check| check.holds(row) || check.holds_nearly(row))
    }

    /// Whether there is a word that can be written wrongly.
    pub fn can_be_near(&self) -> bool {
        self.checks.iter().any(|check| check.near().is_some())
    }

    /// Returns the rows of a block that match exactly, and how many others would if only their subscriptions
    /// were known.
    pub fn rows(&self, index: &Index, at: usize, block: &Block) -> (Bits, usize) {
        let mut left = block.live().clone();
        let (last, first): (Vec<_>, Vec<_>) =
            self.checks.iter().partition(|check| check.wants_states());
        for check in first {
            check.keep(index, at, block, &mut left);
        }
        let is_unread = |row: &usize| {
            let facts = block.facts().get(*row);
            facts.is_some_and(|facts| facts.subscribed == Subscribed::UNKNOWN)
        };
        let unread = if last.is_empty() {
            0
        } else {
            left.iter().filter(is_unread).count()
        };
        for check in last {
            check.keep(index, at, block, &mut left);
        }
        (left, unread)
    }

    /// Returns the rows of a block that match with one error a word, those that match exactly included.
    pub fn near_rows(&self, index: &Index, at: usize, block: &Block) -> Bits {
        let mut left = block.live().clone();
        let certain = |check: &&Check<'_>| check.near().is_none();
        for check in self.checks.iter().filter(certain) {
            check.keep(index, at, block, &mut left);
        }
        let mut unsure = self.checks.iter().filter(|check| check.near().is_some());
        if left.count() > MANY
            && let Some(first) = unsure.next()
        {
            left.keep(&first.near_found(index, at, block));
        }
        let found: Vec<usize> = left.iter().collect();
        for row in found {
            let matches = index
                .row(slot_at(at, row))
                .is_some_and(|row| self.holds_nearly(&row));
            if !matches {
                left.unset(row);
            }
        }
        left
    }

    /// Returns the texts that a row is graded by: the plain words, and the texts of fields.
    pub fn wanted(&self) -> impl Iterator<Item = Wanted<'_, 'q>> {
        self.checks
            .iter()
            .filter(|check| !check.excludes)
            .filter_map(|check| match &check.ask {
                Ask::Anywhere {
                    finder,
                    digits,
                    near,
                    ..
                } => Some(Wanted {
                    field: None,
                    finder,
                    digits,
                    near: near.as_ref(),
                }),
                Ask::In(field, finder) => Some(Wanted {
                    field: Some(*field),
                    finder,
                    digits: &[],
                    near: None,
                }),
                Ask::Token(_)
                | Ask::Scheme(_)
                | Ask::Expiry(_)
                | Ask::Created(_)
                | Ask::Subscribed(_) => None,
            })
    }
}

/// Shows a text that was looked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'m, 'q> {
    /// The only field in which it counts.
    pub field: Option<SearchField>,
    pub finder: &'m Finder<'q>,
    pub digits: &'m [Finder<'q>],
    pub near: Option<&'m Near<'q>>,
}

impl<'q> Check<'q> {
    fn new(term: &'q Term, index: &Index) -> Self {
        let finder = |text: &'q str| Finder::new(text.as_bytes());
        let ask = match &term.test {
            Test::Anywhere(word) => Ask::Anywhere {
                finder: finder(&word.text),
                digits: word.digits.iter().map(|text| finder(text)).collect(),
                token: word.is_for_tokens().then(|| Needle::new(&word.text)),
                near: (!term.excludes).then(|| Near::new(word)).flatten(),
                schemes: if word.is_before_card {
                    schemes(index, |names| is_called(&word.text, names))
                } else {
                    Vec::new()
                },
            },
            Test::In(SearchField::Token, text) => Ask::Token(Needle::new(text)),
            Test::In(field, text) => Ask::In(*field, finder(text)),
            Test::Scheme(text) => Ask::Scheme(schemes(index, |names| {
                names.iter().any(|name| name.contains(text))
            })),
            Test::Expiry(months) => Ask::Expiry(months.clone()),
            Test::Created(seconds) => Ask::Created(seconds.clone()),
            Test::Subscribed(states) => Ask::Subscribed(*states),
        };
        Self {
            excludes: term.excludes,
            ask,
        }
    }

    /// Returns how early to ask: what leaves few rows and is quick goes first.
    fn worth(&self) -> usize {
        match &self.ask {
            _ if self.excludes => 0,
            Ask::Anywhere { finder, .. } => finder.needle().len() * 2 + 2,
            Ask::In(_, finder) => finder.needle().len() * 2 + 3,
            Ask::Token(_) | Ask::Scheme(_) | Ask::Subscribed(_) => 2,
            // Quick, and asked of whole columns: before the single letters.
            Ask::Expiry(_) | Ask::Created(_) => 5,
        }
    }

    fn near(&self) -> Option<&Near<'q>> {
        let Ask::Anywhere { near, .. } = &self.ask else {
            return None;
        };
        near.as_ref()
    }

    const fn wants_states(&self) -> bool {
        matches!(self.ask, Ask::Subscribed(_))
    }

    /// Whether it can be said of a row at all: what was not read fulfils nothing, nor its opposite.
    fn can_tell(&self, facts: RowFacts) -> bool {
        !self.wants_states() || facts.subscribed != Subscribed::UNKNOWN
    }

    fn holds(&self, row: &Row<'_>) -> bool {
        let holds = self.excludes
            != match &self.ask {
                Ask::Anywhere {
                    finder,
                    digits,
                    token,
                    schemes,
                    ..
                } => {
                    finder.find(row.text).is_some()
                        || schemes.contains(&row.facts.scheme)
                        || digits
                            .iter()
                            .any(|digits| digits.find(row.field(SearchField::Phone)).is_some())
                        || token
                            .as_ref()
                            .is_some_and(|token| has_token(token, row.token))
                }
                Ask::In(field, finder) => finder.find(row.field(*field)).is_some(),
                Ask::Token(token) => has_token(token, row.token),
                Ask::Scheme(_) | Ask::Expiry(_) | Ask::Created(_) | Ask::Subscribed(_) => {
                    self.suits(row.facts)
                }
            };
        holds && self.can_tell(row.facts)
    }

    /// Whether the columns of a row are as asked.
    fn suits(&self, facts: RowFacts) -> bool {
        match &self.ask {
            Ask::Scheme(numbers) => numbers.contains(&facts.scheme),
            Ask::Expiry(months) => months.contains(&facts.expiry),
            Ask::Created(seconds) => seconds.contains(&facts.created),
            Ask::Subscribed(states) => facts.subscribed.has(*states),
            Ask::Anywhere { .. } | Ask::In(..) | Ask::Token(_) => false,
        }
    }

    fn holds_nearly(&self, row: &Row<'_>) -> bool {
        self.near().is_some_and(|near| {
            FIELDS
                .iter()
                .any(|field| near.find(row.field(*field)).is_some())
        })
    }

    /// Keeps those of the rows that hold.
    fn keep(&self, index: &Index, at: usize, block: &Block, left: &mut Bits) {
        let is_text = matches!(self.ask, Ask::Anywhere { .. } | Ask::In(..) | Ask::Token(_));
        if is_text && left.count() > MANY {
            let found = self.found(index, at, block);
            if self.excludes {
                left.drop(&found);
            } else {
                left.keep(&found);
            }
            return;
        }
        let rows: Vec<usize> = left.iter().collect();
        for row in rows {
            let holds = if is_text {
                index
                    .row(slot_at(at, row))
                    .is_some_and(|row| self.holds(&row))
            } else {
                let facts = block.facts().get(row).copied().unwrap_or_default();
                self.can_tell(facts) && self.suits(facts) != self.excludes
            };
            if !holds {
                left.unset(row);
            }
        }
    }

    /// Returns the rows of a block in which the text occurs.
    fn found(&self, index: &Index, at: usize, block: &Block) -> Bits {
        let mut found = Bits::default();
        match &self.ask {
            Ask::Anywhere {
                finder,
                digits,
                token,
                schemes,
                ..
            } => {
                scan::rows(block, finder, &mut found, |_, _| true);
                if !schemes.is_empty() {
                    let facts = block.facts().iter().enumerate();
                    let own = facts.filter(|(_, facts)| schemes.contains(&facts.scheme));
                    own.for_each(|(row, _)| found.set(row));
                }
                for digits in digits {
                    scan::rows(block, digits, &mut found, |row, at| {
                        scan::field_at(row, at) == SearchField::Phone
                    });
                }
                if let Some(token) = token {
                    tokens(index, at, block, token, &mut found);
                }
            }
            Ask::In(field, finder) => scan::rows(block, finder, &mut found, |row, at| {
                scan::field_at(row, at) == *field
            }),
            Ask::Token(token) => tokens(index, at, block, token, &mut found),
            Ask::Scheme(_) | Ask::Expiry(_) | Ask::Created(_) | Ask::Subscribed(_) => {}
        }
        found
    }

    /// Returns the rows of a block in which the word occurs, with an error or without.
    fn near_found(&self, index: &Index, at: usize, block: &Block) -> Bits {
        let mut found = self.found(index, at, block);
        if let Some(near) = self.near() {
            for (part, finder) in near.parts.iter().enumerate() {
                scan::rows(block, finder, &mut found, |row, at| {
                    near.is_around(part, row, at)
                });
            }
        }
        found
    }
}

/// Returns the numbers of the schemes that fit, by how they are written and called.
fn schemes(index: &Index, fits: impl Fn(&[Box<str>; 3]) -> bool) -> Vec<u8> {
    (1..=u8::MAX)
        .zip(index.schemes())
        .filter(|(_, names)| fits(names))
        .map(|(number, _)| number)
        .collect()
}

/// Tells whether a word is how a scheme or its wallet is called, in full or as short as a row has it. What
/// all wallets are called names none of them.
fn is_called(word: &str, names: &[Box<str>; 3]) -> bool {
    let long = match word {
        "mc" => "mastercard",
        "ap" => "apple",
        "gp" => "google",
        word => word,
    };
    let is = |name: &str| name == long || name.split(' ').any(|part| part == long);
    word != "pay" && names.iter().any(|name| is(name))
}

fn has_token(needle: &Needle<'_>, token: KeptToken<'_>) -> bool {
    match token {
        KeptToken::Usual(usual) => needle.is_in_usual(&usual),
        KeptToken::Odd(_) => needle.is_in(&token.folded()),
    }
}

/// Marks the rows of a block whose token holds a text.
fn tokens(index: &Index, at: usize, block: &Block, needle: &Needle<'_>, found: &mut Bits) {
    let mut own = Bits::default();
    needle.each(block.tokens(), |row| own.set(row));
    for (slot, token) in index.odd(slot_at(at, 0), slot_at(at + 1, 0)) {
        let row = place(slot).1;
        if needle.is_in(&fold(token)) {
            own.set(row);
        } else {
            own.unset(row);
        }
    }
    found.add(&own);
}
