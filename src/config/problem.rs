//! What is wrong with the settings, in words, with the place and the cure.
use crate::config::private::Unsafe;
use crate::text::Safe;
use std::fmt;
use thiserror::Error;

/// Holds everything that is wrong with the settings; there is at least one problem.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct ConfigError {
    pub problems: Vec<Problem>,
}

impl ConfigError {
    /// Gives the error, if there is any problem.
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

/// Holds one problem: where it is, what it is, and what to do. Values are never in it: one may be a key.
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

pub(super) fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// Gives the known word that a mistyped one is nearest to, if it is near.
pub(super) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = |known: &&str| distance(word, known);
    let best = known.iter().copied().min_by_key(near)?;
    (distance(word, best) <= 2.min(best.len() / 2)).then_some(best)
}

/// Counts the letters to change, add or remove (Levenshtein); long words are simply far.
fn distance(one: &str, other: &str) -> usize {
    const FAR: usize = 64;
    if one.len() > FAR || other.len() > FAR {
        return FAR;
    }
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        for (cell, against) in row.iter_mut().skip(1).zip(&other) {
            let changed = diagonal + usize::from(letter != *against);
            diagonal = *cell;
            left = changed.min(left + 1).min(*cell + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or(FAR)
}
