//! The list of customers: filter, order, and which one everything else is about.
mod draw;
mod edges;
mod filter;
use crate::api::ids::CustomerId;
use crate::api::subject::{Record, Subject};
use crate::api::write::Write;
use crate::mirror::Column;
use crate::model::action::Action;
use crate::model::ask::{Ask, FormKind, Question};
use crate::model::cx::{Cx, Sight};
use crate::model::directory::Directory;
use crate::model::form::email;
use crate::model::keymap::Context;
use crate::model::pane::PaneId;
use crate::model::roster::Roster;
use crate::model::toast::Toast;
use crate::text::last_fours;
use crate::ui::panes::Pane;
use crate::ui::pen::{Pen, cells};
use crate::ui::view::View;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::text_box::{Entered, TextBox};
use crate::ui::{copies, show, wants};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// The list's query and place, and the filter box.
#[derive(Debug, Default)]
pub struct Customers {
    pub roster: Roster,
    filter: TextBox,
    typing: bool,
    /// The last four digits at the end of the filter were just made of a card number.
    from_number: bool,
    /// How many lines the filter takes.
    filter_lines: u16,
    height: usize,
}

const BY_LAST_FOUR: &str = "Card numbers can't be searched; last4: finds cards by last 4 digits";

impl Customers {
    /// Puts a text into the filter, as a paste outside any text box does.
    pub fn filter_by(&mut self, text: &str, cx: &mut Cx) {
        self.filter.set("");
        self.typing = true;
        self.paste(text, cx);
    }

    /// Opens the box that is typed into.
    pub fn begin_search(&mut self) {
        self.typing = true;
        // Another word narrows what is filtered already.
        let before = self.filter.value();
        if !before.is_empty() && !before.ends_with(' ') {
            let before = format!("{before} ");
            self.filter.set(&before);
        }
    }

    /// Drops the filter, as when a customer was created that it would hide.
    pub fn filter_by_nothing(&mut self, directory: &Directory) {
        self.filter.set("");
        self.typing = false;
        self.roster.show_all(directory);
    }

    /// Takes a digit of a card number whose beginning was a number, too: then others are the last four.
    fn continues_number(&mut self, key: KeyEvent) -> bool {
        let KeyCode::Char(digit @ '0'..='9') = key.code else {
            return false;
        };
        let value = self.filter.value();
        let Some((start, four)) = value.rsplit_once("last4:").filter(|_| self.from_number) else {
            return false;
        };
        let four: String = four.chars().skip(1).chain([digit]).collect();
        self.filter.set(&format!("{start}last4:{four}"));
        true
    }

    fn search(&mut self, sight: &Sight) {
        let (directory, today) = (&sight.store.customers, sight.searched_on());
        self.roster.filter(self.filter.value(), directory, today);
    }

    pub fn is_filtered(&self) -> bool {
        !self.roster.criteria.text().is_empty()
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn move_by(&mut self, action: Action, cx: &mut Cx) {
        let directory = &cx.sight.store.customers;
        let half = self.height.div_ceil(2).cast_signed();
        let page = self.height.saturating_sub(1).max(1).cast_signed();
        match action {
            Action::Down => self.roster.step(1, directory),
            Action::Up => self.roster.step(-1, directory),
            Action::HalfDown => self.roster.step(half, directory),
            Action::HalfUp => self.roster.step(-half, directory),
            Action::PageDown => self.roster.step(page, directory),
            Action::PageUp => self.roster.step(-page, directory),
            Action::First => self.roster.go(0, directory),
            Action::Last => self.roster.go(usize::MAX, directory),
            _ => {}
        }
    }

    fn back(&mut self, cx: &mut Cx) {
        self.filter_by_nothing(&cx.sight.store.customers);
    }

    fn sort(&mut self, action: Action, cx: &mut Cx) {
        let mut order = self.roster.criteria.order();
        if action == Action::Sort {
            order = order.by_next_column();
        } else {
            order.reversed = !order.reversed;
        }
        self.roster.sort(order, &cx.sight.store.customers);
        let words = match (order.column, order.reversed) {
            (Column::Name, false) => "name, A to Z",
            (Column::Name, true) => "name, Z to A",
            (Column::Email, false) => "email, A to Z",
            (Column::Email, true) => "email, Z to A",
            (Column::Created, false) => "created, newest first",
            (Column::Created, true) => "created, oldest first",
        };
        cx.toast(Toast::good(format!("Sorted by {words}")));
    }

    /// Returns how many lines the list has no room for: borders, headings, the filter, and what was not read.
    fn lines_beside(&self, directory: &Directory) -> u16 {
        3 + self.filter_lines + u16::from(directory.loaded.window().unread > 0)
    }
}

impl View for Customers {
    fn contexts(&self) -> &'static [Context] {
        if self.typing {
            Context::Filter.chain()
        } else {
            Context::Customers.chain()
        }
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Subject>) {
        // What is known is not asked for; what a change made doubtful is, wherever the details are, for
        // the person is told that it is being read again.
        if let Some(id) = sight.customer {
            wanted.push(Subject::Customer(id.clone()));
            if sight.store.lists.cards(id).is_some() {
                wants::cards_and_subscriptions(id, sight, wanted);
            }
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn act(&mut self, action: Action, cx: &mut Cx) {
        let chosen = self.roster.chosen().cloned();
        match action {
            Action::Back => self.back(cx),
            Action::Open if self.typing => self.end_typing(cx),
            Action::Open => cx.out.focus = Some(PaneId::Info),
            Action::Sort | Action::Reverse => self.sort(action, cx),
            Action::New => cx.open(Ask::Form(FormKind::NewCustomer)),
            Action::Refresh => cx.doubt(Subject::Customers),
            _ => {
                self.move_by(action, cx);
                if let Some(id) = chosen {
                    act_on_customer(action, id, cx);
                }
            }
        }
    }

    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        why_not_customer(action, sight)
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        self.filter_lines = self.filter_lines(sight, area.width.saturating_sub(2));
        let beside = self.lines_beside(&sight.store.customers);
        self.height = usize::from(area.height.saturating_sub(beside));
        self.roster
            .keep_up(&sight.store.customers, sight.searched_on());
        self.roster.refresh(&sight.store.customers);
        self.roster.resize(self.height, &sight.store.customers);
    }

    fn hints(&self) -> Vec<Action> {
        use Action::{
            AddCard, Back, Copy, Delete, Down, Edit, Filter, New, NextPane, Open, Raw, Refresh,
            Sort, Zoom,
        };
        if self.typing {
            return vec![Open, Back, Down];
        }
        [
            Filter, New, Edit, Delete, AddCard, Copy, NextPane, Sort, Raw, Refresh, Zoom,
        ]
        .to_vec()
    }

    fn word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Open && self.names_record()).then_some("open")
    }

    fn takes_text(&self) -> bool {
        self.typing
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) {
        if self.continues_number(key) {
            return self.search(&cx.sight);
        }
        let Some(entered) = self.filter.key(key, cx.sight.own_key.as_ref()) else {
            return;
        };
        self.from_number = entered == Entered::Number;
        if self.from_number {
            let found = last_fours(self.filter.value()).into_owned();
            self.filter.set(&found);
            cx.toast(Toast::warning(BY_LAST_FOUR));
        } else {
            entered.tell(cx);
        }
        self.search(&cx.sight);
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        let found = last_fours(text);
        // `email:zoe@example.com` is a query as it stands.
        let address = email::address_in(&found).filter(|address| !address.contains(':'));
        let pasted = address.unwrap_or(&found);
        let entered = self.filter.paste(pasted, cx.sight.own_key.as_ref());
        if entered != Entered::Whole {
            entered.tell(cx);
        } else if found != text {
            cx.toast(Toast::warning(BY_LAST_FOUR));
        } else if pasted != text.trim() && address.is_some() {
            cx.toast(Toast::good("Only the email address was pasted"));
        }
        self.search(&cx.sight);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let directory = &sight.store.customers;
        let matched = directory.loaded.window().matched();
        let focused = sight.focus == PaneId::Customers;
        let counts = directory.counts();
        let place = match self.roster.chosen() {
            Some(id) if directory.gone.is_struck(id) => "—".to_owned(),
            _ => show::length(matched.min(self.roster.place() + 1)),
        };
        let place = format!("{place}/{}", show::length(counts.exact + counts.near));
        let (mut title, age) = self.edges(sight, area.width, &place);
        if !self.shows_order(area) {
            title.push_str(&self.order_in(area.width.saturating_sub(5 + cells(&title))));
        }
        let bottom = show::dotted(&[&age, &place]);
        let frame = Frame {
            title: &title,
            bottom: if directory.is_started() { &bottom } else { "" },
            focused,
            scroll: Some((matched, self.roster.top())),
            ..Frame::default()
        };
        let inner = frame.draw(pen, area);
        let inner = self.draw_filter(sight, inner, pen);
        self.draw_rows(sight, inner, focused, pen);
    }
}

impl Pane for Customers {
    fn tab(&self, _: &Sight) -> String {
        "Customers".to_owned()
    }

    fn click(&mut self, line: u16, cx: &mut Cx) {
        if let Some(line) = line.checked_sub(1 + self.filter_lines) {
            let place = self.roster.top() + usize::from(line);
            if place < cx.sight.store.customers.loaded.window().matched() {
                self.roster.go(place, &cx.sight.store.customers);
            }
        }
    }
}

/// Does what the list and the details both offer for the chosen customer.
#[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
pub fn act_on_customer(action: Action, id: CustomerId, cx: &mut Cx) {
    match action {
        Action::Edit => cx.open(Ask::Form(FormKind::EditCustomer(id))),
        Action::AddCard => cx.open(Ask::Form(FormKind::AddCard(id))),
        Action::Delete => cx.open(Ask::Question(Question::Write(Write::DeleteCustomer(id)))),
        Action::Raw => cx.open(Ask::Raw(Record::Customer(id))),
        Action::Copy => {
            if let Some(customer) = cx.sight.store.customer(&id) {
                let pick = copies::of_customer(customer);
                cx.open(Ask::Pick(pick));
            }
        }
        _ => {}
    }
}

/// Returns why the chosen customer cannot be acted on.
pub fn why_not_customer(action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
    let writes = matches!(
        action,
        Action::New | Action::Edit | Action::Delete | Action::AddCard
    );
    let needs_one = writes && action != Action::New || matches!(action, Action::Copy | Action::Raw);
    if needs_one {
        let Some(id) = sight.customer else {
            return Some("No customer selected".into());
        };
        if sight.store.customers.gone.is_struck(id) {
            return Some("This customer is no longer in Pin Payments".into());
        }
    }
    if writes {
        return sight.why_no_writes();
    }
    None
}
