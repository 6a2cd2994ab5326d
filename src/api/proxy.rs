//! The proxy that the environment names for a host, and the errors that are the proxy's fault.
//!
//! The library that connects decides which proxy to use. This module asks it which one, so that an error
//! names the proxy and the variable instead of blaming the host. Only https is proxied, so a proxy fails
//! before anything is sent.
use crate::api::error::{ErrorKind, Proxy, ProxyFault, Unreachable};
use crate::text::Safe;
use hyper::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use std::error::Error as StdError;

/// The variables, in order of precedence. A proxy for plain http is of no use to us.
const VARIABLES: [[&str; 2]; 2] = [["HTTPS_PROXY", "https_proxy"], ["ALL_PROXY", "all_proxy"]];

impl Proxy {
    /// Returns the proxy for an address, if there is one. The error is a variable whose value is not a proxy
    /// address: the library would ignore it and connect directly, which nobody who set it wants.
    pub fn of(address: &str) -> Result<Option<Self>, &'static str> {
        let Ok(uri) = address.parse::<Uri>() else {
            return Ok(None);
        };
        if is_excepted(&uri) {
            return Ok(None);
        }
        for variable in VARIABLES.iter().filter_map(|names| first_set(names)) {
            let value = std::env::var(variable).unwrap_or_default();
            if value.is_empty() {
                continue;
            }
            if Matcher::builder()
                .https(value)
                .build()
                .intercept(&uri)
                .is_none()
            {
                return Err(variable);
            }
            let proxy = Matcher::from_env().intercept(&uri);
            return Ok(proxy.map(|proxy| Self {
                address: Safe::clean(proxy.uri().authority().map_or("", |part| part.as_str())),
                variable,
            }));
        }
        Ok(None)
    }

    /// Returns what went wrong when a connection through this proxy failed: the proxy's fault or the host's.
    pub fn blame(&self, error: &reqwest::Error, why: Unreachable) -> ErrorKind {
        let fault = match why {
            Unreachable::TimedOut => ProxyFault::TimedOut,
            _ if says(error, "error resolving for socks proxy") => {
                return ErrorKind::Unreachable(Unreachable::NoSuchHost);
            }
            Unreachable::NoSuchHost => ProxyFault::NotFound,
            _ if says(error, "failed to create underlying connection") => ProxyFault::NoConnection,
            // The proxy had connected us to the host when this failed.
            Unreachable::Certificate(_) | Unreachable::OldTls | Unreachable::Tls => {
                return ErrorKind::Unreachable(why);
            }
            Unreachable::Refused | Unreachable::Other => {
                if WANTS_PASSWORD.iter().any(|text| says(error, text)) {
                    ProxyFault::WantsPassword
                } else {
                    ProxyFault::Refused
                }
            }
        };
        ErrorKind::Proxy(self.clone(), fault)
    }
}

/// What the library says if a proxy does not let us sign in; its error types are private.
const WANTS_PASSWORD: [&str; 3] = [
    "proxy authorization required",
    "credentials not accepted",
    "server does not support user/pass authentication",
];

fn first_set(names: &[&'static str]) -> Option<&'static str> {
    names
        .iter()
        .copied()
        .find(|name| std::env::var(name).is_ok())
}

/// Whether `NO_PROXY` lists the host.
fn is_excepted(uri: &Uri) -> bool {
    let no = first_set(&["NO_PROXY", "no_proxy"]).and_then(|name| std::env::var(name).ok());
    let any = Matcher::builder()
        .all("http://proxy.invalid")
        .no(no.unwrap_or_default());
    any.build().intercept(uri).is_none()
}

/// Whether the text of an error, or of one of its causes, contains these words.
fn says(error: &reqwest::Error, words: &str) -> bool {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(this) = cause {
        if this.to_string().contains(words) {
            return true;
        }
        cause = this.source();
    }
    false
}
