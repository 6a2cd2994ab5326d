//! A worker on a task of its own, told by methods.
use pintui::api::call::Call;
use pintui::api::client::{Attempt, Client};
use pintui::model::effect::{ApiCommand, Lane, Request, Ticket, Typed};
use pintui::model::event::Event;
use pintui::runtime::worker::{self, Courier, Gate, Limits};
use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

pub struct Worker {
    commands: UnboundedSender<ApiCommand>,
    task: JoinHandle<()>,
}

impl Worker {
    pub fn start(
        runtime: &Handle,
        courier: impl Courier,
        limits: Limits,
        gate: Gate,
        events: UnboundedSender<Event>,
    ) -> Self {
        let (commands, told) = unbounded_channel();
        let serving = worker::serve(Arc::new(courier), limits, gate, told, events);
        Self {
            commands,
            task: runtime.spawn(serving),
        }
    }

    pub fn call(&self, ticket: Ticket, call: Call, lane: Lane, typed: Option<Typed>) {
        self.tell(ApiCommand::Call(ticket, Request { call, lane, typed }));
    }

    pub fn cancel(&self, ticket: Ticket) {
        self.tell(ApiCommand::Cancel(ticket));
    }

    pub fn unlock(&self, typed_name: &str) {
        self.tell(ApiCommand::Unlock(typed_name.to_owned()));
    }

    pub fn lock(&self) {
        self.tell(ApiCommand::Lock);
    }

    pub async fn shutdown(self) {
        drop(self.commands);
        self.task.await.expect("no panic");
    }

    pub fn tell(&self, command: ApiCommand) {
        self.commands.send(command).expect("a living worker");
    }
}

/// Sends with a client; its key stays as it is, and it has no faults.
pub struct Direct(pub Client);

impl Courier for Direct {
    async fn send(&self, call: &Call) -> Attempt {
        self.0.send(call).await
    }

    async fn sign_in(&self) -> Result<bool, Event> {
        Ok(false)
    }

    fn set_fault(&self, _: &str) -> Result<(), String> {
        Err("no sandbox".to_owned())
    }
}
