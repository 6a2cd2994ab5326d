//! A sandbox in a process of its own, and a connection to it that waits for each answer.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
#[cfg(target_os = "linux")]
use rustix::process::{Resource, Rlimit, prlimit};
use serde_json::Value;

use crate::cli;

pub struct Serving {
    process: Child,
    _out: BufReader<ChildStdout>,
    pub address: String,
}

impl Serving {
    pub fn start(home: &Path, args: &[&str]) -> Self {
        let (process, out, address) = cli::serve(home, args);
        Self {
            process,
            _out: out,
            address,
        }
    }

    fn id(&self) -> Pid {
        Pid::from_raw(self.process.id().try_into().unwrap()).unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.id(), signal).unwrap();
    }

    /// Lets it have no more than so many files and connections.
    #[cfg(target_os = "linux")]
    pub fn limit_files(&self, most: u64) {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        prlimit(Some(self.id()), Resource::Nofile, limit).unwrap();
    }

    /// Counts the files and connections that it has of so many. Those with higher numbers, which it was started with, take
    /// no place of others.
    #[cfg(target_os = "linux")]
    pub fn files(&self, most: u64) -> u64 {
        let is_one =
            |number| Path::new(&format!("/proc/{}/fd/{number}", self.process.id())).is_symlink();
        (0..most)
            .filter(|number| is_one(*number))
            .count()
            .try_into()
            .unwrap()
    }

    /// Waits for its end and gives its exit code.
    pub fn ended(&mut self) -> Option<i32> {
        self.process.wait().unwrap().code()
    }

    pub fn line(&self) -> io::Result<Line> {
        Line::open(&self.address)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _gone = self.process.kill();
        let _gone = self.process.wait();
    }
}

/// A connection that is kept open.
pub struct Line {
    way: TcpStream,
    answers: BufReader<TcpStream>,
    address: String,
}

impl Line {
    pub fn open(address: &str) -> io::Result<Self> {
        let way = TcpStream::connect(address)?;
        // Only a server that never answers meets it.
        way.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self {
            answers: BufReader::new(way.try_clone()?),
            way,
            address: address.to_owned(),
        })
    }

    pub fn send(&mut self, method: &str, path: &str, form: &str) -> io::Result<()> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Basic azo=\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.address,
            form.len()
        );
        self.way.write_all(request.as_bytes())
    }

    /// Reads an answer to its last byte; one that is cut short counts as none.
    pub fn answer(&mut self) -> io::Result<(u16, Value)> {
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.ok_or(io::ErrorKind::UnexpectedEof)?;
        let mut length = 0;
        loop {
            line.clear();
            self.answers.read_line(&mut line)?;
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim().parse().unwrap();
            }
            match line.as_str() {
                "\r\n" => break,
                "" => return Err(io::ErrorKind::UnexpectedEof.into()),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.answers.read_exact(&mut body)?;
        Ok((status, serde_json::from_slice(&body).unwrap_or_default()))
    }

    pub fn ask(&mut self, method: &str, path: &str, form: &str) -> io::Result<(u16, Value)> {
        self.send(method, path, form)?;
        self.answer()
    }

    /// Asks for what must be there.
    pub fn get(&mut self, path: &str) -> Value {
        let (status, body) = self.ask("GET", path, "").unwrap();
        assert_eq!(status, 200, "{path}: {body}");
        body
    }
}
