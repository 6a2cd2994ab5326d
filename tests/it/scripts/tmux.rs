//! The same in tmux, where it is installed: its table of widths is another one than the program's.
#![allow(clippy::print_stderr, reason = "a test that was skipped says so")]

use super::{SIZE, answer, assert_same, customers};
use crate::driver::wait_until;
use crate::pty::profiles::{home, shop};
use crate::rawserver::{Act, RawServer, json};
use std::io::ErrorKind;
use std::process::Command;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Is a tmux server of its own with the program in it.
struct Tmux {
    home: TempDir,
}

impl Tmux {
    /// Starts the program; none where there is no tmux.
    fn start(home: TempDir) -> Option<Self> {
        if Command::new("tmux")
            .arg("-V")
            .output()
            .is_err_and(|error| error.kind() == ErrorKind::NotFound)
        {
            return None;
        }
        let tmux = Self { home };
        let (width, height) = (SIZE.0.to_string(), SIZE.1.to_string());
        let program = format!(
            "env -u TMUX HOME={} {} -p shop",
            tmux.home.path().display(),
            env!("CARGO_BIN_EXE_pintui")
        );
        tmux.run(&["new-session", "-d", "-x", &width, "-y", &height, &program]);
        Some(tmux)
    }

    fn run(&self, args: &[&str]) -> String {
        let done = Command::new("tmux")
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC")
            .env_remove("TMUX")
            .arg("-S")
            .arg(self.home.path().join("tmux"))
            .args(["-f", "/dev/null"])
            .args(args)
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{args:?}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
        String::from_utf8(done.stdout).unwrap()
    }

    fn keys(&self, keys: &str) {
        let keys: Vec<&str> = keys.split_whitespace().collect();
        self.run(&[&["send-keys", "-t", "0"], &keys[..]].concat());
    }

    fn lines(&self) -> Vec<String> {
        let shown = self.run(&["capture-pane", "-p", "-t", "0"]);
        shown.lines().map(str::to_owned).collect()
    }

    fn wait_for(&self, text: &str) {
        wait_until(text, || self.lines().iter().any(|line| line.contains(text)));
    }

    /// Gives the lines of the list after the program drew all of them on an empty screen.
    fn fresh(&self) -> Vec<String> {
        let hints = self.lines().last().cloned().unwrap();
        self.run(&["send-keys", "-R", "-t", "0"]);
        wait_until("an empty screen", || {
            self.lines().iter().all(String::is_empty)
        });
        self.keys("C-l");
        // The last line is the last to be written.
        wait_until("the whole screen", || self.lines().last() == Some(&hints));
        self.list()
    }

    /// Gives the border below the list, which says on which row the cursor is.
    fn place(&self) -> Option<String> {
        let lines = self.lines();
        lines.get(lines.len().checked_sub(3)?).cloned()
    }

    /// Gives the lines of the list: what stands around it tells of the time.
    fn list(&self) -> Vec<String> {
        let lines = self.lines();
        lines.get(2..lines.len() - 3).unwrap_or_default().to_vec()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

#[test]
fn rows_that_move_and_go_leave_nothing_in_tmux() {
    let runtime = Runtime::new().unwrap();
    let customers = customers();
    let all = customers.len();
    let server = runtime.block_on(RawServer::start(move |request| {
        Act::Keep(json(200, &answer(&customers, &request.path).to_string()))
    }));
    let address = format!("127.0.0.1:{}", server.port);
    let Some(tmux) = Tmux::start(home(&shop(&address), "k\n")) else {
        eprintln!("SKIPPED: tmux is not installed, so nothing was held against it");
        return;
    };
    tmux.wait_for(&format!("1/{all} "));
    tmux.keys("z");
    wait_until("the list alone", || {
        !tmux.lines().concat().contains("Token ")
    });
    for keys in [
        "j j j", "G", "k k", "g", "C-d", "C-d", "C-u", "C-f", "C-f", "g",
    ] {
        let before = tmux.place();
        tmux.keys(keys);
        wait_until("another row", || tmux.place() != before);
        assert_same(&tmux.list(), &tmux.fresh(), keys);
    }
    let unfiltered = format!("/{all} ");
    for (keys, seen) in [
        ("/ p 0 0", "1/10 "),
        ("BSpace", "1/100 "),
        ("3", "1/10 "),
        ("2", "1/1 "),
        ("C-u", &unfiltered),
    ] {
        tmux.keys(keys);
        tmux.wait_for(seen);
        assert_same(&tmux.list(), &tmux.fresh(), keys);
    }
}
