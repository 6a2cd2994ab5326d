//! A question before something that cannot be undone: what it changes, and a yes that is hard to give by
//! accident.
//!
//! How it is answered is in [`dialog`]: the focus starts on the button that keeps everything, a key that is
//! no answer closes the question, and in LIVE a text must be typed (promise P7).
mod consequences;
mod read;

use crate::api::body;
use crate::api::subject::{Record, Subject};
use crate::api::write::{Proof, Write, token_end};
use crate::model::action::Action;
use crate::model::ask::Question;
use crate::model::cx::{Cx, Sight};
use crate::model::effect::{Effect, Leave, Typed};
use crate::model::keymap::Context;
use crate::model::pane::PaneId;
use crate::model::standing::Standing;
use crate::model::toast::Toast;
use crate::ui::overlays::Overlay;
use crate::ui::pen::Pen;
use crate::ui::view::View;
use crate::ui::wants;
use crate::ui::widgets::dialog::{self, Answering, Dialog};
use crate::ui::widgets::text_box::TextBox;
use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use std::borrow::Cow;
use std::time::Duration;

/// Holds a question that is open.
#[derive(Debug)]
pub struct Asked {
    question: Question,
    answering: Answering,
    was_reading: bool,
    way: Way,
    typed: TextBox,
    shows_request: bool,
}

/// Says how a yes is given; fixed when the question opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// `y` puts the focus on the button.
    Key,
    /// Its key came in a run of letters, as of a name typed in the wrong place: then `y` is no answer.
    NoKey,
    /// A text must be typed.
    Typing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Button {
    Keep,
    Subscriptions,
    Yes,
}

impl Asked {
    pub fn new(question: Question, sight: &Sight) -> Self {
        let way = if sight.in_text && question.write().is_some() {
            Way::NoKey
        } else {
            Way::Key
        };
        let mut asked = Self {
            question,
            answering: Answering::new(sight.now.since_start),
            was_reading: false,
            way,
            typed: TextBox::default(),
            shows_request: false,
        };
        if asked.wanted_text(sight).is_some() {
            asked.way = Way::Typing;
        }
        asked
    }

    fn is_reading(&self, sight: &Sight) -> bool {
        let open = |subject: &Subject| {
            let standing = sight.store.standing(subject);
            let pages_left =
                !matches!(subject, Subject::Charges(_)) && sight.store.next_page(subject).is_some();
            !matches!(standing, Standing::Failed(_))
                && (pages_left || !read::is_read(subject, sight))
        };
        self.question.subjects().iter().any(open)
    }

    /// Says why a yes cannot be given now, however long one waits.
    fn obstacle(&self, sight: &Sight) -> Option<Cow<'static, str>> {
        if let Some(write) = self.question.write() {
            if let Some(why) = sight.why_no_writes() {
                // Where text is typed, the key that unlocks would be part of it.
                return Some(match self.wanted_text(sight) {
                    Some(_) => format!("Close this first: {why}").into(),
                    None => why,
                });
            }
            if sight.inflight.writes().any(|other| other == write) {
                return Some("Already sending; it won't be sent twice".into());
            }
        }
        let failed = self
            .question
            .subjects()
            .into_iter()
            .any(|subject| sight.store.failure(&subject).is_some());
        if failed {
            return Some(
                "Couldn't read it again, so what this affects isn't certain. Close this and open it again to retry."
                    .into(),
            );
        }
        if self.is_reading(sight) {
            return Some("Reading it again first…".into());
        }
        consequences::why_not(&self.question, sight)
    }

    /// Says why pressing the yes-button does nothing, whatever of the text was read.
    fn why_not_allowed(&self, sight: &Sight) -> Option<Cow<'static, str>> {
        if let Some(why) = self.obstacle(sight) {
            return Some(why);
        }
        let wanted = self.wanted_text(sight)?;
        (self.typed.value() != wanted).then_some("Type the text exactly as shown first".into())
    }

    /// Returns the text that must be typed, in LIVE: the customer's email, or the end of a token.
    fn wanted_text(&self, sight: &Sight) -> Option<String> {
        let write = self.question.write().filter(|_| sight.is_live())?;
        match write.facts().proof {
            Proof::None => None,
            Proof::TokenEnd(end) => Some(end),
            Proof::Email(id) => {
                let email = sight.store.customer(&id)?.email.as_ref();
                let email = email.map_or("", |email| email.as_str());
                // What cannot be typed on every keyboard, or is longer than a line, is not wanted.
                let plain = !email.is_empty() && email.is_ascii() && email.len() <= 60;
                Some(if plain {
                    email.to_owned()
                } else {
                    token_end(id.as_str())
                })
            }
        }
    }

    fn row_of_buttons(&self, sight: &Sight) -> Vec<Button> {
        let mut buttons = vec![Button::Keep];
        if consequences::offers_subscriptions(&self.question, sight) {
            buttons.push(Button::Subscriptions);
        }
        buttons.push(Button::Yes);
        buttons
    }

    /// Puts the focus on the yes-button, unless what it would do is not sure.
    fn accept(&mut self, cx: &mut Cx) {
        if self.way == Way::NoKey {
            let why = "{confirm.accept} came too soon after other letters";
            self.close_over(&cx.sight.keymap.fill(why), cx);
        } else if let Some(why) = self
            .obstacle(&cx.sight)
            .or_else(|| self.answering.why_not(false, &cx.sight))
        {
            cx.toast(Toast::warning(why));
        } else {
            self.answering.accept(cx.sight.now.since_start);
        }
    }

    /// Closes because of something that is no answer, and says so.
    fn close_over(&self, why: &str, cx: &mut Cx) {
        cx.close();
        let still = match self.question.write() {
            Some(_) => "Nothing was sent.",
            None => "pintui stays open.",
        };
        cx.toast(Toast::warning(format!("Closed: {why}. {still}")));
    }

    fn yes(&self, cx: &mut Cx) {
        let unread = || self.answering.why_not(self.takes_text(), &cx.sight);
        if let Some(why) = self.why_not_allowed(&cx.sight).or_else(unread) {
            cx.toast(Toast::warning(why));
            return;
        }
        cx.close();
        match &self.question {
            Question::Write(write) => {
                let wanted = self.wanted_text(&cx.sight);
                let typed = wanted.and_then(|wanted| Typed::check(self.typed.value(), &wanted));
                cx.write(write.clone(), typed);
            }
            Question::Leave(profile) => cx.effect(Effect::Leave(Leave::Open(profile.clone()))),
            Question::Quit => cx.effect(Effect::Leave(Leave::Quit)),
        }
    }

    fn press(&self, at: usize, cx: &mut Cx) {
        match self.row_of_buttons(&cx.sight).get(at) {
            None | Some(Button::Keep) => cx.close(),
            Some(Button::Yes) => self.yes(cx),
            Some(Button::Subscriptions) => {
                cx.close();
                let next = "Cancel each active one with {subscriptions.cancel_subscription}, then delete the customer";
                cx.toast(Toast::warning(cx.sight.keymap.fill(next)));
                cx.out.focus = Some(PaneId::Subscriptions);
            }
        }
    }

    fn button_text(&self, button: Button, sight: &Sight) -> String {
        match button {
            Button::Keep => consequences::no(&self.question).to_owned(),
            Button::Subscriptions => "Cancel subscriptions first".to_owned(),
            Button::Yes => {
                let yes = consequences::yes(&self.question);
                let hears = self.obstacle(sight).is_none() && !self.answering.is_unread();
                if hears && !self.takes_text() {
                    format!("{yes}{}", sight.keymap.fill(" ({confirm.accept})"))
                } else {
                    yes.to_owned()
                }
            }
        }
    }

    fn dialog(&self, sight: &Sight, area: Rect) -> Dialog {
        let why = self.why_not_allowed(sight);
        let why = why.or_else(|| self.answering.why_greyed(sight.now.since_start));
        let hears = why.is_none() && !self.answering.is_unread();
        let button = |button| dialog::Button {
            text: self.button_text(button, sight),
            works: button != Button::Yes || hears,
            commits: button == Button::Yes,
        };
        let wanted = self.wanted_text(sight);
        let mut lines = consequences::lines(&self.question, sight);
        let write = self.question.write();
        if let Some(write) = write.filter(|_| self.shows_request) {
            let facts = write.facts();
            let (method, host) = (facts.method, &sight.profile.base_url);
            lines.extend([String::new(), format!("{method} {host}/1{}", facts.path)]);
            // No question is about a card's number, so nothing in it needs a mask.
            let body = facts.body.as_ref().and_then(body::json).unwrap_or_default();
            lines.extend(String::from_utf8_lossy(&body).lines().map(str::to_owned));
        }
        let (shows, closes) = if self.takes_text() {
            ("{typed.show_request}", "{typed.decline} closes")
        } else {
            ("{confirm.show_request}", "{confirm.back} closes")
        };
        let [shows, closes] = [shows, closes].map(|text| sight.keymap.fill(text));
        let bottom = match write {
            Some(_) if self.shows_request => format!("{shows} hides the request · {closes}"),
            Some(_) => format!("{shows} shows the request · {closes}"),
            None => closes,
        };
        Dialog {
            title: consequences::title(&self.question, sight),
            is_grave: true,
            bottom,
            lines: dialog::wrapped(&lines, area),
            prompt: wanted.map(|wanted| format!("Type this to confirm:  {wanted}")),
            buttons: self.row_of_buttons(sight).into_iter().map(button).collect(),
            why: why.map(Cow::into_owned),
        }
    }
}

impl View for Asked {
    fn contexts(&self) -> &'static [Context] {
        if self.takes_text() {
            Context::Typed.chain()
        } else {
            Context::Confirm.chain()
        }
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Subject>) {
        let Some(facts) = self.question.write().map(Write::facts) else {
            return;
        };
        if let Some(id) = facts.record.as_ref().and_then(Record::customer) {
            wants::cards_and_subscriptions(id, sight, wanted);
        }
        for subject in facts.affects {
            // The first page tells how many there are.
            let is_counted = matches!(&subject, Subject::Charges(id)
                if sight.store.lists.charges(id).is_some_and(|list| list.met() > 0));
            if !is_counted && !wanted.contains(&subject) {
                wanted.push(subject);
            }
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn act(&mut self, action: Action, cx: &mut Cx) {
        if self.answering.act(action, cx.sight.now.since_start) {
            return;
        }
        match action {
            Action::Accept => self.accept(cx),
            Action::Decline | Action::Back => cx.close(),
            Action::Press => self.press(self.answering.focus(), cx),
            Action::ShowRequest => self.shows_request = !self.shows_request,
            _ => {}
        }
    }

    fn why_not(&self, action: Action, _: &Sight) -> Option<Cow<'static, str>> {
        let none = action == Action::ShowRequest && self.question.write().is_none();
        none.then_some("This sends nothing".into())
    }

    fn takes_text(&self) -> bool {
        self.way == Way::Typing
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) {
        if let Some(entered) = self.typed.key(key, cx.sight.own_key.as_ref()) {
            entered.tell(cx);
            let now = cx.sight.now.since_start;
            self.answering.typed(self.typed.value(), now);
        }
    }

    fn paste(&mut self, _: &str, cx: &mut Cx) {
        let why = "Type it: a paste could be an accident";
        cx.toast(Toast::warning(why));
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let reading = self.is_reading(sight);
        let now = sight.now.since_start;
        // Whoever mashes the key while it is read must not say yes to what nobody has seen yet.
        if std::mem::replace(&mut self.was_reading, reading) && !reading {
            self.answering.start_over(now);
        }
        let dialog = self.dialog(sight, area);
        self.answering.settle(&dialog, area, now);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let typed = self.takes_text().then_some(&self.typed);
        self.dialog(sight, area)
            .draw(&self.answering, typed, sight, area, pen);
    }

    fn hints(&self) -> Vec<Action> {
        self.answering.hints(self.takes_text()).to_vec()
    }
}

impl Overlay for Asked {
    fn stray(&mut self, what: &str, cx: &mut Cx) -> bool {
        self.close_over(&format!("{what} is no answer"), cx);
        true
    }

    fn click(&mut self, x: u16, y: u16, cx: &mut Cx) {
        if let Some(at) = self.answering.click(x, y, cx.sight.now.since_start) {
            self.press(at, cx);
        }
    }

    fn next_tick(&self, sight: &Sight) -> Option<Duration> {
        self.answering.next_tick(sight.now.since_start)
    }
}
