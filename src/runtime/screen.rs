//! The screen that ratatui draws on: one write a frame, and not a byte where nothing changed.
//!
//! ratatui's own backend flushes after each command for the cursor and ends every frame with
//! resets, even an empty one; over ssh each write is a packet, and a key that changes nothing
//! should cost nothing. It also asks the terminal where the cursor is, whose answer would land
//! between the person's keys: here the place is remembered instead.
//!
//! Signs on whose width terminals disagree are written alone, on blanks, and what follows them from a
//! place of its own: a terminal that draws fewer cells leaves nothing old beside them, and one that
//! draws more or fewer moves nothing to their right.
use crate::runtime::terminal::{self, Tty};
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Cell, CellDiffOption};
use ratatui::layout::{Position, Size};
use std::io::{self, BufWriter, Write};

/// Draws cells on the terminal.
#[derive(Debug)]
pub struct Screen<W: Write = Tty> {
    cells: CrosstermBackend<BufWriter<W>>,
    cursor_shown: bool,
    /// `None` where cells were drawn since the cursor was placed.
    cursor_at: Option<Position>,
}

impl Screen {
    pub fn new() -> Self {
        Self::on(Tty)
    }
}

impl<W: Write> Screen<W> {
    /// Draws on another terminal than the person's.
    pub fn on(terminal: W) -> Self {
        Self {
            cells: CrosstermBackend::new(BufWriter::with_capacity(64 * 1024, terminal)),
            cursor_shown: false,
            cursor_at: None,
        }
    }

    /// Queues bytes that are no cells, to leave with the next frame.
    pub fn queue(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.cells.write_all(bytes)
    }

    /// Takes note that the terminal was entered anew, which hides the cursor.
    pub fn entered(&mut self) {
        self.cursor_shown = false;
        self.cursor_at = None;
    }

    fn show(&mut self, shown: bool) -> io::Result<()> {
        if std::mem::replace(&mut self.cursor_shown, shown) == shown {
            return Ok(());
        }
        if shown {
            queue!(self.cells, Show)
        } else {
            queue!(self.cells, Hide)
        }
    }

    /// Writes a sign that terminals may draw in fewer cells than it has here.
    fn draw_alone(&mut self, (x, y, cell): (u16, u16, &Cell), cells: u16) -> io::Result<()> {
        let mut blank = cell.clone();
        blank.set_char(' ');
        let blanks = (x..x.saturating_add(cells)).map(|x| (x, y, &blank));
        self.cells.draw(blanks)?;
        self.cells.draw(std::iter::once((x, y, cell)))
    }
}

/// Returns the cells of a sign on whose width terminals disagree.
fn disputed(cell: &Cell) -> Option<u16> {
    if let CellDiffOption::ForcedWidth(cells) = cell.diff_option {
        Some(cells.get())
    } else {
        None
    }
}

impl Default for Screen {
    fn default() -> Self {
        Self::new()
    }
}

impl<W: Write> Backend for Screen<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        // What the sign before it takes has nothing of its own to write.
        let mut content = content
            .filter(|(_, _, cell)| !cell.symbol().is_empty())
            .peekable();
        while let Some(next) = content.peek().copied() {
            self.cursor_at = None;
            if let Some(cells) = disputed(next.2) {
                content.next();
                self.draw_alone(next, cells)?;
                continue;
            }
            let is_sure = |(_, _, cell): &(u16, u16, &Cell)| disputed(cell).is_none();
            let run = std::iter::from_fn(|| content.next_if(is_sure));
            self.cells.draw(run)?;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.show(false)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.show(true)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor_at.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor_at.replace(position) == Some(position) {
            return Ok(());
        }
        queue!(self.cells, MoveTo(position.x, position.y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.cells.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        terminal::size().map(Size::from)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.cells)
    }
}
