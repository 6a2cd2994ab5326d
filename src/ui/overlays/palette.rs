//! Everything by its name: what can be done here, customers, tokens and profiles.
//!
//! Nothing here changes anything by itself: an action does what its key does, so a change still asks.
mod items;

use crate::api::customers::Customer;
use crate::mirror::Query;
use crate::model::action::Action;
use crate::model::ask::{Ask, Choice, HelpEntry, Then};
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::toast::Toast;
use crate::text::fit;
use crate::ui::layout::centred;
use crate::ui::overlays::{Overlay, Place};
use crate::ui::pen::{Pen, cells};
use crate::ui::show;
use crate::ui::theme::{marks, style};
use crate::ui::view::View;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::text_box::TextBox;
use crossterm::event::KeyEvent;
use items::{Item, Key};
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::Style;

/// How large the box is at the most.
const WIDTH: u16 = 100;
const HEIGHT: u16 = 24;
/// How many cells a name takes in the title.
const LONGEST_NAME: usize = 30;
/// What is said where nothing was typed.
const EMPTY: &str = "an action, a customer, a token or a profile";

/// What can be wanted, what was typed, and the place among what matches.
#[derive(Debug)]
pub struct Palette {
    actions: Vec<HelpEntry>,
    profiles: Vec<Choice>,
    search: TextBox,
    /// What was typed, as the search for customers reads it.
    query: Query,
    cursor: Cursor,
    /// What was moved to; it stays selected wherever it goes.
    kept: Option<Key>,
    /// Whether Enter was pressed before it was known who matches.
    is_early: bool,
    /// Where the rows stand.
    rows: Rect,
}

/// Where the parts stand.
struct Parts {
    frame: Rect,
    search: Rect,
    rows: Rect,
    foot: Rect,
}

fn parts(area: Rect) -> Parts {
    let frame = centred(area, WIDTH, HEIGHT);
    let [search, rows, foot] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Min(1),
        Constraint::Length(1),
    ])
    .areas(frame.inner(Margin::new(2, 1)));
    Parts {
        frame,
        search,
        rows,
        foot,
    }
}

impl Palette {
    pub fn new(actions: Vec<HelpEntry>, profiles: Vec<Choice>) -> Self {
        Self {
            actions,
            profiles,
            search: TextBox::default(),
            query: Query::default(),
            cursor: Cursor::default(),
            kept: None,
            is_early: false,
            rows: Rect::default(),
        }
    }

    fn run(&mut self, cx: &mut Cx) {
        let items = self.items(&cx.sight);
        let Some(item) = items.get(self.cursor.at) else {
            return;
        };
        match item {
            Item::Action(entry) => match &entry.why_not {
                Some(why) => cx.toast(Toast::warning(format!("Not now: {why}"))),
                None => cx.out.run = Some(entry.action),
            },
            Item::Token(token) => {
                cx.close();
                cx.open(Ask::Find(token.clone()));
            }
            Item::Customer(customer) | Item::Near(customer) => {
                cx.out.customer = Some(customer.token.clone());
            }
            Item::Profile(choice) => {
                cx.close();
                match choice.then.clone() {
                    Then::Effect(effect) => cx.effect(effect),
                    Then::Ask(ask) => cx.open(*ask),
                    // No profile does these.
                    Then::Give(_) | Then::ArmTyped => {}
                }
            }
            // Whoever types fast means the customer who is about to stand there.
            Item::Search if self.kept.is_none() && self.is_asking(&cx.sight) => {
                self.is_early = true;
            }
            Item::Search => cx.out.search = Some(item.name(self, &cx.sight)),
        }
    }

    /// Begins anew with the first of what matches another text.
    fn begin(&mut self) {
        (self.cursor, self.kept, self.is_early) = (Cursor::default(), None, false);
    }

    /// Whether it is not known yet who matches.
    fn is_asking(&self, sight: &Sight) -> bool {
        let directory = &sight.store.customers;
        directory.is_started() && !self.query.is_empty() && directory.matches(&self.query).is_none()
    }

    fn keep(&mut self, sight: &Sight) {
        let items = self.items(sight);
        self.kept = items.get(self.cursor.at).map(Item::key);
    }

    /// Returns the title: where the actions work, and on whom.
    fn title(&self, sight: &Sight) -> String {
        let place = self
            .actions
            .first()
            .map_or("", |entry| entry.context.title());
        let customer = sight.customer.and_then(|id| sight.store.customer(id));
        let name = customer.map(Customer::name).unwrap_or_default();
        show::dotted(&["Commands", place, &fit::ellipsis(&name, LONGEST_NAME)])
    }

    /// Takes the name of what is chosen as the text, so that it can be gone on with.
    fn complete(&mut self, sight: &Sight) {
        let items = self.items(sight);
        if let Some(name) = items.get(self.cursor.at).map(|item| item.name(self, sight)) {
            self.search.set(&name);
            self.begin();
        }
    }

    fn draw_row(&self, item: &Item, sight: &Sight, line: Rect, chosen: bool, pen: &mut Pen) {
        let (text, key) = if item.is_possible() {
            (style::TEXT, style::ACCENT)
        } else {
            (style::DIM, style::DIM)
        };
        if chosen {
            pen.text(line.x, line.y, 1, marks::POINTER, style::ACCENT);
        }
        let kind = item.kind(sight);
        let room = line.width.saturating_sub(cells(&kind) + 4);
        pen.text(line.x + 2, line.y, room, &item.text(self, sight), text);
        pen.right(line.x, line.y, line.width, &kind, key);
        if chosen {
            pen.paint(line, style::SELECTED);
        }
    }

    /// Returns what is said below the rows: why the chosen one cannot be done now, else how many there are.
    fn foot(&self, items: &[Item], sight: &Sight) -> (String, Style) {
        if let Some(Item::Action(entry)) = items.get(self.cursor.at)
            && let Some(why) = &entry.why_not
        {
            return (format!("Not now: {why}"), style::WARN);
        }
        (self.count(sight), style::DIM)
    }
}

impl View for Palette {
    fn contexts(&self) -> &'static [Context] {
        Context::Palette.chain()
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn act(&mut self, action: Action, cx: &mut Cx) {
        match action {
            Action::Back => cx.close(),
            Action::Open => self.run(cx),
            Action::Complete => self.complete(&cx.sight),
            _ => {
                let rows = self.items(&cx.sight).len();
                self.cursor.act(action, rows, usize::from(self.rows.height));
                self.keep(&cx.sight);
            }
        }
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) {
        if let Some(entered) = self.search.key(key, cx.sight.own_key.as_ref()) {
            entered.tell(cx);
            self.begin();
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.search.paste(text, cx.sight.own_key.as_ref()).tell(cx);
        self.begin();
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        self.query = Query::parse(self.typed(), sight.searched_on());
        self.rows = parts(area).rows;
        let items = self.items(sight);
        let is_kept = |item: &Item| Some(item.key()) == self.kept;
        let at = items.iter().position(is_kept);
        let rows = items.len();
        if self.kept.is_some() {
            // Enter must not run what slid under the cursor.
            self.cursor.at = at.unwrap_or(0);
        }
        self.cursor.fit(rows, usize::from(self.rows.height));
        self.is_early &= self.is_asking(sight);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let parts = parts(area);
        pen.clear(parts.frame);
        let items = self.items(sight);
        let bottom = "{pick.open} runs · {palette.complete} completes · {pick.back} closes";
        let frame = Frame {
            title: &self.title(sight),
            bottom: &sight.keymap.fill(bottom),
            focused: true,
            scroll: Some((items.len(), self.cursor.top)),
            ..Frame::default()
        };
        frame.draw(pen, parts.frame);
        let line = parts.search;
        let used = pen.text(line.x, line.y, 2, "> ", style::ACCENT);
        let typed = Rect::new(line.x + used, line.y, line.width.saturating_sub(used), 1);
        self.search.draw(pen, typed, true);
        if self.search.value().is_empty() {
            pen.text(typed.x + 1, typed.y, typed.width - 1, EMPTY, style::DIM);
        }
        let shown = items.iter().enumerate().skip(self.cursor.top);
        for (line, (at, item)) in parts.rows.rows().zip(shown) {
            self.draw_row(item, sight, line, at == self.cursor.at, pen);
        }
        let (text, style) = self.foot(&items, sight);
        pen.text(parts.foot.x, parts.foot.y, parts.foot.width, &text, style);
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Open, Action::Complete, Action::Back]
    }

    fn word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Open).then_some("run")
    }
}

impl Overlay for Palette {
    fn found(&self, sight: &Sight) -> Option<Place> {
        if !self.is_early {
            return None;
        }
        let items = self.items(sight);
        let Some(Item::Customer(customer)) = items.first() else {
            return None;
        };
        Some(Place {
            customer: Some(customer.token.clone()),
            ..Place::default()
        })
    }

    fn query(&self) -> Option<&Query> {
        Some(&self.query).filter(|query| !query.is_empty())
    }

    fn click(&mut self, x: u16, y: u16, cx: &mut Cx) {
        if !self.rows.contains((x, y).into()) {
            return;
        }
        let at = self.cursor.top + usize::from(y - self.rows.y);
        if at == self.cursor.at {
            self.run(cx);
        } else if at < self.items(&cx.sight).len() {
            self.cursor.at = at;
            self.keep(&cx.sight);
        }
    }
}
