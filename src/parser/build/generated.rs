//! The tables of a parser that LALRPOP 0.23 has generated, read from its text.
//!
//! Invariant: what does not look as that version writes it ends the build.

use std::collections::{BTreeMap, HashMap, HashSet};

/// By reduction: the nonterminal it makes of one symbol, which stays as it is.
pub type Passing = BTreeMap<usize, usize>;
/// By nonterminal: for each state where the parser goes, `usize::MAX` where it never is.
pub type GotoRows = HashMap<usize, Vec<usize>>;

/// The text of a parser.
pub struct Parser<'t> {
    lines: Vec<&'t str>,
}

/// The number in a text between two others.
fn number(text: &str, before: &str, after: &str) -> Option<usize> {
    text.trim().strip_prefix(before)?.strip_suffix(after)?.parse().ok()
}

impl<'t> Parser<'t> {
    /// Takes the text.
    pub fn new(text: &'t str) -> Parser<'t> {
        Parser { lines: text.lines().collect() }
    }

    /// The number of the first line in which a text stands.
    fn line(&self, text: &str) -> usize {
        let found = self.lines.iter().position(|line| line.contains(text));
        found.unwrap_or_else(|| panic!("the generated parser has no `{text}`"))
    }

    /// The number of the first line from one on that is this text.
    fn line_from(&self, at: usize, text: &str) -> usize {
        let found = self.lines[at..].iter().position(|line| *line == text);
        at + found.unwrap_or_else(|| panic!("`{text}` is expected after line {at}"))
    }

    /// How many states there are.
    pub fn states(&self) -> usize {
        let states = self.lines.iter().filter_map(|line| number(line, "// State ", ""));
        states.max().expect("the generated parser has states") + 1
    }

    /// The terminals' names, without quotes, in the order of their numbers.
    pub fn terminals(&self) -> Vec<&'t str> {
        let names = self.lines[self.line("const __TERMINAL") + 1..].iter();
        let names = names.map_while(|line| line.trim().strip_prefix("r###\""));
        names.map(|line| line.trim_end_matches("\"###,").trim_matches('"')).collect()
    }

    /// For each state, its action for each terminal: 0 for an error, 1 + the next state, or the complement of a reduction.
    pub fn actions(&self) -> impl Iterator<Item = Vec<i16>> {
        let rows = self.lines[self.line("const __ACTION") + 1..].iter();
        let rows = rows.filter(|line| !line.trim().starts_with("//")).take(self.states());
        rows.map(|line| {
            let actions = line.split_terminator(',');
            actions.map(|action| action.trim().parse().expect("an action")).collect()
        })
    }

    /// The reductions whose action returns the one symbol that it takes.
    pub fn passing(&self) -> Passing {
        let actions = self.identities();
        let mut passing = Passing::new();
        for (at, line) in self.lines.iter().enumerate() {
            let Some(reduction) = number(line, "fn __reduce", "<") else { continue };
            let end = self.line_from(at, "    }");
            let action = self.lines[at..end].iter().find_map(|line| {
                let (_, action) = line.trim().strip_prefix("//")?.rsplit_once("ActionFn(")?;
                action.strip_suffix(");")?.parse().ok()
            });
            let action: usize = action.expect("a comment names the action");
            if actions.contains(&action)
                && let Some(nonterminal) = number(self.lines[end - 1], "(1, ", ")")
            {
                passing.insert(reduction, nonterminal);
            }
        }
        passing
    }

    /// The actions that return their operand.
    fn identities(&self) -> HashSet<usize> {
        let actions = self.lines.iter().enumerate();
        let actions =
            actions.filter_map(|(at, line)| Some((at, number(line, "fn __action", "<")?)));
        let is_identity = |at: usize| {
            let body = self.line_from(at, "{");
            self.lines[body + 1..body + 3] == ["    __0", "}"]
        };
        actions.filter(|(at, _)| is_identity(*at)).map(|(_, action)| action).collect()
    }

    /// Where the parser goes behind a nonterminal.
    pub fn gotos(&self) -> GotoRows {
        let states = self.states();
        let mut rows = GotoRows::new();
        let mut current = None;
        for line in &self.lines[self.line("fn __goto(") + 2..] {
            let Some((states_or_nonterminal, to)) = line.trim().split_once(" => ") else {
                match line.trim() {
                    "}," => current = None,
                    _ => break,
                }
                continue;
            };
            let to = to.trim_end_matches(',').parse::<usize>().ok();
            match (current, to) {
                // All states go to one.
                (None, Some(to)) => {
                    if let Ok(nonterminal) = states_or_nonterminal.parse() {
                        rows.insert(nonterminal, vec![to; states]);
                    }
                }
                (None, None) => {
                    let nonterminal = states_or_nonterminal.parse().expect("a nonterminal");
                    rows.insert(nonterminal, vec![usize::MAX; states]);
                    current = Some(nonterminal);
                }
                (Some(nonterminal), to) => {
                    let row = rows.get_mut(&nonterminal).expect("it was begun");
                    fill(row, states_or_nonterminal, to.expect("a state"));
                }
            }
        }
        rows
    }
}

/// Notes that states, given as a pattern, go to a state.
fn fill(row: &mut [usize], pattern: &str, to: usize) {
    for part in pattern.split(" | ") {
        if part == "_" {
            row.iter_mut().filter(|known| **known == usize::MAX).for_each(|known| *known = to);
            continue;
        }
        let (low, high) = part.split_once("..=").unwrap_or((part, part));
        let state = |text: &str| text.parse::<usize>().expect("a state");
        row[state(low)..=state(high)].fill(to);
    }
}
