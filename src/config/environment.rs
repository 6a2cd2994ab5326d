//! The environment as a value, so that tests can make one and children get it without the key.
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::PathBuf;
use zeroize::Zeroizing;

const KEY: &str = "PINTUI_API_KEY";

/// The variables the program was started with; the key stands apart and is never shown.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Environment {
    variables: BTreeMap<OsString, OsString>,
    key: Option<Zeroizing<String>>,
    home: Option<PathBuf>,
}

impl Environment {
    pub fn of_process() -> Self {
        let mut environment = Self::from_variables(std::env::vars_os());
        environment.home = etcetera::home_dir().ok();
        environment
    }

    /// Makes an environment of given variables; `HOME` is the home folder.
    pub fn from_variables<K, V>(variables: impl IntoIterator<Item = (K, V)>) -> Self
    where
        K: Into<OsString>,
        V: Into<OsString>,
    {
        let mut variables: BTreeMap<OsString, OsString> = variables
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        let key = variables.remove(OsStr::new(KEY)).map(|key| {
            // A key that is no text is refused later; its bytes are not worth keeping.
            Zeroizing::new(key.into_string().unwrap_or_else(|_| "\u{fffd}".to_owned()))
        });
        Self {
            key: key.filter(|key| !key.trim().is_empty()),
            home: variables.get(OsStr::new("HOME")).map(PathBuf::from),
            variables,
        }
    }

    /// Returns a variable that is set, not empty, and text.
    pub fn text(&self, name: &str) -> Option<&str> {
        let value = self.variables.get(OsStr::new(name))?.to_str()?;
        (!value.is_empty()).then_some(value)
    }

    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        let value = self.variables.get(OsStr::new(name))?;
        (!value.is_empty()).then(|| PathBuf::from(value))
    }

    /// Whether `PINTUI_API_KEY` is set and not empty.
    pub fn has_key(&self) -> bool {
        self.key.is_some()
    }

    pub(super) fn key(&self) -> Option<Zeroizing<String>> {
        self.key.clone()
    }

    pub(super) fn home(&self) -> Option<PathBuf> {
        self.home.clone().filter(|home| home.is_absolute())
    }

    /// Returns the variables that a program started by this one may see: all but the key.
    pub fn for_children(&self) -> impl Iterator<Item = (&OsStr, &OsStr)> {
        self.variables
            .iter()
            .map(|(name, value)| (name.as_os_str(), value.as_os_str()))
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Any variable may hold somebody's secret.
        write!(f, "Environment({} variables)", self.variables.len())
    }
}
