//! Faults on demand: calls that are refused, slow, or dropped before or after they were applied.
//!
//! `WHEN:CALL:WHAT`. WHEN is `next` (once) or `every-N` (until cleared). CALL is `any`, `read`, `write` or
//! the name of an operation. WHAT is a refusal (`401 404 422 422-object 422-no-code 429 500 502-html 503`,
//! 429 and 503 also with `=SECONDS` for `Retry-After`), `slow=MILLISECONDS`, `drop-before` or `drop-after`. A
//! refused or dropped-before call applies nothing. A slow one is applied at once and answered late
//! (*choice*), so a slow read answers what was true before. *Choice*: being throttled is a 503, as their
//! framework has it, or a 429, as a proxy in front of it would.

mod answer;

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use super::api::routes::{ROUTES, Route};

/// A handle on the fault that is set, shared by all its clones.
#[derive(Clone, Default)]
pub struct Faults(Arc<Mutex<Option<Armed>>>);

struct Armed {
    spec: FaultSpec,
    seen: u32,
}

impl Faults {
    /// Sets a fault in place of any earlier one.
    pub fn arm(&self, spec: FaultSpec) {
        self.with(|armed| *armed = Some(Armed { spec, seen: 0 }));
    }

    /// Clears the fault, if one is set.
    pub fn disarm(&self) {
        self.with(|armed| *armed = None);
    }

    /// Returns the fault that is set, as it is written.
    pub fn armed(&self) -> Option<String> {
        self.with(|armed| armed.as_ref().map(|armed| armed.spec.to_string()))
    }

    /// Counts a call and returns what happens to it; a fault for the next call is cleared by it.
    pub(super) fn on_call(&self, route: &Route) -> Option<What> {
        self.with(|slot| {
            let armed = slot
                .as_mut()
                .filter(|armed| armed.spec.call.matches(route))?;
            let what = armed.spec.what;
            match armed.spec.when {
                When::Next => {
                    *slot = None;
                    Some(what)
                }
                When::Every(number) => {
                    armed.seen = armed.seen.wrapping_add(1);
                    armed.seen.is_multiple_of(number).then_some(what)
                }
            }
        })
    }

    fn with<T>(&self, change: impl FnOnce(&mut Option<Armed>) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A fault: when, to which calls, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultSpec {
    /// As it was written.
    text: String,
    when: When,
    call: Which,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Next,
    Every(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Any,
    Read,
    Write,
    Operation(&'static str),
}

impl Which {
    fn matches(self, route: &Route) -> bool {
        match self {
            Self::Any => true,
            Self::Read => !route.writes(),
            Self::Write => route.writes(),
            Self::Operation(name) => route.operation == name,
        }
    }
}

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Refuse(Refusal),
    Slow(u32),
    DropBefore,
    DropAfter,
}

/// A refusal that the call did nothing to deserve; the numbers are seconds for `Retry-After`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Unauthenticated,
    NotFound,
    Invalid,
    InvalidAsObject,
    InvalidWithoutCode,
    TooMany(Option<u32>),
    Internal,
    ProxyPage,
    Unavailable(Option<u32>),
}

/// Why a text is not a [`FaultSpec`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultSpecError {
    /// It does not have three parts.
    #[error("a fault is written WHEN:CALL:WHAT, for instance next:write:503=2")]
    Shape,
    /// Its first part is unknown.
    #[error("{0:?} is not a time for a fault: next, or every-N with N from 1 up")]
    When(String),
    /// Its second part is unknown.
    #[error("{0:?} is not a call: any, read, write, {names}", names = operations())]
    Call(String),
    /// Its third part is unknown.
    #[error(
        "{0:?} is not a fault: 401, 404, 422, 422-object, 422-no-code, 429, 429=SECONDS, 500, 502-html, 503, \
         503=SECONDS, slow=MILLISECONDS, drop-before, drop-after"
    )]
    What(String),
}

fn operations() -> String {
    let operations = ROUTES.iter().map(|route| route.operation);
    operations.collect::<Vec<_>>().join(", ")
}

impl FromStr for FaultSpec {
    type Err = FaultSpecError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let mut parts = text.split(':');
        let (Some(when), Some(call), Some(what), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(FaultSpecError::Shape);
        };
        Ok(Self {
            text: text.to_owned(),
            when: read_when(when).ok_or_else(|| FaultSpecError::When(when.to_owned()))?,
            call: read_call(call).ok_or_else(|| FaultSpecError::Call(call.to_owned()))?,
            what: read_what(what).ok_or_else(|| FaultSpecError::What(what.to_owned()))?,
        })
    }
}

fn read_when(text: &str) -> Option<When> {
    if text == "next" {
        return Some(When::Next);
    }
    let number = text.strip_prefix("every-")?.parse().ok()?;
    (number > 0).then_some(When::Every(number))
}

fn read_call(text: &str) -> Option<Which> {
    match text {
        "any" => Some(Which::Any),
        "read" => Some(Which::Read),
        "write" => Some(Which::Write),
        name => ROUTES
            .iter()
            .find(|route| route.operation == name)
            .map(|route| Which::Operation(route.operation)),
    }
}

fn read_what(text: &str) -> Option<What> {
    let (name, number) = match text.split_once('=') {
        Some((name, number)) => (name, Some(number.parse::<u32>().ok()?)),
        None => (text, None),
    };
    let refusal = match (name, number) {
        ("slow", Some(milliseconds)) => return Some(What::Slow(milliseconds)),
        ("drop-before", None) => return Some(What::DropBefore),
        ("drop-after", None) => return Some(What::DropAfter),
        ("429", seconds) => Refusal::TooMany(seconds),
        ("503", seconds) => Refusal::Unavailable(seconds),
        ("401", None) => Refusal::Unauthenticated,
        ("404", None) => Refusal::NotFound,
        ("422", None) => Refusal::Invalid,
        ("422-object", None) => Refusal::InvalidAsObject,
        ("422-no-code", None) => Refusal::InvalidWithoutCode,
        ("500", None) => Refusal::Internal,
        ("502-html", None) => Refusal::ProxyPage,
        _ => return None,
    };
    Some(What::Refuse(refusal))
}

impl fmt::Display for FaultSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
