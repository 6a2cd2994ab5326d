//! What the process gives up before it does anything else, so that less can leak from it.
use rustix::fs::Mode;
use rustix::process::{Resource, Rlimit, setrlimit, umask};

/// Makes files that any library creates readable by their owner alone (`SQLite` asks for 0644), and
/// keeps the process's memory, which holds the key, out of core files and other programs' reach.
///
/// It is the first thing that `main` does. A system that refuses is not told about: nothing else
/// depends on it.
pub fn harden() {
    umask(Mode::RWXG | Mode::RWXO);
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = setrlimit(Resource::Core, none);
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}
