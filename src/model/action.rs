//! What the person can want, one name each: the keymap, the hints and the help all read this list.

/// What the hint line and the help say of an action, before its keys are filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionWords {
    /// The word or two of the hint line.
    pub hint: &'static str,
    /// The sentence of the help screen and of README.
    pub help: &'static str,
}

macro_rules! actions {
    ($($action:ident $name:literal: $hint:literal, $help:literal;)+) => {
        /// Names what the person wants, in the order in which help lists it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($action),+
        }

        impl Action {
            pub const ALL: &[Self] = &[$(Self::$action),+];

            /// Returns the name in `assets/keymap.toml`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$action => $name),+
                }
            }

            /// Returns what is said of this action everywhere but in places with words of their own; see
            /// `Context::words`.
            pub const fn words(self) -> ActionWords {
                let (hint, help) = match self {
                    $(Self::$action => ($hint, $help)),+
                };
                ActionWords { hint, help }
            }
        }
    };
}

// The action, its name in the keymap, its hint and its help.
actions! {
    Help "help": "keys", "Help: the keys that work here; type to search, {pick.open} runs one";
    Palette "palette": "run", "Commands: actions, customers, tokens and profiles by name";
    Filter "filter": "filter", "Search customers as you type; in a view with its own list, narrow that list";
    Activity "activity": "activity", "Activity: every request in this run and its outcome";
    Plans "plans": "plans", "Plans: what each costs, how many subscribe, and who pays";
    Profiles "profiles": "profile", "Switch profile (TEST, LIVE, sandbox), or see how to set one up";
    Unlock "unlock": "unlock", "LIVE: unlock writes for 5 minutes, or lock them again";
    RefreshAll "refresh_all": "refresh all", "Refresh everything";
    Faults "faults": "faults", "Sandbox only: make the next call fail, be slow or get no response";
    GoCustomers "go_customers": "customers", "Go to the customers";
    GoInfo "go_info": "info", "Go to the customer's details";
    GoCards "go_cards": "cards", "Go to the cards";
    GoSubscriptions "go_subscriptions": "subscriptions", "Go to the subscriptions";
    GoCharges "go_charges": "charges", "Go to the charges";
    Zoom "zoom": "zoom", "Toggle full screen for this pane";
    NextPane "next_pane": "pane", "Next pane";
    PreviousPane "previous_pane": "pane back", "Previous pane";
    PaneLeft "pane_left": "left", "To the list on the left";
    PaneRight "pane_right": "right", "To the pane on the right";
    Mouse "mouse": "mouse", "Turn the mouse on or off (off: select text with it)";
    Back "back": "back", "Go back: close, clear the filter, leave the pane; never quits";
    Quit "quit": "quit", "Close what is on top; from the panes, quit (asks if something is unfinished)";
    Interrupt "interrupt": "cancel", "Cancel what is running, or close; twice within 2 s quits";
    Suspend "suspend": "suspend", "Suspend to the shell (fg returns)";
    Redraw "redraw": "redraw", "Redraw the screen";
    Down "down": "down", "Next row";
    Up "up": "up", "Previous row";
    First "first": "first", "First row";
    Last "last": "last", "Last row";
    HalfDown "half_down": "half down", "Half a page down";
    HalfUp "half_up": "half up", "Half a page up";
    PageDown "page_down": "page down", "A page down";
    PageUp "page_up": "page up", "A page up";
    Open "open": "open", "Open, or go to the details";
    Sort "sort": "sort", "Sort by the next column";
    Reverse "reverse": "reverse", "Reverse the sort";
    Copy "copy": "copy", "Copy the token, a field or the row";
    Raw "raw": "json", "Raw JSON, fetched now";
    Refresh "refresh": "refresh", "Refresh this pane";
    New "new": "new", "New customer";
    Edit "edit": "edit", "Edit the customer";
    Delete "delete": "delete", "Delete (always asks)";
    AddCard "add_card": "add card", "Add a card to this customer";
    MakePrimary "make_primary": "primary", "Make this card primary (the old one is kept)";
    CancelSubscription "cancel_subscription": "cancel", "Cancel the subscription (always asks)";
    OpenPlan "open_plan": "its plan", "This subscription's plan, and who else pays for it";
    OpenCustomer "open_customer": "customer", "Go to the customer who pays for it";
    Complete "complete": "complete", "Complete the text with what is selected";
    NextField "next_field": "next", "Next field";
    PreviousField "previous_field": "back", "Previous field";
    Advance "advance": "next", "Next field; on the last one: review";
    Review "review": "review", "Review what will be sent";
    Restore "restore": "restore", "Restore the original value";
    Choose "choose": "list", "Open the list of choices";
    TestCards "test_cards": "test cards", "Pick a documented test card (sandbox and TEST)";
    NextButton "next_button": "move", "Next button";
    PreviousButton "previous_button": "move", "Previous button";
    Press "press": "press", "Press the focused button";
    Accept "accept": "yes, then {confirm.press}", "Focus the yes button; {confirm.press} presses it";
    Decline "decline": "no", "Don't do it";
    ShowRequest "show_request": "request", "Show or hide the exact request";
}

impl Action {
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|action| action.name() == name)
    }
}
