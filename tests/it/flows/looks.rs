//! Colour, marks and emphasis: what a cell looks like, with colours and without.
use crate::driver::{Driver, Harness, Start};
use pintui::app::Looks;
use ratatui::style::{Color, Modifier};

fn looking(colour: bool, ascii: bool) -> Harness {
    Harness::start(Start {
        looks: Looks { colour, ascii },
        ..Start::default()
    })
}

/// Walks over screens of every kind.
fn walk(app: &mut Harness, mut at_each: impl FnMut(&mut Harness)) {
    for keys in [
        "j k",
        "/",
        "esc 2",
        "3",
        "4",
        "5",
        "enter",
        "esc 1 d",
        "esc n",
        "ctrl-t",
        "esc esc a",
        "esc e",
        "esc ?",
        "esc @",
        "enter",
        "esc esc p",
        "esc i",
        "esc y",
        "esc R",
        "4 enter",
        "L",
        "esc esc L",
        "enter",
    ] {
        app.keys(keys);
        at_each(app);
    }
}

#[test]
fn without_colour_no_cell_has_one() {
    let mut app = looking(false, false);
    walk(&mut app, |app| {
        for cell in &app.buffer().content {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{cell:?}");
        }
    });
    app.faults.arm("next:list_cards:422".parse().unwrap());
    app.keys("3 r");
    assert!(
        app.buffer()
            .content
            .iter()
            .all(|cell| cell.fg == Color::Reset)
    );
}

#[test]
fn with_colour_the_badge_and_the_focus_have_one_of_the_sixteen() {
    let mut app = looking(true, false);
    assert_eq!(app.style_of("SANDBOX").fg, Some(Color::Cyan));
    assert_eq!(app.style_of("┏━ Customers").fg, Some(Color::Cyan));
    walk(&mut app, |app| {
        for cell in &app.buffer().content {
            for colour in [cell.fg, cell.bg] {
                let own = matches!(colour, Color::Rgb(..) | Color::Indexed(_));
                assert!(
                    !own,
                    "the terminal's own palette suits its background: {cell:?}"
                );
            }
        }
    });
}

#[test]
fn the_badge_and_the_chosen_row_are_seen_without_colour() {
    let app = looking(false, false);
    let badge = app.style_of("SANDBOX").add_modifier;
    assert!(badge.contains(Modifier::REVERSED | Modifier::BOLD));
    assert!(
        app.style_of("Zoë Feathers")
            .add_modifier
            .contains(Modifier::empty())
    );
    let chosen = app.style_of("▶").add_modifier;
    assert!(chosen.contains(Modifier::REVERSED), "{chosen:?}");
    assert!(
        !app.style_of("Thị Mai")
            .add_modifier
            .contains(Modifier::REVERSED)
    );
}

#[test]
fn ascii_draws_no_line_and_no_mark_of_another_set() {
    let mut app = looking(true, true);
    app.sees(">").sees("#= Customers 60").sees("* Visa");
    let other = |symbol: &str| {
        symbol.chars().any(|c| {
            let code = u32::from(c);
            // Punctuation, arrows, technical signs, boxes, blocks, shapes, dingbats and Braille.
            (0x2010..=0x2BFF).contains(&code) || c == '·'
        })
    };
    walk(&mut app, |app| {
        let screen = app.screen();
        for cell in &app.buffer().content {
            assert!(!other(cell.symbol()), "{:?}\n{screen}", cell.symbol());
        }
    });
}

#[test]
fn letters_that_the_filter_matched_are_marked_with_and_without_colour() {
    for colour in [true, false] {
        let mut app = looking(colour, false);
        app.keys("/").types("ngu").keys("enter z");
        let (x, y) = app.place("Nguyễn");
        let buffer = app.buffer();
        let marked: Vec<bool> = (0..6)
            .map(|at| buffer[(x + at, y)].modifier.contains(Modifier::UNDERLINED))
            .collect();
        assert_eq!(marked, [true, true, true, false, false, false]);
        let tinted = buffer[(x, y)].fg == Color::Yellow;
        assert_eq!(tinted, colour);
    }
}

#[test]
fn what_could_not_be_read_again_is_dimmed_and_said_to_be_stale() {
    for (colour, modifier) in [(true, Modifier::DIM), (false, Modifier::UNDERLINED)] {
        let mut app = looking(colour, false);
        let card = "XXXX-XXXX-XXXX-0064";
        assert!(!app.style_of(card).add_modifier.contains(modifier));
        app.faults.arm("next:list_cards:422".parse().unwrap());
        app.keys("3 r").sees("stale, as of").sees("Cards 2");
        assert!(app.style_of(card).add_modifier.contains(modifier));
        app.keys("r").sees_not("stale, as of");
        assert!(!app.style_of(card).add_modifier.contains(modifier));
    }
}
