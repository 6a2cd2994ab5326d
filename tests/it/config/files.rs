//! Config files that are broken or not ours, and the folders and files that the program makes.
use super::Home;
use pintui::config::private::{self, Unsafe, Why};
use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn nasty(name: &str) -> Vec<u8> {
    let path = format!(
        "{}/tests/fixtures/nasty/files/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    fs::read(path).unwrap()
}

fn refused(bytes: &[u8]) -> String {
    let home = Home::empty();
    home.write("config.toml", bytes, 0o600);
    home.problems()
}

#[test]
fn nasty_files_are_refused_in_words() {
    let cases = [
        ("config-bom.toml", "config.toml:1: `mode` is not a setting"),
        ("config-unknown.toml", "did you mean `mode`?"),
        ("config-http.toml", "`base_url` is not a setting"),
        ("config-idn.toml", "It belongs below [profile.NAME]"),
        ("config-ctl.toml", "config.toml:1: this is not TOML"),
        (
            "config-deep.toml",
            "config.toml:1: brackets are nested too deep",
        ),
    ];
    for (name, said) in cases {
        let problems = refused(&nasty(name));
        assert!(problems.contains(said), "{name}: {problems}");
        assert!(
            problems.chars().all(|c| c == '\n' || !c.is_control()),
            "{name}"
        );
    }
    let in_a_profile = |name: &str| {
        let text = String::from_utf8(nasty(name)).unwrap();
        let mode = if text.contains("mode") {
            ""
        } else {
            "mode = 'live'\n"
        };
        refused(format!("[profile.default]\n{mode}{text}").as_bytes())
    };
    assert!(in_a_profile("config-http.toml").contains("is plain http"));
    assert!(in_a_profile("config-idn.toml").contains("U+0430"));
}

#[test]
fn a_byte_order_mark_is_no_setting() {
    let home = Home::with("\u{feff}[profile.default]\nmode = 'test'\n");
    assert_eq!(home.load().unwrap().profile.name.as_str(), "default");
}

#[test]
fn depth_and_size_cannot_use_up_the_program() {
    let lines = format!("a = {}", "[\n".repeat(200_000));
    assert!(refused(lines.as_bytes()).contains("not TOML"));
    let tables = format!("a = {}", "{b = ".repeat(50_000));
    assert!(refused(tables.as_bytes()).contains("too deep"));
    let dotted = format!("{}a = 1", "a.".repeat(100_000));
    assert!(!refused(dotted.as_bytes()).is_empty());
    assert!(refused(&vec![b'#'; (1 << 20) + 1]).contains("larger than"));
    assert!(refused(b"\xff\xfe").contains("not UTF-8"));
}

#[test]
fn a_file_that_is_not_ours_alone_is_refused_with_its_cure() {
    let text = b"[profile.default]\nmode = 'test'\n";
    for mode in [0o640, 0o604, 0o620, 0o666, 0o644] {
        let home = Home::empty();
        home.write("config.toml", text, mode);
        let said = home.problems();
        assert!(said.contains(&format!("mode {mode:04o}")), "{said}");
        assert!(
            said.contains("fix: chmod 600 '~/.config/pintui/config.toml'"),
            "{said}"
        );
    }
    let home = Home::with("");
    let folder = home.folder.path().join(".config/pintui");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
    assert!(
        home.problems()
            .contains("fix: chmod go-w '~/.config/pintui'")
    );
    let home = Home::empty();
    fs::create_dir_all(home.folder.path().join(".config/pintui/config.toml")).unwrap();
    assert!(home.problems().contains("not a regular file"));
    let home = Home::empty().var("PINTUI_CONFIG", "/nowhere/at/all.toml");
    assert!(home.problems().contains("it does not exist"));
}

fn mode_of(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}

fn why<T: std::fmt::Debug>(result: Result<T, Unsafe>) -> Why {
    result.unwrap_err().why
}

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    (folder, path)
}

#[test]
fn what_is_made_is_ours_alone() {
    let config = Home::empty();
    let paths = config.load().unwrap().paths;
    for folder in [paths.make_state(), paths.make_data()] {
        let folder = folder.unwrap();
        assert_eq!(mode_of(folder), 0o700);
        let file = folder.join("file");
        private::append(&file).unwrap().write_all(b"one").unwrap();
        private::append(&file).unwrap().write_all(b" two").unwrap();
        assert_eq!(mode_of(&file), 0o600);
        assert_eq!(private::read_text(&file).unwrap(), "one two");
    }
    assert_eq!(mode_of(paths.state.parent().unwrap()), 0o700);
}

#[test]
fn bad_folders_are_refused_or_closed() {
    let (_keep, path) = place();
    fs::create_dir(&path).unwrap();
    for mode in [0o755, 0o750, 0o711] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        private::make_folder(&path).unwrap();
        assert_eq!(mode_of(&path), 0o700);
    }
    for mode in [0o777, 0o1777, 0o720, 0o702] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(why(private::make_folder(&path)), Why::OpenFolder(mode));
        assert_eq!(
            why(private::append(&path.join("new"))),
            Why::OpenFolder(mode)
        );
        assert!(
            !path.join("new").exists(),
            "it was made before it was refused"
        );
    }
    let (keep, link) = place();
    symlink(keep.path(), &link).unwrap();
    assert_eq!(why(private::make_folder(&link)), Why::Link);
    let (_keep, file) = place();
    fs::write(&file, "").unwrap();
    assert_eq!(why(private::make_folder(&file)), Why::NotAFolder);
}

#[test]
fn bad_files_are_refused() {
    let (_keep, file) = place();
    assert_eq!(why(private::open(&file)), Why::Missing);
    symlink("/dev/null", &file).unwrap();
    assert_eq!(why(private::open(&file)), Why::Link);
    assert_eq!(why(private::append(&file)), Why::Link);
    let (_keep, file) = place();
    rustix::fs::mkfifoat(rustix::fs::CWD, &file, rustix::fs::Mode::RUSR).unwrap();
    assert_eq!(why(private::open(&file)), Why::NotAFile);
    let (_keep, file) = place();
    fs::write(&file, "").unwrap();
    for mode in [0o601, 0o610, 0o666] {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(why(private::append(&file)), Why::Loose(mode));
    }
}

#[test]
fn what_belongs_to_another_user_is_refused() {
    let (_keep, file) = place();
    fs::write(&file, "").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    if std::os::unix::fs::chown(&file, Some(12_345), None).is_ok() {
        assert_eq!(why(private::open(&file)), Why::Foreign);
        let folder = file.with_file_name("folder");
        fs::create_dir(&folder).unwrap();
        std::os::unix::fs::chown(&folder, Some(12_345), None).unwrap();
        assert_eq!(why(private::make_folder(&folder)), Why::Foreign);
    } else {
        // Only root can give a file away; for all others, root's files are the foreign ones.
        assert_eq!(why(private::open(Path::new("/etc/passwd"))), Why::Foreign);
    }
}

#[test]
fn a_config_may_be_a_link_to_a_file_of_ours_alone() {
    let text = b"[profile.default]\nmode = 'test'\n";
    let linked = |mode: u32| {
        let home = Home::empty();
        let real = home.write("dotfiles.toml", text, mode);
        // As a manager of settings makes it: relative, and over a link of its own.
        symlink("dotfiles.toml", real.with_file_name("second")).unwrap();
        symlink("second", real.with_file_name("config.toml")).unwrap();
        home
    };
    let config = linked(0o600).load().unwrap();
    assert_eq!(config.profile.name.as_str(), "default");
    let said = linked(0o644).problems();
    assert!(
        said.contains("fix: chmod 600 '~/.config/pintui/dotfiles.toml'"),
        "{said}"
    );
    let home = Home::with("");
    let config = home.folder.path().join(".config/pintui/config.toml");
    let replace = |target: &str| {
        fs::remove_file(&config).unwrap();
        symlink(target, &config).unwrap();
        home.problems()
    };
    assert!(replace("config.toml").contains("symbolic link"), "a ring");
    assert!(replace("nowhere.toml").contains("it does not exist"));
    assert!(replace("/dev/null").contains("not a regular file"));
    // What somebody else could point elsewhere is not followed.
    let open = home.folder.path().join("open");
    fs::create_dir(&open).unwrap();
    fs::set_permissions(&open, fs::Permissions::from_mode(0o777)).unwrap();
    home.write("real.toml", text, 0o600);
    symlink("../.config/pintui/real.toml", open.join("link")).unwrap();
    assert!(replace("../../open/link").contains("chmod go-w"));
}
