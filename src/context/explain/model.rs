//! What an explanation says, as plain data.
//!
//! Invariant: nothing here refers to the machine. Every instruction of the function is there once, and so is every byte of its
//! machine code.

use crate::handlers::HandlerInfo;
use crate::interp::machine_code::ListedCode;
use crate::runtime::code::HandlerRange;

/// What became of one function: its source, its bytecode, its machine code, and what has been observed while it ran.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// Its name, or `(anonymous)` or `(top level)`.
    pub name: String,
    /// What sort of function it is, such as `strict async arrow function`.
    pub sort: String,
    /// The name of its source.
    pub source: String,
    /// Where it begins there: line and column, from 1.
    pub place: (u32, u32),
    /// Declared parameters.
    pub parameters: u32,
    /// Registers of its frame.
    pub registers: u32,
    /// The registers that hold variables, with the names.
    pub variables: Vec<(u32, String)>,
    /// In which tier it runs.
    pub tier: TierState,
    /// Were its instructions counted? Else all counts are 0.
    pub is_counted: bool,
    /// The lines of its source.
    pub lines: Vec<SourceLine>,
    /// Its instructions, by ascending index.
    pub instructions: Vec<Instruction>,
    /// Where its exceptions are handled.
    pub handlers: Vec<HandlerRange>,
    /// The versions of its machine code, as they are made where nothing is counted; empty where there is no JIT. The first is
    /// entered by calls.
    pub machine_code: Vec<ListedCode>,
}

/// In which tier a function runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TierState {
    /// There is no machine code: this build or this system has no JIT, or the options did not want it.
    NoJit,
    /// It is interpreted.
    Interpreted {
        /// Calls and loop iterations left until it is compiled; `None` if it never is.
        left: Option<u32>,
    },
    /// It was compiled.
    Compiled {
        /// Bytes of the version that calls enter.
        bytes: usize,
        /// Bytes of the general version, where that is a second one.
        general_bytes: Option<usize>,
        /// How often the first version was left for the interpreter.
        exits: u32,
        /// The line of the loop that it was compiled for, if it was one.
        loop_line: Option<u32>,
    },
}

/// A line of the source.
#[derive(Clone, Debug)]
pub struct SourceLine {
    /// Its number, from 1.
    pub number: u32,
    /// Its text.
    pub text: String,
    /// The instructions that belong to it, as indices of [`Explanation::instructions`].
    pub instructions: Vec<usize>,
}

/// An instruction.
#[derive(Clone, Debug)]
pub struct Instruction {
    /// The bytecode index.
    pub index: u32,
    /// The opcode: its name, its meaning, and where its Rust text is.
    pub opcode: &'static HandlerInfo,
    /// The operands as listings show them.
    pub operands: String,
    /// What the operands stand for.
    pub notes: Vec<String>,
    /// Line and column (from 1) of what it is part of: an operation, or a statement.
    pub place: (u32, u32),
    /// What its inline cache has seen.
    pub cache: Option<CacheSite>,
    /// How often it ran.
    pub counts: Counts,
    /// Its machine code: the version, and the piece in [`ListedCode::pieces`].
    pub code: Vec<(usize, usize)>,
}

/// How often an instruction ran.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// In the interpreter.
    pub interpreted: u64,
    /// In machine code.
    pub compiled: u64,
    /// In machine code, with a call into the runtime.
    pub runtime_calls: u64,
}

impl Counts {
    /// In either tier.
    pub fn total(self) -> u64 {
        self.interpreted + self.compiled
    }
}

/// What an inline cache has seen.
#[derive(Clone, Debug)]
pub struct CacheSite {
    /// The cache's number.
    pub index: u32,
    /// The property's key.
    pub key: String,
    /// How often the site has missed.
    pub misses: u32,
    /// What that comes to.
    pub state: CacheState,
    /// What it remembers, most recent first.
    pub entries: Vec<CacheShape>,
}

/// How many shapes a site has met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CacheState {
    /// It was not used, or what it knew has died.
    Empty,
    /// It has missed, but what it does cannot be cached: getters, proxies, properties of primitives.
    Uncached,
    /// One shape.
    Monomorphic,
    /// Several.
    Polymorphic,
    /// More than it remembers.
    Megamorphic,
}

impl CacheState {
    /// The state in one word.
    pub fn word(self) -> &'static str {
        match self {
            CacheState::Empty => "empty",
            CacheState::Uncached => "uncached",
            CacheState::Monomorphic => "mono",
            CacheState::Polymorphic => "poly",
            CacheState::Megamorphic => "mega",
        }
    }
}

impl CacheSite {
    /// The state in words.
    pub fn describe(&self) -> String {
        match self.state {
            CacheState::Empty => "empty: it was never needed, or what it knew has died".to_owned(),
            CacheState::Uncached => {
                "nothing that a cache can hold: the runtime finds it each time".to_owned()
            }
            CacheState::Monomorphic => "monomorphic: objects of one shape come here".to_owned(),
            CacheState::Polymorphic => {
                format!("polymorphic: objects of {} shapes come here", self.entries.len())
            }
            CacheState::Megamorphic => {
                "megamorphic: more shapes come here than a cache holds, so the runtime asks a cache that all sites share"
                    .to_owned()
            }
        }
    }
}

/// What a cache remembers of one shape.
#[derive(Clone, Debug)]
pub struct CacheShape {
    /// The shape: its class and its properties.
    pub shape: ShapeText,
    /// What a hit does.
    pub hit: CacheHit,
    /// Does it hold? A prototype that has changed since makes it void.
    pub is_valid: bool,
}

/// What a hit of a cache does.
#[derive(Clone, Debug)]
pub enum CacheHit {
    /// It reads or writes a slot of the object itself.
    Own(Slot),
    /// It reads a slot of a prototype.
    Prototype {
        /// The prototype's class.
        class: String,
        /// Where.
        slot: Slot,
    },
    /// There is no such property: `undefined`.
    Absent,
    /// It adds the property.
    Addition {
        /// Where.
        slot: Slot,
        /// The shape of the object afterwards.
        to: ShapeText,
    },
    /// It reads or writes a `let`, `const` or `class` of a script.
    Binding,
}

/// Where a property's value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// In the object.
    Inline(u32),
    /// In the values beside it.
    OutOfLine(u32),
}

impl std::fmt::Display for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Slot::Inline(slot) => write!(f, "slot {slot}"),
            Slot::OutOfLine(slot) => write!(f, "out-of-line slot {slot}"),
        }
    }
}

/// A shape.
#[derive(Clone, Debug)]
pub struct ShapeText {
    /// Which it is: shapes with the same number are the same.
    pub id: u32,
    /// The class of its objects.
    pub class: String,
    /// The first of its properties.
    pub properties: Vec<String>,
    /// How many more it has.
    pub more: usize,
}

impl std::fmt::Display for ShapeText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.class.is_empty() {
            write!(f, "{} ", self.class)?;
        }
        let more = if self.more > 0 { format!(", … {} more", self.more) } else { String::new() };
        match self.properties.is_empty() {
            true => f.write_str("{}"),
            false => write!(f, "{{ {}{more} }}", self.properties.join(", ")),
        }
    }
}

impl std::fmt::Display for CacheHit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            CacheHit::Own(slot) => write!(f, "own property in {slot}"),
            CacheHit::Prototype { class, slot } => {
                write!(f, "on the prototype of {class}, in {slot}")
            }
            CacheHit::Absent => f.write_str("no such property"),
            CacheHit::Addition { slot, to } => write!(f, "adds it in {slot}, giving {to}"),
            CacheHit::Binding => f.write_str("a binding of a script"),
        }
    }
}

impl Explanation {
    /// How often it was called, where that was counted: its first instruction says so.
    pub fn calls(&self) -> u64 {
        self.instructions.first().map_or(0, |first| first.counts.total())
    }

    /// How many iterations its loops have made, where that was counted.
    pub fn iterations(&self) -> u64 {
        let heads = self.instructions.iter().filter(|i| i.opcode.name == "loop_hint");
        heads.map(|head| head.counts.total()).sum()
    }

    /// The counts of all its instructions together.
    pub fn counts(&self) -> Counts {
        self.instructions.iter().fold(Counts::default(), |sum, instruction| Counts {
            interpreted: sum.interpreted + instruction.counts.interpreted,
            compiled: sum.compiled + instruction.counts.compiled,
            runtime_calls: sum.runtime_calls + instruction.counts.runtime_calls,
        })
    }

    /// The facts about it that stand above its listing.
    pub fn facts(&self) -> Vec<String> {
        let mut facts = vec![
            self.sort.clone(),
            plural(u64::from(self.parameters), "parameter"),
            plural(u64::from(self.registers), "register"),
        ];
        match self.tier {
            TierState::NoJit => facts.push("interpreted: there is no machine code".to_owned()),
            TierState::Interpreted { left: None } => facts.push("interpreted".to_owned()),
            TierState::Interpreted { left: Some(left) } => {
                let calls = if left == 1 { "call or iteration" } else { "calls or iterations" };
                facts.push(format!("interpreted: {left} more {calls} until it is compiled"));
            }
            TierState::Compiled { bytes, general_bytes, exits, loop_line } => {
                let because = match loop_line {
                    Some(line) => format!(" for the loop in line {line}"),
                    None => " for its calls".to_owned(),
                };
                // Code that counts is larger than what is listed.
                let listed = |at: usize| self.machine_code.get(at).map(|code| code.bytes);
                let bytes = listed(0).unwrap_or(bytes);
                facts.push(format!("compiled{because}: {} bytes", grouped(bytes as u64)));
                if let Some(bytes) = general_bytes.map(|bytes| listed(1).unwrap_or(bytes)) {
                    facts.push(format!("general version: {} bytes", grouped(bytes as u64)));
                }
                if exits > 0 {
                    facts.push(format!("left for the interpreter {}", times(u64::from(exits))));
                }
            }
        }
        if self.is_counted {
            let counts = self.counts();
            facts.push(format!("called {}", times(self.calls())));
            if self.iterations() > 0 {
                facts.push(plural(self.iterations(), "loop iteration"));
            }
            facts.push(plural(counts.total(), "instruction") + " run");
            if counts.total() > 0 {
                let share = 100.0 * counts.compiled as f64 / counts.total() as f64;
                facts.push(format!("{share:.1} % of them in machine code"));
            }
            if counts.compiled > 0 {
                facts.push(plural(counts.runtime_calls, "call") + " into the runtime");
            }
        }
        facts
    }
}

/// A number with its digits in groups.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{202F}');
        }
        text.push(digit);
    }
    text
}

fn plural(count: u64, what: &str) -> String {
    format!("{} {what}{}", grouped(count), if count == 1 { "" } else { "s" })
}

fn times(count: u64) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{} times", grouped(count)),
    }
}
