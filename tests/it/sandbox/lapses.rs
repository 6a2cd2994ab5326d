//! Time moves charges: authorisations lapse, refunds settle, money is paid out. And how a clock is written.

use pintui::sandbox::Clock;
use serde_json::{Value, json};

use super::wire::*;

#[tokio::test]
async fn an_authorisation_lapses_after_seven_days_unless_it_is_captured_or_voided() {
    let sandbox = sandbox(0).await;
    let form = format!(
        "email=a@example.com&amount=400&capture=false&{}",
        nested(CARD)
    );
    let mut paths = Vec::new();
    for _ in 0..3 {
        let made = sandbox.post("/1/charges", &form).await.response();
        paths.push(format!("/1/charges/{}", text(&made["token"])));
    }
    sandbox.hours(7 * DAY - 1);
    let captured = sandbox.put(&format!("{}/capture", paths[0]), "").await;
    assert_eq!(captured.status, 201);
    let captured = captured.response();
    assert_eq!(
        (
            &captured["captured"],
            &captured["captured_at"],
            &captured["status_message"]
        ),
        (
            &json!(true),
            &json!("2026-03-21T08:26:53Z"),
            &json!("Success")
        )
    );
    assert_eq!(
        (&captured["total_fees"], &captured["merchant_entitlement"]),
        (&json!(37), &json!(363))
    );
    let voided = sandbox
        .put(&format!("{}/void", paths[1]), "")
        .await
        .response();
    assert_eq!(
        (
            &voided["authorisation_voided"],
            &voided["captured"],
            &voided["status_message"]
        ),
        (&json!(true), &json!(false), &json!("Authorisation Voided"))
    );
    assert_eq!(
        sandbox.get(&paths[2]).await.response()["authorisation_expired"],
        false
    );

    sandbox.hours(1);
    assert_eq!(
        sandbox.get(&paths[2]).await.response()["authorisation_expired"],
        true
    );
    for (path, state) in paths.iter().zip(["captured", "voided", "expired"]) {
        assert_eq!(
            sandbox.get(path).await.response()["authorisation_expired"],
            state == "expired"
        );
        let token = path.rsplit('/').next().unwrap();
        for wish in ["capture", "void"] {
            let (error, why) = match (wish, state) {
                ("void", _) => ("invalid_state", "Charge cannot be voided"),
                (_, "expired") => (
                    "authorisation_expired",
                    "The authorisation has expired and can not be captured.",
                ),
                _ => ("invalid_state", "Charge cannot be captured"),
            };
            let refused = sandbox.put(&format!("{path}/{wish}"), "").await;
            assert_eq!(
                refused.body,
                format!(
                    r#"{{"error":"{error}","error_description":"{why}","charge_token":"{token}"}}"#
                )
            );
            assert_eq!(refused.status, 400);
        }
    }
}

#[tokio::test]
async fn a_refund_is_pending_until_it_settles() {
    let sandbox = sandbox(0).await;
    let form = format!("email=a@example.com&amount=1000&{}", nested(CARD));
    let charge = sandbox.post("/1/charges", &form).await.response();
    let path = format!("/1/charges/{}", text(&charge["token"]));
    let made = sandbox.post(&format!("{path}/refunds"), "amount=400").await;
    assert_eq!(made.status, 201);
    let made = made.response();
    assert_eq!(
        (&made["success"], &made["status_message"]),
        (&Value::Null, &json!("Pending"))
    );
    let pending = sandbox.get(&path).await.response();
    assert_eq!(
        (&pending["amount_refunded"], &pending["refund_pending"]),
        (&json!(400), &json!(true))
    );

    sandbox.hours(3 * DAY);
    let settled = sandbox.get(&path).await.response();
    assert_eq!(
        (&settled["amount_refunded"], &settled["refund_pending"]),
        (&json!(400), &json!(false))
    );
    let refund = sandbox
        .get(&format!("/1/refunds/{}", text(&made["token"])))
        .await
        .response();
    assert_eq!(
        (&refund["success"], &refund["status_message"]),
        (&json!(true), &json!("Success"))
    );
    assert_eq!(
        sandbox.get(&format!("{path}/refunds")).await.response(),
        json!([refund])
    );
    assert_eq!(sandbox.get("/1/refunds").await.response(), json!([refund]));
}

#[tokio::test]
async fn captured_money_is_paid_out() {
    let sandbox = sandbox(0).await;
    let form = format!("email=a@example.com&amount=1000&{}", nested(CARD));
    let charge = sandbox.post("/1/charges", &form).await.response();
    let path = format!("/1/charges/{}", text(&charge["token"]));
    assert_eq!(charge["transfer"], json!([]));
    sandbox.hours(5 * DAY);
    let transfer = sandbox.get(&path).await.response()["transfer"].clone();
    assert_eq!(
        (&transfer[0]["state"], &transfer[0]["paid_at"]),
        (&json!("paid"), &json!("2026-03-18T02:00:00Z"))
    );
    assert!(text(&transfer[0]["token"]).starts_with("tfer_"));
}

#[test]
fn a_clock_is_written_as_a_moment_or_as_a_span_ahead() {
    for good in [
        "+30d",
        "+12h",
        "+90m",
        "+0d",
        "2026-03-14",
        "2026-03-14T09:26:53Z",
        "2026-03-14T09:26:53+11:00",
    ] {
        good.parse::<Clock>()
            .unwrap_or_else(|error| panic!("{error}"));
    }
    for bad in [
        "",
        "+",
        "+d",
        "+3",
        "-3d",
        "+3y",
        "+ 3d",
        "+99999999999d",
        "+4294967295d",
        "tomorrow",
        "2026-13-01",
        "+3é",
    ] {
        let error = bad.parse::<Clock>().unwrap_err().to_string();
        assert!(error.contains("+30d"), "{error}");
    }
}
