//! How far the reading of all customers has come, and how fast it goes.
use crate::mirror::Goal;
use crate::model::cx::Sight;
use crate::model::directory::Directory;
use crate::ui::show;

/// Returns what was read and how long the rest will take; nothing before anything is known.
pub fn progress(sight: &Sight) -> Option<String> {
    let directory = &sight.store.customers;
    let progress = directory.reading.progress();
    if !directory.is_started() {
        // Rows that are read and not on the screen yet would be counted before they can be chosen.
        return None;
    }
    let all = match progress.goal? {
        Goal::Newest => return Some("Reading new customers".to_owned()),
        Goal::Missing => return Some("Reading customers missing from the pages".to_owned()),
        Goal::Check => return Some("Checking for missing customers".to_owned()),
        Goal::Subscriptions => {
            let total = progress.total.map(|total| {
                let (read, total) = (progress.read, total.max(progress.read));
                format!(" {} of {}", show::count(read), show::count(total))
            });
            return Some(format!(
                "Reading subscriptions{}",
                total.unwrap_or_default()
            ));
        }
        Goal::All => progress.total?,
    };
    let pace = directory
        .reading
        .rate(sight.now.wall)
        .filter(|rate| *rate > 0);
    let pace = pace.map_or_else(String::new, |rate| {
        let left = all.saturating_sub(progress.read) / rate;
        let rest = if left < 2 {
            String::new()
        } else {
            format!(" · {} left", minutes(left))
        };
        format!(" · {}/s{rest}", show::count(rate))
    });
    let (read, all) = (progress.read, all.max(progress.read));
    let [read, all] = [read, all].map(show::count);
    Some(format!("{read} of {all} customers{pace}"))
}

/// Returns how many customers were read, where that is worth saying.
pub fn so_far(directory: &Directory) -> String {
    let progress = directory.reading.progress();
    match progress.total {
        Some(total) if progress.goal == Some(Goal::All) => {
            let (read, total) = (show::count(progress.read), show::count(total));
            format!(" at {read} of {total}")
        }
        _ => String::new(),
    }
}

/// Writes a time that is only guessed at: in minutes where it is long.
fn minutes(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3600),
    }
}
