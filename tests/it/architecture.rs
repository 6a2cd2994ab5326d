//! The rules that a workspace of crates would enforce, for a project that is one crate.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
mod circles;
mod code;
mod rules;
mod shapes;
mod voice;

use rules::violations;
use std::fs;
use std::path::Path;

/// Gathers the text files below a folder that people write; recorded and hostile input is none of them.
fn gather(root: &Path, folder: &Path, out: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        let name = entry
            .strip_prefix(root)
            .unwrap()
            .to_string_lossy()
            .into_owned();
        if entry.is_dir() {
            if name != "tests/fixtures" && !name.ends_with("snapshots") {
                gather(root, &entry, out);
            }
        } else if let Ok(text) = fs::read_to_string(&entry) {
            out.push((name, text));
        }
    }
}

#[test]
fn the_project_keeps_its_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests", "assets", ".ci"] {
        if root.join(folder).is_dir() {
            gather(root, &root.join(folder), &mut files);
        }
    }
    for file in ["README.md", "Cargo.toml"] {
        if let Ok(text) = fs::read_to_string(root.join(file)) {
            files.push((file.to_owned(), text));
        }
    }
    let found = violations(&files);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Gives what is found in a few small files, of which each is a path and its text.
fn planted(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<(String, String)> = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    violations(&files)
}

/// Checks that a file alone breaks one rule, and which.
#[track_caller]
fn breaks(path: &str, text: &str, expected: &str) {
    let found = planted(&[(path, text)]);
    assert!(
        found.len() == 1 && found[0].contains(expected),
        "wanted one `{expected}`, found {found:?}"
    );
}

#[track_caller]
fn keeps(path: &str, text: &str) {
    assert_eq!(
        planted(&[(path, text)]),
        Vec::<String>::new(),
        "{path}: {text}"
    );
}

#[test]
fn two_layers_never_share_the_name_of_a_type() {
    let owner = ("src/model/ask.rs", "pub enum Question {}");
    let found = planted(&[owner, ("src/mirror/window.rs", "pub struct Question;")]);
    assert_eq!(
        found,
        ["src/mirror/window.rs: `Question` is also a type of src/model/ask.rs"]
    );
    for other in [
        ("src/model/pick.rs", "pub type Question = u8;"),
        ("src/mirror/window.rs", "pub(super) struct Question;"),
        ("src/sandbox/api.rs", "pub trait Question {}"),
    ] {
        assert_eq!(planted(&[owner, other]), Vec::<String>::new(), "{other:?}");
    }
}

#[test]
fn layers_only_look_down() {
    keeps(
        "src/app.rs",
        "use crate::{api::call::Call, model::event, text::Safe, app::keys};",
    );
    keeps(
        "src/main.rs",
        "use pintui::{runtime, sandbox}; fn main() {}",
    );
    keeps("src/lib.rs", "pub mod text; use crate::app::App;");
    keeps(
        "src/config.rs",
        "use crate::secret::ApiKey; use std::{fmt, fs}; use serde::ser::Error;",
    );
    breaks(
        "src/api/cards.rs",
        "use crate::model::event::Event;",
        "api may not name model::event::Event",
    );
    breaks(
        "src/mirror.rs",
        "fn a() { crate::model::x() }",
        "mirror may not name model::x",
    );
    breaks(
        "src/api/cards.rs",
        "use crate::{text::{Safe, fit}, ui::layout};",
        "may not name ui::layout",
    );
    breaks(
        "src/api/a/b.rs",
        "use super::super::super::ui::theme;",
        "api may not name ui::theme",
    );
    breaks(
        "src/text.rs",
        "\n\nuse crate::config::Mode as M;",
        "src/text.rs:3: text may not name config::Mode",
    );
    breaks(
        "src/runtime.rs",
        "use crate::cli::Cli;",
        "runtime may not name cli::Cli",
    );
    breaks("src/storage.rs", "", "`storage` is no layer");
    keeps(
        "src/api.rs",
        "// use crate::model::a;\n/* crate::ui::a /* */ crate::app::b */ fn a() {}",
    );
    keeps(
        "src/api.rs",
        "const A: &str = \"\\\"crate::ui::a\"; const B: &str = r#\"\"crate::ui\"#; fn a<'a>(b: &'a str) {}",
    );
    breaks(
        "src/api.rs",
        "const A: char = '\"'; use crate::ui::a; const B: char = '\\'';",
        "may not name ui::a",
    );
}

#[test]
fn the_sandbox_stands_outside() {
    keeps(
        "src/sandbox/db.rs",
        "use super::seed; use crate::sandbox::auth;",
    );
    keeps("src/runtime/start.rs", "use crate::sandbox;");
    breaks(
        "src/sandbox/db.rs",
        "use crate::text::Safe;",
        "sandbox may not name text::Safe",
    );
    breaks(
        "src/sandbox/db.rs",
        "use super::super::api::call;",
        "sandbox may not name api::call",
    );
    breaks(
        "src/api/client.rs",
        "use crate::sandbox::run;",
        "api may not name sandbox::run",
    );
    breaks(
        "src/cli.rs",
        "use crate::sandbox::Options;",
        "cli may not name sandbox::Options",
    );
}

#[test]
fn the_parts_of_ui_only_look_down() {
    keeps(
        "src/ui/overlays/a.rs",
        "use crate::ui::{pen::Pen, words::card, overlays::Overlay, panes::Pane};",
    );
    keeps("src/ui.rs", "use crate::ui::bars::Bars;");
    breaks(
        "src/ui/widgets/dialog.rs",
        "\nuse crate::ui::overlays::centred;",
        "src/ui/widgets/dialog.rs:2: widgets may not name ui::overlays::centred",
    );
    breaks(
        "src/ui/words/card.rs",
        "use super::super::widgets::wrap;",
        "words may not name ui::widgets::wrap",
    );
    breaks(
        "src/ui/dialogs/a.rs",
        "",
        "`dialogs` has no place in the order of ui",
    );
}

#[test]
fn files_and_functions_stay_small() {
    keeps("src/ui.rs", &"\n".repeat(450));
    breaks(
        "src/ui.rs",
        &"\n".repeat(451),
        "451 lines are more than 450",
    );
    breaks("tests/it/flows.rs", &"\n".repeat(451), "451 lines");
    let function = |lines: usize| {
        format!(
            "fn short();\nfn long(a: [u8; 2]) {{ if true {{{}}} }}\nfn b() {{}}",
            "\n".repeat(lines)
        )
    };
    keeps("src/ui.rs", &function(59));
    breaks(
        "src/ui.rs",
        &function(60),
        "src/ui.rs:2: `long` has 61 lines",
    );
}

#[test]
fn shapes_stay_small() {
    let many = |count: usize, one: &str| {
        let each = (0..count).map(|n| one.replace('#', &n.to_string()));
        each.collect::<String>()
    };
    let fields = |count| format!("struct Wide<T> {{ {} }}", many(count, "f#: Vec<T>, "));
    keeps("src/ui.rs", &fields(12));
    breaks(
        "src/ui.rs",
        &fields(13),
        "ui: fields of Wide: 13, more than 12",
    );
    keeps(
        "src/ui.rs",
        &format!("#[derive(Deserialize)] {}", fields(13)),
    );
    let arguments = |count| {
        format!(
            "fn f(&self, (a, b): (u8, u8), {}) {{}}",
            many(count, "c#: u8, ")
        )
    };
    keeps("src/ui.rs", &arguments(5));
    breaks("src/ui.rs", &arguments(6), "arguments of f: 8, more than 7");
    let methods = |count| {
        format!(
            "impl<T> Busy<T> {{ {} }}",
            many(count, "fn m#(&self) -> bool { 1 < 2 }\n")
        )
    };
    let two = |count| {
        [
            ("src/app/a.rs", methods(count)),
            ("src/app/b.rs", methods(20)),
        ]
    };
    let found = |files: [(&str, String); 2]| {
        planted(&files.each_ref().map(|(path, text)| (*path, text.as_str())))
    };
    assert_eq!(found(two(20)), Vec::<String>::new());
    assert_eq!(found(two(21)), ["app: methods of Busy: 41, more than 40"]);
    keeps("src/ui.rs", &format!("// {}", "x".repeat(107)));
    breaks(
        "src/ui.rs",
        &format!("// {}", "x".repeat(108)),
        "a comment of 111 columns",
    );
}

#[test]
fn names_say_something() {
    breaks("src/api/utils.rs", "", "`utils` says nothing");
    breaks("tests/it/helpers.rs", "", "`helpers` says nothing");
    breaks(
        "src/api.rs",
        "pub struct CardManager;",
        "`CardManager` says nothing",
    );
    breaks(
        "src/api.rs",
        "mod form_helper;",
        "`form_helper` says nothing",
    );
    keeps(
        "src/api.rs",
        "use tokio_util::sync; struct Utility; fn manager() {}",
    );
}

#[test]
fn nothing_is_written_past_the_screen() {
    breaks(
        "src/ui/panes/a.rs",
        "fn a(c: &mut Cell) { c.set_symbol(x); }",
        "`set_symbol`",
    );
    breaks(
        "src/runtime/a.rs",
        "use crossterm::terminal::SetTitle;",
        "`SetTitle`",
    );
    for name in ["print", "println", "eprint", "eprintln", "dbg"] {
        breaks(
            "src/main.rs",
            &format!("fn main() {{ {name}!() }}"),
            "writes past the screen",
        );
    }
    breaks("src/ui/panes/a.rs", "use std::io::stdout;", "`stdout`");
    breaks("src/config.rs", "fn a() { std::io::stderr(); }", "`stderr`");
    keeps("src/runtime/a.rs", "use std::io::stdout;");
    keeps(
        "src/config.rs",
        "fn a(c: Command) { c.stderr(null()).print(\"println!\"); }",
    );
}

#[test]
fn the_world_comes_to_pure_layers_as_values() {
    breaks(
        "src/model/a.rs",
        "use std::time::Instant;",
        "model may not use `Instant`",
    );
    breaks(
        "src/ui/panes/a.rs",
        "async fn a() {}",
        "ui may not use `async`",
    );
    breaks(
        "src/app/a.rs",
        "fn a() { jiff::Timestamp::now(); }",
        "app may not use `now`",
    );
    breaks(
        "src/app.rs",
        "fn a() { std::fs::read(x); }",
        "app may not use `fs`",
    );
    keeps(
        "src/app.rs",
        "use std::time::Duration; fn a(now: Now) { now.wall; }",
    );
    keeps(
        "src/runtime/a.rs",
        "async fn a() { b().await; Instant::now(); }",
    );
}

#[test]
fn no_path_of_one_machine_is_written_down() {
    for parts in [
        ["/ro", "ot/x"],
        ["/wo", "rk/x"],
        ["/ho", "me/ada"],
        ["/Use", "rs/ada"],
    ] {
        breaks(
            "README.md",
            &format!("\nsee {}\n", parts.concat()),
            "README.md:2: a path of one machine",
        );
        breaks(
            "src/api.rs",
            &format!("// {}", parts.concat()),
            "a path of one machine",
        );
    }
    keeps(
        "README.md",
        "~/.config/pintui and https://example.com/homes/x",
    );
}
