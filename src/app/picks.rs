//! The lists that keys open: profiles, and the sandbox's faults.
use crate::config::{Mode, Profile};
use crate::model::ask::{Ask, Choice, Pick, Question, Then};
use crate::model::effect::{ApiCommand, Effect, Leave};
use crate::model::world::World;

/// The profiles that can be opened, and where the file is that defines them.
#[derive(Debug)]
pub(super) struct Profiles {
    all: Vec<Profile>,
    config_path: String,
}

impl Profiles {
    pub(super) const fn new(all: Vec<Profile>, config_path: String) -> Self {
        Self { all, config_path }
    }

    /// Whether there is no profile yet but the sandbox.
    pub(super) fn is_first_use(&self) -> bool {
        self.all.len() < 2
    }

    /// Lists them, and says how to make one; leaving the open one is a question where something is
    /// unfinished.
    pub(super) fn pick(&self, world: &World) -> Pick {
        let is_open = |profile: &Profile| profile.name == world.profile.name;
        let is_unfinished = world.is_unfinished();
        let choices = self.all.iter().map(|profile| {
            let name = profile.name.clone();
            let detail = match profile.mode {
                Mode::Sandbox => "SANDBOX  invented customers on this computer".to_owned(),
                Mode::Test | Mode::Live => {
                    format!("{}  {}", profile.mode.word(), profile.base_url)
                }
            };
            let mark = if is_open(profile) { " (open)" } else { "" };
            Choice {
                label: format!("{name}{mark}"),
                detail,
                then: if is_unfinished {
                    Then::Ask(Box::new(Ask::Question(Question::Leave(name))))
                } else {
                    Then::Effect(Effect::Leave(Leave::Open(name)))
                },
            }
        });
        Pick {
            title: "Profiles".to_owned(),
            enter: "open",
            about: if self.is_first_use() {
                how_to_make_one(&self.config_path)
            } else {
                vec![format!("They are defined in {}", self.config_path)]
            },
            choices: choices.collect(),
            here: self.all.iter().position(is_open).unwrap_or(0),
        }
    }
}

fn how_to_make_one(path: &str) -> Vec<String> {
    [
        "To use your own account, create this file:",
        &format!("  {path}"),
        "",
        "  [profile.default]",
        "  mode = \"test\"            # or \"live\": opens read-only",
        "  key_command = \"pass show pin/test\"",
        "",
        "Keep it private: chmod 600. The key comes from",
        "key_command, key_file (0600 too) or PINTUI_API_KEY.",
        "Then restart pintui.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Lists what the sandbox can be told to do.
pub fn faults() -> Pick {
    let faults = [
        ("Respond normally", ""),
        ("Next call: 401, key refused", "next:any:401"),
        ("Next call: 404, not found", "next:any:404"),
        ("Next call: 429, wait 5 s", "next:any:429=5"),
        ("Next call: 500", "next:any:500"),
        ("Next call: 503, wait 5 s", "next:any:503=5"),
        ("Next call: slow, 5 s", "next:any:slow=5000"),
        ("Next change: 422, messages as a list", "next:write:422"),
        (
            "Next change: 422, messages as an object",
            "next:write:422-object",
        ),
        (
            "Next change: 422, messages without codes",
            "next:write:422-no-code",
        ),
        ("Next change: 429", "next:write:429"),
        ("Next change: 500", "next:write:500"),
        (
            "Next change: dropped before it is applied",
            "next:write:drop-before",
        ),
        (
            "Next change: applied, then no response",
            "next:write:drop-after",
        ),
        ("Every 3rd call: 500", "every-3:any:500"),
        ("Every call: slow, 1 s", "every-1:any:slow=1000"),
    ];
    let listed = faults.into_iter().map(|(label, spec)| Choice {
        label: label.to_owned(),
        detail: spec.to_owned(),
        then: Then::Effect(Effect::Api(ApiCommand::Fault(spec.to_owned()))),
    });
    let typed = Choice {
        label: "Use the typed fault".to_owned(),
        detail: String::new(),
        then: Then::ArmTyped,
    };
    Pick {
        title: "Sandbox faults".to_owned(),
        enter: "choose",
        about: vec!["Pick what the sandbox does, or type WHEN:CALL:WHAT.".to_owned()],
        // First, as what is listed may begin with what was typed and do something else.
        choices: [typed].into_iter().chain(listed).collect(),
        here: 0,
    }
}
