//! How the table is written, and how it is read.
//!
//! `== TOPIC` begins a topic: the number of the contract's section and a word. A row begins at the margin with its source
//! and, behind a bar, what it says. Its indented lines are one exchange after the other:
//!
//! - `+Name: value` gives the next request a header, in place of the usual one; `none` leaves that out;
//! - `POST /1/path body` sends the raw body, as JSON if it begins like an object and else as a form;
//! - `201` or `201 body` is the status of the answer, and its whole body, in which `<cus_>` stands for such a token;
//! - `/pointer value` is a piece of the answer's JSON: a JSON value, or `is` and a kind of [`super::judge`];
//! - `Name: value` is a header of the answer, in the same way;
//! - `fields /pointer a b c` are all members of an object, in their order on the wire;
//! - `all /pointer name value` are the members of that name in a list of objects, as one JSON list;
//! - `size /pointer n` is the length of a list;
//! - `refused param: text; param: text` is a 422 that complains of these parameters, byte for byte;
//! - `keep name /pointer` gives a piece of the answer a name, `keep name Header:` a header;
//! - `with {name}` makes what the names stand for before the next request;
//! - `hours n` moves the clock, `customers n` begins with so many base customers, `fault spec` arms a fault.
//!
//! `{name}` stands for something kept or made by [`super::stage`].

/// One fact: where it stands in the contract, who is its source, what it says, and the lines that hold it.
#[derive(Debug)]
pub struct Row {
    pub topic: String,
    pub source: String,
    pub says: String,
    pub lines: Vec<String>,
}

/// Reads a table.
pub fn read(text: &str) -> Vec<Row> {
    let mut topic = "";
    let mut rows: Vec<Row> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(begun) = line.strip_prefix("== ") {
            topic = begun;
        } else if let Some(step) = line.strip_prefix("  ") {
            let row = rows.last_mut().unwrap_or_else(|| panic!("{line}"));
            row.lines.push(step.trim().to_owned());
        } else {
            let (source, says) = line.split_once(" | ").unwrap_or_else(|| panic!("{line}"));
            rows.push(Row {
                topic: topic.to_owned(),
                source: source.to_owned(),
                says: says.to_owned(),
                lines: Vec::new(),
            });
        }
    }
    rows
}

/// What a line of a row asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Step<'a> {
    Header(&'a str, &'a str),
    Call(&'a str, &'a str, &'a str),
    Status(u16, &'a str),
    Piece(&'a str, &'a str),
    Answers(&'a str, &'a str),
    Fields(&'a str, Vec<&'a str>),
    All(&'a str, &'a str, &'a str),
    Size(&'a str, usize),
    Refused(&'a str),
    Keep(&'a str, &'a str),
    Hours(i64),
    Fault(&'a str),
    With,
}

impl<'a> Step<'a> {
    /// Reads a line whose placeholders are filled in.
    pub fn read(line: &'a str) -> Result<Self, String> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let wrong = || format!("the table's line is not understood: {line}");
        let pair = || rest.split_once(' ').ok_or_else(wrong);
        if let Some(header) = line.strip_prefix('+') {
            let (name, value) = header.split_once(": ").ok_or_else(wrong)?;
            return Ok(Self::Header(name, value));
        }
        if word.starts_with('/') {
            return Ok(Self::Piece(word, rest));
        }
        if let Some(name) = word.strip_suffix(':') {
            return Ok(Self::Answers(name, rest));
        }
        if let Ok(status) = word.parse() {
            return Ok(Self::Status(status, rest));
        }
        Ok(match word {
            "refused" => Self::Refused(rest),
            "fields" => {
                let (at, names) = pair()?;
                Self::Fields(at, names.split(' ').collect())
            }
            "all" => {
                let (at, rest) = pair()?;
                let (name, value) = rest.split_once(' ').ok_or_else(wrong)?;
                Self::All(at, name, value)
            }
            "size" => {
                let (at, size) = pair()?;
                Self::Size(at, size.parse().map_err(|_| wrong())?)
            }
            "keep" => {
                let (name, at) = pair()?;
                Self::Keep(name, at)
            }
            "hours" => Self::Hours(rest.parse().map_err(|_| wrong())?),
            "fault" => Self::Fault(rest),
            "with" => Self::With,
            method if method.chars().all(|c| c.is_ascii_uppercase()) => {
                let (target, body) = rest.split_once(' ').unwrap_or((rest, ""));
                Self::Call(method, target, body)
            }
            _ => return Err(wrong()),
        })
    }
}
