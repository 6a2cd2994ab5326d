//! Errors in plain sentences: what happened, what it changed, and what to do next.
//!
//! Of an answer's body they contain only the API's own messages, cleaned.
use crate::api::error::{
    Error, ErrorKind, Fate, Flaw, NoAnswer, Proxy, ProxyFault, Refusal, Unreachable,
};
use crate::api::reasons::{self, Reason};
use crate::text::Safe;
use std::time::Duration;

impl Error {
    /// Returns what happened, naming the host.
    pub fn headline(&self, host: &str) -> String {
        let mut said = self.said(host);
        if self.fate.is_none() && self.needs_setting_up() {
            // A read has no consequence, but here people worry about the key.
            said.push_str(" Nothing was sent.");
        }
        // A host without a name, such as "the sandbox", may stand first in the sentence.
        said.strip_prefix("the ")
            .map_or(said.clone(), |rest| format!("The {rest}"))
    }

    fn said(&self, host: &str) -> String {
        match &self.kind {
            ErrorKind::Unreachable(why) => unreachable(why, host),
            ErrorKind::Proxy(proxy, fault) => not_let_through(proxy, *fault, host),
            ErrorKind::NoAnswer(NoAnswer::TimedOut) => format!("{host} did not answer in time."),
            ErrorKind::NoAnswer(NoAnswer::Broken) => {
                format!("The connection to {host} broke before the whole response arrived.")
            }
            ErrorKind::Refused(refusal) => refused(refusal, host),
            ErrorKind::Throttled {
                status,
                retry_after: Some(wait),
            } => format!("{host} says to wait {} ({status}).", span(*wait)),
            ErrorKind::Throttled { status: 429, .. } => {
                format!("{host} got too many requests (429).")
            }
            ErrorKind::Throttled { status, .. } => {
                format!("{host} cannot serve requests right now ({status}).")
            }
            ErrorKind::Redirected(_) => {
                format!("{host} redirected us to another address; pintui did not follow.")
            }
            ErrorKind::TooBig => format!("The response from {host} is too big: over 8 MiB."),
            ErrorKind::Protocol(what) => {
                format!("The response from {host} could not be understood: {what}.")
            }
            ErrorKind::NotOpened => "The profile could not be opened; nothing was sent.".to_owned(),
            ErrorKind::Locked => "Writes are locked in LIVE.".to_owned(),
            ErrorKind::Unconfirmed => {
                "In LIVE, type the text exactly as the question shows it.".to_owned()
            }
            ErrorKind::Cancelled => "This was stopped.".to_owned(),
        }
    }

    /// Whether it lasts until somebody changes how this computer reaches the API.
    pub fn needs_setting_up(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::Proxy(..)
                | ErrorKind::Unreachable(
                    Unreachable::Certificate(_) | Unreachable::OldTls | Unreachable::Tls
                )
        )
    }

    /// Whether the fix may be an environment variable, which a running program does not read again.
    pub fn needs_restart(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::Proxy(..)
                | ErrorKind::Unreachable(Unreachable::Certificate(Flaw::UnknownIssuer))
        )
    }

    /// Returns what became of a write; `None` for a read, which changes nothing.
    pub fn consequence(&self) -> Option<&'static str> {
        Some(match self.fate? {
            Fate::NotSent => "Nothing was sent and nothing was changed.",
            Fate::Rejected => "It was refused; nothing was changed.",
            Fate::Done => "It was done.",
            Fate::Unknown => {
                "We can't tell whether the change went through. It is not sent again automatically."
            }
        })
    }

    /// Returns what to do next.
    pub fn advice(&self) -> &'static str {
        if self.fate == Some(Fate::Unknown) {
            return "Check the record before you send it again: that could do it twice.";
        }
        match &self.kind {
            ErrorKind::Unreachable(why) => way(why),
            ErrorKind::Proxy(_, fault) => way_through(*fault),
            ErrorKind::NoAnswer(_) => "Try again in a moment.",
            ErrorKind::Refused(refusal) if refusal.status == 422 && self.fate.is_none() => {
                "This version of pintui may not fit the API: look for a newer one, or try again."
            }
            ErrorKind::Refused(refusal) => next_step(refusal),
            ErrorKind::Throttled {
                retry_after: None, ..
            } => "Wait a moment, then try again.",
            ErrorKind::Throttled { .. } => "Wait that long, then try again.",
            ErrorKind::Redirected(_) => {
                "Check the profile's address, and whether a proxy or login page is in the way."
            }
            ErrorKind::TooBig | ErrorKind::Protocol(_) => {
                "Check the profile's address, and whether a proxy or login page is in the way; otherwise try again."
            }
            ErrorKind::NotOpened => "Fix the profile, then refresh everything.",
            ErrorKind::Locked => "Unlock writes for this profile first.",
            ErrorKind::Unconfirmed => "Type it exactly as shown.",
            ErrorKind::Cancelled => "Start it again if you still need it.",
        }
    }
}

fn unreachable(why: &Unreachable, host: &str) -> String {
    match why {
        Unreachable::Refused => format!("Can't reach {host}: the connection was refused."),
        Unreachable::NoSuchHost => format!("Can't find {host}: are you online?"),
        Unreachable::Certificate(flaw) => {
            let flaw = match flaw {
                Flaw::Expired => "has expired",
                Flaw::NotYetValid => "is not valid yet",
                Flaw::WrongHost(names) => &not_for_host(names),
                Flaw::UnknownIssuer => "was issued by someone this computer does not trust",
                Flaw::Revoked => "was revoked",
                Flaw::Other => "is not valid",
            };
            format!("The certificate of {host} {flaw}.")
        }
        Unreachable::OldTls => format!("{host} offers only outdated TLS, older than 1.2."),
        Unreachable::Tls => format!("{host} does not answer over TLS."),
        Unreachable::TimedOut => format!("Can't reach {host}: the connection took too long."),
        Unreachable::Other => format!("Can't reach {host}: the connection failed."),
    }
}

/// Returns which hosts a certificate is for instead; of many, the first two show whose it is.
fn not_for_host(names: &[Safe]) -> String {
    let (first, more) = (
        names.get(..2).unwrap_or(names),
        names.len().saturating_sub(2),
    );
    let shown = first
        .iter()
        .map(Safe::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    match (names.len(), more) {
        (0, _) => "belongs to another host".to_owned(),
        (_, 0) => format!("is for {shown} instead"),
        (_, more) => format!("is for {shown} and {more} more instead"),
    }
}

/// Returns what to do if the host cannot be reached.
fn way(why: &Unreachable) -> &'static str {
    match why {
        Unreachable::Certificate(flaw) => match flaw {
            Flaw::Expired | Flaw::NotYetValid => {
                "Check this computer's date and time. If they are right, only the host can renew its certificate."
            }
            Flaw::WrongHost(_) => {
                "Check the profile's address, and whether a login page or a proxy is answering in place of the host."
            }
            Flaw::UnknownIssuer => {
                "If your network inspects TLS connections, set SSL_CERT_FILE to a file with its certificate and restart pintui; otherwise do not trust this network."
            }
            Flaw::Revoked | Flaw::Other => {
                "Check the profile's address, and whether a proxy is in the way; do not send a key until this is clear."
            }
        },
        Unreachable::OldTls | Unreachable::Tls => {
            "Check the profile's address, and whether a proxy is in the way: the API speaks TLS 1.2 and later."
        }
        Unreachable::Refused => "Check the profile's address, or try again in a moment.",
        Unreachable::NoSuchHost | Unreachable::TimedOut | Unreachable::Other => {
            "Check the network connection, then try again."
        }
    }
}

fn not_let_through(proxy: &Proxy, fault: ProxyFault, host: &str) -> String {
    let named = format!("the proxy {} (from {})", proxy.address, proxy.variable);
    match fault {
        ProxyFault::NotFound => format!("Can't find {named}."),
        ProxyFault::NoConnection => format!("Can't reach {named}."),
        ProxyFault::TimedOut => format!("{named} did not connect us to {host} in time."),
        ProxyFault::WantsPassword => {
            format!("{named} requires a user name and password, or rejected the ones sent.")
        }
        ProxyFault::Refused => format!("{named} refused to connect us to {host}."),
    }
}

/// Returns what to do about a proxy; the headline names its variable.
fn way_through(fault: ProxyFault) -> &'static str {
    match fault {
        ProxyFault::WantsPassword => {
            "Set them in that variable, as http://user:password@host:port, and restart pintui."
        }
        ProxyFault::NotFound | ProxyFault::NoConnection => {
            "Start the proxy and try again, or fix that variable (NO_PROXY lists hosts to reach without a proxy) and restart pintui."
        }
        ProxyFault::TimedOut | ProxyFault::Refused => {
            "Ask whoever runs the proxy to allow it, or fix that variable (NO_PROXY lists hosts to reach without a proxy) and restart pintui."
        }
    }
}

/// Returns the plain words for a refusal, by its code or else by its text.
fn reason(refusal: &Refusal) -> Option<&'static Reason> {
    reasons::of(refusal.code.as_str()).or_else(|| reasons::of(refusal.description.as_str()))
}

/// Returns what a refusal means; `None` for an unknown text, which may say more than its code and is shown.
fn meaning(refusal: &Refusal) -> Option<&'static str> {
    let said = match refusal.description.as_str() {
        "" => refusal.code.as_str(),
        text => text,
    };
    reasons::of(said).map(|reason| reason.meaning)
}

fn refused(refusal: &Refusal, host: &str) -> String {
    let status = refusal.status;
    match (status, refusal.code.as_str(), meaning(refusal)) {
        _ if refusal.web_page => {
            format!("{host} returned {status} (a web page, not data).")
        }
        (401, ..) => format!("{host} did not accept the key."),
        (403, ..) => "This key is not allowed to do that.".to_owned(),
        (404, ..) => format!("{host} has no such record: it may have been deleted."),
        (409, ..) => "Somebody else changed the record in the meantime.".to_owned(),
        (.., Some(meaning)) => meaning.to_owned(),
        _ if !refusal.description.is_empty() => {
            let said = refusal.description.as_str();
            let stop = if said.ends_with(['.', '!', '?', '…']) {
                ""
            } else {
                "."
            };
            format!("{host} says: {said}{stop}")
        }
        (500.., ..) => format!("{host} had an internal error ({status})."),
        (_, code, _) if !code.is_empty() => {
            let said = code.replace(['_', '-', '.'], " ");
            format!("{host} refused the request: {} ({status}).", said.trim())
        }
        _ => format!("{host} refused the request ({status})."),
    }
}

fn next_step(refusal: &Refusal) -> &'static str {
    match (refusal.status, reason(refusal)) {
        (401, _) => {
            "Check the key: it must be the secret key for this host; test and live keys differ."
        }
        (403, _) => "Use a secret key, or ask the account's owner.",
        (404, _) if refusal.web_page => "Check the profile's address.",
        (404, _) => "Refresh to see what is there now.",
        (409, _) => "Refresh, compare, and send your change again.",
        (_, Some(reason)) => reason.advice,
        (422, _) => "Fix the named fields, then send it again.",
        (408 | 425 | 500.., _) => "Try again in a moment.",
        _ if refusal.messages.is_empty() && refusal.description.is_empty() => {
            "The response doesn't say why; the activity shows all of it."
        }
        _ => "Fix what it names, then try again.",
    }
}

/// Returns a wait in the unit that people would use.
fn span(wait: Duration) -> String {
    match wait.as_secs() {
        seconds @ 0..=119 => format!("{seconds} s"),
        seconds @ 120..=7199 => format!("{} minutes", seconds.div_ceil(60)),
        seconds @ 7200..=172_799 => format!("{} hours", seconds.div_ceil(3600)),
        seconds => format!("{} days", seconds.div_ceil(86_400)),
    }
}
