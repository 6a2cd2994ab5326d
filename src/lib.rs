//! The map of pintui, layer by layer. Each layer may use only itself and the layers before it:
//!
//! `text, secret` < `config, logging` < `api` < `mirror` < `model` < `ui` < `app` < `runtime` < `cli, main`.
//! `sandbox` stands outside that order: it imitates another company's server and uses none of our code, and
//! only `runtime`, `main` and the tests use it. A test (`tests/it/architecture.rs`) enforces all this.
//!
//! # Where to look
//!
//! | For | See |
//! |---|---|
//! | a request: method, path, body, words, proof, evidence | `api/write/`, one file a write; `api/read.rs` |
//! | what an answer means | `api/outcome.rs` |
//! | whether a read is retried, how long it waits, the pause after 429 or 503 | `api/retry.rs` |
//! | who waits it out | `runtime/worker/host.rs` |
//! | the text of an error, proxies and TLS included | `api/words.rs`; of a refusal, `api/reasons.rs` |
//! | what `:` lists, and in which order | `ui/overlays/palette/items.rs`, `app/offers.rs` |
//! | the search: its language; matching; ranking | `mirror/query.rs`; `matcher.rs`; `grade.rs` |
//! | what the search keeps of a customer | `mirror/entry.rs`, `block.rs` |
//! | what is stored on disk, and the version of the file | `mirror/disk/row.rs`, `form.rs`; `schema.rs` |
//! | whether the mirror's file is sound; what if not | `mirror/disk/`; `runtime/mirror/keeper.rs` |
//! | which pages a sync reads, and when | `mirror/sweep.rs`; who drives it, `model/store/driving.rs` |
//! | how an amount and its decimals are written | `api/money.rs` |
//! | how a day, an age, a count is written; a card, its expiry, a charge | `ui/show.rs`; `ui/words/` |
//! | the list of customers, drawn; what can be copied | `ui/panes/customers/draw.rs`; `ui/copies.rs` |
//! | what a key does | `app/keys.rs`, `app/global.rs`, then the view's `act` |
//! | why a key does nothing now | the view's `why_not`, then `app/offers.rs` |
//! | the header, the tabs, the status line, the hints | `ui/bars.rs` |
//! | which calls are under way | `model/inflight.rs` |
//! | the toast: how long it stays; what clears it | `model/toast.rs`; `app/said.rs` |
//! | what is wiped on suspend and when idle | `Overlay::wipe`; `app/global.rs`, `app/input.rs` |
//! | the smallest terminal, and what is heard below it | `ui/layout.rs`; `app/keys.rs` |
//! | from an effect to the wire | `runtime/run.rs`, `line.rs`, `worker.rs` |
//! | the gate of LIVE | `runtime/worker/gate.rs` |
//! | the terminal: entered, left, suspended; drawn | `runtime/terminal.rs`, `run.rs`; `runtime/screen.rs` |
//! | the log: its file, format and level | `logging.rs`; `main.rs` opens it before a profile is known |
//! | the sandbox: HTTP and what a fault does to a call | `sandbox/server/` |
//! | the sandbox: faults; calls, listed in `routes.rs`; records | `sandbox/fault.rs`; `api/`; `world/` |
//! | tests, by layer; through a real terminal | `tests/it/`; `tests/it/pty/` |
//!
//! # Words
//!
//! | Word | Means |
//! |---|---|
//! | action | what a key does, by name; the keymap binds keys to actions in contexts |
//! | activity | the requests of this run and what became of each |
//! | ask | a value that says which overlay to open |
//! | call | one operation of the API: a read or a write |
//! | context | where keys have a meaning; each falls back to others (`Context::chain`) |
//! | contract | our notes on the API, by section; they are kept outside this repository |
//! | cure | what shows that a failure is over, so that its message closes by itself |
//! | directory | the customers as the model knows them: rows, the reading, who is gone |
//! | doubt | to mark a subject as stale, so that the views that show it cause it to be read again |
//! | draft | what was typed into a form and not sent |
//! | effect | what the runtime must do, grouped by who carries it out |
//! | evidence | what shows afterwards that a write whose outcome is unknown was carried out |
//! | facts | all that is stated of a write, or lines of label and text in a view of details |
//! | fate | what became of a write: not sent, rejected, done, unknown |
//! | gate | what lets writes to LIVE leave, in the worker |
//! | inflight | the calls that are queued or under way |
//! | mirror | the copy of the customers on this disk, and their index in memory |
//! | overlay | a view over the panes; only the topmost receives keys |
//! | pane | one of the five views that share the screen |
//! | profile | an account that can be opened: mode, address, key |
//! | promise | what pintui promises of its reliability, by number; in the same notes as the contract |
//! | proof | what must be typed before a write to LIVE leaves |
//! | record | one thing that the API keeps: a customer, card, subscription, charge, refund or plan |
//! | reply | what the API answered to a call |
//! | roster | which customers the list shows, in which order, and where the cursor is |
//! | row | one line of a list |
//! | Safe | text from outside without control characters, hidden characters or card numbers |
//! | sight | what a view may see: the world, the selected customer, the focus, the time |
//! | standing | how well one subject is known: unknown, asked, known or failed |
//! | stray | a key or paste that is no answer to what lies on top |
//! | subject | what a read is about; answers and failures are stored by subject |
//! | sweep | the reading of all customers, page by page; shown to users as "sync" |
//! | sync state | how far the mirror as a whole was read, and when |
//! | ticket | the number of a call; a later call has a higher one |
//! | toast | the line that says what just happened |
//! | view | what panes and overlays both are: something that is drawn and receives keys |
//! | window | the rows around the cursor that the mirror handed out, and how many match |
//! | world | everything that is known |
//!
//! # How to add
//!
//! Paths are below `src`, but for `tests` and `assets`.
//!
//! **A write.** State its facts (method, path, body, what LIVE asks for, what is out of date afterwards) in a
//! new file in `api/write/`, and add its variant to `api/write.rs`. Then follow the compiler, which leads to
//! `FormKind::sending` in `model/ask.rs` (`None` for a write without a form) and to what its question says
//! will change, or why it cannot, in `ui/overlays/question/consequences.rs`. The view that offers it opens
//! `Ask::Question(Question::Write(…))` in `act`. Add one to `tests/it/client/calls.rs`, where tests also
//! state which writes have a body and which want a proof, and bind a key. Where it shows afterwards that it
//! was carried out and no `Evidence` fits, add one in `api/write.rs`; `model/unsettled.rs` looks for it. If
//! the sandbox does not know the call, add it to `sandbox/api/routes.rs`.
//!
//! **A read.** Add a variant to `api/read.rs` and one to `api/subject.rs`, then follow the compiler through
//! `api/decode.rs`, `api/reply.rs` and `model/store.rs`. Each view that shows it names its subject in
//! `View::wants`; nothing else requests it.
//!
//! **A key.** For an action that exists, a line in `assets/keymap.toml` is enough; the first context of the
//! chain that binds a key decides. A new action goes into `model/action.rs`, with an arm in `View::act` of
//! each view that handles it, or in `app/global.rs`. Why it cannot be done now is said by `View::why_not`,
//! or by `app/offers.rs` for a global one; a test fails if a bound action is neither carried out nor refused
//! with a reason. A view with keys of its own has a `Context` in `model/keymap.rs`. A sentence names a key
//! by what it does, `{global.back} closes`, and `Keymap::fill` writes the key; a test finds a sentence that
//! names one by itself. `PINTUI_WRITE_README=1 cargo test readme` writes README's table.
//!
//! **A form.** Add the write that it sends, a spec in `ui/overlays/form/specs/` (its fields, what is wrong
//! with them, the write), a `FormKind` in `model/ask.rs` and its arm in `specs.rs`. A view opens it by
//! `Ask::Form`.
//!
//! **A field.** Of a form: a constant in `model/form/field.rs`, or in the spec where only one form has it,
//! and its place in the spec (of a card, in `Field::of_card`). What a text must be is a `Rule` there, judged
//! in `ui/overlays/form/content/checks.rs`, or is found by `Spec::judge`; what is sent of it is put together
//! in `content/request.rs`, and written in `api/body.rs`. Of a record: a member of its type in `api/`;
//! if the mirror stores it, also in `mirror/disk/form.rs` (how records are stored) or `row.rs` (the rows of
//! the list), with a new version in `mirror/disk/schema.rs`; then the view or the words that show it, and
//! the sandbox's record in `sandbox/world/records.rs`.
//!
//! **A search term.** Parse it in `mirror/query.rs`, which also says whether it wants the subscriptions,
//! match it in `mirror/matcher.rs`, and mark what it found in `mirror/marks.rs`. What it needs of a customer
//! is kept by `mirror/entry.rs` and `block.rs`; of subscriptions, it comes through `mirror/change.rs` and
//! `mirror/disk/subscribed.rs`. README lists the terms. A period of `created:` is read in
//! `mirror/period.rs`; `Today` is all that a term knows of the day, and `model/cx.rs` fills it.
//!
//! **A fault of the sandbox.** Add it to `sandbox/fault.rs`, which also reads `--fault`; say what it does to
//! a call in `sandbox/server/service.rs`, and list it for `F` in `app/picks.rs`.
//!
//! **A pane.** Add a `PaneId` in `model/pane.rs`, its view in `ui/panes/`, a field of `Panes` in
//! `ui/panes.rs`, its place in `ui/layout.rs`, and a key that goes to it. **An overlay.** Add an `Ask` in
//! `model/ask.rs`, its view in `ui/overlays/`, and an arm in `overlays::open`.
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
