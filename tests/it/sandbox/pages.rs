//! Pages: their count, order and edges (contract section 4).

use std::collections::HashSet;

use serde_json::{Value, json};

use super::wire::*;

async fn everyone(sandbox: &Sandbox) -> Vec<Value> {
    let mut rows = Vec::new();
    for page in 1.. {
        let list = sandbox
            .get(&format!("/1/customers?page={page}"))
            .await
            .json();
        rows.extend(list["response"].as_array().unwrap().clone());
        if list["pagination"]["next"].is_null() {
            return rows;
        }
    }
    rows
}

#[tokio::test]
async fn pagination_counts_pages_and_rows() {
    let sandbox = sandbox(60).await;
    let first = sandbox.get("/1/customers").await.json();
    assert_eq!(first["count"], 25);
    assert_eq!(
        first["pagination"],
        json!({"current": 1, "previous": null, "next": 2, "per_page": 25, "pages": 3, "count": 60})
    );
    let last = sandbox.get("/1/customers?page=3").await.json();
    assert_eq!(last["count"], 10);
    assert_eq!(
        last["pagination"],
        json!({"current": 3, "previous": 2, "next": null, "per_page": 25, "pages": 3, "count": 60})
    );
    let past = sandbox.get("/1/customers?page=900").await;
    assert_eq!(past.status, 200);
    assert_eq!(past.json()["response"], json!([]));
    assert_eq!(
        past.json()["pagination"],
        json!({"current": 900, "previous": 899, "next": null, "per_page": 25, "pages": 3, "count": 60})
    );
}

#[tokio::test]
async fn an_empty_list_has_no_pages_and_no_next_one() {
    let sandbox = sandbox(0).await;
    let list = sandbox.get("/1/customers").await;
    assert_eq!(
        list.body,
        r#"{"response":[],"count":0,"pagination":{"current":1,"previous":null,"next":null,"per_page":25,"pages":0,"count":0}}"#
    );
}

#[tokio::test]
async fn junk_pages_are_the_first_one() {
    let sandbox = sandbox(60).await;
    let first = sandbox.get("/1/customers").await.body;
    for page in [
        "",
        "0",
        "-1",
        "x",
        "1.5",
        "%00",
        "1&page=",
        "99999999999999999999999",
    ] {
        assert_eq!(
            sandbox.get(&format!("/1/customers?page={page}")).await.body,
            first,
            "{page}"
        );
    }
    let far = sandbox.get("/1/customers?page=18446744073709551615").await;
    assert_eq!((far.status, &far.json()["response"]), (200, &json!([])));
}

#[tokio::test]
async fn sizes_around_a_page_are_right() {
    for size in [1, 24, 25, 26, 50] {
        let sandbox = sandbox(size).await;
        let rows = everyone(&sandbox).await;
        assert_eq!(rows.len(), usize::try_from(size).unwrap());
    }
}

#[tokio::test]
async fn everyone_is_listed_once_newest_first_after_making_and_deleting() {
    let sandbox = sandbox(120).await;
    let before = everyone(&sandbox).await;
    let made = [
        text(&sandbox.customer("one@example.com").await["token"]),
        text(&sandbox.customer("two@example.com").await["token"]),
        text(&sandbox.customer("three@example.com").await["token"]),
    ];
    let gone: HashSet<String> = [0, 1, 24, 25, 26, 60, 119]
        .iter()
        .map(|nth: &usize| text(&before[*nth]["token"]))
        .collect();
    for token in &gone {
        assert_eq!(
            sandbox
                .delete(&format!("/1/customers/{token}"))
                .await
                .status,
            204
        );
    }
    sandbox.delete(&format!("/1/customers/{}", made[1])).await;

    let after: Vec<String> = everyone(&sandbox)
        .await
        .iter()
        .map(|row| text(&row["token"]))
        .collect();
    let mut expected = vec![made[2].clone(), made[0].clone()];
    expected.extend(
        before
            .iter()
            .map(|row| text(&row["token"]))
            .filter(|token| !gone.contains(token)),
    );
    assert_eq!(after, expected);
}

#[tokio::test]
async fn a_customer_made_in_an_earlier_run_stands_where_its_date_puts_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = || pintui::sandbox::Store::File(folder.path().join("sandbox.db"));
    // The data keep the date of the first change, so an older record needs a clock that was put back.
    let first = start(60, 7, store(), TODAY).await;
    first.customer("new@example.com").await;
    first.stop().await;
    let earlier = start(60, 7, store(), "2026-03-04T12:00:00Z").await;
    let token = text(&earlier.customer("old@example.com").await["token"]);
    earlier.stop().await;
    let later = start(60, 7, store(), TODAY).await;
    let rows = everyone(&later).await;
    assert_eq!(rows.len(), 62);
    assert!(
        rows.iter()
            .position(|row| row["token"] == token.as_str())
            .unwrap()
            > 3
    );
    let dates: Vec<String> = rows.iter().map(|row| text(&row["created_at"])).collect();
    assert!(
        dates.is_sorted_by(|newer, older| newer >= older),
        "{dates:?}"
    );
}

#[tokio::test]
async fn a_million_customers_are_ready_at_once() {
    let sandbox = sandbox(1_000_000).await;
    let last = sandbox.get("/1/customers?page=40000").await.json();
    assert_eq!(
        (&last["count"], &last["pagination"]["pages"]),
        (&json!(25), &json!(40_000))
    );
    let token = text(&last["response"][24]["token"]);
    assert_eq!(
        sandbox
            .get(&format!("/1/customers/{token}"))
            .await
            .response(),
        last["response"][24]
    );
    assert_eq!(
        sandbox
            .delete(&format!("/1/customers/{token}"))
            .await
            .status,
        204
    );
    assert_eq!(
        sandbox.get("/1/customers?page=40000").await.json()["count"],
        24
    );
}
