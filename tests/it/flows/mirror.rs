//! The start from a mirror: what is there before any answer, and what the answers make of it.
use crate::driver::{Driver, Harness, Start};
use pintui::mirror::disk::{Disk, MOST_BYTES};
use pintui::sandbox::Store;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// The first page, which never comes until it is let through.
const FIRST_PAGE: Option<&str> = Some("GET /customers?page=1");

/// A page in the midst of a first reading.
const PAGE_13: Option<&str> = Some("GET /customers?page=13");

/// Gives a folder with a mirror that a first run has filled.
fn filled(customers: u32) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pintui/mirror.sqlite3");
    run(&file, &folder, customers);
    (folder, file)
}

fn run(file: &Path, folder: &TempDir, customers: u32) {
    let mut app = start(file, folder, customers, None);
    app.sees_not("mirror");
    app.quit();
}

fn start(file: &Path, folder: &TempDir, customers: u32, hold: Option<&'static str>) -> Harness {
    Harness::start(Start {
        customers,
        hold,
        mirror: Some(file.to_owned()),
        store: Store::File(folder.path().join("records.sqlite3")),
        ..Start::default()
    })
}

/// Answers a question that has been read by now; its 300 ms of deafness pass first.
fn yes(app: &mut Harness) {
    app.until_gone("Reading");
    app.advance(Duration::from_millis(400));
    app.yes();
}

/// Finds one customer while nothing is answered.
fn search(app: &mut Harness, text: &str) {
    app.press("/");
    for letter in text.chars() {
        app.press(&letter.to_string());
    }
    app.sees("Customers 1 of 60");
}

#[test]
fn customers_are_there_before_any_answer_and_their_age_is_said() {
    let (folder, file) = filled(60);
    let mut app = start(&file, &folder, 60, FIRST_PAGE);
    app.until("Zoë Featherstone")
        .sees("Customers 60")
        .sees("from the mirror, as of 12:00 · 1/60")
        .sees("60 customers · from the mirror, as of 12:00");
    // The details of the chosen one are not taken from there: they are asked for at once.
    app.until("Cards 2");
    assert!(
        app.sent
            .iter()
            .any(|sent| sent.starts_with("GET /customers/cus_") && !sent.contains("/cards"))
    );
    search(&mut app, "featherstone");
    app.press("esc").release().settle();
    // The newest are read; the others are known, and not older than a day.
    assert_eq!(pages(&app), ["GET /customers?page=1"]);
    app.sees("from the mirror, as of 12:00 · 1/60");
    app.keys("R").sees_not("mirror").sees("Customers 60");
    assert_eq!(pages(&app).len(), 5);
}

/// Gives the pages of the list that were asked for.
fn pages(app: &Harness) -> Vec<&String> {
    let is_page = |sent: &&String| sent.starts_with("GET /customers?page=");
    app.sent.iter().filter(is_page).collect()
}

#[test]
fn more_customers_than_one_batch_come_in_the_background() {
    let (folder, file) = filled(1_284);
    let mut app = start(&file, &folder, 1_284, FIRST_PAGE);
    app.until("Zoë Featherstone").until("Customers 1,284");
    app.press("G").sees("1,284/1,284").sees("from the mirror");
    app.release().settle();
    app.sees("1,284/1,284").keys("R");
    app.sees("1,284/1,284").sees_not("mirror");
}

#[test]
fn what_was_changed_elsewhere_is_set_right_by_the_pass() {
    let (folder, file) = filled(60);
    let mut other = Harness::start(Start {
        store: Store::File(folder.path().join("records.sqlite3")),
        ..Start::default()
    });
    other.press("e").press("tab").press("tab").types("haugh");
    other.press("ctrl-s");
    yes(&mut other);
    other.until("Customer saved").keys("j");
    let deleted = other.chosen();
    other.press("d");
    yes(&mut other);
    other.until("Customer deleted").answers();
    drop(other);

    let mut app = start(&file, &folder, 60, FIRST_PAGE);
    app.until("Zoë Featherstone")
        .sees(&deleted)
        .sees("Customers 60");
    app.release().settle();
    // Whom the cursor is on was read, and the first page; nobody looked for one who is missing from it.
    app.sees("Zoë Featherstonehaugh").sees(&deleted);
    app.keys("R");
    app.sees("Zoë Featherstonehaugh")
        .sees_not(&deleted)
        .sees("Customers 59");
    app.quit();
    let (disk, _) = Disk::open(&file, MOST_BYTES).unwrap();
    assert_eq!(disk.count().unwrap(), 59);
    let newest = disk.seen(None, 1).unwrap().0;
    assert_eq!(newest[0].customer.name(), "Zoë Featherstonehaugh");
}

#[test]
fn what_is_changed_here_is_kept_at_once() {
    let (folder, file) = filled(60);
    let mut app = start(&file, &folder, 60, None);
    app.press("e").press("tab").press("tab").types("haugh");
    app.press("ctrl-s");
    yes(&mut app);
    app.until("Customer saved").keys("j");
    let deleted = app.chosen();
    app.press("d");
    yes(&mut app);
    app.until("Customer deleted");
    app.quit();
    let mut app = start(&file, &folder, 60, FIRST_PAGE);
    app.until("Zoë Featherstonehaugh")
        .sees("Customers 59")
        .sees("from the mirror")
        .sees_not(&deleted);
}

#[test]
fn with_a_refused_key_reading_goes_on_and_says_how_old_it_is() {
    let (folder, file) = filled(60);
    let mut app = start(&file, &folder, 60, FIRST_PAGE);
    app.until("Zoë Featherstone");
    app.faults.arm("every-1:any:401".parse().unwrap());
    app.press("r").until("not accepted");
    app.advance(Duration::from_secs(3 * 24 * 3600)).keys("esc");
    app.sees("stale, from the mirror, as of 23 Nov 12:00 · 1/60")
        .sees("Customers 60");
    search(&mut app, "featherstone");
    // Where there is less room it is stale all the same, to the last letter; a clock that was set back makes the time
    // one that has yet to come.
    app.resize(80, 24);
    app.sees("stale, as of 23 Nov 12:00 · ");
    app.set_back(Duration::from_secs(400 * 24 * 3600));
    app.sees("stale, 23 Nov 26 12:00 · ");
}

#[test]
fn a_narrow_border_has_room_for_where_and_when() {
    let (folder, file) = filled(60);
    let mut app = Harness::start(Start {
        size: (80, 24),
        hold: FIRST_PAGE,
        mirror: Some(file),
        store: Store::File(folder.path().join("records.sqlite3")),
        ..Start::default()
    });
    app.until("Zoë Featherstone")
        .sees("mirror, as of 12:00 · 1/60");
}

#[test]
fn cards_subscriptions_and_charges_are_there_before_any_answer_once_they_were_read() {
    let (folder, file) = filled(60);
    let mut app = start(&file, &folder, 60, FIRST_PAGE);
    app.faults.arm("every-1:any:401".parse().unwrap());
    app.until("Zoë Featherstone")
        .until("XXXX-XXXX-XXXX-4821")
        .sees("Cards 2")
        .sees("trial until 07 Dec 26")
        .sees("Charges 3")
        .sees("A$46.80");
    // Nobody looked at the second one in the run before.
    app.press("esc").press("j").sees("▶  Thị Mai Nguyễn");
    app.sees("Cards ─").sees_not("4821 04/29");
}

#[test]
fn people_are_found_by_subscriptions_that_an_earlier_run_has_read() {
    let (folder, file) = filled(60);
    let mut app = start(&file, &folder, 60, FIRST_PAGE);
    app.until("Zoë Featherstone").press("/");
    for letter in "sub:trial".chars() {
        app.press(&letter.to_string());
    }
    app.until("subscriptions as of 12:00").sees("▶  Zoë");
    app.sees_not("not read yet");
}

#[test]
fn who_is_deleted_leaves_nothing_in_the_mirror() {
    let (folder, file) = filled(60);
    let mut app = start(&file, &folder, 60, None);
    app.press("d");
    yes(&mut app);
    app.until("Customer deleted").answers();
    app.quit();
    let bytes = std::fs::read(&file).unwrap();
    for trace in ["featherstone", "Studio Pass", "4821-"] {
        let is_there = bytes
            .windows(trace.len())
            .any(|part| part == trace.as_bytes());
        assert!(!is_there, "{trace}");
    }
}

#[test]
fn of_two_instances_one_reads_and_the_other_shows_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pintui/mirror.sqlite3");
    let mut one = start(&file, &folder, 1_284, PAGE_13);
    one.until("300 of 1,284 customers");
    let mut other = start(&file, &folder, 1_284, None);
    other.sees("Another pintui is reading the customers");
    assert!(other.sent.iter().all(|sent| !sent.contains("?page=13")));
    assert!(pages(&other).is_empty());
    one.release().settle();
    one.sees("Customers 1,284").sees_not("of 1,284");
    // It looks once a second; then it reads what is new itself.
    other
        .until("Customers 1,284")
        .until_gone("Another pintui")
        .settle();
    assert_eq!(pages(&other), ["GET /customers?page=1"]);
}

#[test]
fn a_reading_that_was_interrupted_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pintui/mirror.sqlite3");
    let mut app = start(&file, &folder, 1_284, PAGE_13);
    app.until("300 of 1,284 customers").press("ctrl-c");
    app.release().answers();
    let read = pages(&app).len();
    app.quit();
    let mut app = start(&file, &folder, 1_284, None);
    app.sees("Customers 1,284").sees_not("of 1,284");
    // The newest, the last page of before once more, and the first once more at the end.
    assert_eq!(pages(&app).len(), 52 - read + 3, "{:?}", pages(&app));
}

#[test]
fn one_that_was_stopped_stands_in_nobodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pintui/mirror.sqlite3");
    let mut one = start(&file, &folder, 1_284, PAGE_13);
    one.until("300 of 1,284 customers").press("ctrl-c");
    one.release().answers();
    let mut other = start(&file, &folder, 1_284, None);
    other.sees("Customers 1,284").sees_not("of 1,284");
    // What the other has read is seen where the first looks again, and needs not be read.
    let read = pages(&one).len();
    one.advance(Duration::from_secs(3)).press("ctrl-c").settle();
    one.sees("Customers 1,284").sees_not("of 1,284");
    assert_eq!(pages(&one).len(), read + 1, "the newest alone");
}
