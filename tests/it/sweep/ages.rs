//! How old what is shown is, where one run read a part and another the rest.
use crate::mirror_disk::at;
use jiff::{SignedDuration, Timestamp};
use pintui::api::customers::Customer;
use pintui::api::error::{Error, ErrorKind};
use pintui::api::page::Page;
use pintui::api::reply::Reply;
use pintui::api::subject::Subject;
use pintui::mirror::Goal;
use pintui::mirror::disk::Disk;
use pintui::model::effect::Ticket;
use pintui::model::store::Store;

const PAGES: u32 = 6;

fn page(number: u32) -> Page<Customer> {
    let json = format!(r#"{{ "token": "cus_{number}" }}"#);
    Page {
        items: vec![serde_json::from_str(&json).unwrap()],
        number,
        next: (number < PAGES).then_some(number + 1),
        total: Some(PAGES.into()),
        unreadable: 0,
    }
}

/// Is a run of the program on a mirror.
struct Run {
    store: Store,
    disk: Disk,
    tickets: u64,
}

impl Run {
    fn on(disk: &Disk, now: Timestamp) -> Self {
        let disk = disk.again().unwrap();
        let standing = disk.sync_state().unwrap();
        let mut store = Store::default();
        let clock = (SignedDuration::from_hours(24), now);
        store.customers.open(Vec::new(), (standing, true), clock);
        let mut run = Self {
            store,
            disk,
            tickets: 0,
        };
        run.settle();
        run
    }

    /// Lets the mirror take what it was told, and hears what it says.
    fn settle(&mut self) {
        loop {
            let changes = self.store.customers.keeping.take_changes();
            if changes.is_empty() {
                return;
            }
            for (number, change) in changes {
                let report = self.disk.keep(&change).unwrap();
                self.store.customers.hear(number, report);
            }
        }
    }

    /// Reads the next page, and says whether there was one; `refused` is what the subscriptions are answered with.
    fn read(&mut self, now: Timestamp, refused: Option<&ErrorKind>) -> bool {
        let Some(step) = self.store.customers.wanted(1).pop() else {
            return false;
        };
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        let of_subscriptions = step.call().path().starts_with("/subscriptions");
        let number = match &step {
            pintui::mirror::Step::Page(request) => request.page(),
            other @ pintui::mirror::Step::Customer(_) => panic!("{other:?}"),
        };
        let reply = match refused {
            Some(kind) if of_subscriptions => Err(Error {
                kind: kind.clone(),
                fate: None,
            }),
            _ if of_subscriptions => Ok(Reply::AllSubscriptions(Page {
                items: Vec::new(),
                number,
                next: None,
                total: Some(0),
                unreadable: 0,
            })),
            _ => Ok(Reply::Customers(page(number))),
        };
        self.store.customers.reading.asked(ticket, step);
        self.store.settle(ticket, &Subject::Customers, reply, now);
        self.settle();
        true
    }

    fn read_all(&mut self, now: Timestamp) {
        while self.read(now, None) {}
    }
}

#[test]
fn what_an_earlier_run_began_is_as_old_as_its_first_page() {
    let disk = Disk::memory().unwrap();
    let mut first = Run::on(&disk, at(0));
    for page in 1..=4 {
        assert!(first.read(at(10 * page), None));
    }
    drop(first);
    let mut second = Run::on(&disk, at(900));
    second.read_all(at(1_000));
    let reading = &second.store.customers.reading;
    assert_eq!(reading.progress().goal, None::<Goal>);
    assert_eq!(reading.is_sure(), Some(true));
    assert!(reading.is_kept(), "some are of the earlier run");
    assert_eq!(reading.as_of(), Some(at(10)));
    // What this run reads from the first page on is as old as that.
    second.store.customers.restart();
    second.read_all(at(2_000));
    let reading = &second.store.customers.reading;
    assert!(!reading.is_kept());
    assert_eq!(reading.as_of(), Some(at(2_000)));
    assert_eq!(reading.subscribed_at(), Some(at(2_000)));
}

#[test]
fn a_host_that_refused_the_subscriptions_is_asked_for_them_again() {
    let disk = Disk::memory().unwrap();
    let mut run = Run::on(&disk, at(0));
    let refused = ErrorKind::Protocol("it has none");
    while run.read(at(5), Some(&refused)) {}
    let reading = &run.store.customers.reading;
    assert_eq!(
        (reading.subscriptions(), reading.subscribed_at()),
        (None, None)
    );
    run.store.customers.restart();
    run.read_all(at(50));
    let reading = &run.store.customers.reading;
    assert_eq!(reading.subscriptions(), Some(0));
    assert_eq!(reading.subscribed_at(), Some(at(50)));
}

#[test]
fn what_was_stopped_while_the_subscriptions_are_read_goes_on_with_them() {
    let disk = Disk::memory().unwrap();
    let mut run = Run::on(&disk, at(0));
    let next = |run: &Run| {
        run.store
            .customers
            .wanted(1)
            .pop()
            .map(|step| step.call().path())
    };
    while next(&run).is_some_and(|path| path.starts_with("/customers")) {
        run.read(at(5), None);
    }
    assert!(next(&run).unwrap().starts_with("/subscriptions"));
    assert_eq!(run.store.customers.reading.take_lead(true), Some(false));
    run.store.customers.restart();
    assert_eq!(run.store.customers.reading.take_lead(false), Some(true));
    let standing = run.disk.sync_state().unwrap();
    let clock = (SignedDuration::from_hours(24), at(9));
    run.store.customers.lead(standing, clock);
    run.settle();
    // Only the newest customers are looked at again before.
    assert!(next(&run).unwrap().starts_with("/customers"));
    run.read(at(10), None);
    assert!(next(&run).unwrap().starts_with("/subscriptions"));
}
