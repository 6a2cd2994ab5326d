//! Authentication: only a program on this machine that holds a key is let in.
//!
//! A web page that reaches a loopback port through DNS rebinding shows itself by its `Host` or its `Origin`;
//! both are checked before the key. A refusal is a 403 `forbidden` (*choice*, the real server has no such
//! rule).
//!
//! *Choices*: a 401 has no `WWW-Authenticate`; only Basic authentication is a key; the publishable key opens
//! `POST /customers/{cus}/cards` in the head too, as its parameter does; a wrong key in the head is not made
//! good by that parameter.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::request::Parts;
use http::{HeaderMap, StatusCode, header};
use std::net::SocketAddr;
use subtle::ConstantTimeEq;

use crate::sandbox::api::problem::Problem;

/// The names of this server, and its keys.
pub struct Auth {
    hosts: Vec<String>,
    key: String,
    publishable: Option<String>,
}

/// What the key in a request's head gives access to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Full,
    /// Creating cards and payment sources only (contract section 1).
    Publishable,
    /// The head names no key; a parameter may still name the publishable key.
    NotStated,
    Denied,
}

/// The parameter that names the publishable key instead of the head (contract sections 5 and 6).
pub const PARAMETER: &str = "publishable_api_key";

impl Auth {
    pub fn new(address: SocketAddr, key: String, publishable: Option<String>) -> Self {
        let port = address.port();
        let mut hosts = vec![
            format!("127.0.0.1:{port}"),
            format!("localhost:{port}"),
            format!("[::1]:{port}"),
        ];
        if address.ip().is_loopback() {
            hosts.push(address.to_string());
        }
        Self {
            hosts,
            key,
            publishable,
        }
    }

    /// Refuses a request that does not come from a program on this machine.
    pub fn check_origin(&self, request: &Parts) -> Result<(), Problem> {
        let forbidden = |why| Problem::new(StatusCode::FORBIDDEN, "forbidden", why);
        if request.headers.contains_key(header::ORIGIN) {
            return Err(forbidden("This sandbox does not answer web pages."));
        }
        if !self.knows_host(request) {
            return Err(forbidden(
                "This sandbox answers only to its own loopback address.",
            ));
        }
        Ok(())
    }

    fn knows_host(&self, request: &Parts) -> bool {
        let known = |name: &str| {
            self.hosts
                .iter()
                .any(|host| host.eq_ignore_ascii_case(name))
        };
        let mut named = request.headers.get_all(header::HOST).iter();
        let by_header = named
            .next()
            .and_then(|host| host.to_str().ok())
            .is_some_and(known);
        by_header
            && named.next().is_none()
            && request
                .uri
                .authority()
                .is_none_or(|name| known(name.as_str()))
    }

    /// Returns what the key in a request's head gives access to.
    ///
    /// *Choices*: the password is ignored; two keys are none; the publishable key elsewhere than where it
    /// belongs is a 401, and a sandbox without one knows only the secret key.
    pub fn access(&self, headers: &HeaderMap) -> Access {
        if !headers.contains_key(header::AUTHORIZATION) {
            return Access::NotStated;
        }
        let Some(user) = user(headers) else {
            return Access::Denied;
        };
        if user.ct_eq(self.key.as_bytes()).into() {
            Access::Full
        } else if self.is_publishable(&user) {
            Access::Publishable
        } else {
            Access::Denied
        }
    }

    /// Whether a key is the publishable one.
    pub fn is_publishable(&self, key: &[u8]) -> bool {
        self.publishable
            .as_ref()
            .is_some_and(|publishable| key.ct_eq(publishable.as_bytes()).into())
    }
}

/// Returns the user name of Basic authentication.
fn user(headers: &HeaderMap) -> Option<Vec<u8>> {
    let mut sent = headers.get_all(header::AUTHORIZATION).iter();
    let (scheme, encoded) = sent.next()?.to_str().ok()?.split_once(' ')?;
    if sent.next().is_some() || !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = STANDARD.decode(encoded.trim()).ok()?;
    decoded
        .split(|byte| *byte == b':')
        .next()
        .map(<[u8]>::to_vec)
}
