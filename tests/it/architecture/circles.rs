//! Circles among siblings, at every level of the tree of modules.
use super::planted;
use super::rules::Source;
use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use std::collections::{BTreeMap, BTreeSet};

/// Returns each circle with the imports that form it, the first of each pair.
///
/// An import counts between the two siblings below the common ancestor of its ends: from `ui::overlays::question`
/// to `ui::panes::cards` it is one from `ui::overlays` to `ui::panes`. A module and what is inside it are one house.
pub fn circles(files: &[Source<'_>]) -> Vec<String> {
    let imports = imports(files);
    let edges = imports
        .keys()
        .map(|(from, to)| (from.as_str(), to.as_str()));
    let graph: DiGraphMap<&str, ()> = DiGraphMap::from_edges(edges);
    let circles = tarjan_scc(&graph)
        .into_iter()
        .filter(|circle| circle.len() > 1);
    circles
        .map(|circle| {
            let is_in = |name: &str| circle.contains(&name);
            let inside = imports
                .iter()
                .filter(|((from, to), _)| is_in(from) && is_in(to));
            let inside = inside.map(|((from, to), place)| format!("{from} -> {to} ({place})"));
            format!("a circle: {}", inside.collect::<Vec<_>>().join(", "))
        })
        .collect()
}

/// Returns which siblings name each other, and where first.
fn imports(files: &[Source<'_>]) -> BTreeMap<(String, String), String> {
    let modules: BTreeSet<String> = files
        .iter()
        .filter_map(|file| file.module.as_ref())
        .map(|module| module.join("::"))
        .collect();
    let handed_on: BTreeMap<String, &str> = files.iter().flat_map(handed_on).collect();
    let mut found = BTreeMap::new();
    for file in files {
        let Some(own) = &file.module else { continue };
        for (path, line) in &file.named {
            // Both the module that is named and the one that a name in it comes from.
            for path in [path, &origin(path, &modules, &handed_on)] {
                let to: Vec<&str> = module_of(path, &modules).split("::").collect();
                if let Some(pair) = siblings(own, &to) {
                    let place = || format!("{}:{line}", file.path);
                    found.entry(pair).or_insert_with(place);
                }
            }
        }
    }
    found
}

/// Returns the names that a module has from others by `use`, each with the path it stands for: what is below or
/// beside the module may reach that by the module's name.
fn handed_on<'s>(file: &'s Source<'_>) -> Vec<(String, &'s str)> {
    let module = file.module.as_deref().unwrap_or_default().join("::");
    let name = |path: &'s String| {
        let last = path.rsplit("::").next().unwrap_or(path);
        (format!("{module}::{last}"), path.as_str())
    };
    file.imported.iter().map(name).collect()
}

/// Follows a path through modules that only hand it on, to where it leads.
fn origin(path: &str, modules: &BTreeSet<String>, handed_on: &BTreeMap<String, &str>) -> String {
    let mut path = path.to_owned();
    // Ways are short; the bound ends those that lead back to where they began.
    for _ in 0..8 {
        let module = module_of(&path, modules);
        let rest = path.strip_prefix(module).unwrap_or_default();
        let name = rest.split("::").nth(1).unwrap_or_default();
        let handed = format!("{module}::{name}");
        let Some(next) = handed_on.get(&handed) else {
            break;
        };
        path = path.replacen(&handed, next, 1);
    }
    path
}

/// Returns the module that a path leads into: the longest one that begins it.
fn module_of<'p>(path: &'p str, modules: &BTreeSet<String>) -> &'p str {
    let mut module = path;
    while !module.is_empty() && !modules.contains(module) {
        module = module.rsplit_once("::").map_or("", |(above, _)| above);
    }
    module
}

/// Returns the siblings below the common ancestor of two modules; none where one of them holds the other.
fn siblings(from: &[&str], to: &[&str]) -> Option<(String, String)> {
    let common = from.iter().zip(to).take_while(|(a, b)| a == b).count();
    let below = |module: &[&str]| Some(module.get(..=common)?.join("::"));
    below(from).zip(below(to))
}

/// Checks that a few small files hold one circle, of exactly these imports.
#[track_caller]
fn finds(files: &[(&str, &str)], expected: &str) {
    assert_eq!(planted(files), [format!("a circle: {expected}")]);
}

#[test]
fn siblings_form_no_circle() {
    finds(
        &[
            ("src/model/a.rs", "use crate::model::b::B;"),
            ("src/model/b.rs", "use super::a;"),
        ],
        "model::a -> model::b (src/model/a.rs:1), model::b -> model::a (src/model/b.rs:1)",
    );
    // Three, each in a way of its own.
    finds(
        &[
            ("src/model/a.rs", "use crate::model::{b::B, x};"),
            ("src/model/b.rs", "fn f() { crate::model::c::d::go() }"),
            ("src/model/c.rs", "mod d;"),
            ("src/model/c/d.rs", "use super::super::a::A;"),
        ],
        "model::a -> model::b (src/model/a.rs:1), model::b -> model::c (src/model/b.rs:1), \
         model::c -> model::a (src/model/c/d.rs:1)",
    );
    // A layer is a sibling of the others on its level.
    finds(
        &[
            ("src/text.rs", "use crate::secret::facts;"),
            ("src/secret.rs", ""),
            ("src/secret/facts.rs", "use crate::text::Safe;"),
        ],
        "secret -> text (src/secret/facts.rs:1), text -> secret (src/text.rs:1)",
    );
}

#[test]
fn folders_form_no_circle_through_what_is_in_them() {
    // A folder's own file names the other folder, whose child names it back.
    finds(
        &[
            ("src/ui/overlays.rs", "use crate::ui::panes::Pane;"),
            ("src/ui/panes.rs", "pub mod cards;"),
            ("src/ui/panes/cards.rs", "use crate::ui::overlays::centred;"),
        ],
        "ui::overlays -> ui::panes (src/ui/overlays.rs:1), ui::panes -> ui::overlays (src/ui/panes/cards.rs:1)",
    );
    // Four files of two folders, of which none can be reached from itself.
    finds(
        &[
            ("src/ui/overlays.rs", ""),
            ("src/ui/overlays/copies.rs", ""),
            (
                "src/ui/overlays/question.rs",
                "use crate::ui::panes::info::when;",
            ),
            ("src/ui/panes.rs", ""),
            (
                "src/ui/panes/cards.rs",
                "\nuse crate::ui::overlays::copies;",
            ),
            ("src/ui/panes/info.rs", ""),
        ],
        "ui::overlays -> ui::panes (src/ui/overlays/question.rs:1), \
         ui::panes -> ui::overlays (src/ui/panes/cards.rs:2)",
    );
    // The same two levels further down.
    finds(
        &[
            ("src/model/a/b/c/x.rs", "use super::super::d::Y;"),
            ("src/model/a/b/d.rs", ""),
            ("src/model/a/b/d/y.rs", "use crate::model::a::b::c::z::Z;"),
            ("src/model/a/b/c/z.rs", ""),
        ],
        "model::a::b::c -> model::a::b::d (src/model/a/b/c/x.rs:1), \
         model::a::b::d -> model::a::b::c (src/model/a/b/d/y.rs:1)",
    );
    // What a folder hands on is where it is made.
    finds(
        &[
            ("src/model/a.rs", "mod b;\nmod c;\npub use b::{B, Other};"),
            ("src/model/a/b.rs", "use super::c::C;"),
            ("src/model/a/c.rs", "use super::B;"),
        ],
        "model::a::b -> model::a::c (src/model/a/b.rs:1), model::a::c -> model::a::b (src/model/a/c.rs:1)",
    );
}

#[test]
fn ways_down_and_houses_are_no_circles() {
    for files in [
        // A folder and what is in it.
        &[
            ("src/model.rs", "use crate::model::a::A; use self::b::B;"),
            ("src/model/a.rs", "use crate::model::Theme; use super::b;"),
            (
                "src/model/b.rs",
                "use self::inner::X; use crate::model::Theme;",
            ),
            (
                "src/model/b/inner.rs",
                "use super::Y; use super::super::Theme;",
            ),
        ][..],
        // Two children of a folder that name another, which names neither.
        &[
            (
                "src/ui/panes/a.rs",
                "use crate::ui::words::card; use super::b::B;",
            ),
            ("src/ui/panes/b.rs", "use crate::ui::words::plan;"),
            ("src/ui/words/card.rs", ""),
            (
                "src/ui/words/plan.rs",
                "use super::card; use crate::model::a::A;",
            ),
            ("src/model/a.rs", ""),
        ],
        // What a folder hands on from outside.
        &[
            ("src/model/a.rs", "pub use crate::api::ids::Id;"),
            ("src/model/b.rs", "use super::a::Id;"),
            ("src/api/ids.rs", ""),
        ],
    ] {
        assert_eq!(planted(files), Vec::<String>::new());
    }
}
