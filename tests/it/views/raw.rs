//! A record as JSON.
use super::desk::{Desk, ada};
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

fn opened() -> Desk {
    let mut desk = Desk::with_ada((80, 24), &[]);
    desk.keys("i");
    desk
}

#[test]
fn it_is_read_again_each_time_it_is_opened() {
    let mut desk = opened();
    assert_eq!(
        desk.waiting(&subject()),
        [Call::Read(Read::ReadRaw(record()))]
    );
    desk.answer(
        &subject(),
        Ok(reply(&["{", "  \"email\": \"old@example.com\"", "}"])),
    );
    desk.sees("Customer cus_XZg1ULpWaROQCOT5PdwLkQ · JSON");
    desk.sees("   \"email\": \"old@example.com\"");
    desk.sees("read at 11:10");
    desk.keys("esc i");
    assert_eq!(
        desk.waiting(&subject()),
        [Call::Read(Read::ReadRaw(record()))]
    );
    // The old text stands there meanwhile, and says that it is being read again.
    desk.sees("old@example.com");
    desk.sees("reading it again…");
    desk.answer(
        &subject(),
        Ok(reply(&["{", "  \"email\": \"new@example.com\"", "}"])),
    );
    desk.sees("new@example.com");
    desk.keys("r");
    assert_eq!(
        desk.waiting(&subject()),
        [Call::Read(Read::ReadRaw(record()))]
    );
}

#[test]
fn all_of_it_is_copied_as_it_came() {
    let mut desk = opened();
    desk.keys("y");
    desk.sees("! Nothing to copy yet");
    let long = format!("  \"notes\": \"{}\"", "word ".repeat(60));
    let lines = ["{", &long, "}"];
    desk.answer(&subject(), Ok(reply(&lines)));
    desk.keys("y");
    assert_eq!(
        desk.effects,
        [Effect::Terminal(TerminalCommand::Copy(lines.join("\n")))]
    );
}

#[test]
fn a_long_line_is_broken_and_a_long_text_scrolls() {
    let mut desk = opened();
    let long = format!("    \"notes\": \"{}END\"", "word ".repeat(30));
    let many: Vec<String> = (0..40).map(|n| format!("  \"member_{n}\": {n},")).collect();
    let mut lines: Vec<&str> = vec!["{", &long];
    lines.extend(many.iter().map(String::as_str));
    desk.answer(&subject(), Ok(reply(&lines)));
    desk.sees("     \"notes\": \"word");
    desk.sees("END\"");
    desk.sees_not("member_39");
    desk.keys("G");
    desk.sees("member_39");
    desk.keys("g");
    desk.sees("     \"notes\": \"word");
}

#[test]
fn a_failure_is_said_and_tried_again_by_key() {
    let mut desk = opened();
    let lost = Error {
        kind: ErrorKind::NoAnswer(NoAnswer::Broken),
        fate: None,
    };
    desk.answer(&subject(), Err(lost));
    desk.sees("broke before the whole");
    desk.sees("r retries");
    assert_eq!(desk.waiting(&subject()), []);
    desk.keys("r");
    assert_eq!(
        desk.waiting(&subject()),
        [Call::Read(Read::ReadRaw(record()))]
    );
}
