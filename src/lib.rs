//! The map of pintui: one line a layer. Each layer names only itself and what stands before it.
//!
//! `text, secret` < `config, logging` < `api` < `mirror` < `model` < `ui` < `app` < `runtime` < `cli, main`.
//! `sandbox` stands outside the order: it is another company's server, names nothing of ours, and
//! only `runtime`, `main` and the tests name it. A test (`tests/it/architecture.rs`) holds all this.
//!
//! # Words
//!
//! | Word | Means |
//! |---|---|
//! | action | what a key does, by name; the keymap binds keys to actions in contexts |
//! | activity | the requests of this run and what became of each |
//! | ask | data that opens an overlay |
//! | call | one operation of the API: a read or a write |
//! | doubt | to forget how well a subject is known, so that whoever shows it reads it again |
//! | draft | what was typed into a form and not sent |
//! | effect | what the runtime must do, sorted by who carries it out |
//! | fate | what became of a write: not sent, rejected, done, unknown |
//! | mirror | the copy of the customers on this disk, and their index in memory |
//! | overlay | a view over the panes; only the topmost hears keys |
//! | pane | one of the five views that share the screen |
//! | profile | an account that can be opened: mode, address, key |
//! | record | one thing that the API keeps: a customer, card, subscription, charge or plan |
//! | reply | what the API answered to a call |
//! | row | one line of a list |
//! | Safe | text from outside, made harmless once |
//! | sight | what a view may see: the world, the selected customer, the focus, the time |
//! | standing | how well a subject is known: unknown, asked, known or failed |
//! | subject | what a read is about; answers and failures are filed under it |
//! | sweep | the reading of all customers, page by page |
//! | ticket | the number of a call, in the order in which they were asked for |
//! | toast | the line that says what just happened |
//! | view | what a pane and an overlay share: whatever hears keys |
//! | world | everything that is known |
//!
//! # How to add
//!
//! **A write.** Its facts in a file of `api/write/`, and its variant in `api/write.rs`. Then follow the
//! compiler: `FormKind::sending` in `model/ask.rs`, and what a yes changes in
//! `ui/overlays/question/consequences.rs` (or its form). One of it in `tests/it/client/calls.rs`, which a
//! test demands, and a key.
//!
//! **A read.** A variant in `api/read.rs` and one in `api/subject.rs`, then follow the compiler through path,
//! words, `api/decode.rs`, `api/reply.rs` and `model/store.rs`. Whoever shows it names its subject in
//! `View::wants`; nothing else asks for it.
//!
//! **A key.** An action in `model/action.rs`, its keys in `assets/keymap.toml`, and an arm in `View::act` of
//! each view that has it, or in `app/global.rs`. A test demands that every bound action is carried out or
//! refused with a reason. A sentence names a key by what it does, `{global.back} closes`, and
//! `Keymap::fill` writes the key; a test finds a sentence that names one by itself.
//! `PINTUI_WRITE_README=1 cargo test readme` writes README's table.
//!
//! **A form.** A `FormKind` in `model/ask.rs`, a spec in `ui/overlays/form/specs/` and its arm in `specs.rs`.
//!
//! **A field.** Of a form: a variant in `model/form/field.rs` with what `Field::about` says of it, and its
//! place in the spec. Of a record: a member of its type in `api/`, in `mirror/disk/form.rs` too where the
//! mirror keeps it, and then in the words for the record in `ui/words/`.
//!
//! **A pane.** A `PaneId` in `model/pane.rs`, its view in `ui/panes/`, a field of `Panes` in `ui/panes.rs`,
//! and its place in `ui/layout.rs`. **An overlay.** An `Ask` in `model/ask.rs`, its view in `ui/overlays/`,
//! and an arm in `overlays::open`.
pub mod api;
pub mod app;
pub mod cli;
pub mod config;
pub mod logging;
pub mod mirror;
pub mod model;
pub mod runtime;
pub mod sandbox;
pub mod secret;
pub mod text;
pub mod ui;
