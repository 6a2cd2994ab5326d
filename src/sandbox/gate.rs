//! Who may come in: nobody but a program on this machine that holds the key.
//!
//! A web page that reaches a loopback port through DNS rebinding shows itself by its `Host` or its `Origin`; both are
//! checked before the key. A refusal is a 403 `forbidden` (*choice*, the real server has no such rule).

use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::net::SocketAddr;
use subtle::ConstantTimeEq;

use super::problem::Problem;

/// The names under which this server may be called, and its key.
pub(super) struct Gate {
    hosts: Vec<String>,
    key: String,
}

impl Gate {
    pub(super) fn new(address: SocketAddr, key: String) -> Self {
        let port = address.port();
        let mut hosts = vec![
            format!("127.0.0.1:{port}"),
            format!("localhost:{port}"),
            format!("[::1]:{port}"),
        ];
        if address.ip().is_loopback() {
            hosts.push(address.to_string());
        }
        Self { hosts, key }
    }

    /// Lets a request pass, or says why not.
    pub(super) fn check(&self, request: &Parts) -> Result<(), Problem> {
        let forbidden = |why| Problem::new(StatusCode::FORBIDDEN, "forbidden", why);
        if request.headers.contains_key(header::ORIGIN) {
            return Err(forbidden("This sandbox does not answer web pages."));
        }
        if !self.knows_host(request) {
            return Err(forbidden(
                "This sandbox answers only to its own loopback address.",
            ));
        }
        if !self.knows_key(&request.headers) {
            return Err(Problem::unauthenticated());
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

    /// Compares the user name of Basic authentication in constant time; the password is ignored, and two keys are none
    /// (*choices*).
    fn knows_key(&self, headers: &HeaderMap) -> bool {
        let mut sent = headers.get_all(header::AUTHORIZATION).iter();
        let first = sent.next().and_then(|value| value.to_str().ok());
        let Some((scheme, encoded)) = first.and_then(|first| first.split_once(' ')) else {
            return false;
        };
        if sent.next().is_some() {
            return false;
        }
        if !scheme.eq_ignore_ascii_case("basic") {
            return false;
        }
        let Ok(decoded) = STANDARD.decode(encoded.trim()) else {
            return false;
        };
        let user = decoded
            .split(|byte| *byte == b':')
            .next()
            .unwrap_or_default();
        user.ct_eq(self.key.as_bytes()).into()
    }
}
