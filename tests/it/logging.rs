//! The log is ours alone, limited, and holds nothing it must not.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
use pintui::config::{Config, Environment, Flags};
use pintui::logging::{self, LogFile, LogProblem, Started};
use pintui::secret::ApiKey;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tracing_subscriber::filter::LevelFilter;

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pintui.log");
    (folder, path)
}

/// Logs what `say` says and gives what the file then holds.
fn logged(path: &Path, level: LevelFilter, limit: u64, say: impl FnOnce()) -> String {
    let log = LogFile::open(path, limit).unwrap();
    tracing::subscriber::with_default(logging::subscriber(log, level), say);
    fs::read_to_string(path).unwrap()
}

#[test]
fn only_our_own_events_of_the_level_are_kept() {
    let (_keep, path) = place();
    let text = logged(&path, LevelFilter::INFO, 10_000, || {
        tracing::info!(target: "pintui::runtime::worker", status = 200, "answered");
        tracing::warn!(target: "pintui", "careful");
        tracing::debug!(target: "pintui::api", "too fine");
        tracing::error!(target: "hyper::proto", "not ours");
        tracing::error!(target: "pintui_other", "not ours either");
    });
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(
        lines[0].contains("INFO pintui::runtime::worker: answered status=200"),
        "{text}"
    );
    assert!(lines[1].contains("WARN pintui: careful"), "{text}");
}

#[test]
fn a_line_can_forge_no_other_and_holds_no_number() {
    let (_keep, path) = place();
    let key = ApiKey::new("sk_4711".to_owned());
    let text = logged(&path, LevelFilter::TRACE, 100_000, || {
        tracing::trace!(target: "pintui", "a\nb\u{1b}[31mc\u{202e}d 4200-0000-0000-0000 {key:?}");
        tracing::trace!(target: "pintui", number = "5520 0000 0000 0000", "{}", "x".repeat(50_000));
        tracing::trace!(target: "pintui", ?key, number = ?Some("4200000000000000"));
    });
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(
        text.contains("XXXX-XXXX-XXXX-0000") && text.contains("XXXXXXXXXXXX0000"),
        "{text}"
    );
    assert!(
        !text.contains("4200") && !text.contains("5520") && !text.contains("4711"),
        "{text}"
    );
    assert!(
        text.chars()
            .all(|c| c == '\n' || !c.is_control() && c != '\u{202e}')
    );
    assert!(
        text.lines()
            .all(|line| line.chars().count() <= pintui::text::MAX_CHARS)
    );
}

#[test]
fn the_file_is_ours_alone_and_limited() {
    let (_keep, path) = place();
    let say = || (0..200).for_each(|n| tracing::info!(target: "pintui", "line {n:04} of many"));
    let text = logged(&path, LevelFilter::INFO, 4_096, say);
    let old = path.with_extension("log.old");
    assert!(text.ends_with("line 0199 of many\n"));
    for file in [&path, &old] {
        let found = fs::metadata(file).unwrap();
        assert_eq!(found.permissions().mode() & 0o7777, 0o600);
        assert!(found.len() <= 4_096 && found.len() > 0);
    }
    let both = fs::read_to_string(&old).unwrap() + &text;
    let numbers: Vec<&str> = both
        .lines()
        .filter_map(|l| l.split("line ").nth(1))
        .collect();
    assert!(
        numbers.windows(2).all(|pair| pair[0] < pair[1]),
        "lines are doubled or out of order"
    );
    let again = logged(
        &path,
        LevelFilter::INFO,
        4_096,
        || tracing::info!(target: "pintui", "more"),
    );
    assert!(again.starts_with(&text) && again.ends_with("more\n"));
}

#[test]
fn the_level_is_what_the_variable_says() {
    let level = |value: &str| logging::level(&Environment::from_variables([("PINTUI_LOG", value)]));
    assert_eq!(level(""), Ok(LevelFilter::INFO));
    assert_eq!(level("off"), Ok(LevelFilter::OFF));
    assert_eq!(level("trace"), Ok(LevelFilter::TRACE));
    assert_eq!(level("loud"), Err(LogProblem::Level));
}

#[test]
fn a_log_that_cannot_be_written_is_said_and_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().to_str().unwrap();
    let start = |value: &str| {
        let environment = Environment::from_variables([("HOME", home), ("PINTUI_LOG", value)]);
        let paths = Config::load(&environment, &Flags::default()).unwrap().paths;
        logging::start(&paths, &environment)
    };
    assert_eq!(start("off"), Started::Off);
    assert!(!folder.path().join(".local").exists());
    let state = folder.path().join(".local/state/pintui");
    fs::create_dir_all(&state).unwrap();
    fs::set_permissions(&state, fs::Permissions::from_mode(0o777)).unwrap();
    let Started::Failed(problem) = start("info") else {
        panic!("a folder of everybody was taken");
    };
    assert!(problem.to_string().contains("fix: chmod go-w"), "{problem}");
}
