//! Which address a profile may name: the key goes there, so it is an exact list and nothing like it.
use crate::config::Mode;
use crate::config::problem::Problem;
use std::net::{Ipv4Addr, Ipv6Addr};

/// What is wrong with an address; the address itself is not repeated, since it may hold a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    what: String,
    fix: String,
}

impl Wrong {
    fn new(what: &str, fix: &str) -> Self {
        Self {
            what: what.to_owned(),
            fix: fix.to_owned(),
        }
    }

    pub(super) fn at(&self, place: &str) -> Problem {
        Problem::new(
            place,
            &format!("the address (base_url) {}", self.what),
            &self.fix,
        )
    }
}

/// Checks an address against the mode and returns it in its one right spelling.
///
/// Taken are the real host of the mode, and for TEST also this machine by number (a sandbox or a
/// forwarder): a name such as `localhost` can be pointed elsewhere.
pub(super) fn check(address: &str, mode: Mode) -> Result<String, Wrong> {
    let real = mode.real_base_url();
    if mode == Mode::Sandbox {
        return Err(Wrong::new(
            "cannot be set for the sandbox, which has its own",
            "leave it out, or name a profile of mode \"test\" with --profile",
        ));
    }
    plain(address, real)?;
    let (secure, rest) = match (
        address.strip_prefix("https://"),
        address.strip_prefix("http://"),
    ) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => {
            return Err(Wrong::new(
                "does not start with https://",
                &format!("write {real}"),
            ));
        }
    };
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (rest, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = split(rest);
    if !path.is_empty() {
        let example = if is_loopback(host) {
            "leave it out, as in http://127.0.0.1:4010".to_owned()
        } else {
            format!("write only scheme and host: {real}")
        };
        return Err(Wrong::new(
            "has a path; the version's /1 is added automatically",
            &example,
        ));
    }
    if is_loopback(host) {
        return loopback(address, port, mode);
    }
    if !secure {
        return Err(Wrong::new(
            "is plain http, which anybody along the way can read",
            &format!("write {real}; http is only for 127.0.0.1 and [::1]"),
        ));
    }
    if port.is_some() {
        return Err(Wrong::new(
            "has a port",
            &format!("leave the port out: {real}"),
        ));
    }
    known(host, mode)
}

/// Takes the real host of the mode and no other.
fn known(host: &str, mode: Mode) -> Result<String, Wrong> {
    let real = mode.real_base_url();
    let address = format!("https://{}", host.to_ascii_lowercase());
    if address == real {
        Ok(address)
    } else if [Mode::Test, Mode::Live]
        .iter()
        .any(|other| address == other.real_base_url())
    {
        Err(Wrong::new(
            &format!("is not the host for mode {}", mode.word()),
            &format!("write {real}, or change the mode"),
        ))
    } else {
        Err(Wrong::new(
            "is not a Pin Payments host (or only looks like one)",
            &format!("write {real}, or leave it out"),
        ))
    }
}

/// Refuses every sign that an address of ours never needs.
fn plain(address: &str, real: &str) -> Result<(), Wrong> {
    if let Some(odd) = address.chars().find(|c| !c.is_ascii_graphic()) {
        let code = u32::from(odd);
        return Err(Wrong::new(
            &format!(
                "contains the character U+{code:04X}, which no address has; it may only look like another"
            ),
            &format!("write {real}"),
        ));
    }
    let reasons = [
        ('@', "has a user name in it: a key never belongs there"),
        ('?', "has a query"),
        ('#', "has a fragment"),
        ('\\', "has a backslash"),
        ('%', "has an escaped character"),
    ];
    match reasons.iter().find(|(sign, _)| address.contains(*sign)) {
        Some((_, reason)) => Err(Wrong::new(
            reason,
            &format!("write only scheme and host: {real}"),
        )),
        None => Ok(()),
    }
}

/// Splits host and port; the colons of an IPv6 address stand in brackets.
fn split(rest: &str) -> (&str, Option<&str>) {
    let after_host = rest.rfind(']').unwrap_or(0);
    match rest.rfind(':').filter(|colon| *colon >= after_host) {
        Some(colon) => (rest.get(..colon).unwrap_or_default(), rest.get(colon + 1..)),
        None => (rest, None),
    }
}

/// Tells 127.0.0.0/8 and `::1`, written out in full: short forms mean different things to different readers.
fn is_loopback(host: &str) -> bool {
    let v6 = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    match v6 {
        Some(address) => address.parse() == Ok(Ipv6Addr::LOCALHOST),
        None => host
            .parse()
            .is_ok_and(|address: Ipv4Addr| address.is_loopback()),
    }
}

fn loopback(address: &str, port: Option<&str>, mode: Mode) -> Result<String, Wrong> {
    if mode != Mode::Test {
        return Err(Wrong::new(
            "is this machine, which is never LIVE",
            "set mode = \"test\", or leave the address out",
        ));
    }
    let is_port = |port: &str| {
        port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
    };
    if port.is_some_and(|port| !is_port(port)) {
        return Err(Wrong::new(
            "has a port that is not a number from 1 to 65535",
            "fix the port",
        ));
    }
    Ok(address.strip_suffix('/').unwrap_or(address).to_owned())
}
