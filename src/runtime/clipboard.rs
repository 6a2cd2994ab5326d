//! The way to the person's clipboard, also over ssh and inside a terminal multiplexer.
//!
//! The terminal is asked to take the text (OSC 52), for it is the one program that runs where the
//! person sits. tmux by default takes no such request from a program, but a command of its own does
//! the same; GNU screen passes the request on when it is wrapped.
use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The longest text; with its encoding a request stays below the 100,000 bytes that common
/// terminals take.
const LONGEST: usize = 74_000;
/// GNU screen takes no longer wrapped piece.
const PIECE: usize = 240;
/// How long tmux may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// What stands between the program and the person's terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    Terminal,
    Tmux,
    GnuScreen,
}

impl Route {
    /// Finds the route by the environment, which is passed in so that tests need not change theirs.
    pub fn find(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name| variable(name).is_some_and(|value| !value.is_empty());
        if set("TMUX") {
            Self::Tmux
        } else if set("STY") {
            Self::GnuScreen
        } else {
            Self::Terminal
        }
    }
}

/// Returns the bytes that ask the terminal to take the text; the error is a sentence for the person.
pub fn request(text: &str, route: Route) -> Result<Vec<u8>, String> {
    if text.len() > LONGEST {
        return Err(format!(
            "Not copied: a terminal takes at most {LONGEST} bytes, this is {}",
            text.len()
        ));
    }
    let mut plain = Vec::new();
    queue!(plain, CopyToClipboard::to_clipboard_from(text))
        .map_err(|error| format!("Not copied: {error}"))?;
    Ok(match route {
        Route::Terminal => plain,
        // A tmux that was told to take requests reads the plain one; an older one passes on only
        // the wrapped one. Both set the same text.
        Route::Tmux => [plain.clone(), wrapped_for_tmux(&plain)].concat(),
        Route::GnuScreen => wrapped_for_screen(&plain),
    })
}

fn wrapped_for_tmux(plain: &[u8]) -> Vec<u8> {
    let mut wrapped = b"\x1bPtmux;".to_vec();
    for &byte in plain {
        if byte == 0x1b {
            wrapped.push(byte);
        }
        wrapped.push(byte);
    }
    wrapped.extend_from_slice(b"\x1b\\");
    wrapped
}

fn wrapped_for_screen(plain: &[u8]) -> Vec<u8> {
    // The request's own end (ESC \) would end the wrapping, so it ends with BEL instead.
    let body = plain.strip_suffix(b"\x1b\\").unwrap_or(plain);
    let request = [body, b"\x07"].concat();
    request
        .chunks(PIECE)
        .flat_map(|piece| [b"\x1bP".as_slice(), piece, b"\x1b\\"].concat())
        .collect()
}

/// Hands the text to tmux, which hands it to the person's terminal; blocks for two seconds at most.
pub fn hand_to_tmux(text: &str) -> io::Result<()> {
    let mut tmux = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .env_remove("PINTUI_API_KEY")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let fed = tmux.stdin.take().map_or(Ok(()), |mut input| {
        // It is closed here, which is how tmux learns that the text has ended.
        input.write_all(text.as_bytes())
    });
    // Also one that stopped listening is waited for, or it would stay behind as a zombie.
    wait(&mut tmux).and(fed)
}

fn wait(child: &mut Child) -> io::Result<()> {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait()? {
            return if status.success() {
                Ok(())
            } else {
                Err(io::Error::other("tmux refused"))
            };
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.kill()?;
    child.wait()?;
    Err(io::ErrorKind::TimedOut.into())
}
