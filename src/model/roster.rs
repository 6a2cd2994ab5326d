//! The window on the customers: what is filtered, how it is ordered, which row is chosen.
//!
//! The chosen row is kept by token and by its line on the screen: rows that arrive, go or change
//! places around it never move it (wrong-row mistakes are the worst a tool like this can invite).
//!
//! The rows come as windows that were requested, a moment later. Until one is there the list shows the rows
//! that it had, and is not [settled](Roster::is_settled): what a key would do to "the chosen customer" waits
//! for it.
mod criteria;

use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::mirror::{HitKind, Order, Today, WindowRequest};
use crate::model::directory::Directory;
use criteria::Criteria;

/// How many rows stay visible above and below the chosen one.
const MARGIN: usize = 3;
/// How many screens of rows are asked for on each side, so that a page down finds them here.
const SCREENS: usize = 3;
/// How many rows are asked for on each side at least.
const LEAST: usize = 50;

/// Where the choice goes once rows are there.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Goal {
    /// To a place among the hits.
    Place(usize),
    Token(CustomerId),
}

/// The place of the chosen row among the hits, and the hits that fit on the screen.
#[derive(Clone, Copy, Debug, Default)]
struct View {
    at: usize,
    /// The first hit on the screen.
    top: usize,
    height: usize,
}

impl View {
    /// Moves to a place; the line on the screen stays the same as far as it can.
    fn put(&mut self, place: usize) {
        let line = self.at.saturating_sub(self.top);
        self.at = place;
        self.top = place.saturating_sub(line);
    }

    /// Keeps the chosen row on the screen, with a margin, and the window inside the hits.
    fn fit(&mut self, matched: usize) {
        let margin = MARGIN.min(self.height.saturating_sub(1) / 2);
        let lowest = (self.at + margin + 1).saturating_sub(self.height);
        let highest = self.at.saturating_sub(margin);
        let top = self.top.max(lowest).min(highest);
        self.top = top.min(matched.saturating_sub(self.height));
    }
}

/// The query of the list and the place in its hits.
#[derive(Debug, Default)]
pub struct Roster {
    pub criteria: Criteria,
    /// Whether the person has moved since the search began: the choice stays where it was put.
    moved: bool,
    chosen: Option<CustomerId>,
    view: View,
    /// Where the choice is going, until the rows of that place are here.
    goal: Option<Goal>,
    /// Whether a customer was gone to who is not in the list.
    missed: bool,
    /// The last request, and the number of the one that was handed over.
    request: WindowRequest,
    handed: u64,
    /// What the screen was like when rows were last asked for: asking again for the same gives the same.
    asked_for: (usize, usize, usize),
    version: Option<u64>,
}

impl Roster {
    /// Returns how the row at a place among the hits was found.
    pub fn kind(place: usize, directory: &Directory) -> HitKind {
        if place < directory.loaded.window().exact {
            HitKind::Exact
        } else {
            HitKind::Near
        }
    }

    pub fn chosen(&self) -> Option<&CustomerId> {
        self.chosen.as_ref()
    }

    /// Whether the rows on the screen are those that were last asked for.
    pub fn is_settled(&self) -> bool {
        self.goal.is_none()
    }

    /// The place of the chosen row among the hits, from 0.
    pub fn place(&self) -> usize {
        self.view.at
    }

    /// The first hit on the screen.
    pub fn top(&self) -> usize {
        self.view.top
    }

    /// Returns the rows that fit, with their places among the hits.
    pub fn rows<'a>(
        &self,
        directory: &'a Directory,
    ) -> impl Iterator<Item = (usize, &'a Customer)> {
        let View { top, height, .. } = self.view;
        (top..top + height).filter_map(|place| Some((place, directory.loaded.at(place)?)))
    }

    /// Brings the place up to date with the rows; cheap where nothing changed.
    pub fn refresh(&mut self, directory: &Directory) {
        if self.version == Some(directory.version()) {
            return;
        }
        self.version = Some(directory.version());
        let window = directory.loaded.window();
        let is_answered = window.number == self.request.number;
        match self.goal.clone() {
            Some(_) if !is_answered => self.follow(directory),
            Some(goal) => self.arrive(goal, directory),
            None => self.follow(directory),
        }
    }

    /// Puts the choice where it was going.
    fn arrive(&mut self, goal: Goal, directory: &Directory) {
        let window = directory.loaded.window();
        let place = match &goal {
            Goal::Place(place) => *place,
            Goal::Token(token) => {
                let found = window.place(token).or(window.at);
                if found.is_none() && self.chosen.as_ref() != Some(token) {
                    if window.is_filling {
                        // Its row may be among those that are still to come.
                        return;
                    }
                    self.missed = true;
                }
                let chosen = || window.place(self.chosen.as_ref()?);
                // One that is not there takes nobody away from where they are.
                found.or_else(chosen).unwrap_or(self.request.place)
            }
        };
        let place = place.min(window.matched().saturating_sub(1));
        match directory.loaded.at(place) {
            Some(customer) => {
                let id = customer.token.clone();
                let is_place = matches!(goal, Goal::Place(_));
                // Before all was searched the best hit may still come.
                self.goal = Some(goal).filter(|_| !window.is_complete());
                self.choose(place, Some(id.clone()));
                if is_place && self.goal.is_none() && (window.is_filling || directory.is_loading())
                {
                    // While rows arrive, those around this row are wanted and not those around its place.
                    self.ask_near(Goal::Token(id), place, directory);
                    self.goal = None;
                }
            }
            None if window.matched() == 0 => {
                self.goal = None;
                self.choose(0, None);
            }
            // It counted rows that have gone meanwhile.
            None => self.ask(Goal::Place(place), directory),
        }
    }

    /// Keeps the choice on its row and the row on its line.
    fn follow(&mut self, directory: &Directory) {
        let window = directory.loaded.window();
        let place = self.chosen.as_ref().and_then(|id| window.place(id));
        if let Some(place) = place {
            return self.view.put(place);
        }
        if self.goal.is_some() {
            return;
        }
        let place = self.view.at;
        match self.chosen.clone() {
            // It went, or it is far away now: only who has all rows can tell. Another is never chosen for it
            // unasked.
            Some(id) if !directory.gone.is_removed(&id) && !self.is_no_hit(&id, directory) => {
                self.ask_near(Goal::Token(id), place, directory);
            }
            _ => self.arrive(Goal::Place(place), directory),
        }
    }

    /// Whether a customer was asked for by token and is not among the hits.
    fn is_no_hit(&self, id: &CustomerId, directory: &Directory) -> bool {
        self.is_answered(directory)
            && self.request.token.as_ref() == Some(id)
            && directory.loaded.window().at.is_none()
    }

    fn choose(&mut self, place: usize, id: Option<CustomerId>) {
        self.chosen = id;
        self.view.put(place);
    }

    /// Tells how many rows the list can show, and asks for those that are missing.
    pub fn resize(&mut self, height: usize, directory: &Directory) {
        let window = directory.loaded.window();
        let all = window.matched();
        self.view.height = height;
        self.view.fit(all);
        let (from, to) = (self.view.top, (self.view.top + height).min(all));
        // A screen more on each side is wanted before it is missed.
        let (near, far) = (from.saturating_sub(height), (to + height).min(all));
        let is_first = self.request.number == 0 && directory.reading.is_open();
        let is_short = self.goal.is_none()
            && self.is_answered(directory)
            && !window.covers(near, far)
            && self.asked_for != (from, height, all);
        if is_first || is_short {
            self.asked_for = (from, height, all);
            let token = self.chosen.clone();
            let is_here = window.covers(from, to);
            let goal = token.map_or(Goal::Place(self.view.at), Goal::Token);
            self.ask_near(goal, self.view.at, directory);
            if is_here {
                self.goal = None;
            }
        }
    }

    fn is_answered(&self, directory: &Directory) -> bool {
        directory.loaded.window().number == self.request.number
    }

    /// Moves the choice to a place among the hits.
    pub fn go(&mut self, place: usize, directory: &Directory) {
        let matched = directory.loaded.window().matched();
        let place = place.min(matched.saturating_sub(1));
        match directory.loaded.at(place) {
            Some(customer) if self.goal.is_none() => {
                self.chosen = Some(customer.token.clone());
                self.view.at = place;
                self.view.fit(matched);
            }
            _ if matched == 0 => {}
            _ => self.ask(Goal::Place(place), directory),
        }
    }

    /// Moves the choice by rows; stops at both ends.
    pub fn step(&mut self, rows: isize, directory: &Directory) {
        self.moved = true;
        let from = match self.goal {
            Some(Goal::Place(place)) => place,
            _ => self.view.at,
        };
        self.go(from.saturating_add_signed(rows), directory);
    }

    /// Chooses a customer by token, where it is among the hits.
    pub fn go_to(&mut self, id: &CustomerId, directory: &Directory) {
        self.refresh(directory);
        match directory.loaded.window().place(id) {
            Some(place) if self.goal.is_none() && self.is_answered(directory) => {
                self.go(place, directory);
            }
            _ => self.ask(Goal::Token(id.clone()), directory),
        }
    }

    /// Searches for a text: while it changes the choice is on the best hit, unless the person has moved it to
    /// another.
    pub fn filter(&mut self, text: &str, directory: &Directory, today: Today<'_>) {
        if text == self.criteria.text() {
            return;
        }
        if text.trim().is_empty() {
            self.show_all(directory);
            self.criteria.search(text, today);
            return;
        }
        self.criteria.search(text, today);
        let kept = self.chosen.clone().filter(|_| self.moved);
        let goal = kept.map_or(Goal::Place(0), Goal::Token);
        self.ask_near(goal, 0, directory);
    }

    /// Searches again where the same text means something else today: who expires is told by the month.
    pub fn keep_up(&mut self, directory: &Directory, today: Today<'_>) {
        if self.criteria.keep_up(today) {
            self.stay_on(0, directory);
        }
    }

    /// Ends the search: the choice stays where it is.
    pub fn show_all(&mut self, directory: &Directory) {
        if self.criteria.text().is_empty() {
            return;
        }
        self.criteria.clear();
        self.moved = false;
        self.stay_on(0, directory);
    }

    pub fn sort(&mut self, order: Order, directory: &Directory) {
        self.criteria.sort(order);
        self.stay_on(self.view.at, directory);
    }

    /// Asks for the rows around the chosen one; around a place, where it is not among the hits.
    fn stay_on(&mut self, place: usize, directory: &Directory) {
        let chosen = self.chosen.clone();
        self.ask_near(chosen.map_or(Goal::Place(0), Goal::Token), place, directory);
    }

    fn ask(&mut self, goal: Goal, directory: &Directory) {
        let place = match &goal {
            Goal::Place(place) => *place,
            Goal::Token(_) => self.view.at,
        };
        self.ask_near(goal, place, directory);
    }

    /// Asks for the rows around a goal; around a place, where the goal is not among the hits.
    fn ask_near(&mut self, goal: Goal, place: usize, directory: &Directory) {
        let token = match &goal {
            Goal::Place(_) => None,
            Goal::Token(token) => Some(token.clone()),
        };
        self.request = WindowRequest {
            number: self.request.number + 1,
            query: self.criteria.query().clone(),
            order: self.criteria.order(),
            by_relevance: self.criteria.is_by_relevance(),
            token,
            place,
            margin: (self.view.height * SCREENS).max(LEAST),
            after: directory.keeping.heeded(),
        };
        self.goal = Some(goal);
    }

    /// Returns the request that is to be sent, once.
    pub fn take_request(&mut self) -> Option<WindowRequest> {
        let is_new = self.handed != self.request.number;
        self.handed = self.request.number;
        is_new.then(|| self.request.clone())
    }

    /// Gives up a jump whose rows do not come: the choice stays where it is seen.
    pub fn stay(&mut self) {
        self.goal = None;
        self.version = None;
    }

    /// Returns the number of the request that is waited for.
    pub fn asked(&self) -> u64 {
        self.request.number
    }

    /// Says, once, that a customer was gone to who is not in the list.
    pub fn take_missed(&mut self) -> bool {
        std::mem::take(&mut self.missed)
    }
}
