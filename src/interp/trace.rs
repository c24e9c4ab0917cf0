//! What is told of tiers changing, to those who ask.
//!
//! Invariant: an event is told where it happens, on paths that are rare anyway; without a listener there is nothing but a test.

use std::fmt;
use std::time::Duration;

/// Something that has happened to a function in the machine-code tier. As text: one line.
#[derive(Clone, Debug)]
pub struct TierEvent {
    /// The function's name as it is shown.
    pub function: String,
    /// The name of its source.
    pub source: String,
    /// Where it begins there: line and column, from 1.
    pub place: (u32, u32),
    /// The time since the listener was set.
    pub at: Duration,
    /// What.
    pub kind: TierEventKind,
}

/// A place in a function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CodePlace {
    /// The bytecode index.
    pub index: u32,
    /// The name of the opcode there.
    pub opcode: &'static str,
    /// Line and column of the source, from 1.
    pub place: (u32, u32),
}

impl fmt::Display for CodePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.place;
        write!(f, "{:04} {} ({line}:{column})", self.index, self.opcode)
    }
}

/// Why a function was compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It was called often, or is compiled at its first call.
    Calls,
    /// Its loops have run often.
    Loop,
}

/// Why machine code goes on elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeaveReason {
    /// A value is of another type than was assumed.
    Types,
    /// An exception goes to a handler of the function.
    Exception,
    /// A call has ended in a tail call, whose result came from elsewhere.
    TailCall,
}

/// What has happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TierEventKind {
    /// It was compiled.
    Compiled {
        /// Why.
        reason: Reason,
        /// Words of bytecode.
        words: u64,
        /// Bytes of machine code.
        bytes: usize,
        /// Does the code assume types? Else it is the general version, and the only one.
        assumes: bool,
        /// The time that it took.
        took: Duration,
    },
    /// Its general version was made: the first one was left often, or a loop needed it.
    General {
        /// Bytes of machine code.
        bytes: usize,
        /// The time that it took.
        took: Duration,
    },
    /// A frame went from the interpreter into machine code in the middle of a loop.
    OnStackReplacement {
        /// The loop's head.
        head: CodePlace,
        /// Into the version that assumes types?
        assumes: bool,
    },
    /// A frame left machine code and went on in the interpreter.
    Left {
        /// Where it went on.
        to: CodePlace,
        /// Why.
        reason: LeaveReason,
    },
    /// There is no room for more machine code: the function stays in the interpreter.
    NoRoom,
    /// The function is gone, and its machine code was freed.
    Freed {
        /// Bytes of machine code.
        bytes: usize,
    },
}

impl fmt::Display for TierEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = self.at.as_secs_f64() * 1e3;
        let name = &self.function;
        let (line, column) = self.place;
        write!(f, "[{milliseconds:9.3} ms] {name} ({}:{line}:{column}): ", self.source)?;
        let micros = |took: Duration| took.as_secs_f64() * 1e6;
        match self.kind {
            TierEventKind::Compiled { reason, words, bytes, assumes, took } => {
                let because = match reason {
                    Reason::Calls => "calls",
                    Reason::Loop => "a loop",
                };
                let version = if assumes { "" } else { ", general version only" };
                let took = micros(took);
                write!(
                    f,
                    "compiled because of {because}: {words} words to {bytes} bytes{version}, in {took:.0} µs"
                )
            }
            TierEventKind::General { bytes, took } => {
                write!(f, "general version made: {bytes} bytes, in {:.0} µs", micros(took))
            }
            TierEventKind::OnStackReplacement { head, assumes } => {
                let version = if assumes { "" } else { ", general version" };
                write!(f, "enters machine code at the loop {head}{version}")
            }
            TierEventKind::Left { to, reason } => {
                let because = match reason {
                    LeaveReason::Types => "other types than assumed",
                    LeaveReason::Exception => "an exception",
                    LeaveReason::TailCall => "a tail call",
                };
                write!(f, "leaves for the interpreter at {to}: {because}")
            }
            TierEventKind::NoRoom => f.write_str("not compiled: there is no room for machine code"),
            TierEventKind::Freed { bytes } => write!(f, "freed: {bytes} bytes"),
        }
    }
}

/// Is told of events. It must not panic: one that does is not told any more.
pub type TierListener = Box<dyn FnMut(&TierEvent)>;
