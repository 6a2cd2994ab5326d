//! What stands behind a line.
use crate::api::error::{Error, ErrorKind, Fate, Unreachable};
use crate::config::Profile;
use crate::model::effect::Effect;
use crate::model::event::{Event, Trace};
use crate::runtime::line::{Ends, Line};
use std::time::Duration;
use tokio::task::JoinHandle;

/// Opens a line for a profile, and gives the task that ends when the line is closed.
pub fn open(profile: &Profile) -> (Line, JoinHandle<()>) {
    let (line, ends) = Line::new();
    let _ = profile;
    (line, tokio::spawn(refuse(ends, "no worker".to_owned())))
}

/// Answers every call by itself, for a profile that could not be opened.
async fn refuse(mut ends: Ends, why: String) {
    crate::runtime::panics::rehearse("task");
    let _ = ends.events.send(Event::Failed(why));
    while let Some(effect) = ends.orders.recv().await {
        if let Effect::Call { ticket, call, .. } = effect {
            let reply = Event::Reply {
                ticket,
                result: Err(Error {
                    kind: ErrorKind::Unreachable(Unreachable::Other),
                    fate: call.is_write().then_some(Fate::NotSent),
                }),
                trace: Trace {
                    method: call.method(),
                    path: call.path(),
                    status: None,
                    tries: 0,
                    took: Duration::ZERO,
                },
            };
            let _ = ends.events.send(reply);
        }
    }
}
