//! The proxy that the environment names for a host, and what is its fault.
//!
//! Which one is used is decided by the library that connects; here it is asked, so that an error names the
//! proxy and the variable instead of blaming the host. All that is proxied is https, so a proxy fails before
//! anything is sent.
use crate::api::error::{ErrorKind, Proxy, ProxyFault, Unreachable};
use crate::text::Safe;
use hyper::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use std::error::Error as StdError;

/// The variables in the order in which they count. A proxy for plain http is of no use to us.
const VARIABLES: [[&str; 2]; 2] = [["HTTPS_PROXY", "https_proxy"], ["ALL_PROXY", "all_proxy"]];

impl Proxy {
    /// Finds the proxy for an address. The error names a variable that is set and names no proxy: the library
    /// would pass it over and connect directly, which nobody who set it wants.
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

    /// Returns what went wrong, where that is the proxy's fault.
    pub fn blame(&self, error: &reqwest::Error, why: Unreachable) -> ErrorKind {
        let fault = match why {
            Unreachable::TimedOut => ProxyFault::TimedOut,
            _ if says(error, "error resolving for socks proxy") => {
                return ErrorKind::Unreachable(Unreachable::NoSuchHost);
            }
            Unreachable::NoSuchHost => ProxyFault::NotFound,
            _ if says(error, "failed to create underlying connection") => ProxyFault::NoConnection,
            // The way to the host stood when it failed.
            Unreachable::Certificate(_) | Unreachable::OldTls | Unreachable::Tls => {
                return ErrorKind::Unreachable(why);
            }
            _ if WANTS_PASSWORD.iter().any(|text| says(error, text)) => ProxyFault::WantsPassword,
            _ => ProxyFault::Refused,
        };
        ErrorKind::Proxy(self.clone(), fault)
    }
}

/// What the library says where a proxy does not let us sign in; its error types cannot be named.
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

/// Whether `NO_PROXY` holds the host.
fn is_excepted(uri: &Uri) -> bool {
    let no = first_set(&["NO_PROXY", "no_proxy"]).and_then(|name| std::env::var(name).ok());
    let any = Matcher::builder()
        .all("http://proxy.invalid")
        .no(no.unwrap_or_default());
    any.build().intercept(uri).is_none()
}

/// Whether an error or one of its causes is told in these words.
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
