//! "Up to date" is said of what was looked at: the file as a whole, and a clock that makes sense.
use super::{Home, host, pages};
use crate::mirror_disk::sql;
use crate::rawserver::RawServer;
use rusqlite::Connection;

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_mirror_is_not_called_up_to_date_but_filled_again() {
    let damages = [
        "UPDATE customer SET email = 'x@example.com' WHERE number = 7",
        "UPDATE customer SET print = print + 1 WHERE number = 100",
        "UPDATE customer SET expiry_year = 2099 WHERE number = 259",
        "INSERT INTO subscribed VALUES ((SELECT finished FROM state WHERE list = 1), 'cus_00000003', 4, 0, 7)",
        "INSERT INTO detailed VALUES ('cus_00000004', 1, 2);
         INSERT INTO detail VALUES (1, 'cus_00000004', 1, 1, 0, 1, 12, '[]')",
        "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'newest'",
    ];
    let server = RawServer::start(|request| host(request, 260)).await;
    let home = Home::at(&format!("127.0.0.1:{}", server.port));
    tokio::task::block_in_place(|| {
        assert_eq!(home.sync(&[]).0, Some(0));
        let good = home.rows();
        for damage in damages {
            sql(&home.mirror(), damage);
            let (code, said) = home.sync(&[]);
            assert_eq!(code, Some(0), "{damage}: {said}");
            assert!(said.contains("it is damaged"), "{damage}: {said}");
            assert!(said.contains(": 260 new"), "{damage}: {said}");
            assert_eq!(home.rows(), good, "{damage}");
        }
        // A good one is left as it is, and read quickly.
        let before = pages(&server.requests()).len();
        let (_, said) = home.sync(&[]);
        assert!(said.contains(": 0 new"), "{said}");
        assert_eq!(pages(&server.requests()).len(), before + 1);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn flipped_bytes_anywhere_leave_no_sync_content() {
    let server = RawServer::start(|request| host(request, 60)).await;
    let home = Home::at(&format!("127.0.0.1:{}", server.port));
    tokio::task::block_in_place(|| {
        assert_eq!(home.sync(&[]).0, Some(0));
        let good = home.rows();
        let bytes = std::fs::read(home.mirror()).unwrap();
        for part in 1..12 {
            let mut damaged = bytes.clone();
            let from = bytes.len() * part / 12;
            damaged[from..from + 64]
                .iter_mut()
                .for_each(|byte| *byte ^= 0x55);
            std::fs::write(home.mirror(), damaged).unwrap();
            let (code, said) = home.sync(&[]);
            assert_eq!(code, Some(0), "{said}");
            // Free space may be full of anything; what is told is true.
            assert_eq!(home.rows(), good, "{part}: {said}");
            assert!(crate::mirror_disk::is_whole(&home.mirror()), "{part}");
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reading_in_the_future_is_not_a_fresh_one() {
    let server = RawServer::start(|request| host(request, 260)).await;
    let home = Home::at(&format!("127.0.0.1:{}", server.port));
    tokio::task::block_in_place(|| {
        assert_eq!(home.sync(&[]).0, Some(0));
        // The clock of this computer was years ahead when all were read.
        sql(
            &home.mirror(),
            "UPDATE state SET swept_at = swept_at + 100000000000",
        );
        let before = pages(&server.requests()).len();
        let (code, said) = home.sync(&[]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("Synced 260 of 260 customers"), "{said}");
        assert!(pages(&server.requests()).len() >= before + 11);
        let swept = |connection: Connection| {
            connection
                .query_row("SELECT swept_at FROM state", [], |row| row.get::<_, i64>(0))
                .unwrap()
        };
        let swept = swept(Connection::open(home.mirror()).unwrap());
        assert!(swept <= jiff::Timestamp::now().as_millisecond());
    });
}
