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
        let clock = (self.world.profile.sweep_every, self.world.now.wall);
        let is_of_details = matches!(news, News::Details(..));
        if let Some(trouble) = self.world.store.hear_of_mirror(news, clock) {
            // It stops nothing, so it never lies over the panes.
            out.toast = Some(Toast::warning(trouble));
        }
        let is_news = self.world.store.customers.version() != before;
        self.screen.mark(is_of_details || is_news);
    }

    /// Returns what the mirror is to be told and asked now.
    pub(super) fn for_mirror(&mut self) -> Vec<MirrorCommand> {
        let stopped =
            self.awaited.is_halted || self.world.store.failure(&Subject::Customers).is_some();
        let mut all = self.world.store.customers.take_commands(stopped);
        let roster = &mut self.screen.panes.customers.roster;
        all.extend(roster.take_request().map(MirrorCommand::Show));
        all
    }
}
