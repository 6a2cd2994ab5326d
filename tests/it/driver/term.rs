//! The real program on a real pseudo terminal.
//!
//! A test waits for what it wants to see on the screen, or for the program's end; the timeout is so
//! generous that only a program that never gets there meets it.
use super::{Driver, keys};
use pintui::model::event::Event;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(60);

/// What the terminal received: the bytes, and what they made of the screen.
struct Shown {
    bytes: Vec<u8>,
    screen: vt100::Parser,
    /// The window is being closed: nobody looks any more.
    closing: bool,
}

type Watched = Arc<(Mutex<Shown>, Condvar)>;

/// A terminal with a program in it.
pub struct Term {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    /// Kept open, or what the program left behind could not be read after its end.
    slave: Option<Box<dyn SlavePty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    shown: Watched,
    cooked: String,
    home: TempDir,
}

pub fn pintui() -> CommandBuilder {
    CommandBuilder::new(env!("CARGO_BIN_EXE_pintui"))
}

impl Term {
    /// Starts the dashboard at 120x36 and waits until its first frame is there.
    pub fn dashboard() -> Self {
        let mut term = Self::start(pintui(), &[]);
        term.until("SANDBOX");
        term
    }

    pub fn start(command: CommandBuilder, env: &[(&str, &str)]) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), command, env)
    }

    /// Starts a program in a home folder that was prepared.
    pub fn start_in(home: TempDir, mut command: CommandBuilder, env: &[(&str, &str)]) -> Self {
        command.env_clear();
        for (name, value) in ["PATH", "LLVM_PROFILE_FILE"]
            .iter()
            .filter_map(|name| Some((name, std::env::var_os(name)?)))
        {
            command.env(name, value);
        }
        command.env("HOME", home.path());
        command.env("TERM", "xterm-256color");
        command.env("TZ", "UTC");
        for (name, value) in env {
            command.env(name, value);
        }
        command.cwd(home.path());
        let pair = native_pty_system().openpty(size(120, 36)).unwrap();
        let cooked = modes(&*pair.master);
        let shown = watch(pair.master.try_clone_reader().unwrap());
        Self {
            child: pair.slave.spawn_command(command).unwrap(),
            keys: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            slave: Some(pair.slave),
            shown,
            cooked,
            home,
        }
    }

    pub fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    /// Sends bytes that no key, paste or window does.
    pub fn sends(&mut self, bytes: impl AsRef<[u8]>) {
        self.keys
            .as_mut()
            .unwrap()
            .write_all(bytes.as_ref())
            .unwrap();
    }

    /// Presses the key that quits, and asserts that the program ends well.
    pub fn quits(&mut self) {
        self.keys("q");
        self.ends_well();
    }

    /// Asserts that the program ends without an error and leaves the terminal as it found it.
    pub fn ends_well(&mut self) {
        assert_eq!(self.exit_code(), 0);
        self.assert_restored();
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    pub fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().try_into().unwrap()).unwrap()
    }

    /// Waits until the screen and its modes are as described.
    pub fn wait_until(&self, what: &str, is: impl Fn(&vt100::Screen) -> bool) {
        self.wait(what, |shown| is(shown.screen.screen()));
    }

    /// Waits until a run of bytes reached the terminal.
    pub fn wait_for_bytes(&self, text: &str) {
        self.wait(text, |shown| contains(&shown.bytes, text.as_bytes()));
    }

    fn wait(&self, what: &str, is: impl Fn(&Shown) -> bool) {
        let started = Instant::now();
        let mut shown = self.lock();
        while !is(&shown) {
            let left = PATIENCE.saturating_sub(started.elapsed());
            let screen = shown.screen.screen();
            assert!(
                !left.is_zero(),
                "never saw {what}; the screen:\n{}",
                screen.contents()
            );
            shown = self.shown.1.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// Draws on the terminal as another program would.
    pub fn scribble(&self, bytes: &[u8]) {
        self.lock().screen.process(bytes);
    }

    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Returns the bytes that reached the terminal so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.lock().bytes.clone()
    }

    /// Waits for the end and gives the exit code.
    pub fn exit_code(&mut self) -> u32 {
        let mut code = None;
        wait_until("the end of the program", || {
            code = self
                .child
                .try_wait()
                .unwrap()
                .map(|status| status.exit_code());
            code.is_some()
        });
        code.unwrap()
    }

    /// Asserts that the terminal is as the program found it.
    ///
    /// The last bytes may still be on their way when the program has ended, so it waits for them.
    pub fn assert_restored(&self) {
        self.wait_until("the person's own screen", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        assert_eq!(modes(&**self.master.as_ref().unwrap()), self.cooked);
    }

    /// Lets nobody look at the terminal any more, so that it takes no more bytes once it is full.
    pub fn stall(&mut self) {
        self.lock().closing = true;
    }

    /// Closes the terminal as a window is closed.
    pub fn close(&mut self) {
        let name = self.master.as_ref().unwrap().tty_name().unwrap();
        self.lock().closing = true;
        // The reader lets go of the terminal after the next byte that it sees.
        let flags = OFlags::WRONLY | OFlags::NOCTTY;
        let end = rustix::fs::open(name, flags, Mode::empty()).unwrap();
        rustix::io::write(&end, b" ").unwrap();
        drop(end);
        self.keys = None;
        self.slave = None;
        self.master = None;
    }

    fn lock(&self) -> MutexGuard<'_, Shown> {
        self.shown.0.lock().unwrap()
    }
}

impl Driver for Term {
    fn tell(&mut self, event: Event) {
        match event {
            Event::Key(key) => self.sends(keys::bytes(key)),
            Event::Paste(text) => self.sends(format!("\x1b[200~{}\x1b[201~", text.expose())),
            Event::Resize(columns, rows) => {
                let [height, width] = [rows, columns].map(|cells| NonZero::new(cells).unwrap());
                self.lock().screen.screen_mut().set_size(height, width);
                let master = self.master.as_ref().unwrap();
                master.resize(size(columns, rows)).unwrap();
            }
            other => panic!("no terminal sends {other:?}"),
        }
    }

    fn screen(&self) -> String {
        self.lock().screen.screen().contents()
    }

    /// Waits for nothing: what another process is about to do cannot be known.
    fn settle(&mut self) -> &mut Self {
        self
    }

    fn wait_for(&mut self, what: &str, is: impl Fn(&str) -> bool) -> &mut Self {
        self.wait_until(what, |screen| is(&screen.contents()));
        self
    }

    fn yes(&mut self) -> &mut Self {
        let hears = |screen: &str| !screen.contains("One moment");
        self.wait_for("a yes that can be given", |screen| {
            hears(screen) && screen.contains("(y) ]")
        });
        self.keys("y");
        self.wait_for("a yes that can be pressed", |screen| {
            hears(screen) && screen.contains("Enter press")
        });
        self.keys("enter")
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        // Where a test failed, the program must not outlive it.
        let _ = self.child.kill();
    }
}

/// Returns the terminal's settings in words, to be compared.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        ..PtySize::default()
    }
}

fn watch(mut reader: Box<dyn Read + Send>) -> Watched {
    let shown: Watched = Arc::new((
        Mutex::new(Shown {
            bytes: Vec::new(),
            closing: false,
            screen: vt100::Parser::new(NonZero::new(36).unwrap(), NonZero::new(120).unwrap(), 0),
        }),
        Condvar::new(),
    ));
    let told = Arc::clone(&shown);
    thread::spawn(move || {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            let mut shown = told.0.lock().unwrap();
            if shown.closing {
                return;
            }
            shown.bytes.extend_from_slice(&buffer[..count]);
            shown.screen.process(&buffer[..count]);
            told.1.notify_all();
        }
    });
    shown
}

/// Passes arguments to a command in one expression.
pub fn with_args<S: AsRef<OsStr>>(mut command: CommandBuilder, args: &[S]) -> CommandBuilder {
    command.args(args);
    command
}

pub fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|run| run == wanted)
}

/// Waits for a condition of the outside world.
pub fn wait_until(what: &str, mut is: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is() {
        assert!(started.elapsed() < PATIENCE, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(2));
    }
}
