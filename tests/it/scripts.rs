//! Names of every script on real terminals: what a row showed before leaves nothing on the one that follows.
mod tmux;

use crate::driver::setup;
use crate::driver::{Drawn, Driver, Harness};
use crate::nasty;
use pintui::api::call::Call;
use pintui::config::Mode;
use pintui::text::Safe;
use pintui::ui::pen::Pen;
use pintui::ui::theme::style;
use ratatui::Frame;
use serde_json::{Value, json};
use std::num::NonZero;

const SIZE: (u16, u16) = (120, 36);

/// Names whose signs some terminals draw as one and others as several, or in other tables' cells.
const NAMES: [&str; 40] = [
    "น้ำ",
    "นีลำ น้ำฝน",
    "नीलेश क्षत्रिय",
    "त्रिप्ति श्रीवास्तव",
    "বাংলা ক্ষমা",
    "মৌসুমী ভট্টাচার্য",
    "ગુજરાતી ક્ષિતિજ",
    "ਗੁਰਪ੍ਰੀਤ ਕੌਰ",
    "ଓଡ଼ିଆ କ୍ଷୀର",
    "செல்வி பொன்னி",
    "తెలుగు క్షేత్ర",
    "ಕನ್ನಡ ಕ್ಷೋಭೆ",
    "മലയാളം ക്ഷേമം",
    "ක්\u{200d}රිස්ති සෝමා",
    "ສົມສັກ ນ້ຳ",
    "မောင် အောင်ကျော်",
    "ព្រះសុខា ច្រើន",
    "བཀྲ་ཤིས་ རྒྱལ་མཚན",
    "ᜋᜈ᜔ ᜊᜓ",
    "ᬓᬃᬣᬶ ᬓᭂ",
    "ꦗꦮ ꦏꦺꦴ",
    "🇦🇺 🇳🇿",
    "🇦🇹",
    "👩\u{200d}👩\u{200d}👧 👋🏽 ❤\u{fe0f}",
    "1\u{fe0f}\u{20e3} ⌚ ⚑",
    "\u{1112}\u{1161}\u{11ab} 한",
    "ﾊﾟﾊﾞ ｶﾞｷﾞ",
    "山田 太郎",
    "㉈㉏ ☰ ⚊",
    "שלום אבֿ",
    "لا إله فاطِمة",
    "می\u{200c}خواهم",
    "Ze\u{301}lia A\u{30a}stro\u{308}m",
    "Z\u{301}\u{302}\u{303}\u{304}\u{305}algo",
    "𐐔𐐇𐐝 𝌆 𑄇𑄳𑄇",
    "አበበ በቀለ",
    "Հայկ ՙ",
    "ქეთევან",
    "ᠮᠣᠩᠭᠣᠯ",
    "Anna Smith",
];

/// Gives the names of the embedded sandbox that are not of ASCII.
fn sandbox_names() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sandbox/names.json");
    let names: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let words = names["cultures"].as_array().unwrap().iter().flat_map(|of| {
        let words = ["given", "family"].map(|part| of[part].as_array().unwrap().clone());
        words.concat()
    });
    words
        .filter_map(|word| word.as_str().map(str::to_owned))
        .map(|word| word.split('|').next().unwrap_or_default().to_owned())
        .filter(|word| !word.is_ascii())
        .collect()
}

/// Gives a page of customers in every script, each with its number in its email.
fn customers() -> Vec<Value> {
    let hostile = nasty::rows();
    let hostile = hostile
        .iter()
        .filter_map(|row| row["first_name"].as_str())
        .map(|text| text.chars().take(60).collect());
    let names = NAMES.iter().map(|name| (*name).to_owned());
    let all = names.chain(sandbox_names()).chain(hostile);
    let customer = |(at, name): (usize, String)| {
        json!({"token": format!("cus_{at:022}"), "first_name": name, "last_name": null, "email": format!("p{at:03}@example.com"),
            "company": name, "notes": name, "phone_number": null, "created_at": "2026-01-01T00:00:00Z", "card": null})
    };
    all.enumerate().map(customer).collect()
}

fn list(items: &[Value]) -> Value {
    json!({"response": items, "count": items.len(), "pagination":
        {"current": 1, "previous": null, "next": null, "per_page": 1000, "pages": 1, "count": items.len()}})
}

/// Answers a read of the customers or of what one of them has.
fn answer(customers: &[Value], path: &str) -> Value {
    let path = path.split('?').next().unwrap_or_default();
    let mut parts = path.rsplit('/');
    match parts.next() {
        Some("customers") => list(customers),
        Some(token) if token.starts_with("cus_") => {
            let own = customers.iter().find(|one| one["token"] == token).unwrap();
            json!({"response": own})
        }
        _ => list(&[]),
    }
}

/// Gives the lines that an independent terminal shows.
fn lines(terminal: &vt100::Parser) -> Vec<String> {
    let rows = terminal.screen().rows(0, SIZE.0);
    rows.map(|row| row.trim_end().to_owned()).collect()
}

/// Shows bytes. This parser takes U+FFFD for bytes that were no text and prints nothing, unlike real terminals.
fn show(bytes: &[u8], terminal: &mut vt100::Parser) {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    terminal.process(text.replace('\u{fffd}', "?").as_bytes());
}

fn terminal() -> vt100::Parser {
    let [rows, columns] = [SIZE.1, SIZE.0].map(|cells| NonZero::new(cells).unwrap());
    vt100::Parser::new(rows, columns, 0)
}

#[test]
fn every_frame_leaves_the_terminal_as_a_fresh_one_would() {
    let customers = customers();
    assert!(customers.len() > 100, "{}", customers.len());
    let mut app = Harness::scripted(Mode::Sandbox, SIZE);
    let body = |call: &Call| serde_json::to_vec(&answer(&customers, &call.path())).unwrap();
    app.serve(body);
    let (mut drawn, mut shown) = (Drawn::new(SIZE), terminal());
    let round = "j j j k G k k g ctrl-d ctrl-d ctrl-u pagedown / p 0 1 backspace 3 esc O j 2 e tab tab esc z j \
        z 1 i esc / n esc ? esc @ esc j e esc";
    for keys in [round; 2].join(" ").split_whitespace() {
        app.keys(keys);
        app.serve(body);
        show(&drawn.harness(&app), &mut shown);
        let mut fresh = terminal();
        show(&app.bytes(), &mut fresh);
        assert_same(&lines(&shown), &lines(&fresh), keys);
    }
}

#[test]
fn a_sign_that_goes_takes_all_of_its_cells_along() {
    let size = (24, 1);
    let looks = setup(Mode::Sandbox).looks;
    let draw = |frame: &mut Frame, name: &str| {
        let mut pen = Pen::new(frame.buffer_mut(), looks);
        pen.text(0, 0, size.0, Safe::clean(name).as_str(), style::TEXT);
        pen.finish();
    };
    for one in NAMES {
        for other in NAMES {
            let (mut drawn, mut shown) = (Drawn::new(size), terminal());
            show(&drawn.frame(|frame| draw(frame, one)), &mut shown);
            show(&drawn.frame(|frame| draw(frame, other)), &mut shown);
            let mut fresh = terminal();
            let bytes = Drawn::new(size).frame(|frame| draw(frame, other));
            show(&bytes, &mut fresh);
            assert_same(
                &lines(&shown),
                &lines(&fresh),
                &format!("{one} before {other}"),
            );
        }
    }
}

/// Asserts that two screens show the same, and shows the lines in which they do not.
fn assert_same(shown: &[String], fresh: &[String], after: &str) {
    let differ: Vec<_> = shown
        .iter()
        .zip(fresh)
        .filter(|(one, other)| one != other)
        .collect();
    assert!(
        differ.is_empty() && shown.len() == fresh.len(),
        "after {after}: {differ:#?}"
    );
}
