//! Looking only at the previous hits gives the same answer as looking at everything.
use super::plain::conditions;
use super::same::{both, many};
use super::{cases, find, parse};
use pintui::mirror::{HitKind, Search};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_longer_query_narrows_soundly(
        both in both(),
        (wide, _) in conditions(),
        more in "(a|b|é| a| b|0|3|:|\"|!| name:a| card:expired)*",
    ) {
        let narrow = format!("{wide}{more}");
        let (new, old) = (parse(&narrow), parse(&wide));
        let before = find(&both.index, &wide);
        let full = find(&both.index, &narrow);
        if new.narrows(&old) {
            let all = before.slots(HitKind::Exact);
            prop_assert!(full.slots(HitKind::Exact).iter().all(|slot| all.contains(slot)), "{} / {}", wide, narrow);
        }
        let mut search = Search::after(&before, new, &both.index);
        search.run(&both.index, &|| false);
        for kind in [HitKind::Exact, HitKind::Near] {
            prop_assert_eq!(search.hits().slots(kind), full.slots(kind), "{} / {}", wide, narrow);
        }
        prop_assert_eq!(search.hits().searched(), full.searched());
    }
}

#[test]
fn it_narrows_where_it_is_worth_it() {
    let mut both = many();
    let before = find(&both.index, "\"anna abba\" 34");
    assert!(before.exact() * 8 <= both.index.len() && before.exact() > 0);
    let narrowed = Search::after(&before, parse("\"anna abba\" 342"), &both.index);
    assert!(narrowed.is_narrowing());
    for other in [
        "\"anna abba\"",
        "\"anna abba\" 4",
        "\"anna abba\" !34",
        "34",
    ] {
        assert!(
            !Search::after(&before, parse(other), &both.index).is_narrowing(),
            "{other}"
        );
    }
    // A word of four letters is looked for in tokens too, one of three is not.
    assert!(!parse("abba").narrows(&parse("abb")));
    assert!(parse("abbab").narrows(&parse("abba")));
    assert!(!parse("0491").narrows(&parse("049")));
    assert!(!parse("!abb").narrows(&parse("!ab")));
    both.index
        .remove(&both.rows.keys().next().cloned().unwrap());
    let again = Search::after(&before, parse("\"anna abba\" 342"), &both.index);
    assert!(!again.is_narrowing());
}
