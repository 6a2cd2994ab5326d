//! Input that no keyboard sends: broken, endless, or meant to run keys. The program hears it, changes
//! nothing by it, and goes on.
use super::{Driver, Term};
use crate::nasty::files;

/// What ends a sequence that was cut off, and then a key that is answered wherever it is typed.
const PROBE: &str = "  \x03";

/// Gives the files, and a paste of a megabyte, which is too large to be one.
fn floods() -> Vec<(String, Vec<u8>)> {
    let mut floods = files("input");
    assert_eq!(floods.len(), 14);
    for (name, bytes) in &mut floods {
        // Many times what the queue of keys, or a box, holds.
        let most = match name.as_str() {
            "keys-autorepeat.bin" => 4_000,
            "form-long-name.bin" => 2_000,
            _ => continue,
        };
        bytes.truncate(most);
    }
    let paste = [
        b"\x1b[200~".to_vec(),
        b"Ada ".repeat(250_000),
        b"\x1b[201~".to_vec(),
    ];
    floods.push(("a paste of a megabyte".to_owned(), paste.concat()));
    floods
}

/// Waits until all of a flood was heard: the program answers the interrupt behind it.
fn hear_out(term: &mut Term, name: &str) {
    term.sends(PROBE);
    term.wait_for(&format!("an answer after {name}"), |screen| {
        screen.contains("Ctrl-C again ")
    });
    let alive = !term.has_ended();
    assert!(alive, "{name} ended it");
}

/// Goes back to the list, whatever is open: Esc steps back and never quits.
fn step_back(term: &mut Term, name: &str) {
    term.keys(&"esc ".repeat(6));
    term.keys("g 1");
    term.wait_for(&format!("the list after {name}"), |text| {
        text.contains("Customers 1,284")
            && text.contains("1/1,284")
            && !text.contains("again quits")
    });
}

/// Asserts that the newest requests are reads, and that no customer, card or subscription is gone.
fn assert_nothing_written(term: &mut Term, name: &str) {
    term.keys("@");
    term.until("last 1,000 requests");
    let screen = term.screen();
    for method in ["POST", "PUT", "DELETE"] {
        assert!(
            !screen.contains(method),
            "{name} sent a {method}:\n{screen}"
        );
    }
    term.keys("esc");
    term.wait_for("the list again", |screen| {
        !screen.contains("last 1,000 requests")
    });
}

/// Ends it as a person does; where something was typed into a form, it asks.
fn quit(mut term: Term) {
    term.keys("q");
    super::wait_until("the end, or the question before it", || {
        let screen = term.screen();
        screen.contains("Quit pintui?") || term.has_ended()
    });
    if !term.has_ended() {
        term.yes();
    }
    term.ends_well();
    let bytes = term.bytes();
    super::judge::assert_own_sequences(&bytes);
    // The pasted number and key are shown by no box that they do not belong to.
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("4200000000000000"));
}

/// Asserts that a pasted card number is seen nowhere but in its own box, to which a form brings it.
fn assert_number_in_its_box(term: &Term, name: &str) {
    let screen = term.screen();
    for line in screen.lines().filter(|line| line.contains("4200 0000")) {
        assert!(line.contains("Number"), "{name}: {line}");
    }
}

#[test]
fn a_flood_into_the_list_changes_nothing() {
    let mut term = Term::dashboard();
    term.until("Customers 1,284");
    for (name, bytes) in floods() {
        term.sends(&bytes);
        hear_out(&mut term, &name);
        assert_number_in_its_box(&term, &name);
        step_back(&mut term, &name);
        assert_nothing_written(&mut term, &name);
    }
    quit(term);
}

#[test]
fn a_flood_into_a_form_changes_nothing() {
    let mut term = Term::dashboard();
    term.until("Customers 1,284");
    for (name, bytes) in floods() {
        term.keys("n");
        term.until("New customer");
        term.sends(&bytes);
        hear_out(&mut term, &name);
        assert_number_in_its_box(&term, &name);
        step_back(&mut term, &name);
        assert_nothing_written(&mut term, &name);
    }
    quit(term);
}

#[test]
fn a_flood_into_a_question_answers_it_with_no_more_than_no() {
    let mut term = Term::dashboard();
    term.until("Customers 1,284");
    for (name, bytes) in floods() {
        term.keys("d");
        term.until("Delete");
        term.sends(&bytes);
        hear_out(&mut term, &name);
        assert_number_in_its_box(&term, &name);
        step_back(&mut term, &name);
        assert_nothing_written(&mut term, &name);
    }
    quit(term);
}
