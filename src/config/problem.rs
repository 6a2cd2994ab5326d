//! What is wrong with the settings, in words, with the place and the cure.
use crate::config::private::Unsafe;
use crate::text::Safe;
use std::fmt;
use strsim::levenshtein;
use thiserror::Error;

/// Everything that is wrong with the settings; there is at least one problem.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
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

impl From<Vec<Problem>> for ConfigError {
    fn from(problems: Vec<Problem>) -> Self {
        Self { problems }
    }
}

impl From<Problem> for ConfigError {
    fn from(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.problems.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

/// One problem: where it is, what it is, and what to do. Values are never in it: one may be a key.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n  fix: {}", self.place, self.what, self.fix)
    }
}

/// Returns the known word that a mistyped one is nearest to, if it is near.
pub(super) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = |known: &&str| levenshtein(word, known);
    let best = known.iter().copied().min_by_key(near)?;
    (levenshtein(word, best) <= 2.min(best.len() / 2)).then_some(best)
}
