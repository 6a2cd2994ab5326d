//! The keymap: one file, read once, from which key handling, hints, help, README's table and the keys that
//! sentences name come.
mod own;

use crate::model::action::Action;
use crokey::KeyCombination;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Names a place in which keys have a meaning.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Context {
    Customers,
    Info,
    Cards,
    Subscriptions,
    Charges,
    /// One subscription with all that is known of it.
    Subscription,
    Plans,
    /// One plan with its subscriptions.
    Plan,
    /// Anything with rows or lines to move over.
    List,
    /// Anything that shows one record of the API.
    Record,
    Filter,
    Form,
    /// A form's field with a list of choices.
    Choice,
    Confirm,
    /// A confirmation by typing a text.
    Typed,
    /// A list to pick from, which owns every printable key.
    Pick,
    /// Everything by name.
    Palette,
    Activity,
    Global,
}

impl Context {
    /// Returns the heading of the help screen and of README's table.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Customers => "Customers",
            Self::Info => "Customer details",
            Self::Cards => "Cards",
            Self::Subscriptions => "Subscriptions",
            Self::Charges => "Charges",
            Self::Subscription => "Subscription details",
            Self::Plans => "Plans",
            Self::Plan => "A plan's subscriptions",
            Self::List => "Any list",
            Self::Record => "Any record",
            Self::Filter => "Filter box",
            Self::Form => "Form",
            Self::Choice => "Form: a field with a list",
            Self::Confirm => "Question",
            Self::Typed => "Question answered by typing",
            Self::Pick => "List to pick from",
            Self::Palette => "Commands",
            Self::Activity => "Activity",
            Self::Global => "Everywhere",
        }
    }

    /// Returns where a key is looked up that is pressed here: here, then in what this shares with others.
    pub const fn chain(self) -> &'static [Self] {
        match self {
            Self::Customers => &[Self::Customers, Self::Record, Self::List, Self::Global],
            Self::Info => &[Self::Info, Self::Record, Self::List, Self::Global],
            Self::Cards => &[Self::Cards, Self::Record, Self::List, Self::Global],
            Self::Subscriptions => &[Self::Subscriptions, Self::Record, Self::List, Self::Global],
            Self::Charges => &[Self::Charges, Self::Record, Self::List, Self::Global],
            Self::Subscription => &[Self::Subscription, Self::Record, Self::List, Self::Global],
            Self::Plans => &[Self::Plans, Self::Record, Self::List, Self::Global],
            Self::Plan => &[Self::Plan, Self::Record, Self::List, Self::Global],
            Self::Record => &[Self::Record, Self::List, Self::Global],
            Self::Activity => &[Self::Activity, Self::List, Self::Global],
            Self::List => &[Self::List, Self::Global],
            Self::Choice => &[Self::Choice, Self::Form],
            Self::Filter => &[Self::Filter],
            Self::Form => &[Self::Form],
            Self::Confirm => &[Self::Confirm],
            Self::Typed => &[Self::Typed],
            Self::Pick => &[Self::Pick],
            Self::Palette => &[Self::Palette, Self::Pick],
            Self::Global => &[Self::Global],
        }
    }
}

/// One line of the keymap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    pub context: Context,
    pub action: Action,
    /// At least one; the first is the one that is shown.
    pub keys: Vec<KeyCombination>,
}

/// Every binding, in the order in which help lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap(Vec<Binding>);

impl Keymap {
    pub fn built_in() -> Result<Self, Vec<String>> {
        Self::parse(include_str!("../../assets/keymap.toml"))
    }

    /// Reads a keymap; all bad lines are reported together.
    pub fn parse(text: &str) -> Result<Self, Vec<String>> {
        type File = BTreeMap<Context, BTreeMap<String, Vec<String>>>;
        let file: File = toml::from_str(text).map_err(|e| vec![e.message().to_owned()])?;
        let (mut bindings, mut wrong) = (Vec::new(), Vec::new());
        for (context, actions) in file {
            let mut taken: Vec<KeyCombination> = Vec::new();
            for (name, keys) in actions {
                let Some(action) = Action::from_name(&name) else {
                    wrong.push(format!("{}: no action is named {name}", context.title()));
                    continue;
                };
                let mut combinations = Vec::new();
                for key in &keys {
                    match read(key) {
                        Some(k) if taken.contains(&k) => {
                            wrong.push(format!("{}: {key} is bound twice", context.title()));
                        }
                        Some(k) => {
                            taken.push(k);
                            combinations.push(k);
                        }
                        None => wrong.push(format!("{}: {key} is not a key", context.title())),
                    }
                }
                if combinations.is_empty() {
                    wrong.push(format!("{}: {name} has no key", context.title()));
                }
                bindings.push(Binding {
                    context,
                    action,
                    keys: combinations,
                });
            }
        }
        bindings.sort_by_key(|b| (b.context, b.action));
        if wrong.is_empty() {
            Ok(Self(bindings))
        } else {
            Err(wrong)
        }
    }

    /// Returns what a key means: the first of the contexts that knows it decides.
    pub fn action(&self, contexts: &[Context], key: KeyEvent) -> Option<Action> {
        let key = normal(key);
        contexts.iter().find_map(|context| {
            self.of(*context)
                .find(|b| b.keys.contains(&key))
                .map(|b| b.action)
        })
    }

    pub fn of(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.0.iter().filter(move |b| b.context == context)
    }

    pub fn all(&self) -> &[Binding] {
        &self.0
    }

    /// Fills in the keys of a sentence, which names what they do as the file does: `{global.back} closes`.
    /// The sentence is our own: a text from outside is never read for keys.
    pub fn fill(&self, sentence: &'static str) -> String {
        let parts = sentence.split(['{', '}']).enumerate();
        let filled = parts.map(|(at, part)| match self.key_named(part) {
            Some(key) if at % 2 == 1 => key,
            _ => part.to_owned(),
        });
        filled.collect()
    }

    /// Returns the key to show for an action, which is named with its context; its name where it has none.
    fn key_named(&self, name: &str) -> Option<String> {
        let (context, action) = name.split_once('.')?;
        let (context, action) = (context.parse().ok()?, Action::from_name(action)?);
        let binding = self.binding_for(&[context], action);
        let key = binding.and_then(|binding| binding.keys.first());
        Some(key.map_or_else(|| action.name().replace('_', " "), |key| self::name(*key)))
    }

    /// Returns the binding by which an action is done where the person is.
    pub fn binding_for(&self, contexts: &[Context], action: Action) -> Option<&Binding> {
        let of = |context: &Context| self.of(*context).find(|b| b.action == action);
        contexts.iter().find_map(of)
    }

    /// Writes the table of all keys for README and `pintui keys`, as Markdown.
    pub fn table(&self) -> String {
        let mut out = String::from("| Where | Keys | What |\n| --- | --- | --- |\n");
        for binding in &self.0 {
            let keys: Vec<String> = binding
                .keys
                .iter()
                .map(|k| format!("`{}`", name(*k)))
                .collect();
            let row = format!(
                "| {} | {} | {} |\n",
                binding.context.title(),
                keys.join(" "),
                self.fill(binding.context.words(binding.action).help)
            );
            out.push_str(&row);
        }
        out
    }
}

/// Reads a key as the file writes it: capitals stand for themselves, without `shift-`.
fn read(text: &str) -> Option<KeyCombination> {
    let mut letters = text.chars();
    let key = match (letters.next(), letters.next()) {
        (Some(one), None) => KeyCombination::from(KeyCode::Char(one)),
        _ => crokey::parse(text).ok()?,
    };
    Some(key.normalized())
}

/// Returns one form to a key however the terminal sends it: Shift-Tab comes as a key of its own, and
/// some terminals report the Shift that a mark such as `?` needs.
#[expect(clippy::wildcard_enum_match_arm, reason = "a foreign type")]
fn normal(mut key: KeyEvent) -> KeyCombination {
    match key.code {
        KeyCode::BackTab => {
            key.code = KeyCode::Tab;
            key.modifiers |= KeyModifiers::SHIFT;
        }
        KeyCode::Char(mark) if !mark.is_alphabetic() => key.modifiers -= KeyModifiers::SHIFT,
        _ => {}
    }
    KeyCombination::from(key).normalized()
}

/// Writes a key that was pressed as people know it.
pub fn written(key: KeyEvent) -> String {
    name(normal(key))
}

/// Writes a key as people know it: `Ctrl-D`, `Esc`, `W`.
pub fn name(key: KeyCombination) -> String {
    let text = crokey::KeyCombinationFormat::default().to_string(key);
    let (before, last) = text.rsplit_once('-').unwrap_or(("", &text));
    let letter = last.chars().count() == 1;
    match (before, last) {
        ("", "PageDown") => "PgDn".to_owned(),
        ("", "PageUp") => "PgUp".to_owned(),
        ("", "Delete") => "Del".to_owned(),
        ("Shift", _) if letter => last.to_uppercase(),
        ("", _) => text,
        (_, _) if letter => format!("{before}-{}", last.to_uppercase()),
        _ => text,
    }
}
