//! What is seen: panes and overlays. Each holds its own cursor, reads the store, and draws without
//! changing anything or deciding what is asked.
//!
//! # Order
//!
//! Each part names only itself, those in its line and those above; `tests/it/architecture` enforces that.
//!
//! | Where | What |
//! |---|---|
//! | `theme`, `layout` | colours and marks; the rectangles of the screen |
//! | `pen` | the only way to write cells |
//! | `show` | values in words: days, ages, counts, lists |
//! | `words` | records in words: a card, a charge, a subscription, a plan |
//! | `widgets` | the pieces that panes and overlays are drawn with |
//! | `copies`, `freshness`, `requests`, `view`, `wants` | what several panes and overlays share |
//! | `panes`, `overlays` | what holds the focus, and what lies over it |
//! | `bars` | the lines around the panes |
//!
//! # Voice
//!
//! Write what an engineer says to a colleague at the next desk: short, active, concrete, in sentence case,
//! with no coined words. Say what happened, then what was (not) changed, then which key to press. A cell of a
//! table or the value of a label is a fragment without a full stop; a sentence in a pane has one. A key
//! stands as the subject of its verb (`r retries`) and is named by what it does (`{list.refresh} retries`).
//! Shorten words, never facts: what is not read has no number, and a part is not called the whole.
//!
//! | Not | But |
//! |---|---|
//! | The invoice is in a state of being printed | Printing the invoice… |
//! | It is not known whether the disk has room | Couldn't check the free space |
//! | No row of the table is chosen; choose one with j | No row selected; j selects the next |
//! | The export was not made, as none was wanted | Nothing to export |
//! | Mend the port and begin anew with s | Fix the port, then press s to restart |
//!
//! One thing has one name:
//!
//! | Word | Means |
//! |---|---|
//! | select, selected | put the cursor on a row; `pick` is for a list of choices |
//! | read | get records from the API; `not read` is not zero |
//! | refresh, retry | read again what is shown, or what failed |
//! | sync | what `pintui sync` does |
//! | send, sent | a request left pintui; before that it is `queued` |
//! | in progress | sent, and no response yet |
//! | outcome unknown | sent, and nothing says whether it was done |
//! | create, edit, delete | what a change does to a record; only a subscription is `cancelled` |
//! | removed, no longer exists | a record that Pin Payments no longer has |
//! | primary card | the card that pays unless a subscription has its own |
//! | authorised | a charge that was not captured yet, until it is `voided` or has `expired` |
//! | captured | a charge that took the money |
//! | refunded | money that went back, `partly` or `in full` |
//! | response | what the API sends back; `answer` is for questions that pintui puts |
//! | character | what is typed, pasted or cannot be shown |
//! | mirror | the copy of the customers on this disk |
pub mod bars;
pub mod copies;
pub mod freshness;
pub mod layout;
pub mod overlays;
pub mod panes;
pub mod pen;
pub mod requests;
pub mod show;
pub mod theme;
pub mod view;
pub mod wants;
pub mod widgets;
pub mod words;
