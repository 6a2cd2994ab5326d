//! What can be put over the panes, as data: the `ui` turns each into an overlay.
use crate::api::ids::{ChargeId, CustomerId, PlanId, SubscriptionId, Token};
use crate::api::subject::{Record, Subject};
use crate::api::write::Write;
use crate::model::action::Action;
use crate::model::cure::Cure;
use crate::model::effect::{Effect, Ticket};
use crate::model::keymap::{self, Context, Keymap};
use crate::text::Safe;

/// Names what is to be put over the panes.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// The keys of where the person is.
    Help(Vec<HelpEntry>),
    /// The same by name, with the profiles, and customers and tokens as they are typed.
    Palette(Vec<HelpEntry>, Vec<Choice>),
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
    /// Returns what is read again when this opens, however well it is known.
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
            Self::Help(_)
            | Self::Palette(..)
            | Self::Form(_)
            | Self::Activity
            | Self::Story(_)
            | Self::Unlock
            | Self::Pick(_)
            | Self::Explain(_) => Vec::new(),
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
    /// Returns the customer whom the form is about, where there is one already.
    pub const fn customer(&self) -> Option<&CustomerId> {
        match self {
            Self::NewCustomer => None,
            Self::EditCustomer(id) | Self::AddCard(id) => Some(id),
        }
    }

    /// Returns the form that sends a write.
    pub fn sending(write: &Write) -> Option<Self> {
        match write {
            Write::CreateCustomer(_) => Some(Self::NewCustomer),
            Write::UpdateCustomer(id, _) => Some(Self::EditCustomer(id.clone())),
            Write::AddCard(id, _) => Some(Self::AddCard(id.clone())),
            // A token is made for a form that stays open.
            Write::CreateCard(_)
            | Write::DeleteCustomer(_)
            | Write::DeleteCard(..)
            | Write::MakePrimary(..)
            | Write::CancelSubscription(..) => None,
        }
    }
}

/// Something that is done only after a clear yes.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    Write(Write),
    Quit,
    /// Leaves a profile while writes are under way or a form is open.
    Leave(Safe),
}

impl Question {
    /// Returns the write that a yes sends.
    pub const fn write(&self) -> Option<&Write> {
        match self {
            Self::Write(write) => Some(write),
            Self::Quit | Self::Leave(_) => None,
        }
    }

    /// Returns what must be read again before the question can be answered.
    pub fn subjects(&self) -> Vec<Subject> {
        self.write()
            .map(|write| write.facts().affects)
            .unwrap_or_default()
    }
}

/// A list to pick from; typing narrows it.
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

/// One line of such a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub label: String,
    pub detail: String,
    pub then: Then,
}

/// What picking a line does.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    Effect(Effect),
    /// Gives the text to the form below, for the field that asked.
    Give(String),
    Ask(Box<Ask>),
    /// Arms the sandbox with what was typed to narrow the list; offered only where that is a fault.
    ArmTyped,
}

/// One entry of the help: what can be wanted where the person is, and why not now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpEntry {
    pub context: Context,
    pub action: Action,
    pub why_not: Option<String>,
}

impl HelpEntry {
    /// Returns its name: the word or two of the hint line.
    pub fn name(&self, keymap: &Keymap) -> String {
        keymap.fill(self.context.words(self.action).hint)
    }

    /// Returns the sentence that is said of it.
    pub fn help(&self, keymap: &Keymap) -> String {
        keymap.fill(self.context.words(self.action).help)
    }

    /// Returns that sentence with the remark that it cannot be done, where that is so.
    pub fn help_now(&self, keymap: &Keymap) -> String {
        let help = self.help(keymap);
        if self.why_not.is_none() {
            help
        } else {
            format!("(not now) {help}")
        }
    }

    /// Returns the names of its keys, the one that is shown first.
    pub fn keys(&self, keymap: &Keymap) -> Vec<String> {
        let binding = keymap.binding_for(&[self.context], self.action);
        let keys = binding.map_or(&[][..], |binding| &binding.keys);
        keys.iter().map(|key| keymap::name(*key)).collect()
    }
}

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub title: String,
    pub lines: Vec<String>,
    /// What closes it before the person does.
    pub cure: Option<Cure>,
}
