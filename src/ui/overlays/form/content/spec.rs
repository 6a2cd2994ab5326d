//! What one form is, without state. A new form is a file in `specs` and an arm in `specs::of`.
use super::Content;
use crate::api::customers::Customer;
use crate::api::write::Write;
use crate::config::Mode;
use crate::model::action::Action;
use crate::model::cx::Sight;
use crate::model::form::Finding;
use crate::model::form::field::{Field, Source};
use std::fmt::Debug;

pub trait Spec: Debug + Sync {
    /// Returns its name on the screen.
    fn title(&self) -> &'static str;

    /// Returns what stands above the fields, before the name of the customer.
    fn heading(&self) -> &'static str {
        self.title()
    }

    /// Returns what stands behind that and the mode: what a form with a card does.
    fn subtitle(&self, content: &Content) -> String {
        let is_live = content.terms.is_live();
        if is_live {
            "real customers"
        } else {
            "nothing is charged"
        }
        .to_owned()
    }

    /// Whether it changes the record of its customer: then the record is read again before anything is sent.
    fn edits(&self) -> bool {
        false
    }

    /// Returns the fields, in the order of the screen.
    fn fields(&self, source: Source) -> Vec<Field>;

    /// Returns the texts that are known before anybody types.
    fn prefill(&self, _customer: &Customer) -> Vec<(Field, String)> {
        Vec::new()
    }

    /// Judges a text by what holds in this form alone. It is asked where the text is right for its field.
    fn judge(&self, _field: Field, _content: &Content) -> Option<Finding> {
        None
    }

    /// Whether a text was typed, and so belongs into the draft.
    fn is_typed(&self, field: Field, text: &str, content: &Content) -> bool {
        content.differs(field, text)
    }

    /// Returns the write that sends the form. `lenient` puts a stand-in for what cannot be read yet.
    fn write(&self, content: &Content, lenient: bool) -> Option<Write>;

    /// Says in one sentence what will happen.
    fn sentence(&self, content: &Content, sight: &Sight) -> String;

    /// Returns the details below that sentence.
    fn details(&self, content: &Content, _sight: &Sight) -> Vec<String> {
        content.sent_in_words()
    }

    /// Returns the actions of the hint line; `on_list` where the focus is on a field with a list. Test cards
    /// are not for LIVE.
    fn hints(&self, on_list: bool, mode: Mode) -> &'static [Action] {
        use Action::{Back, Choose, NextField, Review, TestCards};
        match (mode, on_list) {
            (Mode::Live, true) => &[NextField, Choose, Review, Back],
            (Mode::Live, false) => &[NextField, Review, Back],
            (Mode::Sandbox | Mode::Test, true) => &[NextField, Choose, Review, TestCards, Back],
            (Mode::Sandbox | Mode::Test, false) => &[NextField, Review, TestCards, Back],
        }
    }
}
