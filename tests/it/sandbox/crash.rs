//! The sandbox as a process that is killed, started twice on one file, or short of files.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use rustix::process::Signal;
use serde_json::Value;

use super::child::{Line, Serving};
use super::wire::{CARD, nested, text};

const BASE: usize = 30;
const ARGS: [&str; 2] = ["--customers", "30"];

/// A write of a customer.
enum Write {
    Make { card: String },
    Rename { customer: String, name: String },
    Delete { customer: String },
    Replace { customer: String },
}

/// Gives what a write answered, or nothing when the connection broke before.
fn answered(answer: io::Result<(u16, Value)>) -> Option<Value> {
    let (status, body) = answer.ok()?;
    assert!(matches!(status, 200 | 201 | 204), "{status} {body}");
    Some(body["response"].clone())
}

/// Tells each write and what it was answered.
type Tell = Sender<(Write, Value)>;

/// Makes a customer; gives its token, or the write that was not answered if one was begun.
fn make(line: &mut Line, email: &str, done: &Tell) -> Result<String, Option<Write>> {
    let card = answered(line.ask("POST", "/1/cards", CARD)).ok_or(None)?;
    let card = text(&card["token"]);
    let form = format!("email={email}@example.com&card_token={card}");
    let begun = Write::Make { card };
    let Some(made) = answered(line.ask("POST", "/1/customers", &form)) else {
        return Err(Some(begun));
    };
    let customer = text(&made["token"]);
    let _ended = done.send((begun, made));
    Ok(customer)
}

/// Makes customers, changes some and deletes some until the connection breaks; gives the write that was not answered.
fn write(address: &str, name: &str, done: &Tell) -> Option<Write> {
    let mut line = Line::open(address).ok()?;
    for number in 0_u32.. {
        let customer = match make(&mut line, &format!("{name}-{number}"), done) {
            Ok(customer) => customer,
            Err(unanswered) => return unanswered,
        };
        let path = format!("/1/customers/{customer}");
        let (next, method, form) = match number % 3 {
            0 => continue,
            1 => {
                let name = format!("{name} {number}");
                let form = format!("company={name}");
                (Write::Rename { customer, name }, "PUT", form)
            }
            _ => (Write::Delete { customer }, "DELETE", String::new()),
        };
        let Some(body) = answered(line.ask(method, &path, &form)) else {
            return Some(next);
        };
        let _ended = done.send((next, body));
    }
    None
}

/// Gives one customer card after card, which takes several steps each, until the connection breaks.
fn replace(address: &str, name: &str, done: &Tell) -> Option<Write> {
    let mut line = Line::open(address).ok()?;
    let customer = match make(&mut line, name, done) {
        Ok(customer) => customer,
        Err(unanswered) => return unanswered,
    };
    let path = format!("/1/customers/{customer}");
    loop {
        let next = Write::Replace {
            customer: customer.clone(),
        };
        let Some(body) = answered(line.ask("PUT", &path, &nested(CARD))) else {
            return Some(next);
        };
        let _ended = done.send((next, body));
    }
}

/// Lists all customers by their tokens.
fn everybody(line: &mut Line) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for page in 1.. {
        let list = line.get(&format!("/1/customers?page={page}"));
        let rows = list["response"].as_array().unwrap();
        all.extend(rows.iter().map(|row| (text(&row["token"]), row.clone())));
        if list["pagination"]["next"].is_null() {
            assert_eq!(list["pagination"]["count"], all.len());
            break;
        }
    }
    all
}

/// Everything that the sandbox has said it did.
#[derive(Default)]
struct Said {
    customers: BTreeMap<String, Value>,
    spent: Vec<String>,
    doubts: Vec<Write>,
}

impl Said {
    fn note(&mut self, write: Write, body: Value) {
        match write {
            Write::Make { card } => {
                self.spent.push(card);
                self.customers.insert(text(&body["token"]), body);
            }
            Write::Rename { customer, .. } | Write::Replace { customer } => {
                self.customers.insert(customer, body);
            }
            Write::Delete { customer } => {
                self.customers.remove(&customer);
            }
        }
    }

    /// Lets four connections write, and kills the sandbox when so many answers have come.
    fn write_and_kill(&mut self, mut serving: Serving, answers: usize) {
        let (done, seen) = channel();
        let write_as = |number| {
            let (address, done) = (serving.address.clone(), done.clone());
            let how = if number == 0 { write } else { replace };
            thread::spawn(move || how(&address, &format!("w{number}"), &done))
        };
        let writers: Vec<_> = (0..4).map(write_as).collect();
        drop(done);
        for (write, body) in seen.iter().take(answers) {
            self.note(write, body);
        }
        serving.signal(Signal::KILL);
        assert_eq!(serving.ended(), None);
        for writer in writers {
            self.doubts.extend(writer.join().unwrap());
        }
        for (write, body) in seen {
            self.note(write, body);
        }
    }

    /// Finds out which of the writes that were not answered were made: wholly, or not at all.
    fn settle(&mut self, line: &mut Line) {
        let all = everybody(line);
        for doubt in std::mem::take(&mut self.doubts) {
            match &doubt {
                Write::Make { card } => {
                    let found = all.values().find(|found| found["card"]["token"] == **card);
                    match found {
                        Some(made) => self.note(doubt, made.clone()),
                        None => self.spend(line, card),
                    }
                }
                // Either card may be the one: whether it is the only one is checked with all others.
                Write::Replace { customer } => {
                    let now = all[customer]["card"].clone();
                    self.customers.get_mut(customer).unwrap()["card"] = now;
                }
                Write::Rename { customer, name } => {
                    if all[customer]["company"] == **name {
                        self.customers.get_mut(customer).unwrap()["company"] = name.clone().into();
                    }
                }
                Write::Delete { customer } if !all.contains_key(customer) => {
                    self.note(doubt, Value::Null);
                }
                Write::Delete { .. } => {}
            }
        }
    }

    /// Spends a card token on a new customer: whatever was to take it has not.
    fn spend(&mut self, line: &mut Line, card: &str) {
        let form = format!("email=late@example.com&card_token={card}");
        let made = answered(line.ask("POST", "/1/customers", &form)).unwrap();
        self.note(
            Write::Make {
                card: card.to_owned(),
            },
            made,
        );
    }

    /// Holds what a sandbox holds now against what it has said.
    fn check(&self, line: &mut Line) {
        let mut all = everybody(line);
        for (token, customer) in &self.customers {
            assert_eq!(all.remove(token).as_ref(), Some(customer));
            let cards = line.get(&format!("/1/customers/{token}/cards"));
            assert_eq!(
                cards["response"],
                Value::from(vec![customer["card"].clone()])
            );
        }
        assert_eq!(
            all.len(),
            BASE,
            "customers that nobody made, or deleted ones"
        );
        for card in &self.spent {
            let form = format!("email=again@example.com&card_token={card}");
            let (status, body) = line.ask("POST", "/1/customers", &form).unwrap();
            assert_eq!(status, 400, "{body}");
        }
    }
}

/// Lets `SQLite` look through the data file below a home folder.
fn look_through(home: &Path) {
    let folder = home.join(".local/share/pintui");
    let names = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files: Vec<_> = names
        .filter(|path| path.extension().is_some_and(|end| end == "sqlite3"))
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let file = rusqlite::Connection::open(&files[0]).unwrap();
    let found: String = file
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(found, "ok");
}

#[test]
fn whatever_was_answered_outlives_a_kill_and_nothing_is_half_done() {
    let home = tempfile::tempdir().unwrap();
    let mut said = Said::default();
    for answers in [0, 1, 2, 5, 9, 14, 20, 27, 35, 44, 54, 65] {
        let serving = Serving::start(home.path(), &ARGS);
        let mut line = serving.line().unwrap();
        said.settle(&mut line);
        said.check(&mut line);
        look_through(home.path());
        said.write_and_kill(serving, answers);
    }
    let serving = Serving::start(home.path(), &ARGS);
    let mut line = serving.line().unwrap();
    said.settle(&mut line);
    said.check(&mut line);
    look_through(home.path());
    assert!(said.customers.len() > 30, "hardly anything was written");
}

#[test]
fn two_processes_that_write_to_one_file_at_once_lose_nothing() {
    let home = tempfile::tempdir().unwrap();
    let both = [(); 2].map(|()| Serving::start(home.path(), &ARGS));
    let write_to = |number: usize| {
        let address = both[number % 2].address.clone();
        thread::spawn(move || {
            let mut line = Line::open(&address).unwrap();
            let make = |turn| {
                let form = format!("email=w{number}-{turn}@example.com&{}", nested(CARD));
                let made = answered(line.ask("POST", "/1/customers", &form)).unwrap();
                line.get("/1/customers");
                (text(&made["token"]), made)
            };
            (0..25).map(make).collect::<BTreeMap<_, _>>()
        })
    };
    let writers: Vec<_> = (0..6).map(write_to).collect();
    let mut made = BTreeMap::new();
    for writer in writers {
        made.extend(writer.join().unwrap());
    }
    assert_eq!(made.len(), 150);
    for serving in &both {
        let mut all = everybody(&mut serving.line().unwrap());
        for (token, customer) in &made {
            assert_eq!(all.remove(token).as_ref(), Some(customer));
        }
        assert_eq!(all.len(), BASE);
    }
    look_through(home.path());
}

#[cfg(target_os = "linux")]
#[test]
fn short_of_files_it_sheds_silent_clients_and_answers_all_others() {
    let home = tempfile::tempdir().unwrap();
    let serving = Serving::start(home.path(), &ARGS);
    let mut first = serving.line().unwrap();
    first.get("/1/customers");
    serving.limit_files(24);
    let crowd: Vec<_> = (0..40).map(|_| serving.line().unwrap()).collect();
    while serving.files(24) < 24 {
        thread::yield_now();
    }
    let form = format!("email=a@example.com&{}", nested(CARD));
    assert_eq!(first.ask("POST", "/1/customers", &form).unwrap().0, 201);
    let mut late = serving.line().unwrap();
    let page = late.get("/1/customers");
    assert_eq!(page["pagination"]["count"], BASE + 1);
    drop(crowd);
    first.get("/1/customers");
}

#[cfg(target_os = "linux")]
#[test]
fn short_of_files_it_goes_on_with_whom_it_has_and_recovers() {
    let home = tempfile::tempdir().unwrap();
    let serving = Serving::start(home.path(), &ARGS);
    let mut first = serving.line().unwrap();
    first.get("/1/customers");
    serving.limit_files(24);
    // Whoever was answered is not silent, and makes no room.
    let mut crowd = Vec::new();
    while serving.files(24) < 24 {
        let mut line = serving.line().unwrap();
        line.get("/1/customers");
        crowd.push(line);
    }
    let form = format!("email=a@example.com&{}", nested(CARD));
    assert_eq!(first.ask("POST", "/1/customers", &form).unwrap().0, 201);
    let mut late = [(); 2].map(|()| serving.line().unwrap());
    for line in &mut late {
        line.send("GET", "/1/customers", "").unwrap();
    }
    // One place for two, neither of whom is silent: the second waits.
    crowd.pop();
    for line in &mut late {
        let (status, page) = line.answer().unwrap();
        assert_eq!(
            (status, &page["pagination"]["count"]),
            (200, &(BASE + 1).into())
        );
        crowd.pop();
    }
    for line in &mut crowd {
        line.get("/1/customers");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn short_of_files_one_newcomer_costs_one_silent_client_its_place() {
    let home = tempfile::tempdir().unwrap();
    let serving = Serving::start(home.path(), &ARGS);
    let mut first = serving.line().unwrap();
    first.get("/1/customers");
    let mut crowd = Vec::new();
    for files in serving.files(24)..24 {
        crowd.push(serving.line().unwrap());
        while serving.files(24) == files {
            thread::yield_now();
        }
    }
    // Those who left make no room where the limit falls behind them.
    crowd.truncate(crowd.len() - 2);
    while serving.files(24) > 22 {
        thread::yield_now();
    }
    serving.limit_files(22);
    let mut late = serving.line().unwrap();
    late.get("/1/customers");
    let mut crowd = crowd.iter_mut();
    let oldest = crowd.next().unwrap();
    assert!(oldest.ask("GET", "/1/customers", "").is_err());
    for line in crowd {
        line.get("/1/customers");
    }
    first.get("/1/customers");
}
