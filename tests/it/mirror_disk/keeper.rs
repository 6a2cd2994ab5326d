//! The threads that own a mirror: what they say when something happens to the file, and that they say it once.
use super::{all, at, customer, customers, open, place, sql};
use crate::mirrored::Mirrored;
use pintui::api::customers::Customer;
use pintui::mirror::disk::Home;
use pintui::mirror::{Change, Close, List, Resume, Round, Rows, Told, WindowRequest};
use pintui::model::effect::MirrorCommand;
use pintui::model::event::{Event, News};
use pintui::runtime::mirror::Site;
use std::fs;
use std::path::Path;

/// Is the mirror's two threads, and what they say.
struct Kept {
    threads: Mirrored,
    told: u64,
}

impl Kept {
    fn new(site: Site) -> Self {
        let threads = Mirrored::start(site);
        Self { threads, told: 0 }
    }

    fn at(file: &Path) -> Self {
        Self::new(Site::new(file.to_owned()))
    }

    fn tell(&mut self, change: Change) {
        self.told += 1;
        let change = MirrorCommand::Keep(self.told, change);
        self.threads.teller.tell(change);
    }

    fn put(&mut self, rows: Vec<Customer>) {
        self.tell(Change::Put { rows, at: at(9) });
    }

    /// Asks for all rows there are, after all that was told.
    fn rows(&mut self) -> usize {
        let question = WindowRequest {
            number: 1,
            margin: 100_000,
            after: self.told,
            ..WindowRequest::default()
        };
        self.threads.teller.tell(MirrorCommand::Show(question));
        let answers = self.news().into_iter().filter_map(|news| match news {
            News::Window(window) => Some(window.rows.len()),
            _ => None,
        });
        answers.last().expect("an answer")
    }

    fn news(&mut self) -> Vec<News> {
        let news = self.threads.news().into_iter();
        let news = news.map(|event| match event {
            Event::Mirror(news) => news,
            other => panic!("{other:?}"),
        });
        news.collect()
    }

    /// Gives how many rows came unasked.
    fn opened(&mut self) -> usize {
        let opened = self.news().into_iter().find_map(|news| match news {
            News::Opened { rows, .. } => Some(rows.len()),
            _ => None,
        });
        opened.expect("an opening")
    }

    /// Gives what was said to the person, and whether all has to be read again.
    fn troubles(&mut self) -> (Vec<String>, usize) {
        let news = self.news();
        let anew = news.iter().filter(|news| **news == News::Anew).count();
        let troubles = news.into_iter().filter_map(|news| match news {
            News::Trouble(what) => Some(what),
            _ => None,
        });
        (troubles.collect(), anew)
    }
}

#[test]
fn the_newest_come_unasked_and_the_others_when_asked() {
    let (_folder, file) = place();
    let rows = customers(0..5_000);
    open(&file).0.put(&rows, at(1), Told::Single).unwrap();
    let mut kept = Kept::at(&file);
    assert_eq!(kept.opened(), 120);
    assert_eq!(kept.rows(), 5_000);
    assert_eq!(kept.troubles(), (vec![], 0));
}

#[test]
fn all_that_was_told_is_written_before_it_ends() {
    let (_folder, file) = place();
    let mut kept = Kept::at(&file);
    kept.tell(Change::Begin(List::Customers));
    for page in 0..100 {
        let rows = Rows::Customers(customers(page * 25..page * 25 + 25));
        kept.tell(Change::Swept {
            rows,
            at: at(9),
            resume: Resume {
                next: page + 2,
                total: Some(2_500),
                hidden: 0,
            },
        });
    }
    kept.tell(Change::Remove(vec![customer(30).token]));
    let round = Round::default();
    kept.tell(Change::End { round });
    let (list, close) = (List::Customers, Close::Sure);
    kept.tell(Change::Close { list, close });
    kept.threads.end();
    let disk = open(&file).0;
    assert_eq!(disk.count().unwrap(), 2_499);
    assert_eq!(disk.sync_state().unwrap().customers.swept_at, Some(at(9)));
}

#[test]
fn a_damaged_one_is_made_anew_and_that_is_said_once() {
    let (_folder, file) = place();
    let rows = customers(0..5_000);
    open(&file).0.put(&rows, at(1), Told::Single).unwrap();
    // A row that is not what was written, which only reading it shows.
    sql(
        &file,
        "UPDATE customer SET email = 'evil@example' WHERE number = 100",
    );
    let mut kept = Kept::at(&file);
    // The search finds it, the writer mends it: what was asked before is answered from the new one.
    let mut said = kept.troubles();
    while said.1 == 0 {
        let (troubles, anew) = kept.troubles();
        said.0.extend(troubles);
        said.1 += anew;
    }
    assert_eq!(
        said,
        (
            vec!["Rebuilding the mirror on disk: it is damaged".to_owned()],
            1
        )
    );
    kept.put(customers(0..9));
    assert_eq!(kept.rows(), 9);
    kept.threads.end();
    assert_eq!(open(&file).0.count().unwrap(), 9);
}

#[test]
fn one_that_is_removed_meanwhile_is_made_anew() {
    let (_folder, file) = place();
    let mut kept = Kept::at(&file);
    kept.opened();
    fs::remove_dir_all(file.parent().unwrap()).unwrap();
    kept.put(customers(0..9));
    let anew = "Rebuilding the mirror on disk: its file was removed".to_owned();
    assert_eq!(kept.troubles(), (vec![anew], 1));
    assert_eq!(kept.rows(), 9);
    kept.threads.end();
    assert_eq!(open(&file).0.count().unwrap(), 9);
}

#[test]
fn on_a_full_disk_it_goes_on_in_memory_and_keeps_nobody_who_was_deleted() {
    let (_folder, file) = place();
    let rows = customers(0..50);
    open(&file).0.put(&rows, at(1), Told::Single).unwrap();
    let mut kept = Kept::new(Site {
        home: Home::File(file.clone()),
        most_bytes: 64 * 1024,
    });
    assert_eq!(kept.opened(), 50);
    kept.put(customers(50..4_000));
    let full = "No mirror on disk in this run: the disk is full".to_owned();
    assert_eq!(kept.troubles(), (vec![full], 1));
    assert_eq!(kept.rows(), 4_000, "those of before and those of now");
    let disk = open(&file).0;
    assert_eq!(all(&disk, 10).unwrap().len(), 50, "what it has is good");
    drop(disk);
    kept.tell(Change::Remove(vec![customer(3).token]));
    assert_eq!(kept.rows(), 3_999);
    kept.threads.end();
    assert!(!file.exists());
}

#[test]
fn a_newer_versions_is_left_alone_even_by_a_delete() {
    let (_folder, file) = place();
    let rows = customers(0..50);
    open(&file).0.put(&rows, at(1), Told::Single).unwrap();
    sql(&file, "PRAGMA user_version = 9");
    let before = fs::read(&file).unwrap();
    let mut kept = Kept::at(&file);
    let newer = "No mirror on disk in this run: a newer version wrote it".to_owned();
    assert_eq!(kept.troubles(), (vec![newer], 0));
    kept.put(customers(0..9));
    kept.tell(Change::Remove(vec![customer(3).token]));
    assert_eq!(kept.rows(), 8, "in memory");
    kept.threads.end();
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_mirror_that_cannot_be_written_is_shown_and_goes_on_in_memory() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    disk.put(&customers(0..200), at(1), Told::Single).unwrap();
    drop(disk);
    let before = fs::read(&file).unwrap();
    // Not even root can lock a folder, as nobody can where nothing can be written.
    let lock = file.with_file_name("mirror.sqlite3.lock");
    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();
    let mut kept = Kept::at(&file);
    assert_eq!(kept.opened(), 120);
    assert_eq!(kept.rows(), 200);
    kept.put(customers(200..210));
    let (troubles, anew) = kept.troubles();
    assert_eq!((troubles.len(), anew), (1, 1), "{troubles:?}");
    assert_eq!(kept.rows(), 210);
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_damaged_mirror_that_cannot_be_written_shows_nothing_wrong() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    disk.put(&customers(0..20), at(1), Told::Single).unwrap();
    drop(disk);
    sql(&file, "UPDATE customer SET email = 'x@example.com'");
    let lock = file.with_file_name("mirror.sqlite3.lock");
    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();
    let mut kept = Kept::at(&file);
    assert_eq!(kept.opened(), 0);
    kept.put(customers(0..3));
    assert_eq!(kept.rows(), 3);
}
