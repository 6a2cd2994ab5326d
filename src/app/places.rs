//! Where the person goes: to a customer, a card, an overlay, the search, and back.
use crate::api::ids::{CardId, CustomerId};
use crate::app::screen::{Screen, seen};
use crate::model::ask::Ask;
use crate::model::cx::Outbox;
use crate::model::draft::Drafts;
use crate::model::pane::PaneId;
use crate::model::world::World;

impl Screen {
    /// Opens an overlay, and marks what it shows to be read again.
    pub(super) fn open(&mut self, ask: Ask, world: &mut World) {
        for subject in ask.subjects() {
            world.store.doubt(subject);
        }
        self.put_over(ask, world);
    }

    /// Puts an overlay on top; a form takes up the draft that was left of it.
    fn put_over(&mut self, ask: Ask, world: &mut World) {
        let draft = if let Ask::Form(kind) = &ask {
            world.drafts.take(kind)
        } else {
            None
        };
        let customer = self.panes.customers.roster.chosen();
        let sight = seen(world, customer, self.place.focus());
        self.stack.open(ask, draft, &sight);
        self.mark(true);
    }

    /// Closes what lies on top; a form leaves its draft.
    pub(super) fn close_top(&mut self, drafts: &mut Drafts) {
        self.stack.close_top(drafts);
        self.mark(true);
    }

    /// Puts the record that was found in the place of the search for it.
    pub(super) fn show_found(&mut self, world: &mut World) {
        let top = self.stack.top();
        let Some(place) = top.and_then(|top| top.found(&self.sight(world))) else {
            return;
        };
        self.close_top(&mut world.drafts);
        if let Some(id) = &place.customer {
            self.go_to_customer(id, world);
        }
        if let (Some(id), Some(card)) = (place.customer, place.card) {
            self.go_to_card(id, card);
        }
        match place.over {
            // These were not read by the search.
            Some(ask @ (Ask::Find(_) | Ask::Plan(_))) => self.open(ask, world),
            Some(ask) => self.put_over(ask, world),
            None => {}
        }
    }

    /// Chooses a customer in the list, where all panes follow; a filter that would hide it goes.
    pub(super) fn go_to_customer(&mut self, id: &CustomerId, world: &mut World) {
        self.stack.close_all(&mut world.drafts);
        let directory = &world.store.customers;
        let customers = &mut self.panes.customers;
        if directory.loaded.window().place(id).is_none() {
            customers.filter_by_nothing(directory);
        }
        customers.roster.go_to(id, directory);
        self.place.zoom = false;
        self.focus_on(PaneId::Customers);
    }

    fn go_to_card(&mut self, of: CustomerId, card: CardId) {
        self.panes.cards.go_to(of, card);
        self.focus_on(PaneId::Cards);
    }

    /// Searches the customers for a text, which can be gone on with.
    pub(super) fn search_for(&mut self, text: &str, world: &mut World, out: &mut Outbox) {
        self.stack.close_all(&mut world.drafts);
        self.place.zoom = false;
        self.filter_by(text, world, out);
        self.focus_on(PaneId::Customers);
    }

    /// Opens the search from wherever the person is; what lies over the panes was only to be read, and
    /// closes.
    pub(super) fn begin_search(&mut self, drafts: &mut Drafts) {
        self.stack.close_all(drafts);
        self.panes.customers.begin_search();
        self.focus_on(PaneId::Customers);
    }
}
