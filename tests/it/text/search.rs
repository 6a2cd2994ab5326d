//! Texts are shortened to their cells, and found by what people call the same.
use super::at_least;
use pintui::text::fold::{Folded, fold};
use pintui::text::{Safe, fit, width};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

proptest! {
    #![proptest_config(at_least(4_000))]

    #[test]
    fn texts_fit_into_their_cells(raw in "[a-z 界é👋\u{301}שﾃ한]{0,30}", cells in 0_usize..24) {
        let safe = Safe::clean(&raw);
        for short in [fit::ellipsis(safe.as_str(), cells), fit::middle(safe.as_str(), cells)] {
            prop_assert!(width(&short) <= cells);
            prop_assert!(safe.width() <= cells || cells == 0 || short.contains('…'));
            prop_assert!(safe.width() > cells || short == safe.as_str());
            let whole: Vec<&str> = safe.as_str().graphemes(true).collect();
            prop_assert!(short.graphemes(true).all(|g| g == "…" || whole.contains(&g)));
        }
    }

    #[test]
    fn folding_twice_changes_nothing(raw in any::<String>()) {
        let once = fold(Safe::clean(&raw).as_str());
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn matches_lead_back_to_the_original(raw in "[a-zA-Z éÉßæİı한界ﾃＡﬁ\u{301}]{0,16}", from in 0_usize..8, len in 1_usize..4) {
        let folded = Folded::new(&raw);
        prop_assert_eq!(folded.as_str(), fold(&raw));
        let needle: String = folded.as_str().chars().skip(from).take(len).collect();
        let found = folded.find_all(&needle);
        prop_assert_eq!(found.is_empty(), needle.is_empty());
        for range in found {
            let part = raw.get(range.clone());
            prop_assert!(part.is_some_and(|part| fold(part).contains(&needle)), "{:?}", range);
        }
    }
}

#[test]
fn tokens_are_shortened_in_the_middle() {
    assert_eq!(fit::middle("cus_XZg1ULpWaROQCOT5PdwLkQ", 11), "cus_X…dwLkQ");
    assert_eq!(fit::middle("abc", 1), "…");
    assert_eq!(fit::middle("abc", 0), "");
    assert_eq!(fit::ellipsis("Zoë Åström", 6), "Zoë Å…");
    assert_eq!(fit::ellipsis("界界界", 4), "界…");
}

#[test]
fn search_finds_what_people_call_the_same() {
    let same = [
        ("ÉLODIE", "elodie"),
        ("e\u{301}", "é"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("Ｔｅｓｔ１", "test1"),
        ("ﾃｽﾄ", "テスト"),
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "ıstanbul"),
        ("Ørsted", "orsted"),
        ("ﬁn", "FIN"),
        ("K", "k"),
        ("ſ", "s"),
        ("O’Brien", "o'brien"),
        ("ΟΔΥΣΣΕΥΣ", "Οδυσσεύς"),
    ];
    for (one, other) in same {
        assert_eq!(fold(one), fold(other), "{one} {other}");
    }
    assert_ne!(fold("が"), fold("か"));
    assert_ne!(fold("राम"), fold("रम"));
    let folded = Folded::new("Ren\u{e9}e Ze\u{301}lia");
    assert_eq!(folded.find_all("nee"), vec![2..6]);
    assert_eq!(folded.find_all("ze"), vec![7..11]);
}

#[test]
fn one_sign_is_found_by_every_way_to_type_it() {
    let same = [
        "O'Brien",
        "O’Brien",
        "O‘Brien",
        "OʻBrien",
        "OʼBrien",
        "O`Brien",
        "O´Brien",
        "O′Brien",
        "O＇Brien",
    ];
    for one in same {
        assert_eq!(fold(one), "o'brien", "{one}");
    }
    for one in [
        "A-B", "A‐B", "A‑B", "A‒B", "A–B", "A—B", "A−B", "A－B", "A־B",
    ] {
        assert_eq!(fold(one), "a-b", "{one}");
    }
    for (one, other) in [
        ("“Acme”", "\"acme\""),
        ("«Acme»", "\"acme\""),
        ("1⁄2", "1/2"),
        ("٠٤٩١", "0491"),
        ("۰۴۹۱", "0491"),
        ("علي", "علی"),
        ("كريم", "کریم"),
        ("Ёлка", "елка"),
    ] {
        assert_eq!(fold(one), fold(other), "{one} {other}");
    }
}

proptest! {
    #![proptest_config(at_least(4_000))]

    /// What a query holds and what the index holds are folded by the same rule, however a text is cut: a
    /// part of a text that is found by itself is found in the whole.
    #[test]
    fn folding_is_the_same_in_a_part_and_in_the_whole(
        before in "[a-zA-Z éß'’`´–-]{0,8}", part in any::<String>(), after in "[a-zA-Z éß'’`´–-]{0,8}",
    ) {
        let part = Safe::clean(&part);
        let whole = [&before, part.as_str(), &after].concat();
        prop_assert!(fold(&whole).contains(&fold(part.as_str())));
        let pieces: String = whole.chars().map(|c| fold(c.encode_utf8(&mut [0; 4]))).collect();
        prop_assert_eq!(fold(&whole), pieces);
    }

    #[test]
    fn quotes_and_hyphens_are_interchangeable_in_the_search(name in "[a-z]{1,6}", rest in "[a-z]{1,6}") {
        for quote in "'’‘ʻʼ`´′＇".chars() {
            prop_assert_eq!(fold(&format!("{name}{quote}{rest}")), format!("{name}'{rest}"));
        }
        for hyphen in "-‐‑–—−－".chars() {
            prop_assert_eq!(fold(&format!("{name}{hyphen}{rest}")), format!("{name}-{rest}"));
        }
    }
}
