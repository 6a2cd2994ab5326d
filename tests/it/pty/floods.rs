//! Input that no keyboard sends: broken, endless, or meant to run keys. The program hears it, changes
//! nothing by it, and goes on.
use super::Term;
use crate::nasty::files;

/// Esc in the spelling that cannot be taken for the beginning of something longer.
const ESC: &str = "\x1b[27u";
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
    term.keys(PROBE);
    term.wait_until(&format!("an answer after {name}"), |screen| {
        screen.contents().contains("Ctrl-C again ")
    });
    let alive = term.child.try_wait().unwrap().is_none();
    assert!(alive, "{name} ended it");
}

/// Goes back to the list, whatever is open: Esc steps back and never quits.
fn step_back(term: &mut Term, name: &str) {
    term.keys(ESC.repeat(6));
    term.keys("g1");
    term.wait_until(&format!("the list after {name}"), |screen| {
        let text = screen.contents();
        text.contains("Customers 1,284")
            && text.contains("1/1,284")
            && !text.contains("again quits")
    });
}

/// Asserts that the newest requests are reads, and that no customer, card or subscription is gone.
fn assert_nothing_written(term: &mut Term, name: &str) {
    term.keys("@");
    term.wait_for("last 1,000 requests");
    let screen = term.lock().screen.screen().contents();
    for method in ["POST", "PUT", "DELETE"] {
        assert!(
            !screen.contains(method),
            "{name} sent a {method}:\n{screen}"
        );
    }
    term.keys(ESC);
    term.wait_until("the list again", |screen| {
        !screen.contents().contains("last 1,000 requests")
    });
}

/// Ends it as a person does; where something was typed into a form, it asks.
fn quit(mut term: Term) {
    term.keys("q");
    super::wait_until("the end, or the question before it", || {
        let screen = term.lock().screen.screen().contents();
        screen.contains("Quit pintui?") || term.child.try_wait().unwrap().is_some()
    });
    if term.child.try_wait().unwrap().is_none() {
        term.agree();
    }
    assert_eq!(term.exit_code(), 0);
    term.assert_restored();
    let bytes = term.bytes();
    super::judge::assert_own_sequences(&bytes);
    // The pasted number and key are shown by no box that they do not belong to.
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("4200000000000000"));
}

/// Asserts that a pasted card number is seen nowhere but in its own box, to which a form brings it.
fn assert_number_in_its_box(term: &Term, name: &str) {
    let screen = term.lock().screen.screen().contents();
    for line in screen.lines().filter(|line| line.contains("4200 0000")) {
        assert!(line.contains("Number"), "{name}: {line}");
    }
}

#[test]
fn a_flood_into_the_list_changes_nothing() {
    let mut term = Term::dashboard();
    term.wait_for("Customers 1,284");
    for (name, bytes) in floods() {
        term.keys(&bytes);
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
    term.wait_for("Customers 1,284");
    for (name, bytes) in floods() {
        term.keys("n");
        term.wait_for("New customer");
        term.keys(&bytes);
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
    term.wait_for("Customers 1,284");
    for (name, bytes) in floods() {
        term.keys("d");
        term.wait_for("Delete");
        term.keys(&bytes);
        hear_out(&mut term, &name);
        assert_number_in_its_box(&term, &name);
        step_back(&mut term, &name);
        assert_nothing_written(&mut term, &name);
    }
    quit(term);
}
