//! Numbers: integer conversions, formatting and parsing. Pure functions, but for the strings they make.

pub mod format;
pub mod integer;
pub mod parse;
