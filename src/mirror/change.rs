//! What a mirror is told, and what it says to that.
use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::mirror::details::Details;
use crate::mirror::entry::Subscribed;
use jiff::Timestamp;

/// Names a page to ask for, and by that whether its answer still counts when it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ask {
    pub(super) page: u32,
    pub(super) round: u32,
    pub(super) shift: u32,
}

impl Ask {
    pub const fn page(self) -> u32 {
        self.page
    }
}

/// Says what became known of the customers, in the order in which it did.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// All pages are read anew from here on.
    Begin,
    /// All pages are read on from where that was interrupted.
    Resume,
    /// Pages of the reading of all.
    Swept {
        rows: Vec<Customer>,
        at: Timestamp,
        /// Where a later run goes on.
        resume: Resume,
    },
    /// A page of the reading of the newest; it is answered with [`Report::Newest`].
    Newest {
        rows: Vec<Customer>,
        at: Timestamp,
        ask: Ask,
    },
    /// The reading of the newest has met what was listed before, and found so many others.
    NewestEnd {
        found: u64,
    },
    /// Rows that were told one by one.
    Put {
        rows: Vec<Customer>,
        at: Timestamp,
    },
    /// A list of one customer, as far as it was read.
    Details {
        of: CustomerId,
        details: Box<Details>,
        at: Timestamp,
    },
    Remove(Vec<CustomerId>),
    /// All pages were read; it is answered with [`Report::Ended`].
    End {
        round: u32,
    },
    /// How many rows there are now; it is answered with [`Report::Counted`].
    Count {
        round: u32,
    },
    /// The reading of all is over; it is not due again for a while where it counts.
    Close {
        counts: bool,
    },
    /// All subscriptions are read from here on.
    BeginSubscriptions,
    /// Pages of the reading of all subscriptions: whose they are, and their states.
    Subscribed {
        rows: Vec<(CustomerId, Subscribed)>,
        at: Timestamp,
        resume: Resume,
    },
    /// All subscriptions were read.
    EndSubscriptions,
}

/// Says how rows came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// By the reading of all, which a later run goes on with at a page.
    Swept(Resume),
    /// By the reading of the newest: they count as listed once it has ended.
    Newest,
    /// One by one, which says nothing of their neighbours.
    Single,
}

/// Is what a mirror says to a change, for the sweep to hear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// Says how many rows of a page were listed before, and how many nobody had begun to list.
    Newest {
        ask: Ask,
        known: usize,
        fresh: usize,
    },
    /// Says what the end of a reading of all has shown; nothing where another instance began one meanwhile.
    Ended {
        round: u32,
        end: Option<Ended>,
    },
    Counted {
        round: u32,
        rows: u64,
    },
}

/// Says what the end of a reading of all has shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// How many customers are known to have been there.
    pub met: u64,
    /// How many others are still here.
    pub unmet: u64,
    /// Some of these others: all where they are few.
    pub missing: Vec<CustomerId>,
    /// Those that this and the reading of all before it did not meet, and that are not here any more.
    pub dropped: Vec<CustomerId>,
}

/// Says how far a mirror agrees with the API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// When the first page of the last finished reading of all was told.
    pub swept_at: Option<Timestamp>,
    /// When the first row was told.
    pub since: Option<Timestamp>,
    /// Where the reading of all goes on that is under way or was interrupted.
    pub resume: Option<Resume>,
    /// When the first page of the last finished reading of all subscriptions was told.
    pub subscribed_at: Option<Timestamp>,
    /// Where the reading of all subscriptions goes on that was interrupted, and when its first page was told.
    pub subscriptions: Option<Resume>,
    pub subscriptions_since: Option<Timestamp>,
}

impl Standing {
    /// Gives the time since which every row was told.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.swept_at.or(self.since)
    }
}

/// Says where a reading of all goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resume {
    /// The first page that is missing.
    pub next: u32,
    /// How many customers the API said there are.
    pub total: Option<u64>,
    /// How many customers were created meanwhile without making that count grow.
    pub hidden: i64,
}

impl Change {
    /// How many rows it brings.
    pub fn rows(&self) -> usize {
        match self {
            Self::Swept { rows, .. } | Self::Newest { rows, .. } | Self::Put { rows, .. } => {
                rows.len()
            }
            Self::Subscribed { rows, .. } => rows.len(),
            _ => 0,
        }
    }

    /// Takes in what comes behind it, where both can be one change; gives it back where not.
    pub fn join(&mut self, other: Self) -> Result<(), Self> {
        match (self, other) {
            // All count as seen when the first were: no age is made younger by waiting for its turn.
            (Self::Put { rows, .. }, Self::Put { rows: more, .. }) => rows.extend(more),
            (
                Self::Swept { rows, resume, .. },
                Self::Swept {
                    rows: more,
                    resume: later,
                    ..
                },
            ) => {
                rows.extend(more);
                *resume = later;
            }
            (
                Self::Subscribed { rows, resume, .. },
                Self::Subscribed {
                    rows: more,
                    resume: later,
                    ..
                },
            ) => {
                rows.extend(more);
                *resume = later;
            }
            (_, other) => return Err(other),
        }
        Ok(())
    }
}
