//! The charges pane.
use super::desk::{Desk, varied};

#[test]
fn look() {
    for size in [(80, 24), (120, 36)] {
        let mut desk = Desk::with_ada(size, &varied(39));
        desk.keys(&["5"]);
        println!("{}", desk.screen());
        desk.settle_ada(&varied(39));
        desk.keys(&["j", "j"]);
        println!("{}", desk.screen());
        desk.keys(&["z"]);
        println!("{}", desk.screen());
        desk.keys(&["enter"]);
        println!("{}", desk.screen());
        desk.keys(&["i"]);
        println!("{}", desk.screen());
    }
}
