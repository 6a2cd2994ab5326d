//! What is wrong in a query is told, and what it means meanwhile.
use super::{exact, index_of, named, parse};
use pintui::mirror::{Entry, Index, QueryProblem};

fn people() -> Index {
    index_of([
        Entry {
            notes: "ratio 10:30, see color:red",
            ..named("a", "Ann Lee", "ann@gmail.example")
        },
        Entry {
            company: "Lee & Ann Pty",
            ..named("b", "Bob", "bob@gmail.example")
        },
        named("c", "Cy", "cy@ann.example"),
    ])
}

#[test]
fn an_unknown_field_is_told_and_looked_for_as_text() {
    let query = parse("ann color:red");
    let unknown = QueryProblem::UnknownField {
        field: "color".to_owned(),
        at: 4..13,
    };
    assert_eq!(query.problems(), [unknown]);
    assert_eq!(query.problems()[0].to_string(), "there is no field `color`");
    let people = people();
    assert_eq!(exact(&people, "ann color:red"), ["a"]);
    assert_eq!(exact(&people, "10:30"), ["a"]);
    assert_eq!(exact(&people, "!color:red"), ["b", "c"]);
    assert!(exact(&people, "nothing:").is_empty());
}

#[test]
fn a_bad_value_is_told_and_looked_for_as_text() {
    let bad = [
        (
            "created:>2026-13",
            "created",
            "a year, month or day such as >2026-01 or 2025..2026-03-15",
        ),
        (
            "created:yesterday",
            "created",
            "a year, month or day such as >2026-01 or 2025..2026-03-15",
        ),
        ("card:old", "card", "expired or expiring"),
        ("last4:12345", "last4", "up to four digits"),
        ("phone:none", "phone", "digits"),
        (
            "sub:maybe",
            "sub",
            "none, trial, active, cancelling or cancelled",
        ),
    ];
    for (text, field, wants) in bad {
        let at = 0..text.len();
        let problem = QueryProblem::BadValue {
            field: field.to_owned(),
            wants,
            at,
        };
        assert_eq!(parse(text).problems(), [problem], "{text}");
        assert!(exact(&people(), text).is_empty(), "{text}");
    }
    let quoting = index_of([Entry {
        notes: "he typed card:old",
        ..named("q", "", "")
    }]);
    assert_eq!(exact(&quoting, "card:old"), ["q"]);
}

#[test]
fn a_field_without_a_value_is_waited_for() {
    for text in ["email:", "EMAIL:\"\"", "!created:"] {
        let query = parse(text);
        assert!(
            matches!(query.problems(), [QueryProblem::NoValue { .. }]),
            "{text}"
        );
        assert!(query.is_empty(), "{text}");
    }
    assert_eq!(exact(&people(), "email: bob").len(), 1);
    let query = parse("!");
    assert_eq!(query.problems(), [QueryProblem::NothingExcluded]);
    assert!(query.is_empty());
    let said = query.problems()[0].to_string();
    assert_eq!(said, "`!` excludes nothing yet; type a word right after it");
}

#[test]
fn words_quotes_and_marks() {
    let people = people();
    assert_eq!(exact(&people, "  lee   ann "), ["a", "b"]);
    assert_eq!(exact(&people, "\"ann lee\""), ["a"]);
    assert_eq!(exact(&people, "\"ann lee"), ["a"]);
    assert_eq!(exact(&people, "name:\"ann lee\""), ["a"]);
    assert_eq!(exact(&people, "!\"ann lee\" ann"), ["b", "c"]);
    assert_eq!(exact(&people, "!gmail"), ["c"]);
    assert_eq!(exact(&people, "gmail !email:ann"), ["b"]);
    assert_eq!(exact(&people, "\"\"").len(), 3);
    assert_eq!(exact(&people, "").len(), 3);
    assert_eq!(exact(&people, "!").len(), 3);
    // A line break cannot join the end of one field and the beginning of the next.
    assert!(exact(&people, "\"lee\nann@\"").is_empty());
}

#[test]
fn moments() {
    let at = |text: &str| text.parse().ok();
    let people = index_of([
        Entry {
            created_at: at("2025-12-31T23:59:59Z"),
            ..named("dec", "", "")
        },
        Entry {
            created_at: at("2026-01-01T00:00:00Z"),
            ..named("jan", "", "")
        },
        Entry {
            created_at: at("2026-01-31T23:59:59Z"),
            ..named("jan31", "", "")
        },
        Entry {
            created_at: at("2026-02-01T00:00:00Z"),
            ..named("feb", "", "")
        },
        named("never", "", ""),
    ]);
    let cases: [(&str, &[&str]); 13] = [
        ("2026-01", &["jan", "jan31"]),
        ("=2026-1", &["jan", "jan31"]),
        (">2026-01", &["feb"]),
        (">=2026-01", &["feb", "jan", "jan31"]),
        ("<2026-01", &["dec"]),
        ("<=2026-01", &["dec", "jan", "jan31"]),
        ("2025", &["dec"]),
        (">2025", &["feb", "jan", "jan31"]),
        ("2026-01-31", &["jan31"]),
        (">2026-01-31", &["feb"]),
        ("2025..2026-01-01", &["dec", "jan"]),
        ("2026-01-02..", &["feb", "jan31"]),
        ("..2025", &["dec"]),
    ];
    for (text, wanted) in cases {
        assert_eq!(exact(&people, &format!("created:{text}")), wanted, "{text}");
    }
    assert_eq!(exact(&people, "!created:2026"), ["dec", "never"]);
    for bad in [
        "..",
        "2026-02-30",
        "26",
        "=>2026",
        "2026-01-01-01",
        "2026-",
        "0",
        "99999",
    ] {
        assert_eq!(
            parse(&format!("created:{bad}")).problems().len(),
            1,
            "{bad}"
        );
    }
}

#[test]
fn a_day_begins_where_the_person_is() {
    let zone = jiff::tz::TimeZone::get("Australia/Melbourne").unwrap();
    let today = pintui::mirror::Today {
        month: super::MONTH,
        zone: &zone,
    };
    let people = index_of([Entry {
        created_at: "2026-01-31T13:30:00Z".parse().ok(),
        ..named("late", "", "")
    }]);
    let find = |text: &str| {
        let query = pintui::mirror::Query::parse(text, today);
        pintui::mirror::search(&people, query, &|| false).exact()
    };
    assert_eq!(
        (find("created:2026-02-01"), find("created:2026-01")),
        (1, 0)
    );
}
