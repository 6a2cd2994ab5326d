//! Files and folders that are ours alone: made so from the first byte, and refused where they are not.
//!
//! A file is opened without following a link and looked at through its handle, so that nothing can be
//! exchanged between the look and the use.
use rustix::fs::OFlags;
use std::fs::{DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The most bytes of a settings file that are read; a real one has a few hundred.
const MAX_TEXT: u64 = 1 << 20;
/// The most links that are followed one after the other.
const MAX_LINKS: u32 = 8;

/// That a file or folder cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}: {why}; fix: {}", crate::text::Safe::clean(&path.to_string_lossy()), self.fix())]
pub struct Unsafe {
    pub path: PathBuf,
    pub why: Why,
}

/// What is wrong with a file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Why {
    #[error("it does not exist")]
    Missing,
    #[error("it belongs to another user")]
    Foreign,
    #[error("it is a symbolic link, which could be pointed elsewhere")]
    Link,
    /// Others may read or write the file; its permission bits.
    #[error("other users can use it (mode {0:04o})")]
    Loose(u32),
    /// Others may write into the folder; its permission bits.
    #[error("other users can write into this folder (mode {0:04o})")]
    OpenFolder(u32),
    #[error("it is not a regular file")]
    NotAFile,
    #[error("it is not a folder")]
    NotAFolder,
    #[error("it is larger than {MAX_TEXT} bytes")]
    TooBig,
    #[error("it is not UTF-8 text")]
    NotText,
    #[error("it cannot be used ({0})")]
    Failed(ErrorKind),
}

impl Unsafe {
    fn new(path: &Path, why: Why) -> Self {
        Self {
            path: path.to_owned(),
            why,
        }
    }

    fn io(path: &Path, error: &std::io::Error) -> Self {
        let link = error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
        let why = if error.kind() == ErrorKind::NotFound {
            Why::Missing
        } else if link {
            Why::Link
        } else {
            Why::Failed(error.kind())
        };
        Self::new(path, why)
    }

    /// Returns the line that puts it right.
    pub fn fix(&self) -> String {
        let path = self.path.display();
        match self.why {
            Why::Missing => format!("create {path}, or name another file"),
            Why::Foreign => format!("chown \"$USER\" '{path}'"),
            Why::Link => format!("replace the link {path} with the file itself"),
            Why::Loose(_) => format!("chmod 600 '{path}'"),
            Why::OpenFolder(_) => format!("chmod go-w '{path}'"),
            Why::NotAFile | Why::NotAFolder => format!("move {path} out of the way"),
            Why::TooBig | Why::NotText => {
                format!("check {path}: it is not the file that belongs there")
            }
            Why::Failed(_) => {
                format!("check the permissions of {path} and of the folders above it")
            }
        }
    }
}

/// Opens a file of ours for reading; refuses one that others could have written or could read.
pub fn open(path: &Path) -> Result<File, Unsafe> {
    opened(path, OpenOptions::new().read(true))
}

/// Opens a file of ours for appending, making it with mode 0600 if it is not there.
pub fn append(path: &Path) -> Result<File, Unsafe> {
    opened(
        path,
        OpenOptions::new().append(true).create(true).mode(0o600),
    )
}

/// Looks at a file without opening it; what it says may be outdated a moment later, so it is for files in
/// a folder of ours, and for those whose handles another library keeps.
pub fn look(path: &Path) -> Result<(), Unsafe> {
    let found = std::fs::symlink_metadata(path).map_err(|error| Unsafe::io(path, &error))?;
    if found.is_symlink() {
        return Err(Unsafe::new(path, Why::Link));
    }
    check_file(path, &found)
}

/// Makes a file of ours, mode 0600 from its first byte; one that is there is an error.
pub fn make_new(path: &Path) -> Result<(), Unsafe> {
    let mut options = OpenOptions::new();
    opened(path, options.write(true).create_new(true).mode(0o600)).map(drop)
}

/// Reads a settings file of ours whole; a byte order mark is left out.
///
/// It alone may be a link, since people keep their settings in one place and link to them: what it leads to
/// must be ours like any other file, and so must each folder that holds a link on the way.
pub fn read_text(path: &Path) -> Result<String, Unsafe> {
    let mut bytes = Vec::new();
    open(&end_of_links(path)?)?
        .take(MAX_TEXT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Unsafe::io(path, &error))?;
    if bytes.len() as u64 > MAX_TEXT {
        return Err(Unsafe::new(path, Why::TooBig));
    }
    let text = String::from_utf8(bytes).map_err(|_| Unsafe::new(path, Why::NotText))?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

/// Makes a folder of ours with mode 0700, and the missing ones above it.
///
/// One that is there and that others can only look into is closed to them; one that they could write
/// into is refused, since nobody knows what they put there.
pub fn make_folder(path: &Path) -> Result<(), Unsafe> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    if let Err(error) = made
        && error.kind() != ErrorKind::AlreadyExists
    {
        return Err(Unsafe::io(path, &error));
    }
    let found = std::fs::symlink_metadata(path).map_err(|error| Unsafe::io(path, &error))?;
    check_folder(path, &found)?;
    if found.mode() & 0o777 != 0o700 {
        std::fs::set_permissions(path, Permissions::from_mode(0o700))
            .map_err(|error| Unsafe::io(path, &error))?;
    }
    Ok(())
}

/// Follows links up to what they lead to.
fn end_of_links(path: &Path) -> Result<PathBuf, Unsafe> {
    let mut end = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(target) = std::fs::read_link(&end) else {
            return Ok(end);
        };
        check_folder_of(&end)?;
        end = end.parent().unwrap_or(Path::new("")).join(target);
    }
    Err(Unsafe::new(path, Why::Link))
}

/// Looks at the folder that a file is in.
fn check_folder_of(path: &Path) -> Result<(), Unsafe> {
    let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    else {
        return Ok(());
    };
    // The way there may hold links (a linked home): what they lead to is what counts.
    let above = std::fs::metadata(folder).map_err(|error| Unsafe::io(folder, &error))?;
    check_folder(folder, &above)
}

fn opened(path: &Path, options: &mut OpenOptions) -> Result<File, Unsafe> {
    check_folder_of(path)?;
    // NONBLOCK: opening a pipe that somebody put there must not wait for its other end.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = options
        .custom_flags(i32::try_from(flags.bits()).unwrap_or_default())
        .open(path)
        .map_err(|error| Unsafe::io(path, &error))?;
    let found = file.metadata().map_err(|error| Unsafe::io(path, &error))?;
    check_file(path, &found)?;
    Ok(file)
}

fn check_file(path: &Path, found: &Metadata) -> Result<(), Unsafe> {
    if !found.is_file() {
        return Err(Unsafe::new(path, Why::NotAFile));
    }
    if !is_ours(found) {
        return Err(Unsafe::new(path, Why::Foreign));
    }
    if found.mode() & 0o077 != 0 {
        return Err(Unsafe::new(path, Why::Loose(found.mode() & 0o7777)));
    }
    Ok(())
}

fn check_folder(path: &Path, found: &Metadata) -> Result<(), Unsafe> {
    if found.is_symlink() {
        return Err(Unsafe::new(path, Why::Link));
    }
    if !found.is_dir() {
        return Err(Unsafe::new(path, Why::NotAFolder));
    }
    if !is_ours(found) && found.uid() != 0 {
        return Err(Unsafe::new(path, Why::Foreign));
    }
    if found.mode() & 0o022 != 0 {
        return Err(Unsafe::new(path, Why::OpenFolder(found.mode() & 0o7777)));
    }
    Ok(())
}

fn is_ours(found: &Metadata) -> bool {
    found.uid() == rustix::process::geteuid().as_raw()
}
