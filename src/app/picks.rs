//! The lists that keys open: profiles, and the sandbox's faults.
use crate::app::App;
use crate::config::{Mode, Profile};
use crate::model::ask::{Ask, Choice, Pick, Question, Then};
use crate::model::effect::{ApiCommand, Effect, Leave};

impl App {
    /// Lists the profiles, and says how to make one.
    pub(super) fn pick_profile(&self) -> Pick {
        let is_open = |profile: &Profile| profile.name == self.setup.profile.name;
        let here = self.setup.profiles.iter().position(is_open).unwrap_or(0);
        let choices = self.setup.profiles.iter().map(|profile| {
            let open = is_open(profile);
            let name = profile.name.clone();
            let detail = match profile.mode {
                Mode::Sandbox => "SANDBOX  invented customers on this computer".to_owned(),
                mode => format!("{}  {}", mode.word(), profile.base_url),
            };
            let then = if self.is_unfinished() {
                Then::Ask(Box::new(Ask::Question(Question::Leave(name))))
            } else {
                Then::Effect(Effect::Leave(Leave::Open(name)))
            };
            Choice {
                label: format!("{}{}", profile.name, if open { " (open)" } else { "" }),
                detail,
                then,
            }
        });
        Pick {
            title: "Profiles".to_owned(),
            enter: "open",
            about: if self.setup.profiles.len() < 2 {
                how_to_make_one(&self.setup.config_path)
            } else {
                vec![format!("They are defined in {}", self.setup.config_path)]
            },
            choices: choices.collect(),
            here,
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
