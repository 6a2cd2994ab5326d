//! A key command that asks the person something on the terminal.
use super::profiles::home;
use super::{Driver, Term, pintui, with_args};
use crate::cli::Served;
use rustix::process::Signal;

/// Asks for a word on the terminal, and prints the key for the right one.
const ASKS: &str =
    r#"printf 'Passphrase: ' >/dev/tty && read -r word </dev/tty && [ "$word" = open ] && echo k"#;

/// Opens a profile whose key comes from a command.
fn shop(served: &Served, command: &str) -> Term {
    let config = format!(
        "[profile.shop]\nmode = \"test\"\nbase_url = \"http://{}\"\nkey_command = '''{command}'''\n",
        served.address
    );
    let command = with_args(pintui(), &["--profile", "shop"]);
    Term::start_in(home(&config, ""), command, &[])
}

fn served() -> Served {
    Served::start(&["--customers", "3", "--seed", "7", "--in-memory"])
}

/// Waits until the question stands on the person's own screen.
fn wait_for_question(term: &mut Term) {
    term.wait_until("the question", |screen| {
        screen.contents().contains("Passphrase:") && !screen.alternate_screen()
    });
}

/// Waits until the dashboard is back and shows a text.
fn wait_for_dashboard(term: &mut Term, text: &str) {
    term.wait_until(text, |screen| {
        screen.alternate_screen() && screen.contents().contains(text)
    });
}

#[test]
fn a_command_that_asks_gets_the_screen_and_its_answer_runs_no_key() {
    let served = served();
    let mut term = shop(&served, ASKS);
    wait_for_question(&mut term);
    term.sees("Ctrl-C stops it");
    // These letters would open a customer, a form or a menu.
    term.keys("'open' enter");
    wait_for_dashboard(&mut term, "Customers 3");
    term.keys("j");
    term.until("2/3");
    term.quits();
    served.end(Signal::TERM);
}

#[test]
fn a_wrong_answer_gives_the_screen_back_and_the_reason() {
    let served = served();
    let mut term = shop(&served, ASKS);
    wait_for_question(&mut term);
    term.keys("d d enter");
    wait_for_dashboard(&mut term, "run it in a shell to see why");
    end(term, served);
}

#[test]
fn an_interrupt_stops_the_command_and_not_the_dashboard() {
    let served = served();
    let mut term = shop(&served, ASKS);
    wait_for_question(&mut term);
    term.keys("ctrl-c");
    wait_for_dashboard(&mut term, "SIGINT");
    end(term, served);
}

#[test]
fn a_command_that_needs_no_terminal_cannot_draw_on_it() {
    let served = served();
    let scribbles = "echo scribble >/dev/tty; echo scribble >&2; echo k";
    let mut term = shop(&served, scribbles);
    term.until("Customers 3");
    assert!(!String::from_utf8_lossy(&term.bytes()).contains("scribble"));
    end(term, served);
}

#[test]
fn a_signal_ends_the_program_while_the_terminal_is_lent() {
    let served = served();
    let mut term = shop(&served, &format!("stty -echo </dev/tty && {ASKS}"));
    wait_for_question(&mut term);
    term.signal(Signal::TERM);
    assert_eq!(term.exit_code(), 143);
    term.assert_restored();
    served.end(Signal::TERM);
}

/// Ends the dashboard as a person does, who closes what lies over the panes first.
fn end(mut term: Term, served: Served) {
    term.keys("esc q");
    term.ends_well();
    served.end(Signal::TERM);
}
