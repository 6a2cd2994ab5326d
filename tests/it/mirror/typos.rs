//! One typing error a word is forgiven, and no more.
use super::same::{both, many};
use super::{cases, find, index_of, named, ranked, tokens};
use pintui::mirror::{FEW, HitKind};
use pintui::text::fold::fold;
use proptest::prelude::*;

#[test]
fn the_usual_errors_are_forgiven() {
    let people = index_of([
        named("smith", "John Smith", "j342@gmail.example"),
        named("jsmith", "Al", "jsmith3@gmail.example"),
        named("nguyen", "Thi Nguyễn", "x@outlook.example"),
        named("feather", "Zoë Featherstone", "x@outlook.example"),
        named("pat", "Pat O'Brien", "x@outlook.example"),
    ]);
    let cases: [(&str, &[&str]); 14] = [
        ("jsmth", &["jsmith"]),
        ("nguyn", &["nguyen"]),
        ("smiht", &["smith"]),
        ("smyth", &["smith"]),
        ("smitth", &["smith"]),
        ("msith", &["smith"]),
        ("xsmith", &["smith", "jsmith"]),
        ("fetherst", &["feather"]),
        ("obrien", &["pat"]),
        ("featehrstone", &["feather"]),
        ("smiht gmail", &["smith"]),
        ("zeo fetherstone", &[]),
        ("zoe fetherstone", &["feather"]),
        ("fetherstone outlok", &["feather"]),
    ];
    for (text, wanted) in cases {
        assert_eq!(ranked(&people, text), wanted, "{text}");
        assert_eq!(find(&people, text).near(), wanted.len(), "{text}");
    }
}

#[test]
fn far_words_are_not_near() {
    let people = index_of([
        named(
            "cus_smithsmithsmithsmithAA",
            "John Smith",
            "jsmith@gmail.example",
        ),
        named("b", "Mary Martin", "mary@outlook.example"),
    ]);
    for text in [
        "smoht1",
        "jhn",
        "smthi",
        "marqx",
        "htims",
        "blackmsith",
        "zzzz",
        "smiht !gmail",
        "!smiht mary email:gmail",
    ] {
        assert_eq!(find(&people, text).near(), 0, "{text}");
    }
    assert_eq!(
        find(
            &index_of([super::Entry {
                phone: "0491 570 157",
                last_four: "4242",
                ..named("p", "", "")
            }]),
            "4241"
        )
        .near(),
        0
    );
}

#[test]
fn errors_are_looked_for_only_where_hits_are_few() {
    let names: Vec<String> = (0..FEW).map(|at| format!("t{at}")).collect();
    let mut people = index_of(names.iter().map(|token| named(token, "Ann Smith", "")));
    people.put(&named("near", "Bo Smiht", ""));
    assert_eq!(find(&people, "smith").near(), 0);
    people.remove("t0");
    assert_eq!(find(&people, "smith").near(), 1);
}

/// Writes a word in every way that is one error away; with the second, only where the word ends then.
fn errors(word: &str, text: &str) -> Vec<(String, bool)> {
    let letters: Vec<char> = word.chars().collect();
    let make = |change: &dyn Fn(&mut Vec<char>)| {
        let mut made = letters.clone();
        change(&mut made);
        made.into_iter().collect::<String>()
    };
    let last = letters.len() - 1;
    let shorter = make(&|word| {
        word.pop();
    });
    let mut out = vec![(word.to_owned(), false)];
    for at in 0..letters.len() {
        let less = make(&|word| {
            word.remove(at);
        });
        let ends = less == shorter;
        out.push((less, ends));
        if at < last {
            out.push((make(&|word| word.swap(at, at + 1)), false));
        }
        for other in text.chars() {
            out.push((make(&|word| word[at] = other), at == last));
            out.push((make(&|word| word.insert(at, other)), false));
        }
    }
    out
}

fn is_near(word: &str, text: &str) -> bool {
    let text = fold(text);
    let is_part = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii();
    let starts = text.char_indices().filter(|(at, _)| {
        !text
            .split_at(*at)
            .0
            .chars()
            .next_back()
            .is_some_and(is_part)
    });
    let ways = errors(word, &text);
    starts.into_iter().any(|(at, _)| {
        ways.iter().any(|(way, ends)| {
            text.split_at(at)
                .1
                .strip_prefix(way.as_str())
                .is_some_and(|rest| {
                    let goes_on = rest
                        .chars()
                        .next()
                        .is_some_and(|c| c.is_ascii_alphabetic() || !c.is_ascii());
                    !ends || !goes_on
                })
        })
    })
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn near_hits_are_those_of_one_error(both in both(), word in "[abé]{4,7}") {
        let hits = find(&both.index, &word);
        let word = fold(&word);
        let mut found = tokens(&both.index, hits.slots(HitKind::Near).iter().copied());
        found.sort();
        let exact = tokens(&both.index, hits.slots(HitKind::Exact).iter().copied());
        let wanted: Vec<String> = both
            .rows
            .values()
            .filter(|row| !exact.contains(&row.token))
            .filter(|row| [&row.name, &row.email, &row.company, &row.notes].iter().any(|text| is_near(&word, text)))
            .map(|row| row.token.clone())
            .collect();
        if hits.exact() < FEW {
            prop_assert_eq!(found, wanted, "{}", word);
        }
    }
}

#[test]
fn whole_blocks_are_searched_for_errors_too() {
    let both = many();
    let long = |text: &str| -> Option<String> {
        let text = fold(text);
        let word = text.split(' ').find(|word| word.chars().count() > 6)?;
        Some(
            word.chars()
                .enumerate()
                .filter(|(at, _)| *at != 2)
                .map(|(_, c)| c)
                .collect(),
        )
    };
    let words: Vec<String> = both
        .rows
        .values()
        .filter_map(|row| long(&row.name))
        .step_by(10)
        .take(5)
        .collect();
    assert_eq!(words.len(), 5);
    for word in &words {
        let hits = find(&both.index, word);
        if hits.exact() >= FEW {
            continue;
        }
        let near = tokens(&both.index, hits.slots(HitKind::Near).iter().copied());
        let exact = tokens(&both.index, hits.slots(HitKind::Exact).iter().copied());
        let wanted = both
            .rows
            .values()
            .filter(|row| {
                [&row.name, &row.email, &row.company, &row.notes]
                    .iter()
                    .any(|text| is_near(word, text))
            })
            .filter(|row| !exact.contains(&row.token));
        let mut near_sorted = near.clone();
        near_sorted.sort();
        assert_eq!(
            near_sorted,
            wanted.map(|row| row.token.clone()).collect::<Vec<_>>(),
            "{word}"
        );
        assert!(!near.is_empty(), "{word}");
    }
}
