//! Random damage: whatever comes, there is an answer, and lists end.
use super::calls::every_call;
use super::{card, cus};
use pintui::api::call::Call;
use pintui::api::error::{ErrorKind, Fate};
use pintui::api::outcome;
use pintui::api::page::{self, Paging};
use pintui::api::raw;
use pintui::api::received::Received;
use pintui::api::subject::Record;
use pintui::api::write::Write;
use proptest::prelude::*;

const GOOD: &[u8] = br#"{"response":[{"token":"cus_a","email":"a@harbour.example","amount":5,"currency":"AUD",
"created_at":"2024-01-31T10:00:00Z","card":{"token":"card_a","expiry_month":5,"primary":true},"metadata":{"k":"v"}},
{"token":"cus_b","state":"active","transfer":[{"state":"paid"}],"notes":"\u00e9\ud83d\ude00"}],"count":2,
"pagination":{"current":1,"previous":null,"next":2,"per_page":25,"pages":3,"count":60},"error":"x","messages":[{"param":"a","message":"b"}]}"#;

fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let flips = proptest::collection::vec((0..GOOD.len(), any::<u8>()), 0..6);
    (flips, 0..=GOOD.len(), any::<bool>()).prop_map(|(flips, cut, whole)| {
        let mut body = GOOD.to_vec();
        for (at, byte) in flips {
            body[at] = byte;
        }
        body.truncate(if whole { GOOD.len() } else { cut });
        body
    })
}

fn status() -> impl Strategy<Value = u16> {
    prop_oneof![Just(200), Just(201), Just(204), 100..700_u16]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_body_under_any_status_has_an_outcome(body in damaged(), status in status(), web_page: bool) {
        for (_, call) in every_call() {
            let received = Received { status, web_page, elsewhere: true, retry_after: None, body: Ok(body.clone()) };
            match outcome::settle(&call, Ok(received)) {
                Ok(_) => prop_assert!((200..300).contains(&status) || status == 404),
                Err(error) => {
                    prop_assert_eq!(error.fate.is_some(), call.is_write());
                    prop_assert_ne!(error.fate, Some(Fate::NotSent));
                    let is_4xx = (400..500).contains(&status) && status != 408;
                    prop_assert_eq!(error.fate == Some(Fate::Rejected), is_4xx && call.is_write());
                    prop_assert!(!error.headline("h").is_empty() && !error.advice().is_empty());
                }
            }
        }
    }

    #[test]
    fn any_body_is_shown_raw_or_refused(body in damaged(), bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for record in [Record::Customer(cus()), Record::Card(cus(), card())] {
            for body in [&body, &bytes] {
                if let Err(kind) = raw::find(&record, body, 1) {
                    prop_assert!(matches!(kind, ErrorKind::Protocol(_) | ErrorKind::Refused(_)));
                }
            }
        }
    }

    #[test]
    fn no_pagination_leads_in_a_circle(
        next in "(null|-?[1-9][0-9]{0,19}|\"[0-9]{0,3}\"|1e3|\\[\\]|true)", pages in "(null|[1-9][0-9]{0,19}|\"7\"|-1)",
        per_page in "(null|[1-9][0-9]{0,19}|0|-1)", count in "(null|[1-9][0-9]{0,19}|\"60\")", rows in 0_usize..30,
    ) {
        let text = format!(r#"{{"next":{next},"pages":{pages},"per_page":{per_page},"count":{count}}}"#);
        let paging: Paging = serde_json::from_str(&text).expect("each member is optional");
        for number in [1, 2, 39_999, page::LAST, u32::MAX] {
            let after = paging.next(number, rows);
            prop_assert!(after.is_none() || after == number.checked_add(1), "{text}");
            prop_assert!(after.is_none_or(|page| page <= page::LAST));
            prop_assert!(rows > 0 || after.is_none());
        }
    }
}

#[test]
fn the_short_form_of_pagination_is_enough() {
    let paging = |text: &str| serde_json::from_str::<Paging>(text).expect("pagination");
    let short = paging(r#"{"count":60,"per_page":25,"current":1}"#);
    assert_eq!(
        [1, 2, 3].map(|page| short.next(page, 25)),
        [Some(2), Some(3), None]
    );
    let bare = paging(r#"{"count":60}"#);
    assert_eq!(
        [2, 3].map(|page| bare.next(page, 25)),
        [Some(3), None],
        "25 where it does not say"
    );
    let old = paging(r#"{"next":2,"pages":0,"count":15}"#);
    assert_eq!(
        old.next(1, 15),
        Some(2),
        "the bug of 2013 costs one empty page"
    );
    assert_eq!(paging("{}").next(1, 25), None);
    assert_eq!(
        paging(r#"{"next":null,"pages":9}"#).next(1, 25),
        None,
        "what it says of the next page counts first"
    );
}

#[test]
fn a_card_typed_in_is_in_the_body_and_in_nothing_that_prints() {
    for (_, call) in every_call() {
        let printed = format!("{call:?} {}", call.path());
        assert!(
            !printed.contains("5520000000000000") && !printed.contains("987"),
            "{printed}"
        );
        if let Some(body) = crate::driver::sent(&call) {
            assert_eq!(
                body.len(),
                body.capacity(),
                "no larger buffer was left behind"
            );
            serde_json::from_slice::<serde_json::Value>(&body).expect("JSON");
        }
        assert_eq!(
            matches!(call, Call::Write(Write::DeleteCard(..))),
            call.path().contains("/cards/")
        );
    }
}
