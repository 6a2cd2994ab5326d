//! The commands: everything by its name.
use crate::driver::{Driver, Harness};
use jiff::tz::TimeZone;
use pintui::api::cards::Expiry;
use pintui::api::customers::Customer;
use pintui::mirror::{MatchRequest, Matches, Query, Today};
use pintui::model::effect::{Effect, Leave};
use pintui::model::event::{Event, News};
use pintui::text::Safe;

#[test]
fn an_action_is_found_by_its_name_and_teaches_its_key() {
    let mut app = Harness::new();
    app.keys(":").sees("━ Commands · Customers").types("plans");
    assert!(app.line("▶ Plans: what each costs").contains(" L "));
    app.keys("enter").sees("Studio Pass").sees_not("Commands");
}

#[test]
fn both_keys_open_it_and_esc_closes_it_with_nothing_done() {
    for key in [":", "ctrl-p"] {
        let mut app = Harness::new();
        app.keys(key).sees("━ Commands · Customers");
        app.types("delete").keys("esc").sees_not("Commands");
        app.sees_not("Delete");
        assert!(app.writes.is_empty());
    }
}

#[test]
fn what_was_run_last_comes_first() {
    let mut app = Harness::new();
    app.keys(": 'activity' enter esc :")
        .sees("▶ Activity: every");
    app.keys("esc : 'new customer' enter esc :");
    app.sees("▶ New customer");
    let screen = app.screen();
    let place = |text: &str| screen.find(text).expect(text);
    assert!(place("New customer") < place("Activity: every"));
    assert!(place("Activity: every") < place("Sort by the next column"));
}

#[test]
fn what_cannot_be_done_now_comes_last_and_says_why() {
    let mut app = Harness::new();
    app.keys(": 'unlock'")
        .sees("Not now: Only LIVE is ever locked");
    app.keys("enter").sees("━ Commands · Customers");
}

#[test]
fn a_customer_is_found_as_one_types_and_gone_to() {
    let mut app = Harness::new();
    app.keys("j j :").types("featherstone");
    app.sees("Zoë Featherstone · zoe.featherstone@gmail.example");
    app.sees("1 customer matches");
    app.keys("enter").sees_not("Commands");
    app.sees("┌─ Zoë Featherstone ─");
}

#[test]
fn the_last_line_searches_all_customers() {
    let mut app = Harness::new();
    app.keys(": 'jo li' down enter").sees_not("Commands");
    app.sees("/ jo li").sees("Customers 1 of 60");
}

#[test]
fn a_token_leads_to_its_record() {
    let mut app = Harness::new();
    app.keys(":").types("cus__X71m4oz4a0-7A5EmjcoFQ");
    app.sees("▶ Find cus__X71m4oz4a0-7A5EmjcoFQ");
    app.keys("enter").sees_not("Commands");
    app.sees("┌─ Zoë Featherstone ─");
}

#[test]
fn a_profile_is_opened_by_its_name() {
    let mut app = Harness::new();
    app.keys(": 'harbour'").sees("Open the profile harbour");
    app.keys("enter").sees_not("Commands");
    let open = Effect::Leave(Leave::Open(Safe::clean("harbour")));
    assert_eq!(app.effects, [open]);
}

#[test]
fn tab_completes_what_is_chosen() {
    let mut app = Harness::new();
    app.keys(": 'featherst' tab").sees("> Zoë Featherstone");
}

#[test]
fn a_form_keeps_its_keys_to_itself() {
    let mut app = Harness::new();
    app.keys("n :").sees_not("Commands");
    app.keys("ctrl-p").sees_not("Commands");
}

#[test]
fn an_action_runs_in_the_view_that_it_was_called_from() {
    let mut app = Harness::new();
    app.keys("5 enter").sees("Charge ch_");
    app.keys(": 'raw json' enter").sees("· JSON");
}

#[test]
fn a_change_still_asks() {
    let mut app = Harness::new();
    app.keys(": 'delete' enter").sees("Delete");
    assert!(app.writes.is_empty());
    app.sees("Keep");
}

#[test]
fn what_takes_something_away_does_not_come_first_the_next_time() {
    let mut app = Harness::new();
    app.keys(": 'delete' enter esc :")
        .sees("▶ Open, or go to the details");
}

#[test]
fn a_second_colon_and_brackets_around_a_token_are_no_part_of_them() {
    let mut app = Harness::new();
    app.keys(":")
        .types(":plans")
        .sees("▶ Plans: what each costs");
    app.keys("esc :").types(":featherstone");
    app.sees("▶ Zoë Featherstone ·");
    app.keys("esc :").types("(cus__X71m4oz4a0-7A5EmjcoFQ),");
    app.sees("▶ Find cus__X71m4oz4a0-7A5EmjcoFQ");
}

#[test]
fn help_is_found_by_that_name() {
    let mut app = Harness::new();
    app.keys(": 'help' enter").sees("━ Keys · Customers");
}

#[test]
fn whoever_matches_but_for_a_typing_error_is_marked_and_comes_last() {
    let mut app = Harness::new();
    app.keys(":")
        .types("featherstome")
        .sees("▶ Search customers for");
    app.sees("0 customers match, 1 nearly").sees("≈ customer");
    app.keys("down enter").sees("┌─ Zoë Featherstone ─");
}

#[test]
fn what_was_moved_to_stays_selected_whatever_comes_before_it() {
    let mut app = Harness::new();
    app.keys("/ 'garcia' enter");
    let line = app.line("Token ");
    let token = line.split_whitespace().find(|it| it.starts_with("cus_"));
    let token = token.expect("a token").to_owned();
    app.keys("esc : 'jo' down").sees("▶ José García Márquez");
    let customer = |token: &str, name: &str| -> Customer {
        let json = serde_json::json!({ "token": token, "first_name": name });
        serde_json::from_str(&json.to_string()).expect("a customer")
    };
    let month = Expiry {
        year: 2026,
        month: 11,
    };
    let zone = TimeZone::get("Australia/Sydney").expect("a zone");
    let query = Query::parse("jo", Today { month, zone: &zone });
    app.tell(Event::Mirror(News::Matches(Matches {
        request: MatchRequest {
            query,
            is_whole: true,
            held: 60,
        },
        customers: vec![customer("cus_new", "Joanna"), customer(&token, "José")],
        exact: 2,
        ..Matches::default()
    })));
    app.sees("  Joanna").sees("▶ José ");
}

#[test]
fn enter_before_the_answer_means_the_customer_who_is_about_to_stand_there() {
    let mut app = Harness::new();
    app.keys("j j :").press("'zoe feather' enter");
    app.until_gone("Commands").sees("┌─ Zoë Featherstone ─");
    app.sees_not("/ zoe feather");
}
