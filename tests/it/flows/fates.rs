//! Every change with every way in which it can go wrong: what is said, what is read again, what is
//! kept, and that it is sent once.
use crate::driver::{Driver, Harness, Start};
use pintui::api::client::Timeouts;
use std::time::Duration;

/// How long an answer is waited for where one never comes.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// A change, typed as keys on the first customer.
struct Change {
    /// The sandbox's name of the call.
    operation: &'static str,
    /// What it is meant to do, as errors say it.
    what: &'static str,
    /// Types all but the yes.
    prepare: fn(&mut Harness),
    /// What is read again when it may have been done: ends of paths.
    read_again: &'static [&'static str],
    /// Goes to where its effect is seen.
    look: &'static str,
    undone: &'static [&'static str],
    done: &'static [&'static str],
    /// For a form: the keys that open it and what was typed.
    typed: Option<(&'static str, &'static str)>,
}

/// What a fault means for the change.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Refused,
    Unknown { applied: bool },
}

const FAULTS: [(&str, Fate); 10] = [
    ("422", Fate::Refused),
    ("422-object", Fate::Refused),
    ("422-no-code", Fate::Refused),
    ("401", Fate::Refused),
    ("429=1", Fate::Refused),
    ("500", Fate::Unknown { applied: false }),
    ("503=1", Fate::Unknown { applied: false }),
    ("drop-before", Fate::Unknown { applied: false }),
    ("drop-after", Fate::Unknown { applied: true }),
    ("slow=600000", Fate::Unknown { applied: true }),
];

impl Change {
    fn meets_every_fault(&self) {
        for (fault, fate) in FAULTS {
            self.meets(fault, fate);
        }
    }

    fn meets(&self, fault: &str, fate: Fate) {
        let mut timeouts = Timeouts::default();
        if fault.starts_with("slow") {
            timeouts.total = PATIENCE;
        }
        let mut app = Harness::start(Start {
            timeouts,
            ..Start::default()
        });
        (self.prepare)(&mut app);
        let spec = format!("next:{}:{fault}", self.operation);
        app.faults.arm(spec.parse().unwrap());
        let before = app.sent.len();
        app.keys("y enter");
        assert_eq!(app.faults.armed(), None, "{spec} was met");
        match fate {
            Fate::Refused => self.is_refused(&mut app, fault, before),
            Fate::Unknown { applied } => self.is_unknown(&mut app, applied, before),
        }
        assert_eq!(app.writes.len(), 1, "{spec}: one yes is one request");
    }

    /// Said as a refusal; nothing is read again, since nothing was changed; a form stays as it was.
    fn is_refused(&self, app: &mut Harness, fault: &str, before: usize) {
        let key_refused = fault == "401";
        if key_refused {
            app.sees("Key not accepted")
                .sees("Nothing was changed.")
                .keys("esc");
        }
        app.sees_not("Outcome unknown");
        assert_eq!(app.sent.len(), before + 1, "{:?}", &app.sent[before..]);
        if let Some((_, typed)) = self.typed {
            app.sees(typed).sees("Ctrl-S review");
            app.sees(if fault.starts_with("422") {
                "✗"
            } else {
                REASONS[usize::from(key_refused)]
            });
            app.keys("esc");
        } else if !key_refused {
            app.sees(&format!("pintui could not {}", self.what));
            app.sees("It was refused; nothing was changed.");
        }
        app.keys("esc esc").keys(self.look);
        shows(app, self.undone, self.done);
        app.keys("@ enter").sees("REFUSED").keys("esc esc");
    }

    /// Said in words; read again at once, so that the screen shows what is there; a draft is kept.
    fn is_unknown(&self, app: &mut Harness, applied: bool, before: usize) {
        // A record that shows the change settles it; who was made, or which card, no record can show.
        let is_settled = applied && !matches!(self.operation, "create_customer" | "add_card");
        if is_settled {
            app.sees_not("Outcome unknown").sees("the record shows it");
        } else {
            app.sees("Outcome unknown")
                .sees(&format!("pintui tried to {}", self.what))
                .sees("never sent again automatically");
        }
        let reads = &app.sent[before + 1..];
        for end in self.read_again {
            let found = reads
                .iter()
                .any(|sent| sent.starts_with("GET") && sent.ends_with(end));
            assert!(found, "{end} is not read again: {reads:?}");
        }
        app.keys("esc").keys("esc").keys(self.look);
        let (seen, unseen) = if applied {
            (self.done, self.undone)
        } else {
            (self.undone, self.done)
        };
        shows(app, seen, unseen);
        if let (Some((open, typed)), false) = (self.typed, applied) {
            app.keys("1").keys(open).sees(typed).keys("esc");
        }
        if is_settled {
            app.sees_not(", outcome unknown");
            app.keys("@").sees("done: the record shows it").keys("esc");
            return;
        }
        app.keys("q")
            .sees(&format!("outcome unknown: {} at", self.what))
            .keys("n");
    }
}

fn shows(app: &mut Harness, seen: &[&str], unseen: &[&str]) {
    for text in seen {
        app.sees(text);
    }
    for text in unseen {
        app.sees_not(text);
    }
}

/// Why a form was refused without a word about its fields: told to wait, or the key.
const REASONS: [&str; 2] = ["says to wait", "did not accept the key"];

#[test]
fn creating_a_customer() {
    Change {
        operation: "create_customer",
        what: "create the customer",
        prepare: |app| {
            app.keys("n").types("nora@example.com").keys("tab");
            app.types("Nora").keys("tab").types("Quill");
            app.keys("ctrl-t enter ctrl-s");
        },
        read_again: &["/customers?page=1", "/customers?page=2"],
        look: "1",
        undone: &["Customers 60"],
        done: &["Customers 61"],
        typed: Some(("n", "nora@example.com")),
    }
    .meets_every_fault();
}

#[test]
fn changing_a_customer() {
    Change {
        operation: "update_customer",
        what: "change the customer",
        prepare: |app| {
            app.keys("e tab tab").types("haugh").keys("ctrl-s");
        },
        read_again: &["/customers/cus__X71m4oz4a0-7A5EmjcoFQ"],
        look: "1",
        undone: &["─ Zoë Featherstone ─"],
        done: &["─ Zoë Featherstonehaugh ─"],
        typed: Some(("e", "Featherstonehaugh")),
    }
    .meets_every_fault();
}

#[test]
fn deleting_a_customer() {
    Change {
        operation: "delete_customer",
        what: "delete the customer",
        prepare: |app| {
            app.keys("d");
        },
        read_again: &["/customers/cus__X71m4oz4a0-7A5EmjcoFQ"],
        look: "1",
        undone: &[],
        done: &["No longer in Pin Payments"],
        typed: None,
    }
    .meets_every_fault();
}

#[test]
fn adding_a_card() {
    Change {
        operation: "add_card",
        what: "add the card",
        prepare: |app| {
            app.keys("a ctrl-t enter ctrl-s");
        },
        read_again: &["/cards?page=1"],
        look: "3",
        undone: &["Cards 2"],
        done: &["Cards 3", "XXXX-XXXX-XXXX-0000"],
        typed: Some(("a", "1 Example Street")),
    }
    .meets_every_fault();
}

#[test]
fn deleting_a_card() {
    Change {
        operation: "delete_card",
        what: "delete the card",
        prepare: |app| {
            app.keys("3 j d");
        },
        read_again: &["/cards?page=1", "/subscriptions?page=1"],
        look: "3",
        undone: &["Cards 2"],
        done: &["Cards 1"],
        typed: None,
    }
    .meets_every_fault();
}

#[test]
fn making_a_card_primary() {
    Change {
        operation: "update_customer",
        what: "make the card primary",
        prepare: |app| {
            app.keys("3 j m");
        },
        read_again: &["/customers/cus__X71m4oz4a0-7A5EmjcoFQ", "/cards?page=1"],
        look: "3",
        undone: &["● Visa", "Visa 4821"],
        done: &["● Mastercard", "MC 0064"],
        typed: None,
    }
    .meets_every_fault();
}

#[test]
fn cancelling_a_subscription() {
    Change {
        operation: "cancel_subscription",
        what: "cancel the subscription",
        prepare: |app| {
            app.keys("4 d");
        },
        read_again: &["/subscriptions?page=1"],
        look: "4",
        undone: &["◐ trial"],
        done: &["cancelling"],
        typed: None,
    }
    .meets_every_fault();
}

#[test]
fn what_was_gone_already_is_said_and_read_again() {
    for (keys, call, read) in [
        ("3 j d y enter", "delete_card", "/cards?page=1"),
        (
            "4 d y enter",
            "cancel_subscription",
            "/subscriptions?page=1",
        ),
    ] {
        let mut app = Harness::new();
        app.faults.arm(format!("next:{call}:404").parse().unwrap());
        app.keys(keys).sees("Already removed");
        app.sees_not("Not done").sees_not("Outcome unknown");
        let last = app.sent.iter().rposition(|sent| !sent.starts_with("GET"));
        let after = &app.sent[last.unwrap()..];
        assert!(after.iter().any(|sent| sent.ends_with(read)), "{after:?}");
        assert_eq!(app.writes.len(), 1, "{call}");
        app.keys("q");
        assert_eq!(app.effects.len(), 1, "nothing is left to ask about");
    }
}
