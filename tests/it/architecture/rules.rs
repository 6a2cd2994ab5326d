//! The rules, as one pure function over files, so that a planted violation can be seen to fail.
use super::circles::circles;
use super::code::{Token, imported, named, tokens};
use super::shapes::misshapen;
use std::collections::BTreeMap;
use std::path::Path;

/// Lowest first; a layer may name its own level and those before it.
const LAYERS: [&[&str]; 9] = [
    &["text", "secret"],
    &["config", "logging"],
    &["api"],
    &["mirror"],
    &["model"],
    &["ui"],
    &["app"],
    &["runtime"],
    &["cli", "main"],
];
/// The parts of `ui` in the same way.
const UI: [&[&str]; 8] = [
    &["theme", "layout"],
    &["pen"],
    &["show"],
    &["words"],
    &["widgets"],
    &["copies", "freshness", "requests", "view", "wants"],
    &["panes", "overlays"],
    &["bars"],
];
/// Stands outside the order: another company's server.
const OUTSIDE: &str = "sandbox";
/// Who may name the sandbox.
const ITS_HOSTS: [&str; 2] = ["runtime", "main"];
/// Layers to which the world comes only as values.
const PURE: [&str; 3] = ["model", "ui", "app"];
/// What such a layer never does: wait, look at a clock, use a channel, start anything.
const IMPURE: [&str; 7] = [
    "await",
    "async",
    "Instant",
    "SystemTime",
    "mpsc",
    "oneshot",
    "spawn",
];
/// Who may write to the terminal.
const SPEAKERS: [&str; 4] = ["runtime", "cli", "main", "sandbox"];
/// Macros that write to the terminal past everybody.
const PRINTS: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];
/// Calls that pass bytes to the terminal unchecked (promise P1).
const RAW: [&str; 2] = ["SetTitle", "set_symbol"];
/// The one file that writes cells, and checks them.
const PEN: &str = "src/ui/pen.rs";
/// Names that say nothing about what is in them.
const EMPTY_NAMES: [&str; 6] = ["util", "utils", "helper", "helpers", "manager", "managers"];
/// Beginnings of paths that exist on one machine only; written so that this file holds none.
const MACHINES: [[&str; 2]; 4] = [
    ["/ro", "ot/"],
    ["/wo", "rk/"],
    ["/ho", "me/"],
    ["/Use", "rs/"],
];

const MOST_LINES: usize = 450;
const MOST_LINES_OF_A_FUNCTION: usize = 60;

/// Gives everything that breaks a rule. A file is its path from the project's root, and its text.
pub fn violations(files: &[(String, String)]) -> Vec<String> {
    let read: Vec<Source<'_>> = files
        .iter()
        .map(|(path, text)| Source::new(path, text))
        .collect();
    let mut found = Vec::new();
    for file in &read {
        found.extend(file.sizes());
        found.extend(file.names());
        found.extend(file.machines());
        if file.module.is_some() {
            found.extend(file.layers());
            found.extend(file.order_of_ui());
            found.extend(file.terminal());
            found.extend(file.purity());
        }
    }
    let modules = read.iter().filter(|file| file.module.is_some());
    found.extend(misshapen(
        modules.map(|file| (file.path, file.text, &file.tokens[..])),
    ));
    found.extend(circles(&read));
    found.extend(shared_names(&read));
    found
}

/// Returns the public types of two layers that have one name; the sandbox has names of its own.
fn shared_names(files: &[Source<'_>]) -> Vec<String> {
    let mut owners: BTreeMap<&str, &Source<'_>> = BTreeMap::new();
    let mut found = Vec::new();
    let ours = |file: &&Source<'_>| file.module.is_some() && file.layer() != OUTSIDE;
    for file in files.iter().filter(ours) {
        for name in public_types(&file.tokens) {
            let owner = owners.entry(name).or_insert(file);
            if owner.layer() != file.layer() {
                let (path, owner) = (file.path, owner.path);
                found.push(format!("{path}: `{name}` is also a type of {owner}"));
            }
        }
    }
    found
}

/// Returns the names of the types that are public to the whole crate.
fn public_types(tokens: &[Token]) -> impl Iterator<Item = &str> {
    const TYPES: [&str; 5] = ["struct", "enum", "union", "trait", "type"];
    tokens.windows(3).filter_map(|three| {
        let [word, kind, name] = three else {
            return None;
        };
        let is_type = word.text == "pub" && TYPES.contains(&kind.text.as_str());
        // What follows is `$name` in a macro.
        (is_type && name.text != "$").then_some(name.text.as_str())
    })
}

/// Holds a file with what was read from it.
pub struct Source<'a> {
    pub path: &'a str,
    text: &'a str,
    tokens: Vec<Token>,
    /// The module's path inside the crate, of files in `src`; none for the crate's root.
    pub module: Option<Vec<&'a str>>,
    pub named: Vec<(String, usize)>,
    /// Those of them that a `use` brings in.
    pub imported: Vec<String>,
}

impl<'a> Source<'a> {
    fn new(path: &'a str, text: &'a str) -> Self {
        let is_rust = is_rust(path);
        let tokens = if is_rust { tokens(text) } else { Vec::new() };
        let module: Option<Vec<&str>> = path
            .strip_prefix("src/")
            .and_then(|path| path.strip_suffix(".rs"))
            .map(|path| {
                path.split('/')
                    .filter(|part| *part != "mod" && *part != "lib")
                    .collect()
            });
        let own = module.clone().unwrap_or_default();
        let root = if own == ["main"] || module.is_none() {
            "pintui"
        } else {
            "crate"
        };
        let named = named(&tokens, &own, root);
        let imported = imported(&tokens, &own, root);
        Self {
            path,
            text,
            tokens,
            module,
            named,
            imported,
        }
    }

    fn layer(&self) -> &str {
        self.module
            .as_ref()
            .and_then(|module| module.first())
            .unwrap_or(&"")
    }

    fn layers(&self) -> Vec<String> {
        let own = self.layer();
        if own.is_empty() {
            return Vec::new();
        }
        let Some(own_rank) = rank(own) else {
            return vec![format!("{}: `{own}` is no layer", self.path)];
        };
        let mut found = Vec::new();
        for (path, line) in &self.named {
            let Some(other) = path.split("::").next().filter(|other| *other != own) else {
                continue;
            };
            let allowed = match (own, other) {
                (OUTSIDE, _) => rank(other).is_none(),
                (_, OUTSIDE) => ITS_HOSTS.contains(&own),
                _ => rank(other).is_none_or(|other| other <= own_rank),
            };
            if !allowed {
                found.push(format!("{}:{line}: {own} may not name {path}", self.path));
            }
        }
        found
    }

    /// Checks that a part of `ui` names only itself, its own level and those before it.
    fn order_of_ui(&self) -> Vec<String> {
        let Some(["ui", own, ..]) = self.module.as_deref() else {
            return Vec::new();
        };
        let Some(own_level) = level(&UI, own) else {
            return vec![format!(
                "{}: `{own}` has no place in the order of ui",
                self.path
            )];
        };
        let mut found = Vec::new();
        for (path, line) in &self.named {
            let other = path
                .strip_prefix("ui::")
                .and_then(|path| path.split("::").next());
            if other.and_then(|other| level(&UI, other)) > Some(own_level) {
                found.push(format!("{}:{line}: {own} may not name {path}", self.path));
            }
        }
        found
    }

    fn sizes(&self) -> Vec<String> {
        let mut found = Vec::new();
        let lines = self.text.lines().count();
        if is_rust(self.path) && lines > MOST_LINES {
            found.push(format!(
                "{}: {lines} lines are more than {MOST_LINES}",
                self.path
            ));
        }
        if self.module.is_some() {
            for (name, line, lines) in functions(&self.tokens) {
                if lines > MOST_LINES_OF_A_FUNCTION {
                    found.push(format!(
                        "{}:{line}: `{name}` has {lines} lines, more than {MOST_LINES_OF_A_FUNCTION}",
                        self.path
                    ));
                }
            }
        }
        found
    }

    fn names(&self) -> Vec<String> {
        let parts = self.path.split(['/', '.']).map(|part| (part, 0));
        let declared = self.tokens.windows(2).filter_map(|pair| {
            let declares =
                ["struct", "enum", "trait", "mod", "type"].contains(&pair[0].text.as_str());
            declares.then_some((pair[1].text.as_str(), pair[1].line))
        });
        parts
            .chain(declared)
            .filter(|(name, _)| words(name).any(|word| EMPTY_NAMES.contains(&word.as_str())))
            .map(|(name, line)| format!("{}:{line}: the name `{name}` says nothing", self.path))
            .collect()
    }

    fn machines(&self) -> Vec<String> {
        let lines = self.text.lines().zip(1..);
        lines
            .filter(|(line, _)| MACHINES.iter().any(|parts| line.contains(&parts.concat())))
            .map(|(_, line)| format!("{}:{line}: a path of one machine", self.path))
            .collect()
    }

    /// Checks who writes to the terminal, and how.
    fn terminal(&self) -> Vec<String> {
        let speaks = SPEAKERS.contains(&self.layer());
        let mut found = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let word = token.text.as_str();
            let follows = |sign: &str| {
                self.tokens
                    .get(at + 1)
                    .is_some_and(|next| next.text == sign)
            };
            let is_method = at > 0 && self.tokens[at - 1].text == ".";
            let wrong = (RAW.contains(&word) && self.path != PEN)
                || (PRINTS.contains(&word) && follows("!"))
                || (["stdout", "stderr"].contains(&word) && !is_method && !speaks);
            if wrong {
                found.push(format!(
                    "{}:{}: `{word}` writes past the screen",
                    self.path, token.line
                ));
            }
        }
        found
    }

    fn purity(&self) -> Vec<String> {
        if !PURE.contains(&self.layer()) {
            return Vec::new();
        }
        let paths = self.tokens.windows(3).filter(|three| {
            let text: Vec<&str> = three.iter().map(|token| token.text.as_str()).collect();
            matches!(
                text.as_slice(),
                ["std", "::", "fs" | "net" | "thread" | "process"]
            ) || matches!(text.as_slice(), ["Timestamp" | "Zoned", "::", "now"])
        });
        let words = self
            .tokens
            .iter()
            .filter(|token| IMPURE.contains(&token.text.as_str()));
        paths
            .map(|three| &three[2])
            .chain(words)
            .map(|token| {
                format!(
                    "{}:{}: {} may not use `{}`",
                    self.path,
                    token.line,
                    self.layer(),
                    token.text
                )
            })
            .collect()
    }
}

fn is_rust(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "rs")
}

fn rank(layer: &str) -> Option<usize> {
    if layer == OUTSIDE {
        return Some(LAYERS.len());
    }
    level(&LAYERS, layer)
}

fn level(levels: &[&[&str]], name: &str) -> Option<usize> {
    levels.iter().position(|level| level.contains(&name))
}

/// Splits a name at underscores and capitals, in lower case: `CardManager` is `card`, `manager`.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut spaced = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            spaced.push('_');
        }
        spaced.extend(c.to_lowercase());
    }
    spaced
        .split('_')
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Gives name, first line and lines of every function that has a body.
fn functions(tokens: &[Token]) -> Vec<(&str, usize, usize)> {
    let mut found = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        if pair[0].text != "fn" || pair[1].text == "(" {
            continue;
        }
        let mut depth = 0;
        let mut nested = 0;
        for token in &tokens[at + 2..] {
            match token.text.as_str() {
                "(" | "[" => nested += 1,
                ")" | "]" => nested -= 1,
                ";" if depth == 0 && nested == 0 => break,
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => continue,
            }
            if token.text == "}" && depth == 0 {
                let first = pair[0].line;
                found.push((pair[1].text.as_str(), first, token.line - first + 1));
                break;
            }
        }
    }
    found
}
