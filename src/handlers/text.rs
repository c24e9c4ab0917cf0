//! The Rust text of handlers and slow paths, as it stands in their files, for tools that show what an opcode does.
//!
//! Invariant: the macros say which lines a handler has, and the lines are those of the file that was compiled, so the text shown
//! is the text that runs. There is none without the feature `disasm`.

/// The lines of a function in a file of the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The file, as the compiler calls it.
    pub file: &'static str,
    /// The first line (from 1), of the doc comment.
    pub first: u32,
    /// The last line.
    pub last: u32,
}

/// Where a handler's text is, and that of the slow paths that it calls: generated from the handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandlerSource {
    /// The handler.
    pub extent: Extent,
    /// Of a handler that stands for several: the segment of its names that differs, and what it is in this one.
    pub variant: Option<(&'static str, &'static str)>,
    /// The slow paths, by name.
    pub slow: &'static [(&'static str, Extent)],
}

macro_rules! files {
    ($($path:literal)*) => { &[$(($path, include_str!($path))),*] };
}

/// The files that hold handlers and slow paths.
static FILES: &[(&str, &str)] = files!(
    "arithmetic.rs" "call.rs" "comparison.rs" "control.rs" "data.rs" "disposal.rs" "dynamic.rs" "iteration.rs" "module.rs"
    "object.rs" "property.rs" "scope.rs" "suspension.rs"
    "slow/call.rs" "slow/disposal.rs" "slow/dynamic.rs" "slow/module.rs" "slow/object.rs" "slow/operator.rs"
    "slow/property.rs" "slow/scope.rs" "slow/suspension.rs"
);

impl Extent {
    /// The file's name below the folder of the handlers, such as `slow/property.rs`.
    pub fn file_name(self) -> &'static str {
        let after = self.file.rsplit_once("handlers").map_or(self.file, |(_, after)| after);
        after.trim_start_matches(['/', '\\'])
    }

    /// The text, moved to the left margin; empty if the file is not known, which a test of this module rules out.
    pub fn text(self) -> String {
        let name = self.file_name().replace('\\', "/");
        let Some((_, file)) = FILES.iter().find(|(path, _)| *path == name) else {
            return String::new();
        };
        let count = (self.last - self.first + 1) as usize;
        let lines: Vec<&str> = file.lines().skip(self.first as usize - 1).take(count).collect();
        let indented = lines.iter().filter(|line| !line.trim().is_empty());
        let margin = indented.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        let mut text = String::new();
        for line in lines {
            text.push_str(line.get(margin..).unwrap_or(""));
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use crate::handlers::TABLE;

    #[test]
    fn every_handler_has_its_text() {
        for info in &TABLE {
            let text = info.source.extent.text();
            assert!(text.starts_with("///"), "{}: {text}", info.name);
            let name = match info.source.variant {
                None => info.name.to_owned(),
                Some((placeholder, name)) => info.name.replacen(name, placeholder, 1),
            };
            assert!(text.contains(&format!("pub fn {name}(")), "{}: {text}", info.name);
            assert!(text.ends_with("\n}\n"), "{}: {text}", info.name);
            assert_eq!(text.matches("pub fn ").count(), 1, "{}: {text}", info.name);
        }
    }

    #[test]
    fn every_slow_path_has_its_text() {
        let mut seen = 0;
        for info in &TABLE {
            let handler = info.source.extent.text();
            for (name, extent) in info.source.slow {
                let text = extent.text();
                assert!(text.starts_with("///"), "{name}: {text}");
                let made_by_macro = text.contains(&format!("{name} = "));
                assert!(
                    made_by_macro || text.contains(&format!("pub fn {name}(")),
                    "{name}: {text}"
                );
                assert!(made_by_macro || text.ends_with("\n}\n"), "{name}: {text}");
                seen += 1;
            }
            assert_eq!(handler.contains("slow_"), !info.source.slow.is_empty(), "{}", info.name);
        }
        assert!(seen > 60, "{seen} slow paths");
    }
}
