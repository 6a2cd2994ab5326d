//! The box for digits: whatever is asked of it, it holds digits, a caret among them, and groups.
use crate::driver::Driver;
use pintui::app::Looks;
use pintui::secret::facts;
use pintui::ui::pen::Pen;
use pintui::ui::widgets::digits_box::{DigitsBox, Taken, column};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::InputRequest;

const REQUESTS: [InputRequest; 14] = [
    InputRequest::GoToPrevChar,
    InputRequest::GoToNextChar,
    InputRequest::GoToPrevWord,
    InputRequest::GoToNextWord,
    InputRequest::GoToStart,
    InputRequest::GoToEnd,
    InputRequest::DeletePrevChar,
    InputRequest::DeleteNextChar,
    InputRequest::DeletePrevWord,
    InputRequest::DeleteNextWord,
    InputRequest::DeleteTillEnd,
    InputRequest::DeleteFromStart,
    InputRequest::DeleteLine,
    InputRequest::Yank,
];

/// Draws the box, and gives its cells and the caret's column.
fn drawn(input: &DigitsBox<19>) -> (String, u16) {
    let area = Rect::new(0, 0, 40, 1);
    let mut buffer = Buffer::empty(area);
    let looks = Looks {
        colour: false,
        ascii: false,
    };
    let mut pen = Pen::new(&mut buffer, looks);
    input.draw_open(&mut pen, area, facts::groups(input.expose()));
    let caret = pen.cursor.unwrap().x;
    let cells: String = (0..40).map(|x| buffer[(x, 0)].symbol()).collect();
    (cells.trim_end().to_owned(), caret)
}

fn request() -> impl Strategy<Value = InputRequest> {
    prop_oneof![
        4 => (b'0'..=b'9').prop_map(|b| InputRequest::InsertChar(char::from(b))),
        1 => any::<char>().prop_map(InputRequest::InsertChar),
        1 => any::<usize>().prop_map(InputRequest::SetCursor),
        4 => (0..REQUESTS.len()).prop_map(|at| REQUESTS[at]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_requests_leave_digits_in_groups_and_the_caret_among_them(
        requests in prop::collection::vec(request(), 0..80),
    ) {
        let mut input: DigitsBox<19> = DigitsBox::default();
        for request in requests {
            let before = input.expose().to_owned();
            let groups = facts::groups(&before);
            let taken = input.handle(request, groups);
            prop_assert!(input.caret() <= input.len());
            prop_assert!(input.len() <= 19);
            prop_assert!(input.expose().bytes().all(|b| b.is_ascii_digit()));
            prop_assert_eq!(taken == Taken::Changed, before != input.expose());
            let (shown, caret) = drawn(&input);
            let digits: String = shown.chars().filter(|c| *c != ' ').collect();
            prop_assert_eq!(&digits, input.expose());
            let groups = facts::groups(input.expose());
            let mut parts: Vec<&str> = shown.split(' ').collect();
            parts.pop();
            for (part, size) in parts.iter().zip(groups) {
                prop_assert_eq!(part.len(), *size);
            }
            prop_assert_eq!(usize::from(caret), column(input.caret(), groups));
        }
    }

    #[test]
    fn any_paste_is_taken_whole_or_refused(text in "\\PC{0,40}") {
        let mut input: DigitsBox<19> = DigitsBox::default();
        input.set("42");
        let taken = input.paste(&text);
        prop_assert!(input.expose().starts_with("42"));
        if taken == Taken::NoDigit {
            prop_assert_eq!(input.expose(), "42");
        }
    }
}

#[test]
fn groups_follow_the_scheme_and_a_word_is_a_group() {
    let mut input: DigitsBox<19> = DigitsBox::default();
    input.set("372000000000000");
    assert_eq!(drawn(&input).0, "3720 000000 00000");
    let groups = facts::groups(input.expose());
    input.handle(InputRequest::DeletePrevWord, groups);
    assert_eq!(drawn(&input), ("3720 000000".to_owned(), 12));
    input.handle(InputRequest::GoToPrevWord, groups);
    assert_eq!(drawn(&input).1, 5);
    input.handle(InputRequest::GoToPrevChar, groups);
    assert_eq!(drawn(&input).1, 3, "the caret never stands on a separator");
    input.handle(InputRequest::DeletePrevChar, groups);
    assert_eq!(input.expose(), "370000000");
}

#[test]
fn nothing_prints_the_digits() {
    let mut input: DigitsBox<19> = DigitsBox::default();
    input.set("5520000000000000");
    let said = format!("{input:?}");
    assert!(!said.contains("552") && !said.contains("53"), "{said}");
}

#[test]
fn a_full_box_takes_no_more() {
    let mut input: DigitsBox<4> = DigitsBox::default();
    assert_eq!(input.paste("123456"), Taken::Cut);
    assert_eq!(input.expose(), "1234");
    assert_eq!(input.handle(InputRequest::InsertChar('5'), &[]), Taken::Cut);
    assert_eq!(
        input.handle(InputRequest::InsertChar('x'), &[]),
        Taken::NoDigit
    );
}

#[test]
fn a_paste_that_is_refused_leaves_what_was_typed() {
    let mut app = super::sandbox();
    app.keys("n");
    app.tabs(7);
    app.types("5520");
    app.pastes("order 5520000000000000");
    app.sees("digits 0 to 9 only");
    app.sees("[5520 ");
    app.pastes("5520 0000 0000 0000");
    app.sees("[5520 0000 0000 0000 ");
}
