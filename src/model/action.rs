//! What the person can want, one name a wish: the keymap, the hints and the help all read this list.
/// Names what the person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    Quit,
    Help,
    Back,
    Interrupt,
    Suspend,
    Redraw,
    NextPane,
    PreviousPane,
    PaneLeft,
    PaneRight,
    GoCustomers,
    GoInfo,
    GoCards,
    GoSubscriptions,
    GoCharges,
    Zoom,
    Activity,
    Plans,
    Profiles,
    Unlock,
    RefreshAll,
    Faults,
    Mouse,
    Down,
    Up,
    First,
    Last,
    HalfDown,
    HalfUp,
    PageDown,
    PageUp,
    Open,
    Filter,
    Sort,
    Reverse,
    Copy,
    Raw,
    Refresh,
    New,
    Edit,
    Delete,
    AddCard,
    MakePrimary,
    CancelSubscription,
    OpenPlan,
    OpenCustomer,
    NextField,
    PreviousField,
    Advance,
    Review,
    Restore,
    Choose,
    TestCards,
    NextButton,
    PreviousButton,
    Press,
    Accept,
    Decline,
    ShowRequest,
}

/// Holds what the keymap file, the hint line and the help say of an action.
pub struct About {
    pub action: Action,
    /// The name in `assets/keymap.toml`.
    pub name: &'static str,
    /// The word or two of the hint line.
    pub hint: &'static str,
    /// The sentence of the help screen and of README.
    pub help: &'static str,
}

pub const fn about(
    action: Action,
    name: &'static str,
    hint: &'static str,
    help: &'static str,
) -> About {
    About {
        action,
        name,
        hint,
        help,
    }
}

/// Every action, in the order in which help lists them.
pub const ALL: &[About] = &[
    about(
        Action::Help,
        "help",
        "keys",
        "Keys that work here; type to search, Enter runs one",
    ),
    about(
        Action::Back,
        "back",
        "back",
        "Go back: close, clear the filter, leave the pane; never quits",
    ),
    about(
        Action::Quit,
        "quit",
        "quit",
        "Close what is on top; from the panes, quit (asks if something is unfinished)",
    ),
    about(
        Action::Interrupt,
        "interrupt",
        "cancel",
        "Cancel what is running, or close; twice within 2 s quits",
    ),
    about(
        Action::Suspend,
        "suspend",
        "suspend",
        "Suspend to the shell (fg returns)",
    ),
    about(Action::Redraw, "redraw", "redraw", "Redraw the screen"),
    about(Action::NextPane, "next_pane", "pane", "Next pane"),
    about(
        Action::PreviousPane,
        "previous_pane",
        "pane back",
        "Previous pane",
    ),
    about(
        Action::PaneLeft,
        "pane_left",
        "left",
        "To the list on the left",
    ),
    about(
        Action::PaneRight,
        "pane_right",
        "right",
        "To the pane on the right",
    ),
    about(
        Action::GoCustomers,
        "go_customers",
        "customers",
        "Go to the customers",
    ),
    about(
        Action::GoInfo,
        "go_info",
        "info",
        "Go to the customer's details",
    ),
    about(Action::GoCards, "go_cards", "cards", "Go to the cards"),
    about(
        Action::GoSubscriptions,
        "go_subscriptions",
        "subscriptions",
        "Go to the subscriptions",
    ),
    about(
        Action::GoCharges,
        "go_charges",
        "charges",
        "Go to the charges",
    ),
    about(
        Action::Zoom,
        "zoom",
        "zoom",
        "Toggle full screen for this pane",
    ),
    about(
        Action::Activity,
        "activity",
        "activity",
        "Activity: every request in this run and its outcome",
    ),
    about(
        Action::Plans,
        "plans",
        "plans",
        "Plans: what each costs, how many subscribe, and who pays",
    ),
    about(
        Action::Profiles,
        "profiles",
        "profile",
        "Switch profile (TEST, LIVE, sandbox), or see how to set one up",
    ),
    about(
        Action::Unlock,
        "unlock",
        "unlock",
        "LIVE: unlock writes for 5 minutes, or lock them again",
    ),
    about(
        Action::RefreshAll,
        "refresh_all",
        "refresh all",
        "Refresh everything",
    ),
    about(
        Action::Faults,
        "faults",
        "faults",
        "Sandbox only: make the next call fail, be slow or get no answer",
    ),
    about(
        Action::Mouse,
        "mouse",
        "mouse",
        "Turn the mouse on or off (off: select text with it)",
    ),
    about(Action::Down, "down", "down", "Next row"),
    about(Action::Up, "up", "up", "Previous row"),
    about(Action::First, "first", "first", "First row"),
    about(Action::Last, "last", "last", "Last row"),
    about(
        Action::HalfDown,
        "half_down",
        "half down",
        "Half a page down",
    ),
    about(Action::HalfUp, "half_up", "half up", "Half a page up"),
    about(Action::PageDown, "page_down", "page down", "A page down"),
    about(Action::PageUp, "page_up", "page up", "A page up"),
    about(Action::Open, "open", "open", "Open, or go to the details"),
    about(
        Action::Filter,
        "filter",
        "filter",
        "Search customers as you type; in a view with its own list, narrow that list",
    ),
    about(Action::Sort, "sort", "sort", "Sort by the next column"),
    about(Action::Reverse, "reverse", "reverse", "Reverse the sort"),
    about(
        Action::Copy,
        "copy",
        "copy",
        "Copy the token, a field or the row",
    ),
    about(Action::Raw, "raw", "json", "Raw JSON, fetched now"),
    about(Action::Refresh, "refresh", "refresh", "Refresh this pane"),
    about(Action::New, "new", "new", "New customer"),
    about(Action::Edit, "edit", "edit", "Edit the customer"),
    about(Action::Delete, "delete", "delete", "Delete (always asks)"),
    about(
        Action::AddCard,
        "add_card",
        "add card",
        "Add a card to this customer",
    ),
    about(
        Action::MakePrimary,
        "make_primary",
        "primary",
        "Make this card primary (the old one is kept)",
    ),
    about(
        Action::CancelSubscription,
        "cancel_subscription",
        "cancel",
        "Cancel the subscription (always asks)",
    ),
    about(
        Action::OpenPlan,
        "open_plan",
        "its plan",
        "This subscription's plan, and who else pays for it",
    ),
    about(
        Action::OpenCustomer,
        "open_customer",
        "customer",
        "Go to the customer who pays for it",
    ),
    about(Action::NextField, "next_field", "next", "Next field"),
    about(
        Action::PreviousField,
        "previous_field",
        "back",
        "Previous field",
    ),
    about(
        Action::Advance,
        "advance",
        "next",
        "Next field; on the last one: review",
    ),
    about(
        Action::Review,
        "review",
        "review",
        "Review what will be sent",
    ),
    about(
        Action::Restore,
        "restore",
        "restore",
        "Restore the original value",
    ),
    about(Action::Choose, "choose", "list", "Open the list of choices"),
    about(
        Action::TestCards,
        "test_cards",
        "test cards",
        "Pick a documented test card (sandbox and TEST)",
    ),
    about(Action::NextButton, "next_button", "move", "Next button"),
    about(
        Action::PreviousButton,
        "previous_button",
        "move",
        "Previous button",
    ),
    about(Action::Press, "press", "press", "Press the focused button"),
    about(
        Action::Accept,
        "accept",
        "yes, then Enter",
        "Focus the yes button; Enter presses it",
    ),
    about(Action::Decline, "decline", "no", "Don't do it"),
    about(
        Action::ShowRequest,
        "show_request",
        "request",
        "Show or hide the exact request",
    ),
];

impl Action {
    /// Gives what is said of this action everywhere but in places with words of their own; see `Context::about`.
    pub fn about(self) -> &'static About {
        // Every action has its entry: a test counts them.
        ALL.iter().find(|a| a.action == self).unwrap_or(&ALL[0])
    }

    pub fn from_name(name: &str) -> Option<Self> {
        ALL.iter().find(|a| a.name == name).map(|a| a.action)
    }
}
