//! The keyboard stays alive, whatever the terminal sends.
use super::{Driver, Term};
use crate::input::ANSWERS;

const UNENDED: &str = "The paste never ended";

/// Waits until the list shows that a row is selected.
fn wait_for_row(term: &mut Term, row: usize, after: &str) {
    term.wait_for(&format!("row {row} after {after:?}"), |screen| {
        screen.contains(&format!("{row}/1,284"))
    });
}

#[test]
fn an_answer_of_the_terminal_does_nothing_and_the_next_key_is_heard() {
    let mut term = Term::dashboard();
    term.until("Customers 1,284");
    for (row, answer) in ANSWERS.iter().enumerate() {
        term.sends(answer);
        term.keys("j");
        wait_for_row(&mut term, row + 2, answer);
    }
    term.keys("/");
    term.sends(ANSWERS.concat());
    term.keys("'ada'");
    term.until("ada");
    for of_answers in ["rgb", "dead", "997", "XTerm", "ZGRk"] {
        let typed = term.screen().contains(of_answers);
        assert!(!typed, "{of_answers} was typed");
    }
    interrupt(term);
}

#[test]
fn an_unclosed_paste_is_said_and_the_next_key_is_heard() {
    let mut term = Term::dashboard();
    term.until("Customers 1,284");
    // The list takes a paste as a filter.
    term.sends("\x1b[200~dd\ry");
    term.until(UNENDED);
    term.keys("j");
    term.until("dd yj");
    term.sees_not("Delete");
    term.keys("esc esc esc g");
    term.wait_for("nothing said", |text| {
        !text.contains(UNENDED) && text.contains("1/1,284")
    });
    term.sends("\x1b[200~dd\ry\x03");
    term.until(UNENDED);
    interrupt(term);
}

#[cfg(target_os = "linux")]
#[test]
fn what_never_ends_takes_no_memory() {
    let mut term = Term::dashboard();
    term.until("Customers 1,284");
    term.until("as of");
    let endless = [
        ("\x1b[200~", "\x1b[201~"),
        ("\x1b]52;c;", "\x07"),
        ("\x1b[1;", "x"),
    ];
    for (row, (opener, end)) in endless.into_iter().enumerate() {
        let before = resident(&term);
        term.sends(opener);
        for _ in 0..256 {
            term.sends("1;".repeat(32 * 1024));
        }
        let grown = resident(&term).saturating_sub(before);
        assert!(grown < 8 * 1024, "{grown} KB more after {opener:?}");
        // The list takes the paste as a filter, which the first Esc closes.
        term.sends(end);
        term.keys("esc esc esc g").keys(&"j ".repeat(row + 1));
        wait_for_row(&mut term, row + 2, opener);
    }
    term.keys("esc q");
    assert_eq!(term.exit_code(), 0);
}

/// Gives how many KB of memory the program has.
#[cfg(target_os = "linux")]
fn resident(term: &Term) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", term.pid())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let words: Vec<&str> = line.unwrap().split_whitespace().collect();
    words[1].parse().unwrap()
}

/// Presses Ctrl-C until the dashboard ends, as it says.
fn interrupt(mut term: Term) {
    term.keys("ctrl-c");
    term.until("Ctrl-C again");
    term.keys("ctrl-c");
    term.ends_well();
}
