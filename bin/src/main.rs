//! The `jsrun` command.
fn main() {}
