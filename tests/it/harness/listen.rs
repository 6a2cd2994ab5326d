//! How a flow hears answers: all that are due, until something is so, or with one kept back.
use super::Harness;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use pintui::model::event::Event;
use std::time::Duration;

/// How long an answer may take before the test is said to hang.
const HANG: Duration = Duration::from_secs(20);
/// More than the rest after which details are asked for, and than the time a question is deaf.
pub const BREATH: Duration = Duration::from_millis(400);

impl Harness {
    /// Sets the clock back and tells the app so.
    pub fn set_back(&mut self, by: Duration) -> &mut Self {
        self.now.wall -= by;
        self.tell(Event::Tick);
        self
    }

    /// Waits until no event is due but time; the cursor rests and questions are heard again.
    pub fn idle(&mut self) -> &mut Self {
        self.answers();
        self.advance(BREATH);
        self.answers();
        self
    }

    /// Takes in answers until none is due.
    pub fn answers(&mut self) -> &mut Self {
        while self.gate_moves || !self.app.is_idle() {
            self.hear("an answer");
        }
        while let Ok(event) = self.events.try_recv() {
            self.take(event);
        }
        self
    }

    /// Takes in what the worker says, one event at a time, until a text is on the screen.
    pub fn until(&mut self, text: &str) -> &mut Self {
        while !self.screen().contains(text) {
            self.hear(text);
        }
        self
    }

    /// Takes in what the worker says, one event at a time, until a text has left the screen.
    pub fn until_gone(&mut self, text: &str) -> &mut Self {
        while self.screen().contains(text) {
            self.hear(text);
        }
        self
    }

    /// Types a key whose request is answered by the sandbox at once, and keeps that answer back: for
    /// the app it is slow, and tells what was true before all that follows.
    pub fn holds(&mut self, request: &str, key: &str) -> &mut Self {
        self.held = Some((request.to_owned(), None));
        self.press(key);
        while matches!(self.held, Some((_, None))) {
            self.hear(request);
        }
        self
    }

    /// Lets the answer through that was kept back.
    pub fn release(&mut self) -> &mut Self {
        while matches!(self.held, Some((_, None))) {
            self.hear("the answer to keep back");
        }
        if let Some((_, Some(event))) = self.held.take() {
            self.tell(event);
        }
        self
    }

    fn hear(&mut self, wanted: &str) {
        let (events, mirror) = (&mut self.events, &mut self.mirror);
        let heard = self.runtime.block_on(async {
            let any = async {
                tokio::select! {
                    event = events.recv() => event,
                    event = mirror.hear() => event,
                }
            };
            tokio::time::timeout(HANG, any).await
        });
        match heard {
            Ok(Some(event)) => self.take(event),
            _ => panic!("waited for {wanted:?} in vain\n{}", self.screen()),
        }
    }

    fn take(&mut self, event: Event) {
        if let Some((request, kept @ None)) = &mut self.held
            && let Event::Reply { trace, .. } = &event
            && format!("{} {}", trace.method, trace.path) == *request
        {
            *kept = Some(event);
        } else {
            self.tell(event);
        }
    }

    /// Clicks on the first place where a text is on the screen.
    pub fn clicks(&mut self, text: &str) -> &mut Self {
        self.mouse(MouseEventKind::Down(MouseButton::Left), text)
    }

    /// Turns the wheel once over the first place where a text is on the screen.
    pub fn turns(&mut self, wheel: MouseEventKind, text: &str) -> &mut Self {
        self.mouse(wheel, text)
    }

    fn mouse(&mut self, kind: MouseEventKind, text: &str) -> &mut Self {
        let (column, row) = self.place(text);
        self.tell(Event::Mouse(MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }));
        self.idle();
        self
    }

    /// Gives the cell in which a text begins.
    pub fn place(&mut self, text: &str) -> (u16, u16) {
        let buffer = self.buffer();
        let wanted: Vec<String> = text.chars().map(|letter| letter.to_string()).collect();
        let width = u16::try_from(wanted.len()).unwrap();
        for y in buffer.area.top()..buffer.area.bottom() {
            for x in buffer.area.left()..=buffer.area.right() - width {
                let here = (x..).zip(&wanted);
                if here
                    .into_iter()
                    .all(|(x, letter)| buffer[(x, y)].symbol() == letter)
                {
                    return (x, y);
                }
            }
        }
        panic!("{text:?} is not on the screen:\n{}", self.screen());
    }

    /// Gives the style of the cell in which a text begins.
    pub fn style_of(&mut self, text: &str) -> ratatui::style::Style {
        let place = self.place(text);
        self.buffer()[place].style()
    }
}
