//! The retry rules as pure functions.
use pintui::api::decode::NOT_JSON;
use pintui::api::error::{Error, ErrorKind, Fate, Flaw, NoAnswer, Refusal, Unreachable};
use pintui::api::retry::{self, Budget, Dice};
use proptest::prelude::*;
use std::time::Duration;

fn read_error(kind: ErrorKind) -> Error {
    Error { kind, fate: None }
}

fn refused(status: u16) -> ErrorKind {
    ErrorKind::Refused(Refusal {
        status,
        ..Refusal::default()
    })
}

#[test]
fn the_table_of_what_is_tried_again() {
    let throttled = |seconds: Option<u64>| ErrorKind::Throttled {
        status: 429,
        retry_after: seconds.map(Duration::from_secs),
    };
    let table = [
        (ErrorKind::Unreachable(Unreachable::Refused), 3),
        (ErrorKind::Unreachable(Unreachable::NoSuchHost), 3),
        (ErrorKind::Unreachable(Unreachable::TimedOut), 3),
        (ErrorKind::Unreachable(Unreachable::Other), 3),
        (
            ErrorKind::Unreachable(Unreachable::Certificate(Flaw::UnknownIssuer)),
            1,
        ),
        (ErrorKind::Unreachable(Unreachable::Tls), 1),
        (ErrorKind::NoAnswer(NoAnswer::TimedOut), 3),
        (ErrorKind::NoAnswer(NoAnswer::Broken), 3),
        (throttled(None), 3),
        (throttled(Some(60)), 3),
        (throttled(Some(61)), 1),
        (ErrorKind::Redirected(307), 1),
        (ErrorKind::TooBig, 1),
        (ErrorKind::Protocol(NOT_JSON), 2),
        (ErrorKind::Protocol("anything else"), 1),
        (ErrorKind::Locked, 1),
        (ErrorKind::Unconfirmed, 1),
        (ErrorKind::Cancelled, 1),
    ];
    for (kind, tries) in table {
        assert_eq!(retry::tries(&read_error(kind.clone())), tries, "{kind:?}");
        for fate in [Fate::NotSent, Fate::Rejected, Fate::Done, Fate::Unknown] {
            let write = Error {
                kind: kind.clone(),
                fate: Some(fate),
            };
            assert_eq!(retry::tries(&write), 1, "a write: {kind:?}");
        }
    }
    for status in 400..=599 {
        let expected = if matches!(status, 408 | 425 | 500..) {
            3
        } else {
            1
        };
        assert_eq!(
            retry::tries(&read_error(refused(status))),
            expected,
            "{status}"
        );
    }
}

#[test]
fn the_dice_spread_over_the_whole_range() {
    let mut dice = Dice::new(7);
    let mut tenths = [0_u32; 10];
    for _ in 0..10_000 {
        let wait = retry::backoff(1, &mut dice).as_millis();
        tenths[usize::try_from(wait * 10 / 251).expect("small")] += 1;
    }
    assert!(
        tenths.iter().all(|count| (850..1150).contains(count)),
        "{tenths:?}"
    );
    assert_ne!(
        Dice::shaken().up_to(u64::MAX),
        Dice::shaken().up_to(u64::MAX)
    );
    assert_eq!(Dice::new(1).up_to(0), 0);
}

#[test]
fn the_budget_is_fifty_and_fills_by_one() {
    let mut budget = Budget::default();
    let cheap = read_error(refused(500));
    let dear = read_error(ErrorKind::NoAnswer(NoAnswer::TimedOut));
    assert_eq!((0..20).filter(|_| budget.pay_for(&cheap)).count(), 10);
    (0..10).for_each(|_| budget.succeed());
    assert!(budget.pay_for(&dear));
    assert!(!budget.pay_for(&cheap));
    (0..1_000).for_each(|_| budget.succeed());
    assert_eq!((0..20).filter(|_| budget.pay_for(&dear)).count(), 5);
}

proptest! {
    #[test]
    fn a_backoff_stays_below_its_bound(seed: u64, attempt in 0_u32..80) {
        let bound = (250_u64 << attempt.saturating_sub(1).min(10)).min(4_000);
        let wait = retry::backoff(attempt, &mut Dice::new(seed));
        prop_assert!(wait <= Duration::from_millis(bound));
    }

    #[test]
    fn a_pause_obeys_up_to_a_minute_and_grows_by_itself(seed: u64, turn in 0_u32..80, asked in 0_u64..100_000) {
        let own = retry::pause(None, turn, &mut Dice::new(seed));
        let bound = Duration::from_millis((1_000_u64 << turn.min(10)).min(20_000));
        prop_assert!(own <= bound && own >= bound * 9 / 10);
        let asked = Duration::from_secs(asked);
        let obeyed = retry::pause(Some(asked), turn, &mut Dice::new(seed));
        prop_assert!(obeyed >= asked.min(retry::LONGEST_WAIT));
        prop_assert!(obeyed <= retry::LONGEST_WAIT);
        if turn < 3 {
            prop_assert_eq!(obeyed, asked.min(retry::LONGEST_WAIT));
        }
    }
}
