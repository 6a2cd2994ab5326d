//! The terminal, lent to a key command that asks the person something.
use crate::runtime::signals::Aside;
use crate::runtime::terminal;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;

/// Who has the terminal that a key command may ask on.
#[derive(Clone, Debug)]
pub enum Lender {
    /// The loop, whose screen is given up meanwhile.
    Loop(UnboundedSender<Aside>),
    /// Nobody: it is there for the taking, if there is one.
    Nobody,
}

impl Lender {
    /// Takes the terminal until the loan is dropped; nothing where there is none to be had.
    pub async fn lend(&self) -> Option<Loan> {
        match self {
            Self::Loop(asides) => {
                let (given, taken) = oneshot::channel();
                asides.send(Aside::Lend(given)).ok()?;
                taken.await.ok()?;
                Some(Loan(Some(asides.clone())))
            }
            Self::Nobody => terminal::is_interactive().then_some(Loan(None)),
        }
    }
}

/// The terminal as long as it is lent.
#[derive(Debug)]
pub struct Loan(Option<UnboundedSender<Aside>>);

impl Drop for Loan {
    fn drop(&mut self) {
        if let Some(asides) = &self.0 {
            // Where the loop has ended nobody takes the terminal back.
            let _ = asides.send(Aside::TakeBack);
        }
    }
}
