//! Where files live: the XDG folders, on every system.
use crate::config::Profile;
use crate::config::environment::Environment;
use crate::config::fingerprint::Fingerprint;
use crate::config::private::{self, Unsafe};
use crate::config::problem::{ConfigError, Problem};
use std::path::PathBuf;

/// The folders of the program (XDG Base Directory Specification); none is made before it is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    pub config: PathBuf,
    /// The log and what else is about this computer.
    pub state: PathBuf,
    /// What the person would miss: the sandbox's records.
    pub data: PathBuf,
    /// What can be had again: the mirrors of the profiles' customers.
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
        Ok(Self {
            config: folder("XDG_CONFIG_HOME", ".config")?,
            state: folder("XDG_STATE_HOME", ".local/state")?,
            data: folder("XDG_DATA_HOME", ".local/share")?,
            cache: folder("XDG_CACHE_HOME", ".cache")?,
        })
    }

    /// Returns the state folder, made if it was not there.
    pub fn make_state(&self) -> Result<&PathBuf, Unsafe> {
        private::make_folder(&self.state)?;
        Ok(&self.state)
    }

    /// Returns the data folder, made if it was not there.
    pub fn make_data(&self) -> Result<&PathBuf, Unsafe> {
        private::make_folder(&self.data)?;
        Ok(&self.data)
    }

    /// Returns the file of a profile's mirror, in the cache folder.
    ///
    /// Whatever makes a profile another one - its name, its mode, its host - gives it another file, so that
    /// customers of one can never be shown as those of another.
    pub fn mirror(&self, profile: &Profile) -> PathBuf {
        let mut print = Fingerprint::default();
        for part in [
            profile.name.as_str(),
            profile.mode.word(),
            &profile.base_url,
        ] {
            print.text(part);
        }
        if let Some(customers) = profile.customers {
            print.text(&customers.to_string());
        }
        let name = &profile.name;
        self.cache
            .join(format!("mirror-{name}-{:016x}.sqlite3", print.value()))
    }
}
