//! The longer texts: what a refused key, a refused change and an unknown outcome mean, and what to do.
use crate::api::call::{Call, Reply};
use crate::api::error::{Error, ErrorKind};
use crate::config::{KeySource, Mode, Profile};
use crate::model::activity::what;
use crate::model::ask::Explanation;
use crate::text::Safe;

/// How many messages of a refusal are shown; the activity holds all.
const MOST_MESSAGES: usize = 8;

/// Explains a key that was not accepted.
pub fn refused_key(profile: &Profile, host: &str) -> Explanation {
    let sent = match profile.mode {
        Mode::Sandbox => "The request went to the embedded sandbox, as SANDBOX.".to_owned(),
        mode => format!(
            "The request went to {}, as {}.",
            profile.base_url,
            mode.word()
        ),
    };
    explanation(
        "Key not accepted",
        [
            format!("The API key of \"{}\" was not accepted by {host}.", profile.name),
            sent,
            String::new(),
            "Usual causes: a LIVE key used on TEST or the other way round, a publishable key instead of the secret one, a revoked key.".to_owned(),
            String::new(),
            "What was loaded stays on the screen. Nothing was changed.".to_owned(),
            fix_key(&profile.key),
            "HTTP status: 401".to_owned(),
        ],
    )
}

/// Explains why no request gets to the host, which trying again does not change.
pub fn no_way(error: &Error, host: &str) -> Explanation {
    explanation(
        "Can't connect",
        [
            error.headline(host),
            String::new(),
            error.advice().to_owned(),
            "R retries.".to_owned(),
        ],
    )
}

/// Says how to get in after all. A program that runs keeps the environment it was started with.
fn fix_key(key: &KeySource) -> String {
    match key {
        KeySource::Embedded => "Press R to try again, or p for another profile.".to_owned(),
        KeySource::Environment => {
            "Restart pintui with the right key in PINTUI_API_KEY, or press p for another profile.".to_owned()
        }
        KeySource::Command(_) => {
            "Fix what the key_command prints, then press R to run it again, or p for another profile.".to_owned()
        }
        KeySource::File(path) => format!(
            "Fix the key in {}, then press R to read it again, or p for another profile.",
            Safe::clean(&path.to_string_lossy())
        ),
    }
}

/// Explains a change of which nobody knows whether it was made.
pub fn unknown((call, who): (&Call, Option<&str>), error: &Error, host: &str) -> Explanation {
    let who = who.map_or_else(String::new, |who| format!("{who}: "));
    explanation(
        "Outcome unknown",
        [
            format!(
                "pintui tried to {}. We can't tell whether the change went through.",
                what(call)
            ),
            String::new(),
            format!("  {who}{} {}", call.method(), call.path()),
            format!("  {}", error.headline(host)),
            String::new(),
            "It may have worked. The record is being refreshed: check it before you try again."
                .to_owned(),
            "It is never sent again automatically: that could do it twice. @ shows the details."
                .to_owned(),
        ],
    )
}

/// Explains a change that was refused or never sent.
pub fn refused(call: &Call, error: &Error, host: &str) -> Explanation {
    let mut lines = vec![
        format!("pintui could not {}.", what(call)),
        String::new(),
        error.headline(host),
    ];
    if let ErrorKind::Refused(refusal) = &error.kind {
        let messages = refusal.messages.iter().take(MOST_MESSAGES);
        lines.extend(messages.map(|message| format!("  {}: {}", message.param, message.message)));
    }
    lines.push(String::new());
    lines.push(error.consequence().unwrap_or_default().to_owned());
    lines.push(error.advice().to_owned());
    explanation("Not done", lines)
}

fn explanation(title: &str, lines: impl Into<Vec<String>>) -> Explanation {
    Explanation {
        title: title.to_owned(),
        lines: lines.into(),
        cure: None,
    }
}

/// Says that a change was made, in the words of the status line.
pub fn done(call: &Call, reply: &Reply) -> String {
    let said = match call {
        Call::CreateCustomer(_) => "Customer created",
        Call::UpdateCustomer(..) => "Customer saved",
        Call::DeleteCustomer(_) => "Customer deleted",
        Call::CreateCard(_) => "Card token created",
        Call::AddCard(..) => "Card added",
        Call::DeleteCard(..) => "Card deleted",
        Call::MakePrimary(..) => "The card is now primary; the old one was kept",
        Call::CancelSubscription(..) => "Subscription cancelled; it will not be billed again",
        _ => "Done",
    };
    match reply {
        Reply::AlreadyGone => "It was already gone".to_owned(),
        Reply::Done => format!("{said}, but the answer could not be read; refreshing"),
        _ => said.to_owned(),
    }
}
