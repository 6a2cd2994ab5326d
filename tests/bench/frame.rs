//! The dashboard with a list of customers: a frame, and what a key does with the frame that follows.
use super::mirrored::Mirrored;
use super::pages;
use criterion::Criterion;
use crossterm::event::{KeyCode, KeyEvent};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use pintui::app::{App, Looks, Setup};
use pintui::config::Profile;
use pintui::mirror::Told;
use pintui::mirror::disk::Disk;
use pintui::model::event::{Event, Now};
use pintui::model::keymap::Keymap;
use pintui::runtime::mirror::Site;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::time::Duration;

/// How many customers the embedded sandbox has.
const CUSTOMERS: usize = 1_284;
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 50)];
const TODAY: &str = "2026-11-23T01:00:00Z";

fn now() -> Now {
    Now {
        since_start: Duration::from_secs(1),
        wall: TODAY.parse().unwrap(),
    }
}

fn setup() -> Setup {
    Setup {
        profile: Profile::sandbox(),
        profiles: vec![Profile::sandbox()],
        time_zone: TimeZone::get("Australia/Sydney").unwrap(),
        config_path: "~/.config/pintui/config.toml".to_owned(),
        mouse: true,
        looks: Looks {
            colour: true,
            ascii: false,
        },
        keymap: Keymap::built_in().unwrap(),
    }
}

/// Opens the dashboard on a mirror that holds all customers.
fn open(size: (u16, u16), disk: &Disk) -> (App, Mirrored) {
    let mut app = App::new(setup(), size, now());
    let mut mirrored = Mirrored::start(Site {
        home: disk.home().clone(),
        ..Site::memory()
    });
    mirrored.update(&mut app, Event::Resize(size.0, size.1), now());
    (app, mirrored)
}

fn press(app: &mut App, letter: char) {
    // Rows are there already, and nobody answers calls: what it wants done is left undone.
    drop(app.update(Event::Key(KeyEvent::from(KeyCode::Char(letter))), now()));
}

pub fn sizes(criterion: &mut Criterion) {
    let mut disk = Disk::memory().unwrap();
    let customers = pages::customers(CUSTOMERS);
    disk.put(&customers, Timestamp::UNIX_EPOCH, Told::Single)
        .unwrap();
    let mut group = criterion.benchmark_group(format!("dashboard of {CUSTOMERS}"));
    for (width, height) in SIZES {
        let (mut app, mirrored) = open((width, height), &disk);
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| app.draw(frame, now())).unwrap();
        let screen = terminal.backend().to_string();
        assert!(screen.contains('@'), "no customer is drawn:\n{screen}");
        press(&mut app, 'j');
        terminal.draw(|frame| app.draw(frame, now())).unwrap();
        let moved = terminal.backend().to_string();
        assert!(moved != screen, "a key changed nothing:\n{moved}");
        group.bench_function(format!("frame, {width}x{height}"), |b| {
            b.iter(|| {
                terminal.draw(|frame| app.draw(frame, now())).unwrap();
            });
        });
        let mut keys = ['k', 'j'].into_iter().cycle();
        group.bench_function(format!("key and frame, {width}x{height}"), |b| {
            b.iter(|| {
                press(&mut app, keys.next().unwrap());
                terminal.draw(|frame| app.draw(frame, now())).unwrap();
            });
        });
        mirrored.end();
    }
    group.finish();
}
