//! What a person sees of it: a line on a terminal, plain lines elsewhere.
use super::{Home, host};
use crate::driver::{Driver, Term, pintui, with_args};
use crate::rawserver::{Act, RawServer};
use rustix::process::Signal;
use std::sync::Arc;

/// Shows the widest that a screen line is, of all that was drawn.
fn widest(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let plain = text.replace("\x1b[2K", "\r");
    let lines = plain.split(['\r', '\n']);
    // The last lines, which stay, may wrap as any text does.
    let drawn = lines.filter(|line| line.contains(" of 4,000") && !line.contains("Stopped"));
    drawn
        .map(unicode_width::UnicodeWidthStr::width)
        .max()
        .unwrap_or(0)
}

async fn slow() -> RawServer {
    let never = Arc::new(tokio::sync::Semaphore::new(0));
    RawServer::start(move |request| {
        if request.path.ends_with("=60") {
            Act::When(Arc::clone(&never), Vec::new())
        } else {
            host(request, 4_000)
        }
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_narrow_terminal_gets_a_line_that_fits_and_keeps_its_cursor() {
    let server = slow().await;
    let home = Home::at(&format!("127.0.0.1:{}", server.port));
    tokio::task::block_in_place(|| {
        let env = [("HOME", home.path().to_str().unwrap()), ("NO_COLOR", "1")];
        let script = "stty cols 40; exec \"$0\" sync --profile shop";
        let mut shell = portable_pty::CommandBuilder::new("/bin/sh");
        shell.args(["-c", script, env!("CARGO_BIN_EXE_pintui")]);
        let mut term = Term::start(shell, &env);
        term.until("1,475 of 4,000");
        term.signal(Signal::INT);
        assert_eq!(term.exit_code(), 130);
        term.until("Stopped at 1,475 of 4,000");
        term.assert_restored();
        let bytes = term.bytes();
        assert!((1..=40).contains(&widest(&bytes)), "{}", widest(&bytes));
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("\x1b[?25l"), "it hides the cursor");
        assert!(!text.contains("\x1b[3"), "it has colours: {text:?}");
        assert!(!text.contains(super::KEY));
        let screen = term.screen();
        assert_eq!(screen.matches("of 4,000").count(), 1, "{screen}");
    });
}

#[test]
fn a_terminal_that_cannot_draw_gets_plain_lines() {
    let args = ["sync", "--customers", "300"];
    let mut term = Term::start(with_args(pintui(), &args), &[("TERM", "dumb")]);
    term.until("Synced 300 of 300 customers");
    assert_eq!(term.exit_code(), 0);
    assert!(!term.bytes().contains(&0x1b));
}

#[test]
fn a_wide_terminal_is_left_with_what_was_read() {
    let args = ["sync", "--customers", "300"];
    let mut term = Term::start(with_args(pintui(), &args), &[]);
    term.until("Synced 300 of 300 customers");
    term.ends_well();
    let screen = term.screen();
    assert_eq!(screen.trim_end().lines().count(), 2, "{screen}");
}

#[test]
fn who_wants_quiet_hears_nothing() {
    let args = ["sync", "--customers", "300", "--quiet"];
    let mut term = Term::start(with_args(pintui(), &args), &[]);
    assert_eq!(term.exit_code(), 0);
    assert_eq!(term.bytes(), b"");
}
