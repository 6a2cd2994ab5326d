//! What README shows is made from the program, and a stale README fails.
//!
//! `PINTUI_WRITE_README=1 cargo test readme` writes table and screenshot anew.
use crate::driver::{Driver, Harness, Start};
use pintui::model::keymap::Keymap;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use std::fmt::Write;
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

const BEGIN: &str = "<!-- keys: made by `pintui keys`; a test fails when this table is stale -->\n";
const END: &str = "<!-- /keys -->";
/// The size of a cell of the picture.
const CELL: (u16, u16) = (9, 20);

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Compares a file with what the program makes of it, or writes it where that is asked for.
fn hold(name: &str, made: &str) {
    if std::env::var_os("PINTUI_WRITE_README").is_some() {
        std::fs::write(file(name), made).unwrap();
    }
    let is = std::fs::read_to_string(file(name)).unwrap();
    assert!(
        is == made,
        "{name} is stale: PINTUI_WRITE_README=1 cargo test readme"
    );
}

#[test]
fn the_key_table_is_that_of_the_keymap() {
    let readme = std::fs::read_to_string(file("README.md")).unwrap();
    let (before, rest) = readme.split_once(BEGIN).expect("the table's first line");
    let (_, after) = rest.split_once(END).expect("the table's last line");
    let table = Keymap::built_in().unwrap().table();
    hold("README.md", &format!("{before}{BEGIN}{table}{END}{after}"));
}

/// A stranger reads what stands before the folds in a minute, in a terminal or a browser.
#[test]
fn it_is_short_before_the_folds_and_narrow_everywhere() {
    let readme = std::fs::read_to_string(file("README.md")).unwrap();
    let before = readme.split("<details").next().unwrap();
    assert!(before.lines().count() <= 120);
    let mut lines = readme.lines().zip(1..);
    let wide = lines.find(|(line, _)| line.chars().count() > 120);
    assert_eq!(wide, None);
}

#[test]
fn the_screenshot_is_that_of_the_program() {
    let mut app = Harness::start(Start {
        customers: 1_284,
        ..Start::default()
    });
    app.keys("j 5");
    hold("assets/screenshot.svg", &svg(&app.buffer()));
}

fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let (width, height) = (area.width * CELL.0, area.height * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"15\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"#16181d\"/>\n"
    );
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let cell = &buffer[(x, y)];
            let style = cell.style();
            let (start, mut text) = (x, String::new());
            // A run of one style is one element; a wide letter is one of its own, so that it stays in its cells.
            while x < area.width && buffer[(x, y)].style() == style {
                let symbol = buffer[(x, y)].symbol();
                let cells = u16::try_from(symbol.width().max(1)).unwrap();
                if cells > 1 && !text.is_empty() {
                    break;
                }
                text.push_str(symbol);
                x += cells;
                if cells > 1 {
                    break;
                }
            }
            run(&mut out, (start, y), x - start, &text, style);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Writes one run of cells of one style.
fn run(out: &mut String, (x, y): (u16, u16), cells: u16, text: &str, style: Style) {
    let has = |modifier| style.add_modifier.contains(modifier);
    let mut colour = match style.fg.unwrap_or(Color::Reset) {
        Color::Cyan => "#56c8d8",
        Color::Green => "#8ccf7e",
        Color::Yellow => "#e5c76b",
        Color::Red => "#ef7d7d",
        _ if has(Modifier::DIM) => "#8a909c",
        _ => "#dde1e8",
    };
    let (left, top) = (x * CELL.0, y * CELL.1);
    let width = cells * CELL.0;
    if has(Modifier::REVERSED) {
        writeln!(
            out,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{}\" fill=\"{colour}\"/>",
            CELL.1
        )
        .unwrap();
        colour = "#16181d";
    }
    if text.trim().is_empty() {
        return;
    }
    // A word written from the right would draw what stands beside it to its own side: each word by itself.
    if let Some((first, rest)) = text.split_once(' ')
        && !first.is_empty()
        && text.chars().any(|c| ('\u{590}'..'\u{900}').contains(&c))
    {
        let used = u16::try_from(first.width()).unwrap();
        run(out, (x, y), used, first, style);
        return run(out, (x + used + 1, y), cells - used - 1, rest, style);
    }
    if let Some(rest) = text.strip_prefix(' ') {
        return run(out, (x + 1, y), cells - 1, rest, style);
    }
    let weight = if has(Modifier::BOLD) {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let text = text.trim_end();
    let shown = u16::try_from(
        text.replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .width(),
    )
    .unwrap()
        * CELL.0;
    writeln!(
        out,
        "<text x=\"{left}\" y=\"{}\" fill=\"{colour}\"{weight} textLength=\"{shown}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{text}</text>",
        top + 15
    )
    .unwrap();
}
