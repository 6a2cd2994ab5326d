//! The mirror filled as a reading of all pages fills it, and read again as a start reads it.
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput};
use jiff::Timestamp;
use pintui::api::customers::Customer;
use pintui::mirror::disk::{Disk, MOST_BYTES};
use pintui::mirror::{Catalogue, Close, Index, List, Resume, Seen, Told};
use std::time::Duration;
use tempfile::TempDir;

/// How many rows are written in one transaction while many wait.
const TOGETHER: usize = 2_000;
/// How many rows are read at a time at the start.
const SLICE: usize = 1_024;

/// Puts all rows into a mirror, as one pass does.
fn write(disk: &mut Disk, customers: &[Customer]) {
    disk.begin_pass(List::Customers).unwrap();
    let mut next = 1;
    for rows in customers.chunks(TOGETHER) {
        next += u32::try_from(rows.len() / super::pages::ROWS).unwrap();
        let told = Told::Swept(Resume {
            next,
            total: Some(customers.len() as u64),
            hidden: 0,
        });
        disk.put(rows, Timestamp::UNIX_EPOCH, told).unwrap();
    }
    disk.end_pass().unwrap();
    disk.close_pass(List::Customers, Close::Sure).unwrap();
}

/// Reads all rows slice by slice.
fn read(disk: &Disk, mut take: impl FnMut(&Seen)) {
    let mut place = None;
    loop {
        let (rows, next) = disk.seen(place, SLICE).unwrap();
        rows.iter().for_each(&mut take);
        place = match next {
            Some(next) => Some(next),
            None => return,
        };
    }
}

/// Makes a mirror in a file that goes with the folder.
fn on_file() -> (Disk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::open(&folder.path().join("mirror.sqlite3"), MOST_BYTES);
    (disk.unwrap().0, folder)
}

fn writing(group: &mut BenchmarkGroup<'_, WallTime>, customers: &[Customer]) {
    group.bench_function("into a file", |b| {
        let fill = |(mut disk, folder): (Disk, TempDir)| {
            write(&mut disk, customers);
            (disk, folder)
        };
        b.iter_batched(on_file, fill, BatchSize::PerIteration);
    });
    group.bench_function("into a full file", |b| {
        let (mut disk, _folder) = on_file();
        write(&mut disk, customers);
        b.iter(|| write(&mut disk, customers));
    });
    group.bench_function("into memory", |b| {
        let fill = |mut disk: Disk| {
            write(&mut disk, customers);
            disk
        };
        let memory = || Disk::memory().unwrap();
        b.iter_batched(memory, fill, BatchSize::PerIteration);
    });
}

fn reading(group: &mut BenchmarkGroup<'_, WallTime>, customers: &[Customer]) {
    let (mut disk, _folder) = on_file();
    write(&mut disk, customers);
    group.bench_function("from a file", |b| {
        b.iter(|| read(&disk, |_| {}));
    });
    group.bench_function("from a file into the catalogue", |b| {
        let fill = |mut catalogue: Catalogue| {
            catalogue.begin_fill(customers.len());
            read(&disk, |row| catalogue.fill(&(&row.customer).into(), false));
            catalogue.end_fill();
            catalogue
        };
        b.iter_batched(Catalogue::default, fill, BatchSize::PerIteration);
    });
    group.bench_function("from records into the index", |b| {
        let fill = |mut index: Index| {
            for customer in customers {
                index.put(&customer.into());
            }
            index
        };
        b.iter_batched(Index::new, fill, BatchSize::PerIteration);
    });
    group.bench_function("the newest 300", |b| {
        b.iter(|| disk.seen(None, 300).unwrap());
    });
}

pub fn mirror(criterion: &mut Criterion, rows: usize) {
    let customers = super::pages::customers(rows);
    let mut group = criterion.benchmark_group(format!("mirror of {rows}"));
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(2))
        .throughput(Throughput::Elements(rows as u64));
    writing(&mut group, &customers);
    reading(&mut group, &customers);
    group.finish();
}
