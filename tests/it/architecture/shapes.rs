//! Rules about the shape of code, which cannot be met by moving text to another file.
use super::code::Token;
use std::collections::BTreeMap;

/// The most fields of a struct; a wire type has as many as the wire.
const MOST_FIELDS: usize = 12;
/// The most methods of a type, those of traits apart, over all its files.
const MOST_METHODS: usize = 40;
/// The most arguments of a function; a tuple counts as what is in it.
const MOST_ARGUMENTS: usize = 7;
/// The most columns of a line of comment.
const MOST_COLUMNS: usize = 110;

/// Returns everything in the files of `src` that is shaped wrongly. A file is its path, text and tokens.
pub fn misshapen<'a>(files: impl Iterator<Item = (&'a str, &'a str, &'a [Token])>) -> Vec<String> {
    let mut found = Vec::new();
    let mut sizes: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (path, text, tokens) in files {
        let layer = path.split(['/', '.']).nth(1).unwrap_or_default();
        for (what, size, most) in measured(tokens) {
            let (sum, _) = sizes.entry(format!("{layer}: {what}")).or_insert((0, most));
            *sum = if what.starts_with("methods") {
                *sum + size
            } else {
                size.max(*sum)
            };
        }
        found.extend(long_comments(path, text));
    }
    let large = sizes.into_iter().filter(|(_, (size, most))| size > most);
    found.extend(large.map(|(what, (size, most))| format!("{what}: {size}, more than {most}")));
    found
}

/// Returns what is counted in a file: its name, its size and how large it may be.
fn measured(tokens: &[Token]) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map_or("", |token| token.text.as_str());
        match token.text.as_str() {
            "struct" if !is_wire(&tokens[..at]) => {
                let fields = fields(&tokens[at..]);
                found.push((format!("fields of {next}"), fields, MOST_FIELDS));
            }
            "fn" if next != "(" => {
                let arguments = arguments(&tokens[at + 1..]);
                found.push((format!("arguments of {next}"), arguments, MOST_ARGUMENTS));
            }
            "impl" => {
                if let Some((name, count)) = inherent(&tokens[at..]) {
                    found.push((format!("methods of {name}"), count, MOST_METHODS));
                }
            }
            _ => {}
        }
    }
    found
}

fn long_comments(path: &str, text: &str) -> Vec<String> {
    let lines = text.lines().zip(1..);
    let long = lines.filter(|(line, _)| {
        line.trim_start().starts_with("//") && line.chars().count() > MOST_COLUMNS
    });
    long.map(|(line, number)| {
        let columns = line.chars().count();
        format!("{path}:{number}: a comment of {columns} columns, more than {MOST_COLUMNS}")
    })
    .collect()
}

/// Counts the named fields of a struct from its keyword on.
fn fields(tokens: &[Token]) -> usize {
    let opens = tokens
        .iter()
        .position(|token| ["{", "(", ";"].contains(&token.text.as_str()));
    let Some(opens) = opens.filter(|at| tokens[*at].text == "{") else {
        return 0;
    };
    inside(&tokens[opens..], true)
        .windows(2)
        .filter(|pair| pair[0].1 == 1 && pair[1].0 == ":")
        .count()
}

/// Whether a struct is read from or written to the wire: its attributes derive one of serde's traits.
fn is_wire(before: &[Token]) -> bool {
    let from = before
        .iter()
        .rposition(|token| [";", "{", "}"].contains(&token.text.as_str()))
        .map_or(0, |at| at + 1);
    let attributes = &before[from..];
    attributes
        .iter()
        .any(|token| ["Deserialize", "Serialize", "Parser", "Args"].contains(&token.text.as_str()))
}

/// Counts the arguments of a function from its name on, `self` apart; each part of a tuple counts.
fn arguments(tokens: &[Token]) -> usize {
    let mut angle = 0;
    let opens = tokens.iter().position(|token| {
        match token.text.as_str() {
            "<" => angle += 1,
            ">" => angle -= 1,
            _ => {}
        }
        token.text == "(" && angle <= 0
    });
    let Some(opens) = opens else { return 0 };
    let list = inside(&tokens[opens..], true);
    let mut count = 0;
    let mut at = 0;
    while at < list.len() {
        let end = (at..list.len())
            .find(|i| list[*i] == (",", 1))
            .unwrap_or(list.len());
        let argument = &list[at..end];
        if argument
            .iter()
            .any(|(text, depth)| *text == ":" && *depth == 1)
        {
            // A pattern that takes a tuple apart.
            let parts = argument
                .iter()
                .take_while(|part| **part != (":", 1))
                .filter(|part| **part == (",", 2))
                .count();
            count += 1 + parts;
        }
        at = end + 1;
    }
    count
}

/// Returns the type of an `impl` that is of no trait, and how many functions stand in it.
fn inherent(tokens: &[Token]) -> Option<(String, usize)> {
    let opens = tokens.iter().position(|token| token.text == "{")?;
    let head = &tokens[1..opens];
    if head.iter().any(|token| token.text == "for") {
        return None;
    }
    let mut angle = 0;
    let name = head.iter().find(|token| {
        let is_inside = angle > 0;
        match token.text.as_str() {
            "<" => angle += 1,
            ">" => angle -= 1,
            _ => {}
        }
        !is_inside && token.text.chars().next().is_some_and(char::is_uppercase)
    })?;
    let body = inside(&tokens[opens..], false);
    let count = body.iter().filter(|part| **part == ("fn", 1)).count();
    Some((name.text.clone(), count))
}

/// Returns what stands between the bracket at the start and its counterpart, each with its depth from 1; `<` opens
/// one too where only types stand.
fn inside(tokens: &[Token], generics: bool) -> Vec<(&str, usize)> {
    let mut depth = 0;
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let text = token.text.as_str();
        let before = at.checked_sub(1).map_or("", |at| tokens[at].text.as_str());
        match text {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            "<" if generics => depth += 1,
            ">" if generics && before != "-" && before != "=" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if at > 0 {
            found.push((text, depth));
        }
    }
    found
}
