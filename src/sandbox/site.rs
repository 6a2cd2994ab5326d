//! What happens to a request: it is let in, read, struck by a fault if one is armed, and run in one transaction.

use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, header};
use hyper::body::{Body as _, Incoming};

use super::body;
use super::call::Call;
use super::clock::Clock;
use super::desk::Desk;
use super::fault::{Faults, What};
use super::gate::Gate;
use super::params::Params;
use super::patience::Progress;
use super::problem::Problem;
use super::reply::{Outcome, Reply};
use super::routes::{self, Route};
use super::seed::World;
use super::shelf::Shelf;
use super::store::Store;

/// Everything that the calls share.
pub(super) struct Site {
    pub(super) gate: Gate,
    pub(super) world: World,
    pub(super) shelf: Shelf,
    pub(super) store: Mutex<Store>,
    pub(super) faults: Faults,
    pub(super) clock: Clock,
}

impl Site {
    /// Answers a request, or not at all.
    pub(super) async fn answer(
        &self,
        request: Request<Incoming>,
        caller: SocketAddr,
        progress: &Progress,
    ) -> Option<Response<Body>> {
        let began = Instant::now();
        let (head, sent) = request.into_parts();
        let empty = sent.is_end_stream();
        let asked = match self.admit(&head) {
            Ok(found) => body::read(&head.headers, sent)
                .await
                .map(|body| (found, body)),
            Err(problem) => Err(problem),
        };
        let refused = asked.is_err();
        let outcome = match asked {
            Ok(((route, parts), body)) => {
                progress.call_began();
                self.call(route, parts, &head, &body, caller).await?
            }
            Err(problem) => Err(problem),
        };
        let reply = outcome.unwrap_or_else(Reply::from);
        let mut response = reply.into_response(began.elapsed());
        if refused && !empty {
            // What is left of the body would have to be read before the next request.
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(header::CONNECTION, close);
        }
        Some(response)
    }

    fn admit(&self, head: &Parts) -> Result<(&'static Route, Vec<String>), Problem> {
        self.gate.check(head)?;
        routes::find(&head.method, head.uri.path()).ok_or_else(Problem::no_route)
    }

    async fn call(
        &self,
        route: &Route,
        parts: Vec<String>,
        head: &Parts,
        body: &[u8],
        caller: SocketAddr,
    ) -> Option<Outcome> {
        let what = self.faults.strike(route);
        match what {
            Some(What::Refuse(refusal)) => return Some(refusal.answer(route)),
            Some(What::DropBefore) => return None,
            _ => {}
        }
        let caller = caller.ip().to_string();
        let outcome = Params::read(head.uri.query().unwrap_or_default(), &head.headers, body)
            .and_then(|params| self.apply(route, &Call { parts, params }, &caller));
        match what {
            Some(What::Slow(milliseconds)) => {
                tokio::time::sleep(Duration::from_millis(u64::from(milliseconds))).await;
            }
            Some(What::DropAfter) => return None,
            _ => {}
        }
        Some(outcome)
    }

    /// Runs a call in one transaction, kept only if the call succeeds or its refusal is itself a record.
    fn apply(&self, route: &Route, call: &Call, caller: &str) -> Outcome {
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        store.begin(route.writes())?;
        let outcome: Outcome = (route.handler)(&mut self.desk(&mut store, caller), call);
        let keep = outcome
            .as_ref()
            .map_or_else(|problem| problem.keeps, |_: &Reply| true);
        store.end(route.writes(), keep)?;
        outcome
    }

    fn desk<'a>(&'a self, store: &'a mut Store, caller: &'a str) -> Desk<'a> {
        Desk {
            world: &self.world,
            shelf: &self.shelf,
            store,
            now: self.clock.now(),
            caller,
        }
    }
}
