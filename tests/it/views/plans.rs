//! All plans, and one with who pays it.
use super::payers::{Answers, plan, plan_id, subscription};
use super::sample::{ada, open, with_ada};
use crate::driver::{Driver, Harness};
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
        let mut app = answers.app((120, 36), &format!("{pane} L"));
        app.sees("┏━ Plans 3 ━");
        app.sees("Premium monthly               A$49.00 / month     3 trial  120 active  2 cancelling     14 cancelled");
        app.sees("Wholesale Beans, fortnightly  A$265.00 / 2 weeks  0 trial    7 active  0 cancelling  1,204 cancelled");
        app.sees("Uncounted                     A$265.00 / 2 weeks  — trial    — active  — cancelling      — cancelled");
    }
    let mut app = answers.app((80, 24), "L");
    app.sees("Wholesale Beans, fortnightly A$265.00 / 2 weeks");
    app.sees("0 trial ·   7 active · 0 cancelling · 1,204 cancelled");
}

#[test]
fn the_plans_are_read_again_when_opened_and_by_key_and_say_when_they_could_not() {
    let answers = many_plans();
    let mut app = answers.app((120, 36), "");
    app.keys("L");
    assert_eq!(
        app.asked_about(&Subject::Plans),
        [Call::Read(Read::ListPlans(1))]
    );
    app.answer(&Subject::Plans, Err(lost()));
    app.sees("stale, as of 11:10, r retries");
    app.sees("Premium monthly");
    app.keys("r");
    answers.serve(&mut app);
    app.sees("as of 11:10 · 1/3");

    // The first read: nothing is known, then why, then that there is none.
    let none = Answers {
        plans: Vec::new(),
        ..Answers::default()
    };
    let mut app = with_ada((120, 36), &[]);
    app.keys("L");
    app.advance(std::time::Duration::from_millis(200));
    app.sees("░░░");
    app.answer(&Subject::Plans, Err(lost()));
    app.sees("did not answer in time.");
    app.sees("r retries.");
    for key in ["enter", "y", "i"] {
        app.keys(key);
        app.sees("! No plan selected");
    }
    app.keys("r");
    none.serve(&mut app);
    app.sees("No plans. Create them in the Pin dashboard");
}

#[test]
fn enter_shows_who_pays_a_plan_and_enter_there_goes_to_the_customer() {
    let answers = Answers {
        of_plan: payers(3),
        ..many_plans()
    };
    let mut app = answers.app((120, 36), "5 z L enter");
    app.sees("┏━ Plan Premium monthly · 3 subscriptions ━");
    app.sees("A$49.00 / month · runs until cancelled");
    app.sees("3 trial · 120 active · 2 cancelling · 14 cancelled");
    app.sees("▶● Ada Nguyen                  ada.nguyen@harbourcoffee.example  active      next 06 Dec 26");
    // A customer that the list does not know is named by its token.
    app.sees("◐ cus_0000000000000000000001                                    cancelling  ends 06 Dec 26");
    app.keys("j enter");
    app.sees("! Its customer is not in the list; it may have been deleted. R refreshes");
    app.keys("k enter");
    app.sees("┏━ Customers 1 ━");
    app.sees("┌─ Ada Nguyen ─");
    app.sees_not("━ Plan");
    app.sees("▶  Ada Nguyen");
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
    let mut app = answers.app((120, 36), "L enter");
    app.sees("◐ cus_0000000000000000000001 ");
    let answers = Answers {
        of_plan: payers(1),
        ..many_plans()
    };
    app.keys("r");
    answers.serve(&mut app);
    app.sees("▶● Ada Nguyen ");
    app.keys("enter");
    app.sees("┌─ Ada Nguyen ─");
}

#[test]
fn a_filter_that_would_hide_the_customer_goes() {
    let answers = Answers::default();
    let mut app = answers.app((120, 36), "/");
    app.types("nobody");
    answers.serve(&mut app);
    app.sees("No matches");
    app.keys("enter L");
    answers.serve(&mut app);
    app.keys("enter");
    answers.serve(&mut app);
    app.keys("enter");
    answers.serve(&mut app);
    app.sees("┏━ Customers 1 ━");
    app.sees("┌─ Ada Nguyen ─");
}

#[test]
fn enter_leaves_the_box_that_narrows_even_where_nothing_matches() {
    let mut app = many_plans().app((120, 36), "L /");
    app.types("nobody");
    app.sees("No matches; Esc shows all.");
    app.keys("enter");
    app.sees_not("No plan selected");
    app.keys("enter");
    app.sees("! No plan selected");
    app.keys("esc");
    app.sees("┏━ Plans 3 ━");
    app.sees("Wholesale Beans");
}

#[test]
fn a_plan_that_many_have_is_read_page_by_page_as_far_as_is_looked() {
    let answers = Answers {
        of_plan: payers(120),
        ..Answers::default()
    };
    let mut app = answers.app((120, 36), "L enter");
    // Two screens of 29 rows are more than two pages and less than four.
    app.sees("· 75 of 120 subscriptions ━");
    assert_eq!(app.asked_about(&payers_subject()), []);
    app.keys("G");
    assert_eq!(app.asked_about(&payers_subject()), [page_call(4)]);
    answers.serve(&mut app);
    app.sees("· 120 subscriptions ━");
    app.sees("75/120");
    // Read again, the chosen row stays, and pages are read as far as it.
    app.keys("r");
    assert_eq!(app.asked_about(&payers_subject()), [page_call(1)]);
    answers.serve(&mut app);
    app.sees("75/1");
}

#[test]
fn a_plan_s_payers_that_cannot_be_read_or_are_none_say_so() {
    let mut app = many_plans().app((120, 36), "L");
    app.keys("enter");
    app.answer(&payers_subject(), Err(lost()));
    app.sees("did not answer in time.");
    app.keys("enter");
    app.sees("! No subscription selected");
    app.keys("r");
    let none = Answers {
        of_plan: Vec::new(),
        ..many_plans()
    };
    none.serve(&mut app);
    app.sees("Nobody has ever subscribed to this plan.");
}

#[test]
fn a_subscription_without_a_customer_cannot_be_followed() {
    let answers = Answers {
        of_plan: vec![subscription(&json!({"customer_token": null}))],
        ..Answers::default()
    };
    let mut app = answers.app((120, 36), "L enter enter");
    app.sees("no customer");
    app.sees("! The API sent no customer for it; it may have been deleted");
    app.keys("y enter");
    let token = super::payers::sub_id().to_string();
    assert_eq!(
        app.effects,
        [Effect::Terminal(TerminalCommand::Copy(token))]
    );
}

#[test]
fn while_customers_load_it_says_to_wait() {
    let answers = Answers {
        of_plan: payers(2),
        ..Answers::default()
    };
    let mut app = open(Mode::Test, (120, 36));
    app.keys("L");
    let left = Subject::Customers;
    for keys in ["", "enter"] {
        app.keys(keys);
        app.reply_all(|call| (call.subject().as_ref() != Some(&left)).then(|| answers.to(call)));
    }
    app.sees(&format!("▶● {}", ada()));
    app.keys("enter");
    app.sees("! Its customer isn't loaded yet; wait for the list");
}

fn click(app: &mut Harness, row: u16) {
    let click = MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column: 20,
        row,
        modifiers: KeyModifiers::NONE,
    };
    app.tell(Event::Mouse(click));
}

#[test]
fn a_click_chooses_a_plan_and_a_second_one_opens_it() {
    let answers = many_plans();
    let mut app = answers.app((80, 24), "L");
    let row = |app: &Harness| {
        let screen = app.screen();
        let row = screen.lines().position(|line| line.contains("Uncounted"));
        u16::try_from(row.unwrap()).unwrap()
    };
    // Plans have two lines each here; the second one is the plan's as well.
    let row = row(&app) + 1;
    click(&mut app, row);
    app.sees("▶  Uncounted");
    click(&mut app, row);
    answers.serve(&mut app);
    app.sees("┏━ Plan Uncounted ·");
}

#[test]
fn over_another_overlay_the_key_says_what_is_in_the_way() {
    let mut app = many_plans().app((120, 36), "L enter L");
    app.sees("! Not while this is open; Esc closes it");
    app.keys("esc esc");
    app.sees("┏━ Customers 1 ━");
}

#[test]
fn one_long_plan_takes_its_own_lines_and_no_one_else_s() {
    let mut answers = many_plans();
    let long = "Wholesale Beans for the Harbour and the Hinterland, fortnightly, with a tasting";
    answers.plans[1]["name"] = json!(long);
    answers.plans[1]["subscription_counts"]["cancelled"] = json!(1_204_000);
    let mut app = answers.app((80, 24), "L");
    let line_of = |app: &mut Harness, text: &str| {
        let screen = app.screen();
        let line = screen.lines().position(|line| line.contains(text));
        line.unwrap_or_else(|| panic!("no {text:?} on\n{screen}"))
    };
    let first = line_of(&mut app, "▶  Premium monthly A$49.00 / month");
    assert_eq!(line_of(&mut app, "Wholesale Beans"), first + 2);
    assert_eq!(line_of(&mut app, "Uncounted"), first + 5);
    // The last line of the long one is a part of it; the line below is the next plan.
    let row = |line: usize| u16::try_from(line).unwrap();
    click(&mut app, row(first + 4));
    app.sees("▶  Wholesale Beans");
    click(&mut app, row(first + 5));
    app.sees("▶  Uncounted");
}
