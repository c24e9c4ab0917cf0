//! Writes the emoji sequences of Unicode into one text, which the crate includes: the tables that they come from hold much
//! more than the program needs.

use std::path::Path;

/// The version of Unicode that the tables of properties have, too.
const UNICODE: emojis::UnicodeVersion = emojis::UnicodeVersion::new(17, 0);

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut all: Vec<&str> = emojis::iter()
        .flat_map(|emoji| {
            let tones = emoji.skin_tones().into_iter().flatten();
            tones.chain(std::iter::once(emoji))
        })
        .filter(|emoji| emoji.unicode_version() <= UNICODE)
        .map(|emoji| emoji.as_str())
        .filter(|text| text.chars().count() > 1)
        .collect();
    all.sort_unstable();
    all.dedup();
    let directory = std::env::var_os("OUT_DIR").unwrap_or_default();
    std::fs::write(Path::new(&directory).join("emoji_sequences.txt"), all.join("\n"))
}
