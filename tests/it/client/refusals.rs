//! Error answers in every shape that the contract knows (section 2), and the words made of them.
use super::{card, client, cus};
use crate::rawserver::{Act, RawServer, answer, json};
use pintui::api::call::Call;
use pintui::api::client::Attempt;
use pintui::api::customers::CustomerPatch;
use pintui::api::error::{Error, ErrorKind, Fate, Refusal};
use pintui::api::write::Write;
use pintui::text::Safe;
use std::path::Path;

async fn refusal(status: u16, body: &str) -> Refusal {
    let server = RawServer::always(Act::Keep(json(status, body))).await;
    let call = Call::Write(Write::UpdateCustomer(cus(), CustomerPatch::default()));
    let Attempt { result, .. } = client(&server).send(&call).await;
    match result.expect_err("a refusal") {
        Error {
            kind: ErrorKind::Refused(refusal),
            fate: Some(Fate::Rejected),
        } => refusal,
        other => panic!("{other:?}"),
    }
}

fn fields(refusal: &Refusal) -> Vec<(&str, &str)> {
    let pairs = refusal.messages.iter();
    pairs
        .map(|field| (field.param.as_str(), field.message.as_str()))
        .collect()
}

fn nasty(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/nasty")
        .join(name);
    std::fs::read_to_string(path).expect(name)
}

#[tokio::test]
async fn messages_come_in_a_list_with_or_without_codes() {
    let seen = refusal(422, &nasty("shape/err-422-array.json")).await;
    assert_eq!(seen.code.as_str(), "invalid_resource");
    let expected = [
        ("email", "Email isn't valid"),
        ("card.number", "Card number isn't valid"),
    ];
    assert_eq!(fields(&seen), expected, "brackets are dots");
    let seen = refusal(422, &nasty("shape/err-422-nocode.json")).await;
    assert_eq!(fields(&seen), [("plan_token", "must be present")]);
    let seen = refusal(422, &nasty("shape/err-422-unknown-param.json")).await;
    assert_eq!(fields(&seen), [("card.nope.deep", "m")]);
}

#[tokio::test]
async fn messages_come_as_an_object_as_texts_or_not_at_all() {
    let body = r#"{"error":"invalid_resource","messages":{"amount":["Too much","Not a number"],"email":"No"}}"#;
    let expected = [
        ("amount", "Too much"),
        ("amount", "Not a number"),
        ("email", "No"),
    ];
    assert_eq!(fields(&refusal(422, body).await), expected);
    let body = r#"{"error":"e","messages":["First",{"param":"x","message":"Second"},3,null,""]}"#;
    assert_eq!(
        fields(&refusal(422, body).await),
        [("", "First"), ("x", "Second")]
    );
    assert_eq!(
        fields(&refusal(422, r#"{"error":"e","messages":"Alone"}"#).await),
        [("", "Alone")]
    );
    for body in [
        r#"{"error":"e"}"#,
        r#"{"error":"e","messages":7}"#,
        "[]",
        "7",
        "",
        "{",
        r#"{"error":7}"#,
    ] {
        let seen = refusal(422, body).await;
        assert!(seen.messages.is_empty(), "{body}");
        assert_eq!(seen.status, 422);
    }
}

#[tokio::test]
async fn a_list_around_the_error_and_a_charge_token_are_read() {
    let body = r#"[{"error":"insufficient_pin_balance","error_description":"Too little."}]"#;
    let seen = refusal(402, body).await;
    assert_eq!(seen.code.as_str(), "insufficient_pin_balance");
    let body = r#"{"error":"card_declined","error_description":"The card was declined","charge_token":"ch_a"}"#;
    let seen = refusal(400, body).await;
    assert_eq!(
        seen.charge_token.map(|token| token.to_string()).as_deref(),
        Some("ch_a")
    );
    let body = r#"{"error":"card_declined","charge_token":"../ch"}"#;
    assert_eq!(refusal(400, body).await.charge_token, None);
}

#[tokio::test]
async fn a_flood_of_messages_is_cut_and_stays_in_its_fields() {
    let seen = refusal(422, &nasty("errors422.json")).await;
    assert_eq!(seen.messages.len(), 62, "the activity shows them all");
    let many = vec![serde_json::json!({"param": "a", "message": "b"}); 10_000];
    let body = serde_json::json!({"error": "invalid_resource", "messages": many}).to_string();
    assert_eq!(refusal(422, &body).await.messages.len(), 500);
}

#[tokio::test]
async fn a_refusal_keeps_its_meaning_when_its_body_is_lost() {
    let half =
        b"HTTP/1.1 422 X\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"err";
    let server = RawServer::always(Act::Say(half.to_vec())).await;
    let error = client(&server)
        .send(&Call::Write(Write::DeleteCard(cus(), card())))
        .await;
    let error = error.result.expect_err("422");
    assert_eq!(error.fate, Some(Fate::Rejected));
    assert_eq!(
        error.headline("api.example"),
        "api.example refused the request (422)."
    );
}

#[tokio::test]
async fn a_page_in_place_of_an_error_is_never_quoted() {
    let page = answer(
        422,
        &[("Content-Type", "text/html; charset=x")],
        br#"{"error":"quoted"}"#,
    );
    let server = RawServer::always(Act::Keep(page)).await;
    let answer = client(&server)
        .send(&Call::Write(Write::DeleteCard(cus(), card())))
        .await;
    let Err(Error {
        kind: ErrorKind::Refused(refusal),
        ..
    }) = answer.result
    else {
        panic!("no refusal")
    };
    assert!(refusal.web_page && refusal.code.is_empty());
}

#[test]
fn each_fate_has_its_sentence_and_unknown_its_warning() {
    let error = |fate| Error {
        kind: ErrorKind::TooBig,
        fate,
    };
    assert_eq!(error(None).consequence(), None);
    let said: std::collections::BTreeSet<_> =
        [Fate::NotSent, Fate::Rejected, Fate::Done, Fate::Unknown]
            .into_iter()
            .filter_map(|fate| error(Some(fate)).consequence())
            .collect();
    assert_eq!(said.len(), 4);
    assert!(
        error(Some(Fate::Unknown))
            .advice()
            .contains("before you send it again")
    );
    assert!(
        error(Some(Fate::NotSent))
            .consequence()
            .is_some_and(|text| text.starts_with("Nothing was sent"))
    );
}

#[tokio::test]
async fn a_refusal_with_only_a_code_says_the_code_in_words() {
    let seen = refusal(400, r#"{"error":"card_token_not_found"}"#).await;
    let error = Error {
        kind: ErrorKind::Refused(seen),
        fate: Some(Fate::Rejected),
    };
    let said = error.headline("api.example");
    assert_eq!(
        said,
        "api.example refused the request: card token not found (400)."
    );
}

#[test]
fn a_known_refusal_is_put_in_plain_words_and_an_unknown_text_is_shown_as_it_came() {
    let refused = |code: &str, text: &str| {
        let refusal = Refusal {
            status: 400,
            code: Safe::clean(code),
            description: Safe::clean(text),
            ..Refusal::default()
        };
        let error = Error {
            kind: ErrorKind::Refused(refusal),
            fate: Some(Fate::Rejected),
        };
        (error.headline("api.example"), error.advice())
    };
    let cvc = "The card verification code (cvc) was incorrect";
    let (said, advice) = refused("invalid_cvv", cvc);
    assert_eq!(
        said,
        "The security code (CVC) does not belong to this card."
    );
    assert!(
        advice.starts_with("The payer can enter the code"),
        "{advice}"
    );
    assert_eq!(refused("invalid_cvv", "").0, said);
    // The server leaves out the full stop that the documents have.
    let used = "Token already used. Card tokens can only be used once, to create a charge or assign a card to a customer";
    assert_eq!(
        refused("token_already_used", used),
        refused("", &format!("{used}."))
    );
    let (said, advice) = refused("insufficient_pin_balance", "You are A$3.00 short");
    assert_eq!(said, "api.example says: You are A$3.00 short.");
    assert!(advice.starts_with("Wait for more charges"), "{advice}");
}

#[test]
fn a_list_has_no_fields_to_fix() {
    let refused = |fate| Error {
        kind: ErrorKind::Refused(Refusal {
            status: 422,
            ..Refusal::default()
        }),
        fate,
    };
    assert!(
        refused(Some(Fate::Rejected))
            .advice()
            .contains("Fix the named fields")
    );
    assert!(!refused(None).advice().contains("ields"));
}
