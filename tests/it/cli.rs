//! The command line, run as a person or a script runs it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::float_arithmetic,
    reason = "a test may fail"
)]
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use tempfile::TempDir;

pub fn pintui(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pintui"));
    command.env_clear().env("HOME", home).current_dir(home);
    if let Some(profile) = std::env::var_os("LLVM_PROFILE_FILE") {
        command.env("LLVM_PROFILE_FILE", profile);
    }
    command.stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    pintui(home.path()).args(args).output().unwrap()
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn help_and_version_need_no_terminal_and_no_config() {
    let help = run(&["--help"]);
    assert!(help.status.success());
    let words = text(&help.stdout);
    for flag in [
        "--profile",
        "--mode",
        "--base-url",
        "--config",
        "--fault",
        "--ascii",
        "--no-mouse",
        "HTTPS_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "PINTUI_API_KEY",
    ] {
        assert!(words.contains(flag), "{flag} is missing in {words}");
    }
    let version = run(&["--version"]);
    assert_eq!(
        text(&version.stdout),
        concat!("pintui ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn every_exit_code_of_sync_is_in_its_help_and_in_the_readme() {
    let help = run(&["sync", "--help"]);
    let readme = include_str!("../../README.md").replace('\n', " ");
    let of = |words: &str, end: &str| {
        let words = words.split_once("xit codes:").expect("the codes").1;
        let sentence = words.split_once(end).expect("an end").0;
        let numbers = sentence.split(|c: char| !c.is_ascii_digit());
        let mut codes: Vec<u32> = numbers.filter_map(|n| n.parse().ok()).collect();
        codes.sort_unstable();
        codes
    };
    let said = text(&help.stdout)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let codes = of(&said, ". ");
    assert_eq!(codes, [0, 1, 2, 3, 4, 5, 6, 7, 130, 143], "{said}");
    assert_eq!(of(&readme, "</details>"), codes);
}

#[test]
fn no_flag_takes_a_secret() {
    for args in [
        ["--api-key", "x"],
        ["--key", "x"],
        ["--number", "x"],
        ["--cvc", "x"],
    ] {
        assert_eq!(run(&args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn without_a_terminal_it_says_so() {
    let out = run(&[]);
    assert_eq!(out.status.code(), Some(2));
    assert!(out.stdout.is_empty());
    assert!(
        text(&out.stderr).contains("needs a full terminal"),
        "{out:?}"
    );
}

/// Starts a sandbox with the key `k` and gives it, its output and its address, once it can be called.
pub fn serve(home: &Path, args: &[&str]) -> (Child, BufReader<ChildStdout>, String) {
    let mut child = pintui(home)
        .args(["sandbox", "serve", "--api-key", "k"])
        .args(args)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let address = line
        .strip_prefix("listening on http://")
        .and_then(|rest| rest.strip_suffix("/1\n"))
        .unwrap_or_else(|| panic!("it said {line:?}"))
        .to_owned();
    (child, out, address)
}

/// Is a sandbox that another program started.
pub struct Served {
    child: Child,
    out: BufReader<ChildStdout>,
    pub address: String,
    home: TempDir,
}

impl Served {
    pub fn start(args: &[&str]) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), args)
    }

    fn start_in(home: TempDir, args: &[&str]) -> Self {
        let (child, out, address) = serve(home.path(), args);
        Self {
            child,
            out,
            address,
            home,
        }
    }

    fn ask(&self, method: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Basic azo=\r\nConnection: close\r\n\r\n",
            self.address
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Ends it by a signal and gives what else it had to say.
    pub fn end(mut self, signal: Signal) -> (Option<i32>, String, TempDir) {
        let pid = Pid::from_raw(self.child.id().try_into().unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
        let code = self.child.wait().unwrap().code();
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        (code, rest, self.home)
    }
}

/// Gives the token of the first customer in a page.
fn first_token(page: &str) -> &str {
    let at = page
        .find("cus_")
        .unwrap_or_else(|| panic!("no customer in {page}"));
    page[at..].split('"').next().unwrap()
}

#[test]
fn a_served_sandbox_answers_and_ends_on_a_signal() {
    for signal in [Signal::TERM, Signal::INT] {
        let served = Served::start(&["--customers", "3", "--in-memory"]);
        assert!(
            served
                .ask("GET", "/1/customers")
                .starts_with("HTTP/1.1 200")
        );
        let (code, rest, home) = served.end(signal);
        assert_eq!((code, rest.as_str()), (Some(0), ""));
        assert_eq!(home.path().read_dir().unwrap().count(), 0, "it kept files");
    }
}

#[test]
fn a_served_sandbox_keeps_changes_until_it_is_reset() {
    let served = Served::start(&[]);
    let page = served.ask("GET", "/1/customers");
    let token = first_token(&page);
    let deleted = served.ask("DELETE", &format!("/1/customers/{token}"));
    assert!(deleted.starts_with("HTTP/1.1 204"), "{deleted}");
    let (_, _, home) = served.end(Signal::TERM);

    let served = Served::start_in(home, &[]);
    assert_ne!(first_token(&served.ask("GET", "/1/customers")), token);
    let (_, _, home) = served.end(Signal::TERM);

    let reset = pintui(home.path())
        .args(["sandbox", "reset"])
        .output()
        .unwrap();
    assert!(reset.status.success(), "{reset:?}");
    let served = Served::start_in(home, &[]);
    assert_eq!(first_token(&served.ask("GET", "/1/customers")), token);
    served.end(Signal::TERM);
}

#[test]
fn a_fault_can_be_armed_from_the_start() {
    let served = Served::start(&["--in-memory", "--fault", "next:list_customers:500"]);
    assert!(
        served
            .ask("GET", "/1/customers")
            .starts_with("HTTP/1.1 500")
    );
    assert!(
        served
            .ask("GET", "/1/customers")
            .starts_with("HTTP/1.1 200")
    );
    served.end(Signal::TERM);
    let wrong = run(&[
        "sandbox",
        "serve",
        "--api-key",
        "k",
        "--in-memory",
        "--fault",
        "nonsense",
    ]);
    assert_eq!(wrong.status.code(), Some(2), "{wrong:?}");
}

#[test]
fn a_sandbox_is_not_served_to_others() {
    for address in ["0.0.0.0:0", "192.0.2.1:80", "[::]:0", "example.com:80"] {
        let out = run(&["sandbox", "serve", "--api-key", "k", "--listen", address]);
        assert_eq!(out.status.code(), Some(2), "{address}");
        assert!(out.stdout.is_empty());
    }
}

#[test]
fn a_port_that_is_taken_or_a_broken_data_file_is_told_before_it_says_that_it_listens() {
    let served = Served::start(&["--in-memory"]);
    let serve = ["sandbox", "serve", "--api-key", "k"];
    let home = tempfile::tempdir().unwrap();
    let mut second = pintui(home.path());
    let taken = second
        .args(serve)
        .args(["--listen", &served.address])
        .output()
        .unwrap();
    let told = text(&taken.stderr);
    assert_eq!(taken.status.code(), Some(1), "{told}");
    assert!(
        told.contains(&served.address) && told.contains("in use"),
        "{told}"
    );
    assert!(taken.stdout.is_empty());
    assert!(
        served
            .ask("GET", "/1/customers")
            .starts_with("HTTP/1.1 200")
    );
    served.end(Signal::TERM);

    let (_, _, home) = Served::start(&[]).end(Signal::TERM);
    let file = home.path().join(".local/share/pintui/sandbox.sqlite3");
    std::fs::write(&file, "no database at all".repeat(100)).unwrap();
    let broken = pintui(home.path()).args(serve).output().unwrap();
    let told = text(&broken.stderr);
    assert_eq!(broken.status.code(), Some(1), "{told}");
    assert!(told.contains("sandbox.sqlite3"), "{told}");
    assert!(broken.stdout.is_empty(), "it says that it listens");
}
