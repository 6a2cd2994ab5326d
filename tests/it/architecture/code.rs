//! Just enough of a reader of Rust: what is code, its words, and the paths it names.

/// Holds one word or sign of the code, and its line from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

/// Splits code into words and signs; comments, texts and characters in quotes are left out.
pub fn tokens(text: &str) -> Vec<Token> {
    let code: Vec<char> = without_texts(text).chars().collect();
    let mut found: Vec<Token> = Vec::new();
    let mut line = 1;
    let mut at = 0;
    while let Some(c) = code.get(at).copied() {
        let end = if is_word(c) {
            (at..code.len())
                .find(|i| !is_word(code[*i]))
                .unwrap_or(code.len())
        } else if code[at..].starts_with(&[':', ':']) {
            at + 2
        } else {
            at + 1
        };
        if c == '\n' {
            line += 1;
        } else if !c.is_whitespace() {
            found.push(Token {
                text: code[at..end].iter().collect(),
                line,
            });
        }
        at = end;
    }
    found
}

pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Blanks out comments, texts and characters, and keeps every line break.
fn without_texts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in parts(text) {
        match part {
            Part::Code(c) => out.push(c),
            Part::Comment(skipped) | Part::Text(skipped) => {
                out.push(' ');
                out.extend(skipped.chars().filter(|c| *c == '\n'));
            }
        }
    }
    out
}

/// Gives every text in quotes, with the line it begins on, from 1.
pub fn texts(text: &str) -> Vec<Token> {
    let mut line = 1;
    let mut found = Vec::new();
    for part in parts(text) {
        match part {
            Part::Code(c) => line += usize::from(c == '\n'),
            Part::Comment(text) => line += text.matches('\n').count(),
            Part::Text(text) => {
                let lines = text.matches('\n').count();
                found.push(Token { text, line });
                line += lines;
            }
        }
    }
    found
}

enum Part {
    Code(char),
    Comment(String),
    Text(String),
}

fn parts(text: &str) -> Vec<Part> {
    let source: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let before = at.checked_sub(1).map(|b| source[b]);
        let taken = |length: usize| rest[..length.min(rest.len())].iter().collect::<String>();
        let (part, length) = if let Some(length) = comment(rest) {
            (Part::Comment(taken(length)), length)
        } else if let Some(length) = raw_text(rest, before).or_else(|| quoted(rest)) {
            (Part::Text(taken(length)), length)
        } else {
            (Part::Code(rest[0]), 1)
        };
        found.push(part);
        at += length;
    }
    found
}

fn comment(rest: &[char]) -> Option<usize> {
    if rest.starts_with(&['/', '/']) {
        return Some(rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()));
    }
    if !rest.starts_with(&['/', '*']) {
        return None;
    }
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with(&['/', '*']) {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(&['*', '/']) {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += 1;
        }
    }
    Some(rest.len())
}

/// Measures `r"…"`, `r#"…"#` and so on, where the `r` begins a word (also after a `b`).
fn raw_text(rest: &[char], before: Option<char>) -> Option<usize> {
    if rest[0] != 'r' || before.is_some_and(|c| is_word(c) && c != 'b') {
        return None;
    }
    let marks = rest[1..].iter().take_while(|c| **c == '#').count();
    if rest.get(1 + marks) != Some(&'"') {
        return None;
    }
    let mut end: Vec<char> = vec!['"'];
    end.extend(std::iter::repeat_n('#', marks));
    let from = marks + 2;
    let length = rest[from..].windows(end.len()).position(|w| w == end);
    Some(length.map_or(rest.len(), |length| from + length + end.len()))
}

/// Measures a text or a character in quotes; a lifetime is none.
fn quoted(rest: &[char]) -> Option<usize> {
    let quote = rest[0];
    let is_char = quote == '\'' && (rest.get(1) == Some(&'\\') || rest.get(2) == Some(&'\''));
    if quote != '"' && !is_char {
        return None;
    }
    let mut at = 1;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    Some((at + 1).min(rest.len()))
}

/// Gives every path of ours that a file names, from the root: `api::cards::Card`.
///
/// `module` is the file's own, for what begins with `self` or `super`; `root` is the word that means
/// the crate (`crate` inside, its name outside). Groups are spread out. Where a `use` begins with another
/// word, that is taken for a module inside this one: a crate's name leads nowhere from there.
pub fn named(tokens: &[Token], module: &[&str], root: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut at = 0;
    while at < tokens.len() {
        let begins = word(at + 1) == "::" && (at == 0 || word(at - 1) != "::");
        let mut base: Vec<String> = Vec::new();
        let mut next = at + 2;
        if !begins {
            at += 1;
            continue;
        }
        match word(at) {
            first if first == root => {}
            "self" => base.extend(module.iter().map(ToString::to_string)),
            "super" => {
                let mut up = 1;
                while word(next) == "super" && word(next + 1) == "::" {
                    up += 1;
                    next += 2;
                }
                let kept = module.len().saturating_sub(up);
                base.extend(module[..kept].iter().map(ToString::to_string));
            }
            _ if at > 0 && word(at - 1) == "use" => {
                base.extend(module.iter().map(ToString::to_string));
                next = at;
            }
            _ => {
                at += 1;
                continue;
            }
        }
        let line = tokens[at].line;
        at = tree(tokens, next, &base, &mut |path| {
            found.push((path.join("::"), line));
        });
    }
    found
}

/// Returns the paths that a file brings in by `use`, as [`named`] writes them.
pub fn imported(tokens: &[Token], module: &[&str], root: &str) -> Vec<String> {
    let statements = tokens.split(|token| token.text == ";");
    let imports = statements.filter_map(|statement| {
        let at = statement.iter().rposition(|token| token.text == "use")?;
        Some(named(&statement[at..], module, root))
    });
    imports.flatten().map(|(path, _)| path).collect()
}

/// Walks one path with its groups from a token on and gives the token behind it.
fn tree(
    tokens: &[Token],
    from: usize,
    base: &[String],
    found: &mut impl FnMut(&[String]),
) -> usize {
    let mut path = base.to_vec();
    let mut at = from;
    loop {
        let Some(token) = tokens.get(at) else {
            found(&path);
            return at;
        };
        if token.text == "{" {
            at += 1;
            while tokens.get(at).is_some_and(|token| token.text != "}") {
                at = if tokens[at].text == "," {
                    at + 1
                } else {
                    group_item(tokens, at, &path, found)
                };
            }
            return at + 1;
        }
        if token.text.chars().all(is_word) {
            path.push(token.text.clone());
            at += 1;
        }
        if tokens.get(at).is_none_or(|token| token.text != "::") {
            found(&path);
            return at;
        }
        at += 1;
    }
}

/// Walks one item of a group, with its `as NAME`, to the comma or brace behind it.
fn group_item(
    tokens: &[Token],
    from: usize,
    base: &[String],
    found: &mut dyn FnMut(&[String]),
) -> usize {
    let mut at = tree(tokens, from, base, &mut |path: &[String]| found(path));
    while tokens
        .get(at)
        .is_some_and(|token| token.text != "," && token.text != "}")
    {
        at += 1;
    }
    at.max(from + 1)
}
