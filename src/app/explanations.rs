//! The longer texts: what a refused key, a refused change and an unknown outcome mean, and what to do.
use crate::api::cards::Card;
use crate::api::customers::Customer;
use crate::api::error::{Error, ErrorKind};
use crate::api::reply::Reply;
use crate::api::subject::Record;
use crate::api::write::{Words, Write};
use crate::config::{KeySource, Mode};
use crate::model::ask::Explanation;
use crate::model::cx::Sight;
use crate::model::store::Store;
use crate::text::{Safe, fit};
use crate::ui::words::card;

/// How many messages of a refusal are shown; the activity holds all.
const MOST_MESSAGES: usize = 8;

/// How many cells a name takes in the status line.
const LONGEST_NAME: usize = 40;

/// Explains a key that was not accepted.
pub fn refused_key(sight: &Sight) -> Explanation {
    let (profile, host) = (&sight.profile, sight.host());
    let sent = match profile.mode {
        Mode::Sandbox => "The request went to the embedded sandbox.".to_owned(),
        Mode::Test | Mode::Live => format!(
            "The request went to {} ({}).",
            profile.base_url,
            profile.mode.word()
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
            format!("{}{}", fix_key(&profile.key), ways_in(sight)),
            "HTTP status: 401".to_owned(),
        ],
    )
}

/// Explains why no request gets to the host, which trying again does not change.
pub fn no_way(error: &Error, sight: &Sight) -> Explanation {
    let again = if error.needs_restart() {
        "Without a restart, {global.refresh_all} retries."
    } else {
        "{global.refresh_all} retries."
    };
    explanation(
        "Can't connect",
        [
            error.headline(sight.host()),
            String::new(),
            error.advice().to_owned(),
            sight.keymap.fill(again),
        ],
    )
}

/// Returns what to do about a key.
fn fix_key(key: &KeySource) -> String {
    match key {
        KeySource::Embedded => String::new(),
        KeySource::Environment => {
            "Restart pintui with the right key in PINTUI_API_KEY. ".to_owned()
        }
        KeySource::Command(_) => "Fix what the key_command prints. ".to_owned(),
        KeySource::File(path) => {
            format!("Fix the key in {}. ", Safe::clean(&path.to_string_lossy()))
        }
    }
}

/// Returns which keys help where a profile lets nobody in. A program that runs keeps the environment it was
/// started with.
pub fn ways_in(sight: &Sight) -> String {
    sight.keymap.fill(match sight.profile.key {
        KeySource::Environment => "{global.profiles} opens another profile.",
        KeySource::Embedded | KeySource::Command(_) | KeySource::File(_) => {
            "{global.refresh_all} retries; {global.profiles} opens another profile."
        }
    })
}

/// Explains a change of which nobody knows whether it was made.
pub fn unknown((write, who): (&Write, Option<&str>), error: &Error, sight: &Sight) -> Explanation {
    let never = "It is never sent again automatically: that could do it twice. {global.activity} shows the details.";
    let facts = write.facts();
    let who = who.map_or_else(String::new, |who| format!("{who}: "));
    explanation(
        "Outcome unknown",
        [
            format!(
                "pintui tried to {}. We can't tell whether the change went through.",
                facts.words.meant
            ),
            String::new(),
            format!("  {who}{} {}", facts.method, facts.path),
            format!("  {}", error.headline(sight.host())),
            String::new(),
            "It may have worked. The record is being refreshed: check it before you try again."
                .to_owned(),
            sight.keymap.fill(never),
        ],
    )
}

/// Explains a change that was refused or never sent.
pub fn refused(write: &Write, error: &Error, host: &str) -> Explanation {
    let mut lines = vec![
        format!("pintui could not {}.", write.facts().words.meant),
        String::new(),
        error.headline(host),
    ];
    if let ErrorKind::Refused(refusal) = &error.kind {
        let messages = refusal.messages.iter().take(MOST_MESSAGES);
        lines.extend(messages.map(|message| format!("  {message}")));
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

/// Says that a change was made and to whom, in the words of the status line; the store is as it was before.
pub fn done(write: &Write, reply: &Reply, store: &Store) -> String {
    let facts = write.facts();
    let who = if let Reply::Created(customer) | Reply::Updated(customer) = reply {
        Some(customer)
    } else {
        facts.record.as_ref().and_then(|record| store.owner(record))
    };
    let card = if let Reply::CardAdded(card) = reply {
        Some(card)
    } else if let Some(Record::Card(id, card)) = &facts.record {
        store.lists.card(id, card)
    } else {
        None
    };
    let about = about(card, who);
    let Words { done, besides, .. } = facts.words;
    if *reply == Reply::AlreadyGone {
        return format!("Already removed{about}");
    }
    let unread = if *reply == Reply::Done {
        ", but the response could not be read; refreshing"
    } else {
        ""
    };
    format!("{done}{about}{besides}{unread}")
}

/// Names the card and the customer that a change was about, as far as they are known.
fn about(card: Option<&Card>, who: Option<&Customer>) -> String {
    let card = card.map(|card| card::short(card, u16::MAX));
    let who = who.map(|customer| fit::ellipsis(&customer.name(), LONGEST_NAME).into_owned());
    match (card, who) {
        (Some(card), Some(who)) => format!(": {card} of {who}"),
        (Some(text), None) | (None, Some(text)) => format!(": {text}"),
        (None, None) => String::new(),
    }
}
