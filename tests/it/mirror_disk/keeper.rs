//! The thread that owns a mirror: what it says when something happens to the file, and that it says it once.
use super::{all, at, customer, customers, open, place, sql};
use jiff::Timestamp;
use pintui::api::customers::Customer;
use pintui::mirror::{Batch, Change, Mirror};
use pintui::model::event::{Event, News};
use pintui::runtime::mirror::{Ending, Site, Teller, start};
use std::fs;
use std::path::Path;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// Is the thread, and what it says.
struct Kept {
    teller: Teller,
    ending: Ending,
    said: UnboundedReceiver<Event>,
}

impl Kept {
    fn new(site: Site) -> Self {
        let (told, said) = unbounded_channel();
        let (teller, ending) = start(site, told).unwrap();
        Self {
            teller,
            ending,
            said,
        }
    }

    fn at(file: &Path) -> Self {
        Self::new(Site::new(file.to_owned()))
    }

    fn put(&self, rows: Vec<Customer>) {
        self.teller.keep(Change::Put { rows, at: at(9) });
    }

    fn hear(&mut self) -> News {
        match self.said.blocking_recv() {
            Some(Event::Mirror(news)) => news,
            other => panic!("{other:?}"),
        }
    }

    fn hear_rows(&mut self) -> (Batch, Option<u64>, Option<Timestamp>) {
        match self.hear() {
            News::Rows {
                batch,
                total,
                as_of,
            } => (batch, total, as_of),
            other => panic!("{other:?}"),
        }
    }

    /// Ends it and gives what it had still to say.
    fn end(mut self) -> Vec<News> {
        drop(self.teller);
        self.ending.blocking_recv().unwrap_err();
        let mut rest = Vec::new();
        while let Some(Event::Mirror(news)) = self.said.blocking_recv() {
            rest.push(news);
        }
        rest
    }
}

fn trouble(news: &News) -> Option<&str> {
    match news {
        News::Trouble(what) => Some(what),
        _ => None,
    }
}

#[test]
fn the_newest_come_unasked_and_the_others_in_batches() {
    let (_folder, file) = place();
    open(&file).0.put(&customers(0..5_000), at(1)).unwrap();
    let mut kept = Kept::at(&file);
    let (first, total, as_of) = kept.hear_rows();
    assert_eq!(first.rows, customers((4_700..5_000).rev()));
    assert_eq!((total, as_of), (None, Some(at(1))));
    kept.teller.recall(first.next.unwrap());
    let (second, total, _) = kept.hear_rows();
    assert_eq!(second.rows, customers((604..4_700).rev()));
    assert_eq!(total, Some(5_000));
    kept.teller.recall(second.next.unwrap());
    let (last, _, _) = kept.hear_rows();
    assert_eq!((last.rows.len(), last.next), (604, None));
    assert_eq!(kept.end(), []);
}

#[test]
fn all_that_was_told_is_written_before_it_ends() {
    let (_folder, file) = place();
    let mut kept = Kept::at(&file);
    assert_eq!(kept.hear_rows(), (Batch::default(), None, None));
    kept.teller.keep(Change::Begin);
    for page in 0..100 {
        kept.put(customers(page * 25..page * 25 + 25));
    }
    kept.teller.keep(Change::Remove(vec![customer(30).token]));
    kept.teller.keep(Change::End);
    assert_eq!(kept.end(), []);
    let mut disk = open(&file).0;
    assert_eq!(disk.count().unwrap(), 2_499);
    assert_eq!(disk.as_of().unwrap(), Some(at(9)));
}

#[test]
fn a_damaged_one_is_made_anew_and_that_is_said_once() {
    let (_folder, file) = place();
    open(&file).0.put(&customers(0..500), at(1)).unwrap();
    // A row that is not what was written, which only reading it shows.
    sql(
        &file,
        "UPDATE customer SET email = 'evil@example' WHERE number = 100",
    );
    let mut kept = Kept::at(&file);
    let (first, _, _) = kept.hear_rows();
    assert_eq!(first.rows.len(), 300);
    kept.teller.recall(first.next.unwrap());
    let what = kept.hear();
    assert_eq!(
        trouble(&what),
        Some("The mirror on disk is made anew: it is damaged")
    );
    assert_eq!(kept.hear(), News::Anew);
    let (rest, _, _) = kept.hear_rows();
    assert_eq!(rest, Batch::default());
    kept.put(customers(0..9));
    assert_eq!(kept.end(), []);
    assert_eq!(open(&file).0.count().unwrap(), 9);
}

#[test]
fn one_that_is_removed_meanwhile_is_made_anew() {
    let (_folder, file) = place();
    let mut kept = Kept::at(&file);
    kept.hear_rows();
    fs::remove_dir_all(file.parent().unwrap()).unwrap();
    kept.put(customers(0..9));
    let what = kept.hear();
    assert_eq!(
        trouble(&what),
        Some("The mirror on disk is made anew: its file was removed")
    );
    assert_eq!(kept.hear(), News::Anew);
    kept.put(customers(0..9));
    assert_eq!(kept.end(), []);
    assert_eq!(open(&file).0.count().unwrap(), 9);
}

#[test]
fn on_a_full_disk_it_goes_on_without_and_keeps_nobody_who_was_deleted() {
    let (_folder, file) = place();
    open(&file).0.put(&customers(0..50), at(1)).unwrap();
    let mut kept = Kept::new(Site {
        file: file.clone(),
        most_bytes: 64 * 1024,
    });
    assert_eq!(kept.hear_rows().0.rows.len(), 50);
    kept.put(customers(50..4_000));
    let what = kept.hear();
    assert_eq!(
        trouble(&what),
        Some("No mirror on disk in this run: the disk is full")
    );
    kept.put(customers(50..60));
    let mut disk = open(&file).0;
    assert_eq!(all(&mut disk, 10).unwrap().len(), 50, "what it has is good");
    drop(disk);
    kept.teller.keep(Change::Remove(vec![customer(3).token]));
    assert_eq!(kept.end(), []);
    assert!(!file.exists());
}

#[test]
fn a_newer_versions_is_left_alone_even_by_a_delete() {
    let (_folder, file) = place();
    open(&file).0.put(&customers(0..50), at(1)).unwrap();
    sql(&file, "PRAGMA user_version = 9");
    let before = fs::read(&file).unwrap();
    let mut kept = Kept::at(&file);
    let what = kept.hear();
    assert_eq!(
        trouble(&what),
        Some("No mirror on disk in this run: a newer version made it")
    );
    assert_eq!(kept.hear_rows().0, Batch::default());
    kept.put(customers(0..9));
    kept.teller.keep(Change::Remove(vec![customer(3).token]));
    assert_eq!(kept.end(), []);
    assert_eq!(fs::read(&file).unwrap(), before);
}
