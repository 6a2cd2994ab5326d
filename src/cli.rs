//! Flags and subcommands. No flag takes the key of a real profile: it would be seen in the list of
//! processes and kept in the shell's history.
use crate::config::Mode;
use crate::runtime::standalone;
use clap::builder::FalseyValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// What is said by variables alone, not by flags.
const VARIABLES: &str = "\
Environment:
  PINTUI_API_KEY   the secret key, for TEST
  PINTUI_LOG       the level of the log file in the state folder (off, error, warn, info, …)
  NO_COLOR         no colours
  TZ               the time zone, if the config sets none
  HTTPS_PROXY      the proxy for the API: http://user:password@proxy.example.com:8080
                   or socks5h://127.0.0.1:1080; falls back to ALL_PROXY
  NO_PROXY         hosts to reach without a proxy
  SSL_CERT_FILE    trust the certificates in this PEM file instead of the system's";

/// A terminal dashboard for the customers of a Pin Payments merchant.
///
/// Without a config it opens an embedded sandbox with made-up customers: nothing there is real, and
/// nothing is ever charged.
#[derive(Debug, Parser)]
#[command(name = "pintui", version, max_term_width = 100, after_help = VARIABLES)]
pub struct Cli {
    #[command(flatten)]
    pub dashboard: Dashboard,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be said about the dashboard.
#[derive(Debug, Args)]
pub struct Dashboard {
    #[command(flatten)]
    pub choice: ProfileArgs,
    /// Draw borders and marks with ASCII characters
    #[arg(long, env = "PINTUI_ASCII", value_parser = FalseyValueParser::new())]
    pub ascii: bool,
    /// Leave the mouse to the terminal, to select text with it
    #[arg(long)]
    pub no_mouse: bool,
}

/// Which profile to open, and what its sandbox is like.
#[derive(Debug, Default, PartialEq, Eq, Args)]
pub struct ProfileArgs {
    /// Profile from the config to use (also `PINTUI_PROFILE`); without it the one named `default`, or the
    /// only one. `sandbox` is always available
    #[arg(short, long, value_name = "NAME")]
    pub profile: Option<String>,
    /// The mode you expect the profile to have; refused if the config says otherwise
    #[arg(long, value_enum)]
    pub mode: Option<ModeFlag>,
    /// Send requests to this address, without the version's `/1`; https, or http to this machine only
    /// (or `PINTUI_BASE_URL`)
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Read this config file instead of ~/.config/pintui/config.toml
    /// (or `PINTUI_CONFIG`)
    #[arg(long, value_name = "PATH")]
    pub config: Option<PathBuf>,
    /// Make the embedded sandbox misbehave, such as `next:add_card:500`
    #[arg(long, value_name = "SPEC")]
    pub fault: Option<String>,
    /// Number of customers in the embedded sandbox; each number has a sandbox of its own
    #[arg(long, value_name = "N")]
    pub customers: Option<u32>,
}

impl ProfileArgs {
    /// Adds the flags before the command to those after it, which take precedence.
    #[must_use]
    pub fn or(self, before: Self) -> Self {
        Self {
            profile: self.profile.or(before.profile),
            mode: self.mode.or(before.mode),
            base_url: self.base_url.or(before.base_url),
            config: self.config.or(before.config),
            fault: self.fault.or(before.fault),
            customers: self.customers.or(before.customers),
        }
    }
}

/// What a profile talks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ModeFlag {
    /// The API's test host: no real money
    Test,
    /// Real customers and real money; opens read-only
    Live,
}

impl From<ModeFlag> for Mode {
    fn from(flag: ModeFlag) -> Self {
        match flag {
            ModeFlag::Test => Self::Test,
            ModeFlag::Live => Self::Live,
        }
    }
}

/// Names what to do instead of opening the dashboard.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the table of keys
    Keys,
    /// Update the mirror of all customers without opening the dashboard
    ///
    /// Reads what the dashboard would read at its start: new customers, the rest of an interrupted full sync,
    /// and everything if the last full sync is older than the profile's `sweep_every`. It only reads, in LIVE
    /// too. When it is stopped, it keeps what it has read, and the next run resumes there.
    ///
    /// Exit codes: 0 done, 1 failed, 2 wrong usage or settings that cannot be used, 3 key refused, 4 no such
    /// list, 5 refused as invalid, 6 rate limited for too long, 7 no answer, 130 stopped by Ctrl-C, 143
    /// stopped by SIGTERM. Settings are the config, the key, and the variables for proxy and certificates.
    Sync(Sync),
    /// Use the sandbox without the dashboard
    #[command(subcommand)]
    Sandbox(Sandbox),
}

/// What can be said about a reading without a screen.
#[derive(Debug, Args)]
pub struct Sync {
    #[command(flatten)]
    pub choice: ProfileArgs,
    /// Read all customers from the first page, however recent the last full sync is
    #[arg(long)]
    pub full: bool,
    /// Print only errors
    #[arg(short, long)]
    pub quiet: bool,
}

/// Names what to do with the sandbox.
#[derive(Debug, Subcommand)]
pub enum Sandbox {
    /// Serve the imitation of the API until stopped by a signal
    Serve(Serve),
    /// Discard all changes: the next start creates the original customers again
    Reset,
}

/// What can be said about a sandbox of one's own.
#[derive(Debug, Args)]
pub struct Serve {
    /// The address to listen on, on this machine only; port 0 picks a free one
    #[arg(long, value_name = "127.0.0.1:PORT", default_value = "127.0.0.1:0", value_parser = loopback)]
    pub listen: SocketAddr,
    /// The key that callers must send; it guards made-up data only
    #[arg(long, value_name = "KEY")]
    pub api_key: String,
    /// Number of customers
    #[arg(long, value_name = "N", default_value_t = standalone::CUSTOMERS)]
    pub customers: u32,
    /// The seed that all data is generated from
    #[arg(long, value_name = "S", default_value_t = standalone::SEED)]
    pub seed: u64,
    /// Keep nothing after it ends
    #[arg(long)]
    pub in_memory: bool,
    /// A second key, like the one used in web pages: it can only create cards and payment sources
    #[arg(long, value_name = "KEY")]
    pub publishable_key: Option<String>,
    /// Start at this date, or this far ahead (`2026-03-14`, `+30d`, `+12h`, `+90m`): trials end, intervals
    /// are billed; its records are kept apart from those of the dashboard's sandbox
    #[arg(long, value_name = "TIME", value_parser = standalone::clock)]
    pub clock: Option<standalone::Clock>,
    /// Make it misbehave, such as `next:add_card:500`
    #[arg(long, value_name = "SPEC")]
    pub fault: Option<String>,
}

/// Reads an address and refuses any that others could reach.
fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text
        .parse()
        .map_err(|_| "give an address and a port, such as 127.0.0.1:8080".to_owned())?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err("the sandbox serves only this machine: use 127.0.0.1".to_owned())
    }
}
