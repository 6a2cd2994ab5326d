//! What drives the reading of all customers, the same with a screen and without: what to request from the API
//! next, and what the mirror says. Answers are filed by [`Store::settle`], and what they change goes to the
//! mirror by [`Directory::take_commands`](crate::model::directory::Directory::take_commands), or without a
//! screen by `keeping.take_changes`.
use crate::api::subject::Subject;
use crate::config::Mode;
use crate::mirror::{List, Step};
use crate::model::effect::{Lane, Request};
use crate::model::event::News;
use crate::model::store::Store;
use jiff::{SignedDuration, Timestamp};

impl Store {
    /// Returns what to request now, unless the reading failed. Whoever sends it says so with
    /// `customers.reading.asked`.
    pub fn requests(&self, mode: Mode) -> Vec<(Step, Request)> {
        if self.failure(&Subject::Customers).is_some() {
            return Vec::new();
        }
        // More than one at a time is sooner done; the worker holds them to its limits.
        let together = match mode {
            Mode::Sandbox => 8,
            Mode::Test | Mode::Live => 2,
        };
        // Where nothing else is done the worker has as many again in its queue, and never waits for the next.
        let is_unseen = self.customers.is_unseen();
        let steps = self
            .customers
            .wanted(if is_unseen { 2 * together } else { together });
        let with_request = |step: Step| {
            let lane = match &step {
                // Somebody waits for the first one.
                Step::Page(request)
                    if request.list() == List::Customers && request.page() == 1 && !is_unseen =>
                {
                    Lane::Operator
                }
                Step::Page(_) | Step::Customer(_) => Lane::Loader,
            };
            let request = Request::read(step.call(), lane);
            (step, request)
        };
        steps.into_iter().map(with_request).collect()
    }

    /// Takes what the mirror says; returns what the person should know of it. The clock is how old the last
    /// reading of all may be, and the time now.
    pub fn hear_of_mirror(
        &mut self,
        news: News,
        clock: (SignedDuration, Timestamp),
    ) -> Option<String> {
        let directory = &mut self.customers;
        match news {
            News::Opened { rows, state, leads } => directory.open(rows, (state, leads), clock),
            News::Kept { number, report } => directory.hear(number, report),
            News::Window(window) => directory.take(window),
            News::Found(rows) => directory.found(rows),
            News::Sharers(sharers) => directory.hear_sharers(sharers),
            News::Matches(matches) => directory.hear_matches(matches),
            News::Card(card, of) => directory.hear_of_card(card, of),
            News::Details(of, found) => self.lists.recall(&of, found),
            News::Leads(Some(state)) => directory.lead(state, clock),
            News::Leads(None) => directory.follow(None),
            News::Anew => directory.lose_all(),
            News::Trouble(what) => return Some(what),
        }
        None
    }
}
