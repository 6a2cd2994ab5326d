//! Pieces that panes and overlays are drawn with.
pub mod cursor;
<<<<<<< HEAD
pub mod facts;
=======
pub mod digits_box;
>>>>>>> forms
pub mod frame;
pub mod table;
pub mod text_box;
