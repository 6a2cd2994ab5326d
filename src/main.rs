//! The program `pintui`: parses what was asked, loads the config, hands over to the runtime.
use anyhow::{Context, anyhow};
use clap::Parser;
use pintui::app::{Looks, Setup};
use pintui::cli::{Cli, Command, Dashboard, ProfileArgs, Sandbox, Serve, Sync};
use pintui::config::{Config, ConfigError, Environment, Flags, Mode, Paths};
use pintui::logging::{self, Started};
use pintui::model::keymap::Keymap;
use pintui::runtime::link::Surroundings;
use pintui::runtime::standalone::{self, SandboxOptions};
use pintui::runtime::sync::{self, SyncOptions};
use pintui::runtime::{hardening, panics, start, terminal};
use pintui::sandbox::FaultSpec;
use std::io::{self, Write};
use std::process::ExitCode;

/// The exit code of wrong usage, among which a config that cannot be used counts.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    hardening::harden();
    panics::install(None);
    let environment = Environment::of_process();
    let Cli {
        dashboard: before,
        command,
    } = Cli::parse();
    let done = match command {
        None => dashboard(before, environment),
        Some(Command::Sync(asked)) => sync(asked, before.choice, environment),
        Some(_) if before.choice != ProfileArgs::default() => Err(anyhow!(WrongUsage(
            "flags for a profile or its sandbox work only with the dashboard and with sync"
                .to_owned()
        ))),
        Some(Command::Keys) => keys(),
        Some(Command::Sandbox(Sandbox::Serve(wanted))) => serve(wanted, &environment),
        Some(Command::Sandbox(Sandbox::Reset)) => reset(&environment),
    };
    done.unwrap_or_else(|error| {
        // Where the error stream is closed there is nobody to tell.
        let _ = writeln!(io::stderr(), "pintui: {error:#}");
        let usage = error.is::<ConfigError>() || error.is::<WrongUsage>();
        ExitCode::from(if usage { USAGE } else { 1 })
    })
}

/// That what was asked cannot be done here.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct WrongUsage(String);

fn dashboard(asked: Dashboard, environment: Environment) -> anyhow::Result<ExitCode> {
    if !terminal::is_interactive() || environment.text("TERM") == Some("dumb") {
        return Err(WrongUsage(
            "the dashboard needs a full terminal for both input and output; \
             see pintui --help for what works without one"
                .to_owned(),
        )
        .into());
    }
    let (config, fault) = choose(asked.choice, &environment)?;
    let setup = Setup {
        time_zone: start::zone(&config.profile),
        profile: config.profile,
        profiles: config.profiles,
        config_path: config.file.display().to_string(),
        looks: Looks {
            colour: environment.text("NO_COLOR").is_none(),
            ascii: asked.ascii,
        },
        mouse: !asked.no_mouse,
        keymap: keymap()?,
    };
    let surroundings = surroundings(environment, config.paths, fault);
    let code = start::dashboard(setup, &surroundings).context("the terminal could not be used")?;
    Ok(ExitCode::from(u8::try_from(code)?))
}

fn sync(asked: Sync, before: ProfileArgs, environment: Environment) -> anyhow::Result<ExitCode> {
    let (config, fault) = choose(asked.choice.or(before), &environment)?;
    if !config.profile.mirror {
        return Err(WrongUsage(format!(
            "the profile `{}` keeps no mirror (mirror = false), so there is nothing to sync; \
             remove that line from {}, or name another profile with --profile",
            config.profile.name,
            config.file.display()
        ))
        .into());
    }
    let surroundings = surroundings(environment, config.paths, fault);
    let wish = SyncOptions {
        full: asked.full,
        quiet: asked.quiet,
    };
    let code = sync::sync(&config.profile, &surroundings, wish)?;
    Ok(ExitCode::from(u8::try_from(code)?))
}

/// Loads the config and returns it with the profile that is meant, and the fault that its sandbox starts
/// with.
fn choose(
    asked: ProfileArgs,
    environment: &Environment,
) -> anyhow::Result<(Config, Option<FaultSpec>)> {
    let flags = Flags {
        profile: asked.profile,
        mode: asked.mode.map(Into::into),
        base_url: asked.base_url,
        config: asked.config,
    };
    let mut config = Config::load(environment, &flags)?;
    panics::install(Some(config.paths.state.clone()));
    let fault = fault(asked.fault.as_deref())?;
    if fault.is_some() && config.profile.mode != Mode::Sandbox {
        let why = "--fault works only with the sandbox: add --profile sandbox";
        return Err(WrongUsage(why.to_owned()).into());
    }
    size_sandbox(&mut config, asked.customers)?;
    Ok((config, fault))
}

/// Starts the log and returns what profiles are opened with.
fn surroundings(environment: Environment, paths: Paths, fault: Option<FaultSpec>) -> Surroundings {
    let notice = match logging::start(&paths, &environment) {
        Started::Failed(problem) => Some(problem.to_string()),
        Started::Writing(_) | Started::Off => None,
    };
    Surroundings {
        environment,
        paths,
        fault,
        notice,
    }
}

/// Returns the embedded sandbox another number of customers than usual.
fn size_sandbox(config: &mut Config, customers: Option<u32>) -> anyhow::Result<()> {
    if customers.is_some() && config.profile.mode != Mode::Sandbox {
        let why = "--customers works only with the sandbox: add --profile sandbox";
        return Err(WrongUsage(why.to_owned()).into());
    }
    let customers = customers.filter(|customers| *customers != standalone::CUSTOMERS);
    config.profile.customers = customers;
    for profile in &mut config.profiles {
        if profile.mode == Mode::Sandbox {
            profile.customers = customers;
        }
    }
    Ok(())
}

/// Returns the keymap of the whole program; a file of the person's own keys would be merged into it here.
fn keymap() -> anyhow::Result<Keymap> {
    Keymap::built_in().map_err(|wrong| anyhow!("the keymap is invalid: {}", wrong.join("; ")))
}

fn keys() -> anyhow::Result<ExitCode> {
    write!(io::stdout(), "{}", keymap()?.table())?;
    Ok(ExitCode::SUCCESS)
}

fn serve(asked: Serve, environment: &Environment) -> anyhow::Result<ExitCode> {
    let file = if asked.in_memory {
        None
    } else {
        let paths = Paths::of(environment)?;
        Some(
            standalone::file(&paths, asked.customers, asked.seed, asked.clock.is_some())
                .map_err(|why| anyhow!(why))?,
        )
    };
    standalone::serve(SandboxOptions {
        listen: asked.listen,
        api_key: asked.api_key,
        customers: asked.customers,
        seed: asked.seed,
        file,
        fault: fault(asked.fault.as_deref())?,
        publishable_key: asked.publishable_key,
        clock: asked.clock.unwrap_or_else(standalone::Clock::system),
    })
    .with_context(|| format!("could not serve on {}", asked.listen))?;
    Ok(ExitCode::SUCCESS)
}

fn reset(environment: &Environment) -> anyhow::Result<ExitCode> {
    standalone::reset(&Paths::of(environment)?).map_err(|why| anyhow!(why))?;
    writeln!(
        io::stdout(),
        "The sandbox is back to its original customers."
    )?;
    Ok(ExitCode::SUCCESS)
}

fn fault(spec: Option<&str>) -> anyhow::Result<Option<FaultSpec>> {
    let spec = spec.filter(|spec| !spec.is_empty()).map(str::parse);
    Ok(spec
        .transpose()
        .map_err(|error| WrongUsage(format!("--fault: {error}")))?)
}
