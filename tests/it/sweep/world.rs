//! A server, a mirror and the plan between them, with answers that come late, in any order or never.
use super::server::Server;
use crate::mirror_disk::{all, at};
use pintui::api::customers::Customer;
use pintui::api::ids::{CustomerId, SubscriptionId};
use pintui::api::page::Page;
use pintui::mirror::disk::{Disk, MOST_BYTES};
use pintui::mirror::{Change, List, Report, Rows, Subscribed, Subscriber, Told};
use pintui::mirror::{Goal, Head, Step, Sweep};
use std::collections::{HashMap, VecDeque};

/// Is a question that was sent.
struct Flying {
    step: Step,
    asked: u32,
    answer: Option<Answer>,
}

enum Answer {
    Page(Page<Customer>),
    Customer(Option<Customer>),
}

/// In the world of the subscriptions each person has one, and that is what comes and goes.
pub struct World {
    pub list: List,
    pub server: Server,
    pub sweep: Sweep,
    pub disk: Disk,
    /// Keeps the mirror in memory while no other instance has it open.
    stays: Disk,
    flying: Vec<Flying>,
    changes: VecDeque<Change>,
    reports: VecDeque<Report>,
    /// When something was last known better than from any earlier question.
    known: HashMap<CustomerId, u32>,
    clock: u32,
}

impl World {
    pub fn new(server: Server) -> Self {
        Self::of(List::Customers, server)
    }

    pub fn of(list: List, server: Server) -> Self {
        let first = Disk::memory().unwrap();
        let second = Disk::open_at(first.home(), MOST_BYTES).unwrap().0;
        Self {
            list,
            server,
            sweep: Sweep::of(list),
            disk: second,
            stays: first,
            flying: Vec::new(),
            changes: VecDeque::new(),
            reports: VecDeque::new(),
            known: HashMap::new(),
            clock: 0,
        }
    }

    pub fn begin(&mut self, is_due: bool) {
        // What was told before is written before the mirror is asked how it stands.
        self.write(usize::MAX);
        let standing = self.disk.sync_state().unwrap();
        let reached = match self.list {
            List::Customers => standing.customers,
            List::Subscriptions => standing.subscriptions,
        };
        self.sweep.know(reached);
        let changes = self.sweep.begin(is_due);
        self.changes.extend(changes);
    }

    pub fn begin_all(&mut self) {
        let changes = self.sweep.begin_all();
        self.changes.extend(changes);
    }

    /// Ends the program without a word, and starts it anew.
    pub fn crash(&mut self, is_due: bool) {
        self.flying.clear();
        self.changes.clear();
        self.reports.clear();
        self.known.clear();
        self.disk = Disk::open_at(self.stays.home(), MOST_BYTES).unwrap().0;
        self.sweep = Sweep::of(self.list);
        self.begin(is_due);
    }

    /// Asks for all that is wanted; gives how much that was.
    pub fn ask(&mut self, together: u32) -> usize {
        let mut steps = self.sweep.wanted(together);
        steps.retain(|step| self.flying.iter().all(|flying| flying.step != *step));
        assert!(
            steps.len() <= usize::try_from(together).unwrap(),
            "{steps:?}"
        );
        let asked = steps.len();
        for step in steps {
            self.clock += 1;
            self.flying.push(Flying {
                step,
                asked: self.clock,
                answer: None,
            });
        }
        asked
    }

    /// Lets the server see a question, whose answer then stands.
    pub fn serve(&mut self, which: usize) {
        let Some(which) = which.checked_rem(self.flying.len()) else {
            return;
        };
        let flying = &mut self.flying[which];
        if flying.answer.is_none() {
            flying.answer = Some(match &flying.step {
                Step::Page(ask) => Answer::Page(self.server.page(ask.page())),
                Step::Customer(id) => Answer::Customer(self.server.find(id)),
            });
        }
    }

    pub fn deliver(&mut self, which: usize) {
        self.serve(which);
        let Some(which) = which.checked_rem(self.flying.len()) else {
            return;
        };
        let flying = self.flying.swap_remove(which);
        let now = at(2_000_000 + i64::from(self.clock));
        let known = |id: &CustomerId| self.known.get(id).is_some_and(|then| flying.asked <= *then);
        match (flying.step, flying.answer.unwrap()) {
            (Step::Page(ask), Answer::Page(page)) => {
                let head = Head::from(&page);
                let rows = match self.list {
                    List::Customers => {
                        let rows = page.items.into_iter();
                        Rows::Customers(rows.filter(|row| !known(&row.token)).collect())
                    }
                    List::Subscriptions => {
                        // Whose they are is known before.
                        self.disk.put(&page.items, now, Told::Single).unwrap();
                        Rows::Subscriptions(page.items.iter().map(subscriber).collect())
                    }
                };
                let changes = self.sweep.file(ask, head, rows, now);
                self.changes.extend(changes);
            }
            (Step::Customer(id), Answer::Customer(Some(row))) => {
                if !known(&id) {
                    let rows = vec![row];
                    self.changes.push_back(Change::Put { rows, at: now });
                }
                let changes = self.sweep.answered(&id);
                self.changes.extend(changes);
            }
            (Step::Customer(id), Answer::Customer(None)) => {
                self.learn(&id);
                self.changes.push_back(Change::Remove(vec![id.clone()]));
                let changes = self.sweep.answered(&id);
                self.changes.extend(changes);
                self.sweep.shifted();
            }
            _ => unreachable!(),
        }
    }

    /// Says whether what others do now is before the moment that the reading compares the mirror with.
    pub fn is_before_the_last_look(&self) -> bool {
        match self.sweep.progress().goal {
            Some(Goal::Check) => {
                let is_open = |flying: &Flying| flying.answer.is_none();
                !self.flying.is_empty() && self.flying.iter().all(is_open)
            }
            goal => goal.is_some(),
        }
    }

    pub fn drop_one(&mut self, which: usize) {
        if let Some(which) = which.checked_rem(self.flying.len()) {
            self.flying.swap_remove(which);
        }
    }

    fn learn(&mut self, id: &CustomerId) {
        self.clock += 1;
        self.known.insert(id.clone(), self.clock);
    }

    /// Lets the person create or change a customer here.
    pub fn write_own(&mut self, rows: Vec<Customer>) {
        for row in &rows {
            self.learn(&row.token);
        }
        let at = at(2_000_000 + i64::from(self.clock));
        self.changes.push_back(Change::Put { rows, at });
    }

    pub fn delete_own(&mut self, id: CustomerId) {
        self.learn(&id);
        self.changes.push_back(Change::Remove(vec![id]));
        self.sweep.shifted();
    }

    /// Writes some of what the mirror was told; nobody who is still there may go by that.
    pub fn write(&mut self, most: usize) {
        for _ in 0..most {
            let Some(change) = self.changes.pop_front() else {
                return;
            };
            // These alone may make the mirror smaller; for the others that is cheaper to see by the count.
            let may_drop = matches!(change, Change::Remove(_) | Change::End { .. });
            let before = (self.disk.count().unwrap(), self.tokens(may_drop));
            let what = may_drop.then(|| format!("{change:?}"));
            self.reports.extend(self.disk.keep(&change).unwrap());
            let after = (self.disk.count().unwrap(), self.tokens(may_drop));
            assert!(may_drop || before.0 <= after.0, "{what:?}");
            for id in before.1.iter().filter(|id| !after.1.contains(id)) {
                assert_eq!(self.server.find(id), None, "{what:?}");
            }
        }
    }

    pub fn hear(&mut self) {
        while let Some(report) = self.reports.pop_front() {
            let changes = self.sweep.hear(report);
            self.changes.extend(changes);
        }
    }

    /// Lets all that was told be written and heard.
    pub fn settle_reports(&mut self) {
        while !(self.changes.is_empty() && self.reports.is_empty()) {
            self.write(usize::MAX);
            self.hear();
        }
    }

    fn tokens(&mut self, are_wanted: bool) -> Vec<CustomerId> {
        let rows = if are_wanted { self.rows() } else { Vec::new() };
        rows.into_iter().map(|row| row.token).collect()
    }

    pub fn rows(&mut self) -> Vec<Customer> {
        all(&self.disk, 500).unwrap()
    }

    /// Goes on to the end while nothing happens elsewhere; gives how many questions that took.
    pub fn finish(&mut self) -> usize {
        let pages = self.server.people.len() / self.server.per_page + 2;
        let most = 12 * pages + 250 + self.flying.len();
        let mut asked = 0;
        loop {
            while !self.flying.is_empty() {
                self.deliver(asked);
            }
            self.settle_reports();
            let more = self.ask(3);
            if more == 0 {
                break;
            }
            asked += more;
            assert!(asked <= most, "{asked} questions, {:?}", self.sweep);
        }
        assert!(
            self.sweep.is_over(),
            "it waits for nothing: {:?}",
            self.sweep
        );
        asked
    }

    /// Gives who is known to have a subscription.
    pub fn subscribed(&mut self) -> Vec<CustomerId> {
        let known = self.disk.subscribed(None, 9_999).unwrap();
        known.into_iter().map(|(of, _)| of).collect()
    }

    #[track_caller]
    pub fn is_same(&mut self) {
        let people = self.server.people.clone();
        match self.list {
            List::Customers => assert_eq!(self.rows(), people),
            List::Subscriptions => {
                let mut people: Vec<_> = people.into_iter().map(|person| person.token).collect();
                people.sort();
                assert_eq!(self.subscribed(), people);
            }
        }
    }
}

fn subscriber(person: &Customer) -> Subscriber {
    let token = person.token.as_str().replace("cus_", "sub_");
    Subscriber {
        subscription: SubscriptionId::new(&token).unwrap(),
        customer: Some(person.token.clone()),
        state: Subscribed::ACTIVE,
    }
}
