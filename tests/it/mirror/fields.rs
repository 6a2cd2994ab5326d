//! Each field is found by what people type for it, and the letters that matched are told.
use super::{exact, index_of, named, parse};
use pintui::api::customers::Customer;
use pintui::mirror::{Entry, HitKind, Put, SearchField, Subscribed, marks};
use unicode_normalization::UnicodeNormalization;

#[test]
fn phones_are_found_however_they_are_written() {
    let phone = |token, phone| Entry {
        phone,
        ..named(token, "", "")
    };
    let people = index_of([
        phone("a", "02 5550 4821"),
        phone("b", "+61 2 5550 4821"),
        phone("c", "(02) 5550-4821"),
        phone("d", "61255504821"),
        phone("e", "+61 (0)2 5550 4821"),
        phone("f", "０２５５５０４８２１"),
        phone("g", "03 7010 6127"),
    ]);
    let all = ["a", "b", "c", "d", "e", "f"];
    for text in [
        "0255504821",
        "+61255504821",
        "02 5550 4821",
        "(02) 5550 4821",
        "+61 2 5550 4821",
        "5550",
        "55504821",
        "5550-4821",
        "phone:02555",
        "phone:\"+61 2 5550\"",
        "\"5550 4821\"",
        "61255504821",
        "4821",
    ] {
        assert_eq!(exact(&people, text), all, "{text}");
    }
    assert_eq!(exact(&people, "phone:7010"), ["g"]);
    assert!(exact(&people, "02 5550 7010").is_empty());
    assert_eq!(exact(&people, "!5550"), ["g"]);
}

#[test]
fn case_accents_width_and_composition_are_nothing() {
    let composed: String = "Siobhán Åström".nfc().collect();
    let decomposed: String = composed.nfd().collect();
    let people = index_of([
        named("c", &composed, ""),
        named("d", &decomposed, ""),
        named("e", "ＳＩＯＢＨＡＮ astrom", ""),
    ]);
    for text in [
        "siobhan",
        "SIOBHÁN",
        "åström",
        "Ｓｉｏｂｈáｎ",
        "\"siobha\u{301}n astro\u{308}m\"",
    ] {
        assert_eq!(exact(&people, text), ["c", "d", "e"], "{text}");
    }
}

#[test]
fn tokens_are_found_by_parts_and_not_by_short_words() {
    let token = "cus_XZg1ULpWaROQCOT5PdwLkQ";
    let people = index_of([
        named(token, "", ""),
        named("cus_AAAAAAAAAAAAAAAAAAAAAA", "", ""),
        named("odd-é", "", ""),
    ]);
    for text in [
        token,
        "xzg1",
        "XZG1ulp",
        "cus_xz",
        "s_xzg",
        "PdwLkQ",
        "token:q",
        "token:cus_x",
        "token:s_X",
        "dwlkq",
    ] {
        assert_eq!(exact(&people, text), [token], "{text}");
    }
    assert!(exact(&people, "xzg").is_empty());
    assert!(exact(&people, "kqaa").is_empty());
    assert_eq!(exact(&people, "token:odd-e"), ["odd-é"]);
    assert_eq!(exact(&people, "cus_").len(), 2);
    assert_eq!(people.slot(&token.to_lowercase()), None);
}

#[test]
fn a_card_is_found_as_its_row_shows_it() {
    let card = |token, scheme, network, last_four| Entry {
        scheme,
        network,
        last_four,
        ..named(token, "", "")
    };
    let people = index_of([
        card("v", "visa", "", "4821"),
        card("w", "visa", "", "9020"),
        card("m", "master", "", "4821"),
        card("a", "american_express", "", "3007"),
        card("p", "master", "applepay", "0064"),
        Entry {
            notes: "asked for his visa 4821",
            ..named("n", "", "")
        },
    ]);
    assert_eq!(exact(&people, "visa 4821"), ["n", "v"]);
    assert_eq!(exact(&people, "Visa 9020"), ["w"]);
    assert_eq!(exact(&people, "MC 4821"), ["m"]);
    assert_eq!(exact(&people, "mastercard 4821"), ["m"]);
    assert_eq!(exact(&people, "amex 3007"), ["a"]);
    for wallet in [
        "apple 0064",
        "AP 0064",
        "ApplePay 0064",
        "mc 0064",
        "Mastercard 0064",
    ] {
        assert_eq!(exact(&people, wallet), ["p"], "{wallet}");
    }
    // Every wallet is a "pay".
    assert!(exact(&people, "pay 0064").is_empty());
    // Alone it is a word as any other; all cards of a scheme are `scheme:`.
    assert_eq!(exact(&people, "visa"), ["n"]);
    assert_eq!(exact(&people, "visa !4821"), Vec::<String>::new());
    assert!(!parse("visa 4821").narrows(&parse("visa")));
}

#[test]
fn bent_quotes_keep_words_together() {
    let people = index_of([named("a", "Ann Lee", ""), named("b", "Lee Ann", "")]);
    for text in [
        "\"ann lee\"",
        "“ann lee”",
        "„ann lee“",
        "«ann lee»",
        "name:“ann lee”",
    ] {
        assert_eq!(exact(&people, text), ["a"], "{text}");
    }
    let people = index_of([named("a", "Mary O’Brien–Smith", "")]);
    for text in [
        "o'brien-smith",
        "O`Brien−Smith",
        "oʻbrien‐smith",
        "name:o´brien",
    ] {
        assert_eq!(exact(&people, text), ["a"], "{text}");
    }
}

#[test]
fn schemes_and_wallets_go_by_all_their_names() {
    let card = |token, scheme, network| Entry {
        scheme,
        network,
        ..named(token, "", "")
    };
    let people = index_of([
        card("v", "visa", ""),
        card("m", "master", ""),
        card("a", "american_express", ""),
        card("p", "visa", "applepay"),
        card("g", "", "googlepay"),
        card("r", "visa", "ringpay"),
        named("n", "", ""),
    ]);
    for (text, found) in [
        ("scheme:apple", "p"),
        ("scheme:applepay", "p"),
        ("scheme:\"apple pay\"", "p"),
        ("scheme:\"Apple Pay Visa\"", "p"),
        ("scheme:GooglePay", "g"),
        ("scheme:\"google pay\"", "g"),
        ("scheme:ringpay", "r"),
    ] {
        assert_eq!(exact(&people, text), [found], "{text}");
    }
    assert_eq!(exact(&people, "scheme:visa"), ["p", "r", "v"]);
    assert_eq!(exact(&people, "scheme:mastercard"), ["m"]);
    assert_eq!(exact(&people, "scheme:AMEX"), ["a"]);
    assert_eq!(exact(&people, "scheme:american"), ["a"]);
    assert_eq!(exact(&people, "!scheme:visa"), ["a", "g", "m", "n"]);
    assert!(exact(&people, "visa").is_empty());
}

#[test]
fn subscriptions_count_where_they_are_known() {
    let mut people = index_of([named("a", "", ""), named("b", "", ""), named("c", "", "")]);
    let active = Subscribed::ACTIVE.and(Subscribed::CANCELLED);
    assert_eq!(people.set_subscribed("a", active), Some(0));
    assert_eq!(people.set_subscribed("b", Subscribed::NONE), Some(1));
    assert_eq!(people.set_subscribed("x", Subscribed::NONE), None);
    assert_eq!(exact(&people, "sub:active"), ["a"]);
    assert_eq!(exact(&people, "sub:none"), ["b"]);
    // Of whom nothing was read matches neither that nor its opposite, and is counted.
    assert_eq!(exact(&people, "!sub:active"), ["b"]);
    // A customer read again says nothing of them, and they stay known.
    assert_eq!(people.put(&named("a", "New", "")), Put::Updated(0));
    assert_eq!(exact(&people, "sub:cancelled new"), ["a"]);
}

#[test]
fn a_customer_of_the_api_is_taken_whole() {
    let json = r#"{"token":"cus_XZg1ULpWaROQCOT5PdwLkQ","email":"zoe@gmail.example","first_name":" Zoë","last_name":"Featherstone ",
        "phone_number":"02 5550 4821","company":"Harbour Coffee","notes":"likes tea","created_at":"2026-01-05T01:02:03Z",
        "card":{"token":"card_XZg1ULpWaROQCOT5PdwLkQ","scheme":"master","display_number":"XXXX-XXXX-XXXX-4242","expiry_month":11,"expiry_year":2026}}"#;
    let customer: Customer = serde_json::from_str(json).unwrap();
    let people = index_of([Entry::from(&customer)]);
    let text = "\"zoe featherstone\" gmail harbour 02-5550 tea 4242 last4:4242 scheme:mastercard card:expiring created:2026-01";
    assert_eq!(exact(&people, text).len(), 1);
    assert!(exact(&people, "card:expired").is_empty());
}

#[test]
fn matched_letters_are_told() {
    let told = |text: &str, kind, field, shown: &str| -> Vec<String> {
        let ranges = marks(&parse(text), kind, field, shown);
        ranges
            .into_iter()
            .map(|range| shown.get(range).unwrap().to_owned())
            .collect()
    };
    let exact = |text: &str, field, shown| told(text, HitKind::Exact, field, shown);
    assert_eq!(
        exact("zoe W", SearchField::Name, "Zoë Wow"),
        ["Zoë", "W", "w"]
    );
    assert_eq!(exact("ab bc", SearchField::Notes, "xabcx"), ["abc"]);
    assert_eq!(exact("name:zo !oe", SearchField::Name, "Zoe"), ["Zo"]);
    assert!(exact("name:zo", SearchField::Email, "zoe@x").is_empty());
    assert_eq!(
        exact("0255504", SearchField::Phone, "(02) 5550-4821"),
        ["02) 5550-4"]
    );
    assert_eq!(
        exact("phone:+61255", SearchField::Phone, "02 5550 4821"),
        ["2 55"]
    );
    assert_eq!(
        exact("ulpw", SearchField::Token, "cus_XZg1ULpWaROQ"),
        ["ULpW"]
    );
    assert!(exact("ulp", SearchField::Token, "cus_XZg1ULpWaROQ").is_empty());
    assert_eq!(
        told("smiht", HitKind::Near, SearchField::Name, "Al Smïth"),
        ["Smïth"]
    );
    assert!(exact("smiht", SearchField::Name, "Al Smith").is_empty());
}
