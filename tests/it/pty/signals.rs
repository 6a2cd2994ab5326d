//! Signals that end the program, and a terminal that is gone.
use super::judge::assert_own_sequences;
use super::{Driver, Term, wait_until};
use rustix::process::Signal;
use std::time::{Duration, Instant};

fn ends_with(signal: Signal, code: u32) {
    let mut term = Term::dashboard();
    let sent = Instant::now();
    term.signal(signal);
    assert_eq!(term.exit_code(), code);
    assert!(sent.elapsed() < Duration::from_secs(5));
    term.assert_restored();
    assert_own_sequences(&term.bytes());
}

#[test]
fn a_request_to_end_restores_the_screen() {
    ends_with(Signal::TERM, 143);
}

#[test]
fn a_hang_up_restores_the_screen() {
    ends_with(Signal::HUP, 129);
}

#[test]
fn an_interrupt_from_outside_restores_the_screen() {
    ends_with(Signal::INT, 130);
}

#[test]
fn a_quit_signal_restores_the_screen_and_leaves_no_core() {
    ends_with(Signal::QUIT, 131);
}

#[test]
fn a_closed_window_ends_it() {
    let mut term = Term::dashboard();
    term.close();
    assert_eq!(term.exit_code(), 129);
}

/// A session of its own gets no SIGHUP, as behind `nohup` or a broken ssh: only the terminal tells.
#[cfg(target_os = "linux")]
#[test]
fn a_closed_window_ends_it_without_any_signal_and_without_spinning() {
    use portable_pty::CommandBuilder;
    let mut command = CommandBuilder::new("setsid");
    command.args(["-w", "sh", "-c"]);
    command.arg("\"$0\"; echo $? > code; times > times; mv code ended");
    command.arg(env!("CARGO_BIN_EXE_pintui"));
    let mut term = Term::start(command, &[]);
    term.until("SANDBOX");
    let closed = Instant::now();
    term.close();
    let ended = term.home().join("ended");
    wait_until("the end after the terminal closed", || ended.exists());
    assert!(closed.elapsed() < Duration::from_secs(5));
    assert_eq!(std::fs::read_to_string(ended).unwrap().trim(), "129");
    // The last line of `times` is the time that the children took: minutes, then seconds.
    let times = std::fs::read_to_string(term.home().join("times")).unwrap();
    let children = times.lines().last().unwrap();
    assert!(children.matches("0m").count() == 2, "{times}");
    let seconds = children.split_whitespace().map(|time| {
        let (_, seconds) = time.split_once('m').unwrap();
        seconds.trim_end_matches('s').parse::<f64>().unwrap()
    });
    assert!(seconds.sum::<f64>() < 3.0, "{times}");
}

#[test]
fn a_terminal_that_takes_no_more_bytes_does_not_keep_it_alive() {
    let mut term = Term::dashboard();
    term.stall();
    // Each redraw is some kilobytes; the terminal's buffer is full after a few.
    for _ in 0..100 {
        term.keys("ctrl-l");
        std::thread::yield_now();
    }
    term.signal(Signal::TERM);
    assert_eq!(term.exit_code(), 143);
}
