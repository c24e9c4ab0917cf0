//! The directives: lines that begin with a dot.
//!
//! Invariant: [`DIRECTIVES`] is the only list of them; help, completion and suggestions are made from it.

use super::listing::Form;
use super::session::{Session, Step};
use std::time::Instant;

/// A directive.
pub struct Directive {
    /// Its name, with the dot.
    pub name: &'static str,
    /// What stands behind it, as help shows it.
    pub argument: &'static str,
    /// One line about it.
    pub help: &'static str,
    /// Does it.
    run: fn(&mut Session<'_>, &str) -> Step,
}

/// All directives, in the order in which help shows them.
pub const DIRECTIVES: &[Directive] = &[
    Directive { name: ".help", argument: "", help: "Show this list", run: help },
    Directive { name: ".exit", argument: "", help: "Leave", run: |_, _| Step::Exit },
    Directive {
        name: ".clear",
        argument: "",
        help: "Begin again with a new global object",
        run: clear,
    },
    Directive {
        name: ".load",
        argument: "FILE",
        help: "Run the text of a file as an input",
        run: load,
    },
    Directive {
        name: ".save",
        argument: "FILE",
        help: "Write the inputs of this session to a file",
        run: save,
    },
    Directive {
        name: ".editor",
        argument: "",
        help: "Type several lines, then Ctrl-D to run them or Ctrl-C to drop them",
        run: |_, _| Step::Editor,
    },
    Directive {
        name: ".time",
        argument: "EXPR",
        help: "Show the value and how long it took",
        run: time,
    },
    Directive {
        name: ".bytecode",
        argument: "F",
        help: "Show the source and the bytecode of a function",
        run: |session, argument| list(session, argument, Form::Bytecode),
    },
    Directive {
        name: ".asm",
        argument: "F",
        help: "Show the source, the bytecode and the machine code of a function",
        run: |session, argument| list(session, argument, Form::MachineCode),
    },
];

/// Does the line name a directive? (`.5` is a number.)
pub fn is_directive(line: &str) -> bool {
    let mut characters = line.trim_start().chars();
    characters.next() == Some('.') && characters.next().is_some_and(|c| c.is_ascii_alphabetic())
}

/// Does what the line says.
pub fn run(session: &mut Session<'_>, line: &str) -> Step {
    let line = line.trim();
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (name, argument) = (&line[..end], line[end..].trim());
    match DIRECTIVES.iter().find(|directive| directive.name == name) {
        Some(directive) => (directive.run)(session, argument),
        None => {
            let near = nearest(name);
            let suggestion = near.map_or_else(
                || "type .help for a list".to_owned(),
                |near| format!("did you mean {near}?"),
            );
            session.say(&format!("There is no directive {name}: {suggestion}"));
            Step::Next
        }
    }
}

/// The directive whose name is nearest, if one is near.
fn nearest(name: &str) -> Option<&'static str> {
    let distances = DIRECTIVES.iter().map(|directive| {
        let begins = name.len() > 1 && directive.name.starts_with(name);
        (if begins { 0 } else { distance(name, directive.name) }, directive.name)
    });
    distances.min().filter(|(distance, _)| *distance <= 2).map(|(_, name)| name)
}

/// How many letters must be changed, added or removed, or swapped with their neighbours.
fn distance(a: &str, b: &str) -> usize {
    // Names are short; so may be what is compared with them.
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(32).collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = match (i, j) {
                (0, n) | (n, 0) => n,
                _ => {
                    let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut least = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(rows[i - 2][j - 2] + 1);
                    }
                    least
                }
            };
        }
    }
    rows[a.len()][b.len()]
}

fn help(session: &mut Session<'_>, _: &str) -> Step {
    let mut text = String::new();
    for directive in DIRECTIVES {
        let usage = format!("{} {}", directive.name, directive.argument);
        text.push_str(&format!("{usage:<16}{}\n", directive.help));
    }
    text.push_str(
        "\nCtrl-C drops the line or ends what runs, Ctrl-D leaves, Tab completes, Ctrl-R searches the history.\n_ is the last value, _error the last error.",
    );
    session.say(&text);
    Step::Next
}

fn clear(session: &mut Session<'_>, _: &str) -> Step {
    session.clear();
    Step::Next
}

fn load(session: &mut Session<'_>, file: &str) -> Step {
    if file.is_empty() {
        session.say("Which file? .load FILE");
        return Step::Next;
    }
    match std::fs::read(file) {
        Ok(bytes) => {
            let text = jsrun::context::decode_source(bytes);
            session.input(&String::from_utf8_lossy(&text));
        }
        Err(error) => {
            session.say(&format!("Cannot read '{file}': {}", crate::input::reason(&error)));
        }
    }
    Step::Next
}

fn save(session: &mut Session<'_>, file: &str) -> Step {
    if file.is_empty() {
        session.say("Which file? .save FILE");
        return Step::Next;
    }
    let message = match std::fs::write(file, session.inputs()) {
        Ok(()) => format!("Saved to '{file}'"),
        Err(error) => format!("Cannot write '{file}': {}", crate::input::reason(&error)),
    };
    session.say(&message);
    Step::Next
}

fn time(session: &mut Session<'_>, expression: &str) -> Step {
    if expression.is_empty() {
        session.say("Of what? .time EXPR");
        return Step::Next;
    }
    let start = Instant::now();
    if session.input(expression) {
        session.say(&duration(start.elapsed().as_secs_f64()));
    }
    Step::Next
}

/// A number of seconds, with three digits that count.
fn duration(seconds: f64) -> String {
    let (value, unit) = match seconds {
        s if s >= 1.0 => (s, "s"),
        s if s >= 1e-3 => (s * 1e3, "ms"),
        s => (s * 1e6, "µs"),
    };
    let digits = if value >= 100.0 { 0 } else { 1 + usize::from(value < 10.0) };
    format!("{value:.digits$} {unit}")
}

fn list(session: &mut Session<'_>, expression: &str, form: Form) -> Step {
    if expression.is_empty() {
        session.say("Of which function? Its name, or any expression whose value it is");
        return Step::Next;
    }
    session.list(expression, form);
    Step::Next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_told_from_numbers() {
        assert!(is_directive(".help"));
        assert!(is_directive("  .nothing at all"));
        assert!(!is_directive(".5 + 1"));
        assert!(!is_directive("a.b"));
        assert!(!is_directive("...a"));
    }

    #[test]
    fn what_is_near() {
        assert_eq!(nearest(".hlep"), Some(".help"));
        assert_eq!(nearest(".quit"), Some(".exit"));
        assert_eq!(nearest(".byte"), Some(".bytecode"));
        assert_eq!(nearest(".laod"), Some(".load"));
        assert_eq!(nearest(".nothing"), None);
        assert_eq!(nearest(&format!(".{}", "x".repeat(10_000))), None);
    }

    #[test]
    fn durations() {
        assert_eq!(duration(0.0000123), "12.3 µs");
        assert_eq!(duration(0.0012345), "1.23 ms");
        assert_eq!(duration(0.5), "500 ms");
        assert_eq!(duration(12.5), "12.5 s");
    }
}
