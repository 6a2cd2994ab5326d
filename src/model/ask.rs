//! Questions to the person, as data: the `ui` turns each into an overlay.
use crate::api::call::{Call, Record, Subject};
use crate::api::ids::{CardId, ChargeId, CustomerId, PlanId, SubscriptionId, Token};
use crate::model::action::Action;
use crate::model::cure::Cure;
use crate::model::effect::{Effect, Ticket};
use crate::model::keymap::Context;

/// Names what is to be put over the panes.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// The keys of where the person is.
    Help(Vec<Wish>),
    Form(FormKind),
    Question(Question),
    /// A charge, with the customer where that is known.
    Charge(Option<CustomerId>, ChargeId),
    Subscription(CustomerId, SubscriptionId),
    /// Looks for the record that a token names.
    Find(Token),
    Plans,
    /// One plan with its subscriptions.
    Plan(PlanId),
    Raw(Record),
    Activity,
    /// The whole story of one request.
    Story(Ticket),
    Unlock,
    /// A list to pick from.
    Pick(Pick),
    /// Something to read, closed by Esc.
    Explain(Explanation),
}

impl Ask {
    /// Gives what is read again when this opens, however well it is known.
    pub fn subjects(&self) -> Vec<Subject> {
        match self {
            Self::Question(question) => question.subjects(),
            Self::Charge(_, id) => vec![Subject::Charge(id.clone()), Subject::Refunds(id.clone())],
            Self::Subscription(_, id) => vec![
                Subject::Subscription(id.clone()),
                Subject::Ledger(id.clone()),
            ],
            Self::Find(token) => sought(token),
            Self::Plans => vec![Subject::Plans],
            // Its counts stand above the rows that they count.
            Self::Plan(id) => vec![Subject::Plans, Subject::PlanSubscriptions(id.clone())],
            Self::Raw(record) => vec![Subject::Raw(record.clone())],
            _ => Vec::new(),
        }
    }
}

/// Returns what is read again to find the record of a token, with what its details show.
fn sought(token: &Token) -> Vec<Subject> {
    match token.clone() {
        Token::Customer(id) => vec![Subject::Customer(id)],
        Token::Charge(id) => vec![Subject::Charge(id.clone()), Subject::Refunds(id)],
        Token::Refund(id) => vec![Subject::Refund(id)],
        Token::Subscription(id) => {
            vec![Subject::Subscription(id.clone()), Subject::Ledger(id)]
        }
        Token::Card(_) | Token::Plan(_) => Vec::new(),
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormKind {
    NewCustomer,
    EditCustomer(CustomerId),
    AddCard(CustomerId),
}

impl FormKind {
    /// Gives the name that the form has on the screen.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::NewCustomer => "New customer",
            Self::EditCustomer(_) => "Edit customer",
            Self::AddCard(_) => "Add a card",
        }
    }

    /// Gives the form that sends a call.
    pub fn sending(call: &Call) -> Option<Self> {
        Some(match call {
            Call::CreateCustomer(_) => Self::NewCustomer,
            Call::UpdateCustomer(id, _) => Self::EditCustomer(id.clone()),
            Call::AddCard(id, _) => Self::AddCard(id.clone()),
            _ => return None,
        })
    }
}

/// Names something that is done only after a clear yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    DeleteCustomer(CustomerId),
    DeleteCard(CustomerId, CardId),
    MakePrimary(CustomerId, CardId),
    CancelSubscription(CustomerId, SubscriptionId),
    Quit,
    /// Leaves a profile while writes are under way or a form is open.
    Leave(crate::text::Safe),
}

impl Question {
    /// Gives the call that a yes sends.
    pub fn call(&self) -> Option<Call> {
        Some(match self.clone() {
            Self::DeleteCustomer(id) => Call::DeleteCustomer(id),
            Self::DeleteCard(id, card) => Call::DeleteCard(id, card),
            Self::MakePrimary(id, card) => Call::MakePrimary(id, card),
            Self::CancelSubscription(id, subscription) => {
                Call::CancelSubscription(id, subscription)
            }
            Self::Quit | Self::Leave(_) => return None,
        })
    }
}

impl Question {
    /// Gives what must be read again before the question can be answered.
    pub fn subjects(&self) -> Vec<Subject> {
        let cards = |id: &CustomerId| Subject::Cards(id.clone());
        let subscriptions = |id: &CustomerId| Subject::Subscriptions(id.clone());
        match self {
            Self::DeleteCustomer(id) => vec![
                Subject::Customer(id.clone()),
                cards(id),
                subscriptions(id),
                Subject::Charges(id.clone()),
            ],
            Self::DeleteCard(id, _) | Self::MakePrimary(id, _) => {
                vec![cards(id), subscriptions(id)]
            }
            Self::CancelSubscription(id, _) => vec![subscriptions(id)],
            Self::Quit | Self::Leave(_) => Vec::new(),
        }
    }
}

/// Holds a list to pick from; typing narrows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    pub title: String,
    /// What Enter does with a line, in the word of the hint line.
    pub enter: &'static str,
    /// Lines above the list.
    pub about: Vec<String>,
    pub choices: Vec<Choice>,
    /// The place of what is chosen now, where the cursor begins.
    pub here: usize,
}

/// Holds one line of such a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub label: String,
    pub detail: String,
    pub then: Then,
}

/// Says what picking a line does.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    Effect(Effect),
    /// Gives the text to the form below, for the field that asked.
    Fill(String),
    Ask(Box<Ask>),
    /// Arms the sandbox with what was typed to narrow the list; offered only where that is a fault.
    ArmTyped,
}

/// Holds one line of the help: what can be wanted where the person is, and why not now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub context: Context,
    pub action: Action,
    pub why_not: Option<String>,
}

/// Holds something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub title: String,
    pub lines: Vec<String>,
    /// What closes it before the person does.
    pub cure: Option<Cure>,
}
