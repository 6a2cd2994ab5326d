//! A record as JSON.
use super::sample::{ada, with_ada};
use crate::driver::{Driver, Harness};
use pintui::api::call::Call;
use pintui::api::error::{Error, ErrorKind, NoAnswer};
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::subject::{Record, Subject};
use pintui::model::effect::{Effect, TerminalCommand};
use pintui::text::Safe;

fn record() -> Record {
    Record::Customer(ada())
}

fn subject() -> Subject {
    Subject::Raw(record())
}

fn reply(lines: &[&str]) -> Reply {
    let lines = lines.iter().map(|line| Safe::clean(line)).collect();
    Reply::Raw(record(), lines)
}

fn opened() -> Harness {
    let mut app = with_ada((80, 24), &[]);
    app.keys("i");
    app
}

#[test]
fn it_is_read_again_each_time_it_is_opened() {
    let mut app = opened();
    assert_eq!(
        app.asked_about(&subject()),
        [Call::Read(Read::ReadRaw(record()))]
    );
    app.answer(
        &subject(),
        Ok(reply(&["{", "  \"email\": \"old@example.com\"", "}"])),
    );
    app.sees("Customer cus_XZg1ULpWaROQCOT5PdwLkQ · JSON");
    app.sees("   \"email\": \"old@example.com\"");
    app.sees("read at 11:10");
    app.keys("esc i");
    assert_eq!(
        app.asked_about(&subject()),
        [Call::Read(Read::ReadRaw(record()))]
    );
    // The old text stands there meanwhile, and says that it is being read again.
    app.sees("old@example.com");
    app.sees("reading it again…");
    app.answer(
        &subject(),
        Ok(reply(&["{", "  \"email\": \"new@example.com\"", "}"])),
    );
    app.sees("new@example.com");
    app.keys("r");
    assert_eq!(
        app.asked_about(&subject()),
        [Call::Read(Read::ReadRaw(record()))]
    );
}

#[test]
fn all_of_it_is_copied_as_it_came() {
    let mut app = opened();
    app.keys("y");
    app.sees("! Nothing to copy yet");
    let long = format!("  \"notes\": \"{}\"", "word ".repeat(60));
    let lines = ["{", &long, "}"];
    app.answer(&subject(), Ok(reply(&lines)));
    app.keys("y");
    assert_eq!(
        app.effects,
        [Effect::Terminal(TerminalCommand::Copy(lines.join("\n")))]
    );
}

#[test]
fn a_long_line_is_broken_and_a_long_text_scrolls() {
    let mut app = opened();
    let long = format!("    \"notes\": \"{}END\"", "word ".repeat(30));
    let many: Vec<String> = (0..40).map(|n| format!("  \"member_{n}\": {n},")).collect();
    let mut lines: Vec<&str> = vec!["{", &long];
    lines.extend(many.iter().map(String::as_str));
    app.answer(&subject(), Ok(reply(&lines)));
    app.sees("     \"notes\": \"word");
    app.sees("END\"");
    app.sees_not("member_39");
    app.keys("G");
    app.sees("member_39");
    app.keys("g");
    app.sees("     \"notes\": \"word");
}

#[test]
fn a_failure_is_said_and_tried_again_by_key() {
    let mut app = opened();
    let lost = Error {
        kind: ErrorKind::NoAnswer(NoAnswer::Broken),
        fate: None,
    };
    app.answer(&subject(), Err(lost));
    app.sees("broke before the whole");
    app.sees("r retries");
    assert_eq!(app.asked_about(&subject()), []);
    app.keys("r");
    assert_eq!(
        app.asked_about(&subject()),
        [Call::Read(Read::ReadRaw(record()))]
    );
}
