//! What stands in the list's border: how many customers there are or match, and how old that is.
use crate::model::cx::Sight;
use crate::model::directory::Directory;
use crate::ui::freshness::age_of_list;
use crate::ui::panes::customers::Customers;
use crate::ui::pen::cells;
use crate::ui::show;

impl Customers {
    /// Writes the title and how old what is listed is. The age of the subscriptions stands behind the count
    /// that depends on it; where there is no room, it takes the place of the customers' age, which the header
    /// has, too.
    pub(super) fn edges(&self, sight: &Sight, width: u16, place: &str) -> (String, String) {
        let title = self.title(sight, width.saturating_sub(6));
        let room = width.saturating_sub(9 + cells(place));
        let subscribed = sight.store.customers.reading.subscribed_at();
        let Some(at) = subscribed.filter(|_| self.roster.criteria.query().wants_states()) else {
            return (title, age_of_list(sight, room));
        };
        let sure = match sight.store.customers.reading.is_sure_of_subscriptions() {
            Some(false) => " (unconfirmed)",
            _ => "",
        };
        let age = format!("{}{sure}", show::age(at, sight));
        let with_age = format!("{title} · subscriptions {age}");
        if cells(&with_age) <= width.saturating_sub(6) {
            return (with_age, age_of_list(sight, room));
        }
        let words = [
            format!("subscriptions {age}"),
            format!("subs {age}"),
            format!("subs {}{sure}", show::read_at(at, sight)),
        ];
        (title, show::fitting(words, room))
    }

    fn title(&self, sight: &Sight, room: u16) -> String {
        let directory = &sight.store.customers;
        let (loaded, all) = (directory.count(), directory.total());
        if self.is_filtered() {
            return searched(directory, room);
        }
        let refreshes = sight.keymap.fill("{global.refresh_all} refreshes");
        let curable = |words| show::fitting([format!("{words}, {refreshes}"), words], room);
        match directory.reading.reported() {
            _ if !directory.is_started() => "Customers".to_owned(),
            // While known customers are read again all of them are still here.
            _ if directory.is_loading() && loaded < all => {
                format!("Customers {} of {}", show::count(loaded), show::count(all))
            }
            Some(reported) if reported != loaded + directory.reading.unreadable() => {
                let (here, all) = (show::count(loaded), show::count(reported));
                curable(format!("Customers {here} · API reports {all}"))
            }
            _ if directory.reading.is_sure() == Some(false)
                && !directory.is_loading()
                && !directory.reading.is_following() =>
            {
                curable(format!("Customers {} (unconfirmed)", show::count(loaded)))
            }
            _ => format!("Customers {}", show::count(loaded)),
        }
    }
}

/// Returns how many match, and of how many where not all were searched yet, in the longest words that fit.
fn searched(directory: &Directory, room: u16) -> String {
    let counts = directory.counts();
    let exact = show::length(counts.exact);
    let near = if counts.near == 0 {
        String::new()
    } else {
        format!(", {} near", show::length(counts.near))
    };
    let here = counts.searched;
    let all = directory
        .total()
        .max(u64::try_from(counts.held).unwrap_or(0));
    if u64::try_from(here).is_ok_and(|here| here < all) {
        let part = show::length(here);
        let share = here.saturating_mul(100) / usize::try_from(all).unwrap_or(usize::MAX).max(1);
        let all = show::count(all);
        let words = [
            format!("Customers {exact} in {part} of {all}{near}"),
            format!("Customers {exact} in {share} % of {all}"),
            format!("Customers {exact} · {share} % searched"),
        ];
        return show::fitting(words, room);
    }
    let here = show::length(here);
    let words = [
        format!("Customers {exact} of {here}{near}"),
        format!("Customers {exact} of {here}"),
        format!("Customers {exact}"),
    ];
    show::fitting(words, room)
}
