//! What the app and the mirror tell each other.
use crate::api::subject::Subject;
use crate::app::App;
use crate::model::cx::Outbox;
use crate::model::effect::MirrorCommand;
use crate::model::event::News;
use crate::model::toast::Toast;

impl App {
    pub(super) fn hear_of_mirror(&mut self, news: News, out: &mut Outbox) {
        let before = self.world.store.customers.version();
        let now = self.world.now.wall;
        let clock = (self.world.profile.sweep_every, now);
        let directory = &mut self.world.store.customers;
        match news {
            News::Opened {
                rows,
                standing,
                leads,
            } => directory.open(rows, (standing, leads), clock),
            News::Kept { number, report } => directory.hear(number, report),
            News::Answer(answer) => directory.take(answer),
            News::Found(rows) => directory.found(rows),
            News::Sharers(sharers) => directory.hear_sharers(sharers),
            News::Card(card, of) => directory.hear_of_card(card, of),
            News::Details(of, found) => {
                self.world.store.recall(&of, found);
                self.screen.mark(true);
            }
            News::Leads(Some(standing)) => directory.lead(standing, clock),
            News::Leads(None) => directory.follow(None),
            News::Anew => directory.lose_all(),
            // It stops nothing, so it never lies over the panes.
            News::Trouble(what) => out.toast = Some(Toast::warning(what)),
        }
        let is_news = self.world.store.customers.version() != before;
        self.screen.mark(is_news);
    }

    /// Returns what the mirror is to be told and asked now.
    pub(super) fn for_mirror(&mut self) -> Vec<MirrorCommand> {
        let stopped =
            self.awaited.is_halted() || self.world.store.failure(&Subject::Customers).is_some();
        let customers = &mut self.world.store.customers;
        let changes = customers.take_changes().into_iter();
        let changes = changes.map(|(number, change)| MirrorCommand::Keep(number, change));
        let mut all: Vec<MirrorCommand> = changes.collect();
        all.extend(customers.take_lead(stopped).map(MirrorCommand::Lead));
        all.extend(customers.take_look().map(MirrorCommand::Look));
        all.extend(customers.take_sought().map(MirrorCommand::Seek));
        all.extend(customers.take_card().map(MirrorCommand::FindCard));
        let roster = &mut self.screen.customers().roster;
        all.extend(roster.take_question().map(MirrorCommand::Show));
        all
    }
}
