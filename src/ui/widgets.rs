//! Pieces that panes and overlays are drawn with.
pub mod cursor;
pub mod dialog;
pub mod digits_box;
pub mod facts;
pub mod frame;
pub mod kept;
pub mod narrow;
pub mod record;
pub mod scroll;
pub mod table;
pub mod text_box;
pub mod wrap;
