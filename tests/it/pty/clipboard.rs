//! Copying: through the terminal, through tmux, and what tmux may see.
use super::{Driver, Term, pintui, with_args};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pintui::runtime::clipboard::{Route, request};
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// Puts a tmux of our own before the others, and gives the search path.
fn fake_tmux(folder: &std::path::Path, script: &str) -> String {
    let tmux = folder.join("tmux");
    fs::write(&tmux, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&tmux, fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:{}", folder.display(), std::env::var("PATH").unwrap())
}

/// Copies the token of the customer that the cursor is on.
fn copy_token(term: &mut Term) {
    term.until("Zoë");
    term.keys("y");
    term.until("Token");
    term.keys("enter");
}

#[test]
fn the_terminal_is_asked_to_take_the_text() {
    let mut term = Term::dashboard();
    copy_token(&mut term);
    let start = format!("\x1b]52;c;{}", STANDARD.encode("cus"));
    term.wait_for_bytes(&start);
    term.quits();
}

#[test]
fn tmux_is_handed_the_text_and_not_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = fake_tmux(
        folder.path(),
        "echo \"$@\" > \"$HOME/args\"; env > \"$HOME/env\"; cat > \"$HOME/text\"; mv \"$HOME/text\" \"$HOME/taken\"",
    );
    let env = [
        ("PATH", path.as_str()),
        ("TMUX", "/x,1,0"),
        ("PINTUI_API_KEY", "kept-to-ourselves"),
    ];
    let mut term = Term::start(with_args(pintui(), &["--profile", "sandbox"]), &env);
    copy_token(&mut term);
    let taken = term.home().join("taken");
    super::wait_until("tmux to take the text", || taken.exists());
    let read = |name| fs::read_to_string(term.home().join(name)).unwrap();
    assert!(read("taken").starts_with("cus_"));
    assert_eq!(read("args").trim(), "load-buffer -w -");
    assert!(!read("env").contains("kept-to-ourselves"));
    term.quits();
    assert!(!String::from_utf8_lossy(&term.bytes()).contains("\x1b]52"));
}

#[test]
fn a_tmux_that_refuses_is_gone_around() {
    let folder = tempfile::tempdir().unwrap();
    let path = fake_tmux(folder.path(), "cat > /dev/null; exit 1");
    let mut term = Term::start(pintui(), &[("PATH", &path), ("TMUX", "/x,1,0")]);
    copy_token(&mut term);
    let text = STANDARD.encode("cus");
    term.wait_for_bytes(&format!("\x1bPtmux;\x1b\x1b]52;c;{text}"));
    term.quits();
}

#[test]
fn the_route_is_found_by_the_environment() {
    let route = |set: &'static [(&str, &str)]| {
        Route::find(|name| {
            let found = set.iter().find(|(known, _)| *known == name)?;
            Some(found.1.into())
        })
    };
    assert_eq!(route(&[]), Route::Terminal);
    assert_eq!(route(&[("TMUX", "")]), Route::Terminal);
    assert_eq!(route(&[("TMUX", "/x,1,0"), ("STY", "1.x")]), Route::Tmux);
    assert_eq!(route(&[("STY", "1.x")]), Route::GnuScreen);
}

#[test]
fn requests_are_whole_wrapped_or_refused() {
    let text = "x".repeat(1000);
    let plain = request(&text, Route::Terminal).unwrap();
    let body = STANDARD.encode(&text);
    assert_eq!(plain, format!("\x1b]52;c;{body}\x1b\\").into_bytes());

    let wrapped = String::from_utf8(request(&text, Route::GnuScreen).unwrap()).unwrap();
    let pieces: Vec<&str> = wrapped.split_terminator("\x1b\\").collect();
    assert!(pieces.len() > 1);
    let inside: String = pieces
        .iter()
        .map(|piece| piece.strip_prefix("\x1bP").unwrap())
        .collect();
    assert_eq!(inside, format!("\x1b]52;c;{body}\x07"));

    let why = request(&"x".repeat(80_000), Route::Terminal).unwrap_err();
    assert!(why.contains("80000"), "{why}");
}
