//! What a mirror is told, and what it says to that.
use crate::api::customers::Customer;
use crate::api::ids::{CustomerId, SubscriptionId};
use crate::api::subscriptions::Subscription;
use crate::mirror::details::Details;
use crate::mirror::entry::Subscribed;
use jiff::Timestamp;

/// Names a list that is read as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    #[default]
    Customers,
    /// The subscriptions of all customers.
    Subscriptions,
}

impl List {
    /// Whether rows that a reading did not meet stay in the mirror until each was asked for.
    pub(super) const fn keeps_unmet(self) -> bool {
        matches!(self, Self::Customers)
    }
}

/// Rows of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Rows {
    Customers(Vec<Customer>),
    Subscriptions(Vec<Subscriber>),
}

/// Is what the mirror takes of a subscription.
#[derive(Clone, Debug, PartialEq)]
pub struct Subscriber {
    pub subscription: SubscriptionId,
    pub customer: Option<CustomerId>,
    pub state: Subscribed,
}

impl From<&Subscription> for Subscriber {
    fn from(one: &Subscription) -> Self {
        Self {
            subscription: one.token.clone(),
            customer: one.customer_token.clone(),
            state: Subscribed::of_state(&one.state),
        }
    }
}

impl Rows {
    fn len(&self) -> usize {
        match self {
            Self::Customers(rows) => rows.len(),
            Self::Subscriptions(rows) => rows.len(),
        }
    }

    /// Keeps what is true of each by itself, but not of its place in the list.
    pub(super) fn alone(self, at: Timestamp) -> Vec<Change> {
        match self {
            Self::Customers(rows) => vec![Change::Put { rows, at }],
            // Their page is read again.
            Self::Subscriptions(_) => Vec::new(),
        }
    }

    fn join(&mut self, other: Self) -> Result<(), Self> {
        match (self, other) {
            (Self::Customers(rows), Self::Customers(more)) => rows.extend(more),
            (Self::Subscriptions(rows), Self::Subscriptions(more)) => rows.extend(more),
            (_, other) => return Err(other),
        }
        Ok(())
    }
}

/// Numbers the phases of a reading: what belongs to an earlier one is not heard in a later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Round {
    pub(super) list: List,
    pub(super) number: u32,
}

/// Names a page to ask for, and by that whether its answer still counts when it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageRequest {
    pub(super) page: u32,
    pub(super) round: Round,
    pub(super) shift: u32,
}

impl PageRequest {
    pub const fn list(self) -> List {
        self.round.list
    }

    pub const fn page(self) -> u32 {
        self.page
    }
}

/// What became known, in the order in which it did.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// All pages of a list are read from here on.
    Begin(List),
    /// All pages are read from where that was interrupted.
    Resume(List),
    /// Pages of the reading of all.
    Swept {
        rows: Rows,
        at: Timestamp,
        /// Where a later run goes on.
        resume: Resume,
    },
    /// A page of the reading of the newest; it is answered with [`Report::Newest`].
    Newest {
        rows: Rows,
        at: Timestamp,
        request: PageRequest,
    },
    /// The reading of the newest has met what was listed before, and found so many others.
    NewestEnd {
        list: List,
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
        round: Round,
    },
    /// How many rows of the list are known now; it is answered with [`Report::Counted`].
    Count {
        round: Round,
    },
    /// The reading of all is over.
    Close {
        list: List,
        close: Close,
    },
}

/// What a reading of all came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    /// Nothing: all is read once more.
    Again,
    /// So little was told that what was known before says more.
    Part,
    /// All was read, but rows moved, or the counts do not add up: some may be missing.
    Unsure,
    /// The mirror holds what the API does.
    Sure,
}

/// How rows came to be known.
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
        request: PageRequest,
        known: usize,
        fresh: usize,
    },
    /// Says what the end of a reading of all has shown; nothing where another instance began one meanwhile.
    Ended {
        round: Round,
        end: Option<EndReport>,
    },
    Counted {
        round: Round,
        rows: u64,
    },
}

impl Report {
    /// Names the list whose reading it is for.
    pub const fn list(&self) -> List {
        match self {
            Self::Newest { request, .. } => request.round.list,
            Self::Ended { round, .. } | Self::Counted { round, .. } => round.list,
        }
    }
}

/// What the end of a reading of all has shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndReport {
    /// How many customers are known to have been there.
    pub met: u64,
    /// How many others are still here.
    pub unmet: u64,
    /// Some of these others: all where they are few.
    pub missing: Vec<CustomerId>,
    /// Those that this and the reading of all before it did not meet, and that are not here any more.
    pub dropped: Vec<CustomerId>,
}

/// How far a mirror agrees with the API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncState {
    /// When the first row was told.
    pub since: Option<Timestamp>,
    pub customers: Reached,
    pub subscriptions: Reached,
}

/// How far the readings of a list have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// When the first page of the last finished reading of all was told.
    pub swept_at: Option<Timestamp>,
    /// Whether that has shown that the mirror holds what the API does.
    pub is_sure: Option<bool>,
    /// Where the reading of all goes on that is under way or was interrupted, and when its first page was
    /// told.
    pub resume: Option<Resume>,
    pub began_at: Option<Timestamp>,
}

impl SyncState {
    /// Returns the time since which every customer was told.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.customers.swept_at.or(self.since)
    }
}

/// Where a reading of all goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resume {
    /// The first page that is missing.
    pub next: u32,
    /// How many rows the API said there are.
    pub total: Option<u64>,
    /// How many rows were created meanwhile without making that count grow.
    pub hidden: i64,
}

impl Change {
    /// How many rows it brings.
    pub fn rows(&self) -> usize {
        if let Self::Swept { rows, .. } | Self::Newest { rows, .. } = self {
            rows.len()
        } else if let Self::Put { rows, .. } = self {
            rows.len()
        } else {
            0
        }
    }

    /// Takes in what comes behind it, where both can be one change; returns it back where not.
    pub fn join(&mut self, other: Self) -> Result<(), Self> {
        match (self, other) {
            // All count as seen when the first were: no age is made younger by waiting for its turn.
            (Self::Put { rows, .. }, Self::Put { rows: more, .. }) => rows.extend(more),
            (
                Self::Swept { rows, resume, .. },
                Self::Swept {
                    rows: more,
                    at,
                    resume: later,
                },
            ) => match rows.join(more) {
                Ok(()) => *resume = later,
                Err(rows) => {
                    let resume = later;
                    return Err(Self::Swept { rows, at, resume });
                }
            },
            (_, other) => return Err(other),
        }
        Ok(())
    }
}
