//! Where files live: the XDG folders, on every system.
use crate::config::environment::Environment;
use crate::config::private::{self, Unsafe};
use crate::config::problem::{ConfigError, Problem, one};
use std::path::PathBuf;

/// Holds the folders of the program (XDG Base Directory Specification); none is made before it is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    pub config: PathBuf,
    /// The log and what else is about this computer.
    pub state: PathBuf,
    /// What the person would miss: the sandbox's records.
    pub data: PathBuf,
    pub cache: PathBuf,
}

impl Paths {
    pub fn of(environment: &Environment) -> Result<Self, ConfigError> {
        let home = environment.home();
        let folder = |variable: &str, below_home: &str| {
            environment
                .path(variable)
                // "All paths set in these environment variables must be absolute", else they count as unset.
                .filter(|path| path.is_absolute())
                .or_else(|| Some(home.as_ref()?.join(below_home)))
                .map(|base| base.join("pintui"))
                .ok_or_else(|| {
                    Problem::new(
                        "HOME",
                        &format!("there is no home folder, and {variable} is not set"),
                        "set HOME to your home folder",
                    )
                })
        };
        let paths = (
            folder("XDG_CONFIG_HOME", ".config"),
            folder("XDG_STATE_HOME", ".local/state"),
            folder("XDG_DATA_HOME", ".local/share"),
            folder("XDG_CACHE_HOME", ".cache"),
        );
        match paths {
            (Ok(config), Ok(state), Ok(data), Ok(cache)) => Ok(Self {
                config,
                state,
                data,
                cache,
            }),
            (Err(problem), ..)
            | (_, Err(problem), ..)
            | (_, _, Err(problem), _)
            | (.., Err(problem)) => Err(one(problem).into()),
        }
    }

    /// Gives the state folder, made if it was not there.
    pub fn make_state(&self) -> Result<&PathBuf, Unsafe> {
        private::make_folder(&self.state)?;
        Ok(&self.state)
    }

    /// Gives the data folder, made if it was not there.
    pub fn make_data(&self) -> Result<&PathBuf, Unsafe> {
        private::make_folder(&self.data)?;
        Ok(&self.data)
    }

    /// Gives the cache folder, made if it was not there.
    pub fn make_cache(&self) -> Result<&PathBuf, Unsafe> {
        private::make_folder(&self.cache)?;
        Ok(&self.cache)
    }
}
