//! What is wrong with the settings, in words, with the place and the cure.
use crate::config::private::Unsafe;
use crate::text::Safe;
use strsim::levenshtein;
use thiserror::Error;

/// Everything that is wrong with the settings; there is at least one problem.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", .problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n"))]
pub struct ConfigError {
    pub problems: Vec<Problem>,
}

impl ConfigError {
    /// Returns the error, if there is any problem.
    pub(super) fn unless_empty(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Self { problems })
        }
    }
}

impl From<Problem> for ConfigError {
    fn from(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
        }
    }
}

/// One problem: where it is, what it is, and what to do. Values are never in it: one may be a key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{place}: {what}\n  fix: {fix}")]
pub struct Problem {
    pub place: Safe,
    pub what: Safe,
    pub fix: Safe,
}

impl Problem {
    pub(super) fn new(place: &str, what: &str, fix: &str) -> Self {
        Self {
            place: Safe::clean(place),
            what: Safe::clean(what),
            fix: Safe::clean(fix),
        }
    }

    pub(super) fn of_path(error: &Unsafe) -> Self {
        Self::new(
            &error.path.to_string_lossy(),
            &error.why.to_string(),
            &error.fix(),
        )
    }
}

/// Returns the known word that a mistyped one is nearest to, if it is near.
pub(super) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = |known: &&str| levenshtein(word, known);
    let best = known.iter().copied().min_by_key(near)?;
    (levenshtein(word, best) <= 2.min(best.len() / 2)).then_some(best)
}
