//! Sentences are whole at every size, and lists say what Enter does in them.
use crate::driver::{Driver, Harness, Start};
use pintui::config::Mode;

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 36), (200, 50)];

/// Gives the words of the screen, without frames and marks, each apart by one space.
fn words(app: &mut Harness) -> String {
    let screen = app.screen();
    let is_frame = |c: char| "┃│━─┌┐└┘┏┓┗┛█░▶".contains(c);
    let words = screen.split(|c: char| c.is_whitespace() || is_frame(c));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[test]
fn enter_is_what_it_does_in_each_list_to_pick_from() {
    for (way, hint) in [
        ("y", "Enter copy"),
        ("p", "Enter open"),
        ("?", "Enter run"),
        ("n ctrl-t", "Enter fill in"),
        ("a up up up enter", "Enter choose"),
        ("F", "Enter choose"),
    ] {
        let mut app = Harness::sized(80, 24);
        app.keys(way);
        let screen = app.screen();
        let hints = screen.lines().last().unwrap();
        assert!(hints.contains(hint), "{way}: {hints}");
        assert!(hints.contains("Esc close"), "{way}: {hints}");
    }
}

#[test]
fn what_was_just_said_is_whole_on_a_narrow_screen() {
    for (width, height) in SIZES {
        let mut app = Harness::sized(width, height);
        app.keys("n up").types("x");
        let said = "! You can't type on the button: Enter reviews, Shift-Tab goes back";
        assert!(words(&mut app).contains(said), "{}", app.screen());
        // The next key takes it away, and the hints are there again.
        app.keys("up");
        assert!(!words(&mut app).contains("Nothing can be typed"));
        app.sees("Tab next");
    }
}

#[test]
fn every_sentence_of_the_help_can_be_read_whole() {
    // In LIVE most of them say besides why they have to wait.
    for size in [(60, 16), (80, 24), (120, 36)] {
        let mut app = Harness::start(Start {
            size,
            mode: Mode::Live,
            ..Start::default()
        });
        app.keys("?");
        for _ in 0..45 {
            let screen = app.screen();
            let is_free =
                |line: &&str| !line.contains("more below") && !line.contains("… changing");
            let cut = screen.lines().skip(1).filter(is_free);
            let cut = cut
                .take(usize::from(size.1) - 3)
                .filter(|line| line.contains('…'));
            assert_eq!(cut.count(), 0, "{screen}");
            app.press("down");
        }
    }
}

#[test]
fn a_text_to_copy_is_shown_whole_where_three_lines_hold_it() {
    let mut app = Harness::sized(80, 24);
    app.keys("y up down down down down down");
    let row = "cus__X71m4oz4a0-7A5EmjcoFQ zoe.featherstone@gmail.example Zoë Featherstone 02 5550 4821 Harbour Coffee Pty Ltd";
    assert!(words(&mut app).contains(row), "{}", app.screen());
    // The list is found by what it does, wherever its lines stand.
    app.clicks("02 5550 4821");
    app.clicks("02 5550 4821").sees("✓");
    let copied = "Copy(\"02 5550 4821\")";
    assert!(
        format!("{:?}", app.effects).contains(copied),
        "{:?}",
        app.effects
    );
}

#[test]
fn the_quit_question_says_whose_draft_it_is() {
    for (way, typed, said) in [
        (
            "n",
            "nora@example.com",
            ["New customer: nora@example.com", ""],
        ),
        ("n tab", "Nora", ["New customer: Nora", ""]),
        (
            "e tab",
            "x",
            [
                "Edit customer: Zoë Featherstone",
                "(cus__X71m4oz4a0-7A5EmjcoFQ)",
            ],
        ),
        (
            "a tab",
            "05/28",
            [
                "Add a card: Zoë Featherstone",
                "(cus__X71m4oz4a0-7A5EmjcoFQ)",
            ],
        ),
    ] {
        for (width, height) in [(80, 24), (120, 36)] {
            let mut app = Harness::sized(width, height);
            app.keys(way).types(typed).keys("esc q");
            for text in said {
                app.sees(text);
            }
        }
    }
}

#[test]
fn the_mark_of_what_is_required_has_its_legend_in_every_form() {
    for (width, height) in SIZES {
        for way in ["n", "e", "a", "a up t"] {
            let mut app = Harness::sized(width, height);
            app.keys(way).sees("* required").sees_not("‡");
        }
        let mut app = Harness::sized(width, height);
        app.keys("e").types("x").sees("~Email*").sees("~ changed");
    }
}
