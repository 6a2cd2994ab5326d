//! What stays between runs, who may read it, and what is never in it.

use std::os::unix::fs::{PermissionsExt, symlink};

use pintui::sandbox::{Store, reset};
use serde_json::Value;

use super::wire::*;

#[tokio::test]
async fn changes_outlive_the_server_and_reset_takes_them_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    let first = sandbox_in(&path, 30).await;
    let untouched = first.get("/1/customers").await.body;
    let made = first.customer("a@example.com").await;
    let base = first.get("/1/customers").await.response()[2].clone();
    let changed = first
        .put(
            &format!("/1/customers/{}", text(&base["token"])),
            "company=Pins",
        )
        .await
        .response();
    let token = first.card_token().await;
    first.stop().await;

    let second = sandbox_in(&path, 30).await;
    assert_eq!(
        second
            .get(&format!("/1/customers/{}", text(&made["token"])))
            .await
            .response(),
        made
    );
    assert_eq!(
        second
            .get(&format!("/1/customers/{}", text(&base["token"])))
            .await
            .response(),
        changed
    );
    assert_eq!(
        second
            .post(
                "/1/customers",
                &format!("email=b@example.com&card_token={token}")
            )
            .await
            .status,
        201
    );
    reset(&path).unwrap();
    assert_eq!(second.get("/1/customers").await.body, untouched);
    second.stop().await;

    reset(&path).unwrap();
    assert_eq!(
        sandbox_in(&path, 30).await.get("/1/customers").await.body,
        untouched
    );
}

#[tokio::test]
async fn two_servers_on_one_file_see_each_others_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    let (one, two) = (sandbox_in(&path, 30).await, sandbox_in(&path, 30).await);
    for round in 0..5 {
        let made = one.customer(&format!("a{round}@example.com")).await;
        assert_eq!(two.get("/1/customers").await.response()[0], made);
        let token = text(&made["token"]);
        assert_eq!(
            two.delete(&format!("/1/customers/{token}")).await.status,
            204
        );
        assert_eq!(
            one.get("/1/customers").await.json()["pagination"]["count"],
            30
        );
        assert_eq!(one.get(&format!("/1/customers/{token}")).await.status, 404);
    }
}

/// What takes a file back to version 2.
const BACK_TO_2: &str =
    "ALTER TABLE refund DROP COLUMN fails; ALTER TABLE subscription DROP COLUMN failures; ALTER TABLE subscription DROP COLUMN with_setup;
                         PRAGMA user_version = 2;";

#[tokio::test]
async fn a_file_of_the_version_before_opens_with_all_that_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    let first = sandbox_in(&path, 30).await;
    let form = format!("email=a@example.com&amount=1000&{}", nested(CARD));
    let charge = text(&first.post("/1/charges", &form).await.response()["token"]);
    let refunds = format!("/1/charges/{charge}/refunds");
    first.post(&refunds, "amount=400").await;
    let plan = super::time::plan(&first, super::time::MONTHLY).await;
    super::time::subscribed(&first, &plan, "").await;
    let lists = [refunds.as_str(), "/1/charges", "/1/subscriptions"];
    let mut before = Vec::new();
    for list in lists {
        before.push(first.get(list).await.body);
    }
    first.stop().await;
    let file = rusqlite::Connection::open(&path).unwrap();
    file.execute_batch(BACK_TO_2).unwrap();
    drop(file);
    let (one, two) = (sandbox_in(&path, 30).await, sandbox_in(&path, 30).await);
    for (list, before) in lists.iter().zip(before) {
        assert_eq!(one.get(list).await.body, before, "{list}");
        assert_eq!(two.get(list).await.body, before, "{list}");
    }
    assert_eq!(one.post(&refunds, "amount=600").await.status, 201);
}

#[test]
fn a_file_of_another_version_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let opened = || runtime.block_on(started(Store::File(path.clone())));
    opened().unwrap();
    for version in [1, 99] {
        let file = rusqlite::Connection::open(&path).unwrap();
        file.pragma_update(None, "user_version", version).unwrap();
        drop(file);
        let error = opened().unwrap_err().to_string();
        assert!(error.contains("another version"), "{error}");
    }
}

#[test]
fn many_may_open_a_new_file_at_once() {
    for _ in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sandbox.db");
        let open = |path: std::path::PathBuf| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            std::thread::spawn(move || runtime.block_on(started(Store::File(path))).unwrap())
        };
        let threads: Vec<_> = (0..8).map(|_| open(path.clone())).collect();
        for thread in threads {
            thread.join().unwrap();
        }
    }
}

#[tokio::test]
async fn the_file_and_its_side_files_are_private() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    let sandbox = sandbox_in(&path, 3).await;
    sandbox.customer("a@example.com").await;
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(
            entry.metadata().unwrap().permissions().mode() & 0o777,
            0o600,
            "{entry:?}"
        );
        names.push(entry.file_name().into_string().unwrap());
    }
    names.sort();
    assert_eq!(names, ["sandbox.db", "sandbox.db-shm", "sandbox.db-wal"]);
}

#[tokio::test]
async fn a_file_that_others_could_read_is_made_private_and_a_link_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    std::fs::write(&path, "").unwrap();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
    sandbox_in(&path, 3).await.customer("a@example.com").await;
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );

    let link = folder.path().join("link.db");
    symlink(folder.path().join("elsewhere.db"), &link).unwrap();
    assert!(started(Store::File(link.clone())).await.is_err());
    assert!(!folder.path().join("elsewhere.db").exists());
    assert!(reset(&link).is_err());
}

/// Starts a sandbox that is expected to fail, and gives its error.
async fn started(store: Store) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let options = pintui::sandbox::Options {
        api_key: KEY.to_owned(),
        customers: 1,
        seed: 1,
        store,
        faults: pintui::sandbox::Faults::default(),
        publishable_key: None,
        clock: pintui::sandbox::Clock::system(),
    };
    let stop = tokio_util::sync::CancellationToken::new();
    stop.cancel();
    pintui::sandbox::run(listener, stop, options).await
}

#[tokio::test]
async fn a_file_that_is_no_store_is_refused_and_reset_removes_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    std::fs::write(
        &path,
        "this is no database, but it is long enough to look at".repeat(100),
    )
    .unwrap();
    assert!(started(Store::File(path.clone())).await.is_err());
    reset(&path).unwrap();
    assert!(!path.exists());
    assert!(started(Store::File(path)).await.is_ok());
}

#[tokio::test]
async fn neither_number_nor_cvc_is_written_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    let sandbox = sandbox_in(&path, 3).await;
    let form = with(
        &with(CARD, "number", Some("4100000000000001")),
        "cvc",
        Some("8479"),
    );
    let customer = sandbox
        .post(
            "/1/customers",
            &format!("email=a@example.com&{}", nested(&form)),
        )
        .await;
    assert_eq!(customer.status, 201);
    let token = text(&customer.response()["token"]);
    assert_eq!(sandbox.post("/1/cards", &form).await.status, 201);
    assert_eq!(
        sandbox
            .post(&format!("/1/customers/{token}/cards"), &form)
            .await
            .status,
        201
    );
    assert_eq!(
        sandbox
            .put(&format!("/1/customers/{token}"), &nested(&form))
            .await
            .status,
        200
    );
    let charged = sandbox
        .post(
            "/1/charges",
            &format!("email=a@example.com&amount=400&{}", nested(&form)),
        )
        .await;
    assert_eq!(charged.status, 400);

    let mut seen = Vec::new();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        seen.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    let holds = |needle: &str| {
        seen.windows(needle.len())
            .any(|bytes| bytes == needle.as_bytes())
    };
    assert!(holds("a@example.com"), "the search finds what is there");
    for secret in ["4100000000000001", "41000000", "00000001\"", "8479"] {
        assert!(!holds(secret), "{secret}");
    }
}

#[tokio::test]
async fn another_seed_has_other_tokens_and_the_same_seed_the_same() {
    let mut bodies = Vec::new();
    for seed in [1, 1, 2] {
        bodies.push(
            start(30, seed, Store::Memory, TODAY)
                .await
                .get("/1/customers")
                .await
                .response(),
        );
    }
    assert_eq!(bodies[0], bodies[1]);
    let tokens = |list: &Value| {
        list.as_array()
            .unwrap()
            .iter()
            .map(|row| text(&row["token"]))
            .collect::<Vec<_>>()
    };
    assert!(
        tokens(&bodies[0])
            .iter()
            .all(|token| !tokens(&bodies[2]).contains(token))
    );
}
