//! The embedded sandbox's life: an address and a key of its own, records in the person's data
//! folder, and an end that lets calls under way be answered.
use crate::api::client::Target;
use crate::config::Paths;
use crate::model::event::Event;
use crate::sandbox::{self, Clock, FaultSpec, Faults, Options, Store};
use crate::secret::ApiKey;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

/// A sandbox that runs inside this program.
pub struct Embedded {
    pub target: Target,
    faults: Faults,
    shutdown: CancellationToken,
    server: JoinHandle<()>,
}

impl Embedded {
    /// Starts a sandbox; what goes wrong later is told as an event. The error is a sentence.
    pub async fn start(
        paths: &Paths,
        customers: Option<u32>,
        fault: Option<FaultSpec>,
        events: &UnboundedSender<Event>,
    ) -> Result<Self, String> {
        let customers = customers.unwrap_or(sandbox::DEFAULT_CUSTOMERS);
        let file = file(paths, customers, sandbox::DEFAULT_SEED, false)?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await;
        let listener = listener.map_err(|error| no_address(&error))?;
        let address = listener.local_addr().map_err(|error| no_address(&error))?;
        let key = random_key()?;
        let faults = Faults::default();
        if let Some(spec) = fault {
            faults.arm(spec);
        }
        let options = Options {
            api_key: key.to_string(),
            customers,
            seed: sandbox::DEFAULT_SEED,
            store: Store::File(file),
            faults: faults.clone(),
            clock: Clock::system(),
            publishable_key: None,
        };
        let shutdown = CancellationToken::new();
        let running = sandbox::run(listener, shutdown.clone(), options);
        let events = events.clone();
        let server = tokio::spawn(async move {
            if let Err(error) = running.await {
                // Where the loop has ended there is nobody to tell.
                let _ = events.send(Event::Failed(format!("The sandbox stopped: {error}")));
            }
        });
        Ok(Self {
            target: Target {
                base_url: format!("http://{address}"),
                key: Arc::new(ApiKey::new(key.to_string())),
            },
            faults,
            shutdown,
            server,
        })
    }

    /// Arms a fault, or disarms the one that is armed with an empty text.
    pub fn set_fault(&self, spec: &str) -> Result<(), String> {
        if spec.is_empty() {
            self.faults.disarm();
            return Ok(());
        }
        let spec: FaultSpec = spec.parse().map_err(|error| format!("{error}"))?;
        self.faults.arm(spec);
        Ok(())
    }

    /// Lets calls under way be answered, then ends.
    pub async fn stop(self) {
        self.shutdown.cancel();
        // A server that failed has told so itself.
        let _ = self.server.await;
    }
}

/// Returns the file of a sandbox's records, in a folder that is there and is the person's alone: the usual
/// one has a short name, each other number of customers and seed a file of its own, and so has one whose
/// clock was moved.
pub fn file(paths: &Paths, customers: u32, seed: u64, moved: bool) -> Result<PathBuf, String> {
    let folder = paths.make_data().map_err(|error| error.to_string())?;
    let clock = if moved { "-clock" } else { "" };
    let usual = (sandbox::DEFAULT_CUSTOMERS, sandbox::DEFAULT_SEED);
    let name = if (customers, seed) == usual {
        format!("sandbox{clock}.sqlite3")
    } else {
        format!("sandbox{clock}-{customers}-{seed}.sqlite3")
    };
    Ok(folder.join(name))
}

/// Makes the key of one run from the system's randomness: 128 bits in 22 characters.
fn random_key() -> Result<Zeroizing<String>, String> {
    let mut bytes = Zeroizing::new([0; 16]);
    getrandom::fill(bytes.as_mut_slice())
        .map_err(|error| format!("the system provides no random numbers: {error}"))?;
    Ok(Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_slice())))
}

fn no_address(error: &std::io::Error) -> String {
    format!("no local address is free: {error}")
}
