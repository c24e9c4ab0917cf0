//! Which of the standard streams show colours.
//!
//! Invariant: as in Node, `FORCE_COLOR` decides if it is set; else a stream is coloured if it is a terminal that knows escape
//! sequences and `NO_COLOR` (https://no-color.org/) is not set.

use jsrun::context::Stream;
use std::env::var;
use std::io::{IsTerminal, stderr, stdout};

/// Does a stream of the process show colours?
pub fn wanted(stream: Stream) -> bool {
    if let Ok(forced) = var("FORCE_COLOR") {
        return matches!(&*forced, "" | "1" | "2" | "3" | "true");
    }
    let is_set = |name| var(name).is_ok_and(|value| !value.is_empty());
    let is_terminal = match stream {
        Stream::Out => stdout().is_terminal(),
        Stream::Error => stderr().is_terminal(),
    };
    is_terminal && !is_set("NO_COLOR") && var("TERM").as_deref() != Ok("dumb")
}
