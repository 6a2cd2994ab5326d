//! Streams of keys, pastes and answers, cut into reads anywhere and broken off anywhere: every key is heard,
//! none is invented, and nothing that was left open lasts.
use super::open::ANSWERS;
use super::{Typist, key, pasted};
use crate::fuzz::Dice;

const KEYS: &[(&str, &str)] = &[
    ("j", "j"),
    ("d", "d"),
    ("y", "y"),
    ("G", "shift-G"),
    ("é", "é"),
    ("伟", "伟"),
    ("\r", "enter"),
    ("\t", "tab"),
    ("\x7f", "backspace"),
    ("\x13", "ctrl-s"),
    ("\x1bx", "alt-x"),
    ("\x1b[A", "up"),
    ("\x1b[1;5D", "ctrl-left"),
    ("\x1bOP", "f1"),
    ("\x1b[17~", "f6"),
    ("\x1b[Z", "shift-backtab"),
    ("\x1b[27u", "esc"),
];
/// What a paste can hold; as keys it would delete, agree, quit and interrupt.
const PIECES: &[&str] = &[
    "Ada",
    "dd\ry",
    "\x03\x03",
    "q",
    "zoë",
    "\x1b[A",
    "[201~",
    "\n",
    "5520 0000",
];

struct Stream {
    dice: Dice,
    typist: Typist,
    /// What was sent and not read yet.
    sent: Vec<u8>,
    expected: Vec<String>,
}

impl Stream {
    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.dice.roll(from.len())]
    }

    /// Lets all that was sent be read, in pieces of any size.
    fn read_all(&mut self) {
        let sent = std::mem::take(&mut self.sent);
        let mut rest = sent.as_slice();
        while !rest.is_empty() {
            let mut size = 1 + self.dice.roll(rest.len().min(40));
            // An interrupt that comes alone is one, also in a paste.
            while rest[..size] == [3] && size < rest.len() {
                size += 1;
            }
            let (read, later) = rest.split_at(size);
            self.typist.read(read);
            rest = later;
        }
    }

    fn text(&mut self) -> String {
        let pieces = 1 + self.dice.roll(12);
        let text: String = (0..pieces).map(|_| self.pick(PIECES)).collect();
        text + "."
    }

    fn step(&mut self) {
        match self.dice.roll(10) {
            0..=4 => {
                let (bytes, name) = self.pick(KEYS);
                self.sent.extend_from_slice(bytes.as_bytes());
                self.expected.push(key(name));
            }
            5 | 6 => {
                let answer = self.pick(ANSWERS);
                self.sent.extend_from_slice(answer.as_bytes());
            }
            7 => {
                let text = self.text();
                self.sent
                    .extend_from_slice(format!("\x1b[200~{text}\x1b[201~").as_bytes());
                self.expected.push(pasted(&text));
            }
            8 => self.break_off_an_answer(),
            _ => self.break_off_a_paste(),
        }
    }

    fn break_off_an_answer(&mut self) {
        // What is cut off is more than a byte: a byte alone is a key, as a person types it.
        let answer = loop {
            let answer = self.pick(ANSWERS);
            if answer.len() > 4 {
                break answer;
            }
        };
        let cut = 3 + self.dice.roll(answer.len() - 4);
        self.sent
            .extend_from_slice(answer.get(..cut).unwrap().as_bytes());
        self.read_all();
        self.typist.silence();
        if self.dice.roll(2) == 0 {
            self.typist.read(answer.get(cut..).unwrap());
        } else {
            self.press_one_key();
        }
    }

    fn break_off_a_paste(&mut self) {
        let text = self.text();
        self.sent
            .extend_from_slice(format!("\x1b[200~{text}").as_bytes());
        self.read_all();
        self.typist.silence();
        self.expected.push(pasted(&text));
        self.expected
            .push("The paste never ended; the rest of it is ignored".to_owned());
        for _ in 0..self.dice.roll(4) {
            let late = self.text().replace('\x1b', "");
            self.typist.read(format!("dd{late}"));
            if self.dice.roll(2) == 0 {
                self.typist.silence();
            }
        }
        if self.dice.roll(2) == 0 {
            self.typist.read("dd\x1b[201~");
        } else {
            self.typist.silence();
            self.press_one_key();
        }
    }

    /// One key in a read of its own, as a person gives it.
    fn press_one_key(&mut self) {
        let (bytes, name) = self.pick(KEYS);
        self.typist.read(bytes);
        self.expected.push(key(name));
    }
}

/// Plays one stream of known things to its end.
fn play(seed: u64) {
    let mut stream = Stream {
        dice: Dice(seed),
        typist: Typist::default(),
        sent: Vec::new(),
        expected: Vec::new(),
    };
    for _ in 0..=stream.dice.roll(20) {
        stream.step();
    }
    stream.read_all();
    assert_eq!(
        stream.typist.silence().as_millis(),
        0,
        "stream {seed} is open"
    );
    assert_eq!(stream.typist.heard(), stream.expected, "stream {seed}");
}

/// Plays bytes that mean anything or nothing; then there is a silence, and the keys are alive.
fn play_noise(seed: u64) {
    const LIKELY: &[u8] = b"\x1b\x1b\x1b[[]OP_M?<;:0129~200~201~uRdyq\x03\x07\\\x9b\xc3\xa9";
    let mut dice = Dice(seed);
    let mut typist = Typist::default();
    for _ in 0..dice.roll(30) {
        let read: Vec<u8> = (0..=dice.roll(20))
            .map(|_| match dice.roll(4) {
                0 => u8::try_from(dice.roll(256)).unwrap(),
                _ => LIKELY[dice.roll(LIKELY.len())],
            })
            .collect();
        typist.read(&read);
        if dice.roll(4) == 0 {
            typist.silence();
        }
    }
    typist.silence();
    typist.heard();
    for (bytes, name) in [("\x03", "ctrl-c"), ("j", "j"), ("\x1b[A", "up")] {
        typist.read(bytes);
        assert_eq!(typist.heard(), [key(name)], "noise {seed}");
    }
}

fn play_all(streams: u64) {
    for seed in 1..=streams {
        // Neighbouring seeds begin alike.
        let seed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        play(seed);
        play_noise(seed);
    }
}

#[test]
fn no_stream_loses_a_key_or_invents_one() {
    play_all(3_000);
}

#[test]
#[ignore = "takes minutes; tests/nightly.sh runs it"]
fn no_stream_of_a_million_loses_a_key_or_invents_one() {
    play_all(1_000_000);
}
