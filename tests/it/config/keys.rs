//! Where a key comes from, and that nothing about it is ever said.
use super::Home;
use pintui::config::{Environment, KeyError, KeySource};
use pintui::secret::BadKey;
use std::time::{Duration, Instant};

fn read(source: &KeySource, environment: &Environment) -> Result<String, KeyError> {
    source.read(environment).map(|key| key.expose().to_owned())
}

fn command(text: &str) -> Result<String, KeyError> {
    let home = Home::empty()
        .var("PINTUI_API_KEY", "from-the-environment")
        .var("OTHER", "seen");
    read(&KeySource::Command(text.to_owned()), &home.environment())
}

#[test]
fn a_key_comes_from_the_environment() {
    let set = Home::empty().var("PINTUI_API_KEY", " abc \n").environment();
    assert_eq!(read(&KeySource::Environment, &set), Ok("abc".to_owned()));
    assert!(!format!("{set:?}").contains("abc"));
    let unset = Home::empty().environment();
    assert_eq!(read(&KeySource::Environment, &unset), Err(KeyError::NotSet));
    let ill = Home::empty()
        .var("PINTUI_API_KEY", "a\u{1b}b")
        .environment();
    let error = read(&KeySource::Environment, &ill).unwrap_err();
    assert!(matches!(
        error,
        KeyError::Bad {
            fault: BadKey::Character,
            ..
        }
    ));
    assert_eq!(read(&KeySource::Embedded, &unset), Err(KeyError::Embedded));
}

#[test]
fn the_real_environment_is_read_and_handed_on_without_the_key() {
    assert!(Environment::of_process().text("PATH").is_some());
    let home = Home::empty()
        .var("PINTUI_API_KEY", "abc")
        .var("OTHER", "x")
        .environment();
    let handed: Vec<&str> = home
        .for_children()
        .filter_map(|(name, _)| name.to_str())
        .collect();
    assert_eq!(handed, ["HOME", "OTHER", "PATH"]);
}

#[test]
fn a_key_comes_from_a_file_of_ours() {
    let home = Home::empty();
    let environment = home.environment();
    let file = |bytes: &[u8], mode: u32| {
        read(
            &KeySource::File(home.write("key", bytes, mode)),
            &environment,
        )
    };
    assert_eq!(file(b"abc\r\nsecond line", 0o600), Ok("abc".to_owned()));
    assert_eq!(file(b"abc", 0o400), Ok("abc".to_owned()));
    assert_eq!(file(b"\xef\xbb\xbfabc\r\n", 0o600), Ok("abc".to_owned()));
    let said = file(b"key = \"abc4711\"", 0o600).unwrap_err().to_string();
    assert!(
        said.contains("no key has") && !said.contains("4711"),
        "{said}"
    );
    assert!(matches!(
        file(b"\nabc", 0o600),
        Err(KeyError::Bad {
            fault: BadKey::Empty,
            ..
        })
    ));
    assert!(matches!(
        file(b"\xff", 0o600),
        Err(KeyError::Bad {
            fault: BadKey::Character,
            ..
        })
    ));
    assert!(matches!(
        file(&vec![b'x'; 1 << 20], 0o600),
        Err(KeyError::Bad {
            fault: BadKey::TooLong,
            ..
        })
    ));
    let said = file(b"hidden4711", 0o644).unwrap_err().to_string();
    assert!(
        said.contains("chmod 600") && !said.contains("4711"),
        "{said}"
    );
}

#[test]
fn a_key_comes_from_a_command() {
    assert_eq!(command("echo abc; echo more"), Ok("abc".to_owned()));
    assert_eq!(command("printf %s abc"), Ok("abc".to_owned()));
    assert_eq!(
        command("printf a; printf b; seq 1 100000 >/dev/null; printf 'c\\nd'"),
        Ok("abc".to_owned())
    );
    assert_eq!(command("echo abc; seq 1 100000"), Ok("abc".to_owned()));
    assert_eq!(
        command("echo \"$OTHER${PINTUI_API_KEY-unset}\""),
        Ok("seenunset".to_owned())
    );
    assert!(matches!(
        command("cat; true"),
        Err(KeyError::Bad {
            fault: BadKey::Empty,
            ..
        })
    ));
}

#[test]
fn a_command_that_fails_says_nothing_it_printed() {
    let error = command("echo hidden4711; echo hidden4712 >&2; exit 3").unwrap_err();
    assert_eq!(error, KeyError::Failed("exit status: 3".to_owned()));
    for text in [
        "echo 'hid den4711'",
        "echo 4711é",
        "no-such-command-4711",
        "head -c 100000 /dev/zero | tr '\\0' 4",
    ] {
        let said = command(text).unwrap_err();
        assert!(!format!("{said} {said:?}").contains("47"), "{said}");
        assert!(!format!("{said} {said:?}").contains("44"), "{said}");
    }
}

#[test]
fn a_command_gets_no_terminal_by_any_name() {
    let home = Home::empty().var("GPG_TTY", "/dev/pts/0");
    let source = KeySource::Command("echo \"${GPG_TTY-none}\"".to_owned());
    assert_eq!(read(&source, &home.environment()), Ok("none".to_owned()));
    assert!(command("exec 3</dev/tty && echo abc").is_err());
    // The number of its session is its own, so it is in nobody else's.
    #[cfg(target_os = "linux")]
    assert_eq!(
        command("read -r pid _ _ _ _ session _ </proc/$$/stat; [ $pid = $session ] && echo abc"),
        Ok("abc".to_owned())
    );
}

#[test]
fn only_a_command_that_failed_or_said_nothing_may_want_the_terminal() {
    for (text, may) in [
        ("exit 2", true),
        ("true", true),
        ("kill $$", true),
        ("echo two words", false),
    ] {
        let source = KeySource::Command(text.to_owned());
        let error = command(text).unwrap_err();
        assert_eq!(source.may_want_terminal(&error), may, "{text}");
    }
    let slow = KeyError::TooSlow(Duration::from_secs(1));
    assert!(!KeySource::Command(String::new()).may_want_terminal(&slow));
    let empty = KeyError::Bad {
        place: "the key_file",
        fault: BadKey::Empty,
    };
    assert!(!KeySource::File("key".into()).may_want_terminal(&empty));
}

#[test]
fn a_command_that_hangs_is_stopped_with_all_it_started() {
    let home = Home::empty();
    let pipe = home.folder.path().join("pipe");
    rustix::fs::mkfifoat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
    )
    .unwrap();
    // The reader sees the end of the pipe when the last process that holds it is gone.
    let (said, end) = std::sync::mpsc::channel();
    let reader = pipe.clone();
    std::thread::spawn(move || said.send(std::fs::read(reader)));
    let hang = format!(
        "exec 3>'{}'; sleep 600 & echo abc; sleep 600",
        pipe.display()
    );
    let begun = Instant::now();
    let limit = Duration::from_secs(1);
    let result = KeySource::Command(hang)
        .read_within(&home.environment(), limit)
        .map(drop);
    assert_eq!(result, Err(KeyError::TooSlow(limit)));
    assert!(
        begun.elapsed() < Duration::from_secs(30),
        "{:?}",
        begun.elapsed()
    );
    assert!(end.recv_timeout(Duration::from_secs(30)).unwrap().is_ok());
}
