//! Suspend and resume.
use super::judge::assert_own_sequences;
use super::{Driver, Term, wait_until};
use portable_pty::CommandBuilder;
use rustix::process::{Signal, WaitId, WaitIdOptions, waitid};

fn wait_until_asleep(term: &Term) {
    let options = WaitIdOptions::STOPPED | WaitIdOptions::NOWAIT | WaitIdOptions::NOHANG;
    wait_until("the program to sleep", || {
        waitid(WaitId::Pid(term.pid()), options).is_ok_and(|status| status.is_some())
    });
}

#[test]
fn a_suspended_program_gives_the_screen_back_and_takes_it_again() {
    let mut term = Term::dashboard();
    term.signal(Signal::TSTP);
    wait_until_asleep(&term);
    term.assert_restored();
    term.sees_not("SANDBOX");
    let before = term.bytes().len();
    term.signal(Signal::CONT);
    term.wait_until("the dashboard again", |screen| {
        screen.alternate_screen() && screen.contents().contains("SANDBOX")
    });
    assert!(term.bytes().len() > before);
    term.quits();
    assert_own_sequences(&term.bytes());
}

#[test]
fn a_program_that_was_stopped_by_force_takes_the_screen_anew() {
    let mut term = Term::dashboard();
    term.signal(Signal::STOP);
    wait_until_asleep(&term);
    // The shell, or whatever ran meanwhile, left something else on the screen.
    term.scribble(b"\x1b[?1049l\x1b[2Jsomething else");
    term.signal(Signal::CONT);
    term.wait_until("the dashboard again", |screen| {
        screen.alternate_screen() && screen.contents().contains("SANDBOX")
    });
    term.quits();
}

#[test]
fn a_sleeping_program_that_is_told_to_end_does_so_when_it_wakes() {
    let mut term = Term::dashboard();
    term.signal(Signal::TSTP);
    wait_until_asleep(&term);
    term.signal(Signal::TERM);
    term.signal(Signal::CONT);
    assert_eq!(term.exit_code(), 143);
    term.assert_restored();
}

/// A shell with job control runs a program that runs ours, as `cargo run` does: both must sleep.
#[test]
fn the_suspend_key_gives_the_shell_back() {
    let script = "set -m; sh -c '\"$0\"; exit $?' \"$0\"; echo it sleeps; read line; fg";
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_pintui")]);
    let mut term = Term::start(command, &[]);
    term.until("SANDBOX");
    term.keys("ctrl-z");
    term.wait_until("the shell", |screen| {
        screen.contents().contains("it sleeps") && !screen.alternate_screen()
    });
    term.assert_restored();
    term.keys("enter");
    term.wait_until("the dashboard again", |screen| {
        screen.alternate_screen() && screen.contents().contains("SANDBOX")
    });
    term.quits();
}

#[test]
fn the_suspend_key_explains_where_there_is_no_shell() {
    let mut term = Term::dashboard();
    term.keys("ctrl-z");
    term.until("no shell to go back to");
    term.quits();
}
