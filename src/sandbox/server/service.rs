//! The way of a request: authenticated, read, hit by a fault if one is set, and run in one transaction.

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use http::request::Parts;
use http::{HeaderValue, Request, Response, header};
use http_body_util::Full;
use hyper::body::{Body as _, Bytes, Incoming};

use super::auth::{self, Access, Auth};
use super::body;
use super::timeouts::Progress;
use crate::sandbox::api::call::Call;
use crate::sandbox::api::params::Params;
use crate::sandbox::api::problem::Problem;
use crate::sandbox::api::reply::{Outcome, Reply};
use crate::sandbox::api::routes::{self, Matched, Route};
use crate::sandbox::fault::{Faults, What};
use crate::sandbox::world::World;
use crate::sandbox::world::clock::Clock;
use crate::sandbox::world::transaction::Transaction;

/// What all calls share.
pub struct Service {
    pub auth: Auth,
    pub world: Mutex<World>,
    pub faults: Faults,
    pub clock: Clock,
}

/// A request whose head is valid.
struct Admitted {
    route: &'static Route,
    tokens: Vec<String>,
    /// Whether a parameter must name the publishable key.
    by_parameter: bool,
}

impl Service {
    /// Answers a request, or returns `None` if the connection is to be dropped.
    pub async fn answer(
        &self,
        request: Request<Incoming>,
        caller: SocketAddr,
        progress: &Progress,
    ) -> Option<Response<Full<Bytes>>> {
        let began = Instant::now();
        let (head, sent) = request.into_parts();
        let empty = sent.is_end_stream();
        let found = routes::find(&head.method, head.uri.path());
        let route = found.as_ref().map(|(route, _)| *route);
        let received = match self.admit(&head, found) {
            Ok(admitted) => body::read(&head.headers, sent)
                .await
                .map(|body| (admitted, body)),
            Err(problem) => Err(problem),
        };
        let unread = received.is_err() && !empty;
        let read =
            received.and_then(|(admitted, body)| self.read_call(admitted, caller, &head, &body));
        let outcome = match read {
            Ok((route, call)) => {
                progress.call_began();
                self.call(route, &call).await?
            }
            Err(problem) => Err(problem),
        };
        let reply = outcome.unwrap_or_else(Reply::from);
        let mut response = reply.into_response(route, began.elapsed());
        if unread {
            // The rest of the body would have to be read before the next request.
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(header::CONNECTION, close);
        }
        Some(response)
    }

    /// Authenticates a request whose route was found, as far as its head allows.
    fn admit(&self, head: &Parts, found: Option<Matched>) -> Result<Admitted, Problem> {
        self.auth.check_origin(head)?;
        let access = self.auth.access(&head.headers);
        let publishable = found.as_ref().is_some_and(|(route, _)| route.publishable);
        match access {
            Access::Full => {}
            Access::Publishable | Access::NotStated if publishable => {}
            Access::Publishable | Access::NotStated | Access::Denied => {
                return Err(Problem::unauthenticated());
            }
        }
        let (route, tokens) = found.ok_or_else(Problem::no_route)?;
        Ok(Admitted {
            route,
            tokens,
            by_parameter: access == Access::NotStated,
        })
    }

    /// Reads the parameters; where the head names no key, one of them must (contract section 6).
    fn read_call(
        &self,
        admitted: Admitted,
        caller: SocketAddr,
        head: &Parts,
        body: &[u8],
    ) -> Result<(&'static Route, Call), Problem> {
        let params = Params::read(head, body);
        if admitted.by_parameter {
            let key = params
                .as_ref()
                .ok()
                .and_then(|params| params.text(auth::PARAMETER));
            if !key.is_some_and(|key| self.auth.is_publishable(key.as_bytes())) {
                return Err(Problem::unauthenticated());
            }
        }
        let call = Call {
            tokens: admitted.tokens,
            params: params?,
            caller: caller.ip().to_string(),
            stack: admitted.route.stack,
        };
        Ok((admitted.route, call))
    }

    async fn call(&self, route: &Route, call: &Call) -> Option<Outcome> {
        let what = self.faults.on_call(route);
        match what {
            Some(What::Refuse(refusal)) => return Some(refusal.answer(route)),
            Some(What::DropBefore) => return None,
            _ => {}
        }
        if route.reads_all_subscriptions {
            self.prepare_subscriptions().await;
        }
        let outcome = self.apply(route, call);
        match what {
            Some(What::Slow(milliseconds)) => {
                tokio::time::sleep(Duration::from_millis(u64::from(milliseconds))).await;
            }
            Some(What::DropAfter) => return None,
            _ => {}
        }
        Some(outcome)
    }

    /// Computes the list of everybody's subscriptions before a call needs it, so that no other call waits for
    /// it.
    async fn prepare_subscriptions(&self) {
        let work = self.world().subscriptions(self.clock.now());
        // Whatever fails here fails again in the call itself, which reports it.
        if let Ok(work) = work {
            let _ = tokio::task::spawn_blocking(work).await;
        }
    }

    /// Runs a call in one transaction, stored only if the call succeeds or its refusal is itself a record.
    fn apply(&self, route: &Route, call: &Call) -> Outcome {
        let keeps = |outcome: &Outcome| match outcome {
            Ok(_) => true,
            Err(problem) => problem.keeps,
        };
        let handler = |tx: &mut Transaction| (route.handler)(tx, call);
        self.world()
            .run(self.clock.now(), route.writes(), handler, keeps)
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
