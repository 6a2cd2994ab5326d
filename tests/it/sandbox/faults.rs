//! Faults: what they look like on the wire, and that a refused call applies nothing.

use std::time::{Duration, Instant};

use pintui::sandbox::FaultSpec;
use serde_json::json;

use super::wire::*;

fn arm(sandbox: &Sandbox, spec: &str) {
    sandbox.faults.arm(spec.parse::<FaultSpec>().unwrap());
}

#[test]
fn a_spec_reads_back_as_it_is_written() {
    for when in ["next", "every-1", "every-7"] {
        for call in [
            "any",
            "read",
            "write",
            "list_customers",
            "update_customer",
            "add_card",
            "cancel_subscription",
            "create_charge",
        ] {
            for what in [
                "401",
                "404",
                "422",
                "422-object",
                "422-no-code",
                "429",
                "429=3",
                "500",
                "502-html",
                "503",
                "503=10",
                "slow=250",
                "drop-before",
                "drop-after",
            ] {
                let spec = format!("{when}:{call}:{what}");
                assert_eq!(spec.parse::<FaultSpec>().unwrap().to_string(), spec);
            }
        }
    }
}

#[test]
fn a_bad_spec_says_which_part_and_what_would_do() {
    let complaint = |spec: &str| spec.parse::<FaultSpec>().unwrap_err().to_string();
    for spec in ["", "next", "next:any", "next:any:500:1"] {
        assert!(complaint(spec).contains("WHEN:CALL:WHAT"), "{spec}");
    }
    assert!(complaint("later:any:500").contains("\"later\""));
    assert!(complaint("every-0:any:500").contains("every-N"));
    assert!(complaint("next:fly:500").contains("list_customers"));
    for what in ["418", "slow", "slow=x", "500=3", "drop", "429="] {
        assert!(
            complaint(&format!("next:any:{what}")).contains("drop-before"),
            "{what}"
        );
    }
}

#[tokio::test]
async fn refusals_have_their_shapes_and_apply_nothing() {
    let sandbox = sandbox(2).await;
    let create = format!("email=a@example.com&{}", nested(CARD));
    let refused = |status: u16, spec: &'static str| {
        let (sandbox, create) = (&sandbox, &create);
        async move {
            arm(sandbox, &format!("next:create_customer:{spec}"));
            assert_eq!(sandbox.get("/1/customers").await.status, 200);
            let answer = sandbox.post("/1/customers", create).await;
            assert_eq!(answer.status, status, "{spec}");
            assert_eq!(sandbox.faults.armed(), None);
            answer
        }
    };
    assert_eq!(refused(401, "401").await.json()["error"], "unauthenticated");
    assert_eq!(refused(404, "404").await.json()["error"], "not_found");
    let coded = json!([
        {"param": "email", "code": "email_invalid", "message": "Email is not valid"},
        {"param": "card.number", "code": "card_number_invalid", "message": "Card number is not valid"}
    ]);
    assert_eq!(refused(422, "422").await.json()["messages"], coded);
    let object =
        json!({"card.number": ["Card number is not valid"], "email": ["Email is not valid"]});
    assert_eq!(refused(422, "422-object").await.json()["messages"], object);
    let uncoded = json!([{"param": "email", "message": "is not valid"}, {"param": "card.number", "message": "is not valid"}]);
    assert_eq!(
        refused(422, "422-no-code").await.json()["messages"],
        uncoded
    );
    assert_eq!(refused(429, "429").await.header("retry-after"), None);
    assert_eq!(refused(429, "429=7").await.header("retry-after"), Some("7"));
    assert_eq!(refused(503, "503=2").await.header("retry-after"), Some("2"));
    assert_eq!(refused(503, "503").await.json()["error"], "throttled");
    assert_eq!(
        refused(500, "500").await.json()["error"],
        "internal_server_error"
    );
    let page = refused(502, "502-html").await;
    assert_eq!(page.header("content-type"), Some("text/html"));
    assert!(page.body.starts_with("<html>"));
    assert_eq!(
        sandbox.get("/1/customers").await.json()["pagination"]["count"],
        2
    );
}

#[tokio::test]
async fn a_dropped_call_is_applied_or_not_as_the_fault_says() {
    let sandbox = sandbox(2).await;
    let create = format!("email=a@example.com&{}", nested(CARD));
    for (what, count) in [("drop-before", 2), ("drop-after", 3)] {
        arm(&sandbox, &format!("next:write:{what}"));
        assert!(
            sandbox
                .send("POST", "/1/customers", FORM, &create)
                .await
                .is_none(),
            "{what}"
        );
        assert_eq!(
            sandbox.get("/1/customers").await.json()["pagination"]["count"],
            count,
            "{what}"
        );
    }
    arm(&sandbox, "next:read:drop-before");
    assert!(sandbox.send("GET", "/1/customers", "", "").await.is_none());
}

#[tokio::test]
async fn every_nth_call_of_a_kind_is_struck_until_it_is_disarmed() {
    let sandbox = sandbox(2).await;
    arm(&sandbox, "every-3:list_plans:500");
    assert_eq!(
        sandbox.faults.armed().as_deref(),
        Some("every-3:list_plans:500")
    );
    let mut seen = Vec::new();
    for _ in 0..7 {
        assert_eq!(sandbox.get("/1/customers").await.status, 200);
        seen.push(sandbox.get("/1/plans").await.status);
    }
    assert_eq!(seen, [200, 200, 500, 200, 200, 500, 200]);
    sandbox.faults.disarm();
    arm(&sandbox, "every-1:write:404");
    sandbox.faults.disarm();
    assert_eq!(sandbox.faults.armed(), None);
    assert_eq!(sandbox.post("/1/cards", CARD).await.status, 201);
}

#[tokio::test]
async fn a_slow_read_tells_what_was_true_when_it_was_asked() {
    let sandbox = sandbox(2).await;
    arm(&sandbox, "next:list_customers:slow=400");
    let began = Instant::now();
    let change = async {
        while sandbox.faults.armed().is_some() {
            tokio::task::yield_now().await;
        }
        sandbox.customer("a@example.com").await
    };
    let (slow, _made) = tokio::join!(sandbox.get("/1/customers"), change);
    assert!(began.elapsed() >= Duration::from_millis(400));
    assert_eq!(slow.json()["pagination"]["count"], 2);
    assert_eq!(
        sandbox.get("/1/customers").await.json()["pagination"]["count"],
        3
    );
}

#[tokio::test]
async fn a_stranger_does_not_use_up_a_fault() {
    let sandbox = sandbox(2).await;
    arm(&sandbox, "next:any:500");
    let request = format!(
        "GET /1/customers HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
        sandbox.port
    );
    assert_eq!(
        taken_apart(&sandbox.raw(request.as_bytes()).await).status,
        401
    );
    assert_eq!(sandbox.get("/1/customers").await.status, 500);
}
