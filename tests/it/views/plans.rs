//! All plans, and one with who pays it.
use super::desk::{Desk, ada};
use super::payers::{Answers, plan, plan_id, subscription};
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use pintui::api::call::Call;
use pintui::api::error::{Error, ErrorKind, NoAnswer};
use pintui::api::read::Read;
use pintui::api::subject::Subject;
use pintui::config::Mode;
use pintui::model::effect::{Effect, TerminalCommand};
use pintui::model::event::Event;
use serde_json::{Value, json};

fn lost() -> Error {
    Error {
        kind: ErrorKind::NoAnswer(NoAnswer::TimedOut),
        fate: None,
    }
}

fn many_plans() -> Answers {
    let other = |token: &str, name: &str, counts: Value| {
        plan(
            &json!({"token": token, "name": name, "amount": 26_500, "interval": 2,
            "interval_unit": "week", "subscription_counts": counts}),
        )
    };
    let counts = json!({"trial": 0, "active": 7, "cancelling": 0, "cancelled": 1_204});
    Answers {
        plans: vec![
            plan(&json!({})),
            other("plan_wholesale", "Wholesale Beans, fortnightly", counts),
            other("plan_odd", "Uncounted", Value::Null),
        ],
        ..Answers::default()
    }
}

/// Gives the subscriptions of a plan that many have; the first is the sample customer's.
fn payers(n: usize) -> Vec<Value> {
    let other = |n: usize| {
        subscription(&json!({"token": format!("sub_{n:022}"),
            "customer_token": format!("cus_{n:022}"), "state": "cancelling"}))
    };
    let mut all = vec![subscription(&json!({}))];
    all.extend((1..n).map(other));
    all
}

fn page_call(page: u32) -> Call {
    Call::Read(Read::ListPlanSubscriptions(plan_id(), page))
}

fn payers_subject() -> Subject {
    Subject::PlanSubscriptions(plan_id())
}

#[test]
fn one_key_lists_every_plan_with_price_and_counts_from_any_pane() {
    let answers = many_plans();
    for pane in ["1", "2", "3", "4", "5"] {
        let desk = answers.desk((120, 36), &[pane, "L"]);
        desk.sees("┏━ Plans 3 ━");
        desk.sees("Premium monthly               A$49.00 / month     3 trial  120 active  2 cancelling     14 cancelled");
        desk.sees("Wholesale Beans, fortnightly  A$265.00 / 2 weeks  0 trial    7 active  0 cancelling  1,204 cancelled");
        desk.sees("Uncounted                     A$265.00 / 2 weeks  — trial    — active  — cancelling      — cancelled");
    }
    let desk = answers.desk((80, 24), &["L"]);
    desk.sees("Wholesale Beans, fortnightly A$265.00 / 2 weeks");
    desk.sees("0 trial ·   7 active · 0 cancelling · 1,204 cancelled");
}

#[test]
fn the_plans_are_read_again_when_opened_and_by_key_and_say_when_they_could_not() {
    let answers = many_plans();
    let mut desk = answers.desk((120, 36), &[]);
    desk.keys(&["L"]);
    assert_eq!(
        desk.waiting(&Subject::Plans),
        [Call::Read(Read::ListPlans(1))]
    );
    desk.answer(&Subject::Plans, Err(lost()));
    desk.sees("stale, as of 11:10, r retries");
    desk.sees("Premium monthly");
    desk.keys(&["r"]);
    answers.serve(&mut desk);
    desk.sees("as of 11:10 · 1/3");

    // The first read: nothing is known, then why, then that there is none.
    let none = Answers {
        plans: Vec::new(),
        ..Answers::default()
    };
    let mut desk = Desk::with_ada((120, 36), &[]);
    desk.keys(&["L"]);
    desk.wait(std::time::Duration::from_millis(200));
    desk.sees("░░░");
    desk.answer(&Subject::Plans, Err(lost()));
    desk.sees("did not answer in time.");
    desk.sees("r retries.");
    for key in ["enter", "y", "i"] {
        desk.keys(&[key]);
        desk.sees("! No plan selected");
    }
    desk.keys(&["r"]);
    none.serve(&mut desk);
    desk.sees("No plans. Create them in the Pin dashboard");
}

#[test]
fn enter_shows_who_pays_a_plan_and_enter_there_goes_to_the_customer() {
    let answers = Answers {
        of_plan: payers(3),
        ..many_plans()
    };
    let mut desk = answers.desk((120, 36), &["5", "z", "L", "enter"]);
    desk.sees("┏━ Plan Premium monthly · 3 subscriptions ━");
    desk.sees("A$49.00 / month · runs until cancelled");
    desk.sees("3 trial · 120 active · 2 cancelling · 14 cancelled");
    desk.sees("▶● Ada Nguyen                  ada.nguyen@harbourcoffee.example  active      next 06 Dec 26");
    // A customer that the list does not know is named by its token.
    desk.sees("◐ cus_0000000000000000000001                                    cancelling  ends 06 Dec 26");
    desk.keys(&["j", "enter"]);
    desk.sees("! Its customer is not in the list; it may have been deleted. R refreshes");
    desk.keys(&["k", "enter"]);
    desk.sees("┏━ Customers 1 ━");
    desk.sees("┌─ Ada Nguyen ─");
    desk.sees_not("━ Plan");
    desk.sees("▶  Ada Nguyen");
}

/// As many as before, but one is somebody else's.
#[test]
fn who_pays_a_plan_now_is_named_as_soon_as_it_is_read_again() {
    let mut before = payers(2);
    before.remove(0);
    let answers = Answers {
        of_plan: before,
        ..many_plans()
    };
    let mut desk = answers.desk((120, 36), &["L", "enter"]);
    desk.sees("◐ cus_0000000000000000000001 ");
    let answers = Answers {
        of_plan: payers(1),
        ..many_plans()
    };
    desk.keys(&["r"]);
    answers.serve(&mut desk);
    desk.sees("▶● Ada Nguyen ");
    desk.keys(&["enter"]);
    desk.sees("┌─ Ada Nguyen ─");
}

#[test]
fn a_filter_that_would_hide_the_customer_goes() {
    let answers = Answers::default();
    let mut desk = answers.desk((120, 36), &["/"]);
    desk.types("nobody");
    answers.serve(&mut desk);
    desk.sees("No matches");
    desk.keys(&["enter", "L"]);
    answers.serve(&mut desk);
    desk.keys(&["enter"]);
    answers.serve(&mut desk);
    desk.keys(&["enter"]);
    answers.serve(&mut desk);
    desk.sees("┏━ Customers 1 ━");
    desk.sees("┌─ Ada Nguyen ─");
}

#[test]
fn enter_leaves_the_box_that_narrows_even_where_nothing_matches() {
    let mut desk = many_plans().desk((120, 36), &["L", "/"]);
    desk.types("nobody");
    desk.sees("No matches; Esc shows all.");
    desk.keys(&["enter"]);
    desk.sees_not("No plan selected");
    desk.keys(&["enter"]);
    desk.sees("! No plan selected");
    desk.keys(&["esc"]);
    desk.sees("┏━ Plans 3 ━");
    desk.sees("Wholesale Beans");
}

#[test]
fn a_plan_that_many_have_is_read_page_by_page_as_far_as_is_looked() {
    let answers = Answers {
        of_plan: payers(120),
        ..Answers::default()
    };
    let mut desk = answers.desk((120, 36), &["L", "enter"]);
    // Two screens of 29 rows are more than two pages and less than four.
    desk.sees("· 75 of 120 subscriptions ━");
    assert_eq!(desk.waiting(&payers_subject()), []);
    desk.keys(&["G"]);
    assert_eq!(desk.waiting(&payers_subject()), [page_call(4)]);
    answers.serve(&mut desk);
    desk.sees("· 120 subscriptions ━");
    desk.sees("75/120");
    // Read again, the chosen row stays, and pages are read as far as it.
    desk.keys(&["r"]);
    assert_eq!(desk.waiting(&payers_subject()), [page_call(1)]);
    answers.serve(&mut desk);
    desk.sees("75/1");
}

#[test]
fn a_plan_s_payers_that_cannot_be_read_or_are_none_say_so() {
    let mut desk = many_plans().desk((120, 36), &["L"]);
    desk.keys(&["enter"]);
    desk.answer(&payers_subject(), Err(lost()));
    desk.sees("did not answer in time.");
    desk.keys(&["enter"]);
    desk.sees("! No subscription selected");
    desk.keys(&["r"]);
    let none = Answers {
        of_plan: Vec::new(),
        ..many_plans()
    };
    none.serve(&mut desk);
    desk.sees("Nobody has ever subscribed to this plan.");
}

#[test]
fn a_subscription_without_a_customer_cannot_be_followed() {
    let answers = Answers {
        of_plan: vec![subscription(&json!({"customer_token": null}))],
        ..Answers::default()
    };
    let mut desk = answers.desk((120, 36), &["L", "enter", "enter"]);
    desk.sees("no customer");
    desk.sees("! The API sent no customer for it; it may have been deleted");
    desk.keys(&["y", "enter"]);
    let token = super::payers::sub_id().to_string();
    assert_eq!(
        desk.effects,
        [Effect::Terminal(TerminalCommand::Copy(token))]
    );
}

#[test]
fn while_customers_load_it_says_to_wait() {
    let answers = Answers {
        of_plan: payers(2),
        ..Answers::default()
    };
    let mut desk = Desk::new(Mode::Test, (120, 36));
    desk.keys(&["L"]);
    let left = Subject::Customers;
    for keys in [&[][..], &["enter"][..]] {
        desk.keys(keys);
        for _ in 0..20 {
            let wanted = |(_, call): &&(_, Call)| call.subject().as_ref() != Some(&left);
            let Some((ticket, call)) = desk.asked.iter().find(wanted).cloned() else {
                break;
            };
            desk.reply(ticket, Ok(answers.to(&call)));
        }
    }
    desk.sees(&format!("▶● {}", ada()));
    desk.keys(&["enter"]);
    desk.sees("! Its customer isn't loaded yet; wait for the list");
}

fn click(desk: &mut Desk, row: u16) {
    let click = MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column: 20,
        row,
        modifiers: KeyModifiers::NONE,
    };
    desk.event(Event::Mouse(click));
}

#[test]
fn a_click_chooses_a_plan_and_a_second_one_opens_it() {
    let answers = many_plans();
    let mut desk = answers.desk((80, 24), &["L"]);
    let row = |desk: &Desk| {
        let screen = desk.screen();
        let row = screen.lines().position(|line| line.contains("Uncounted"));
        u16::try_from(row.unwrap()).unwrap()
    };
    // Plans have two lines each here; the second one is the plan's as well.
    let row = row(&desk) + 1;
    click(&mut desk, row);
    desk.sees("▶  Uncounted");
    click(&mut desk, row);
    answers.serve(&mut desk);
    desk.sees("┏━ Plan Uncounted ·");
}

#[test]
fn over_another_overlay_the_key_says_what_is_in_the_way() {
    let mut desk = many_plans().desk((120, 36), &["L", "enter", "L"]);
    desk.sees("! Not while this is open; Esc closes it");
    desk.keys(&["esc", "esc"]);
    desk.sees("┏━ Customers 1 ━");
}

#[test]
fn one_long_plan_takes_its_own_lines_and_no_one_else_s() {
    let mut answers = many_plans();
    let long = "Wholesale Beans for the Harbour and the Hinterland, fortnightly, with a tasting";
    answers.plans[1]["name"] = json!(long);
    answers.plans[1]["subscription_counts"]["cancelled"] = json!(1_204_000);
    let mut desk = answers.desk((80, 24), &["L"]);
    let line_of = |desk: &mut Desk, text: &str| {
        let screen = desk.screen();
        let line = screen.lines().position(|line| line.contains(text));
        line.unwrap_or_else(|| panic!("no {text:?} on\n{screen}"))
    };
    let first = line_of(&mut desk, "▶  Premium monthly A$49.00 / month");
    assert_eq!(line_of(&mut desk, "Wholesale Beans"), first + 2);
    assert_eq!(line_of(&mut desk, "Uncounted"), first + 5);
    // The last line of the long one is a part of it; the line below is the next plan.
    let row = |line: usize| u16::try_from(line).unwrap();
    click(&mut desk, row(first + 4));
    desk.sees("▶  Wholesale Beans");
    click(&mut desk, row(first + 5));
    desk.sees("▶  Uncounted");
}
