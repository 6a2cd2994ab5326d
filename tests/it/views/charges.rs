//! The charges pane.
use super::desk::{Desk, varied};

#[test]
fn look() {
    for size in [(80, 24), (120, 36)] {
        let mut desk = Desk::with_ada(size, &varied(39));
        desk.keys(&["?"]);
        println!("{}", desk.screen());
        desk.types("refr");
        println!("{}", desk.screen());
        desk.keys(&["esc", "@"]);
        println!("{}", desk.screen());
        desk.keys(&["enter"]);
        println!("{}", desk.screen());
        let mut desk = Desk::new(pintui::config::Mode::Live, size);
        desk.settle_ada(&varied(3));
        desk.keys(&["W"]);
        println!("{}", desk.screen());
        desk.types("harb");
        println!("{}", desk.screen());
    }
}
