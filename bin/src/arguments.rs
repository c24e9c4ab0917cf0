//! The command line.
//!
//! Invariant: what [`Arguments::read`] returns is consistent: there is a script to run, or a session to begin.

use crate::code;
use crate::output::tell;
use clap::{CommandFactory, Parser, ValueEnum};
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

const ABOUT: &str =
    "Runs JavaScript, hot functions as machine code made from the interpreter's own definitions.";

const EXAMPLES: &str = "\
Examples:
  jsrun script.js one two            run a file; scriptArgs is [\"one\", \"two\"]
  jsrun -p '6 * 7'                   print the value of an expression
  echo 'print(1)' | jsrun            run standard input
  jsrun main.mjs                     run a module, with what it imports
  jsrun                              read and run inputs from the terminal
  jsrun --timeout 0.5 script.js      end it after half a second
  jsrun --tier interp script.js      without machine code
  jsrun --dump asm -e 'function add(a, b) { return a + b }'
                                     see what it becomes

Options stand before FILE; everything after it belongs to the script.

Exit codes:
  0    the script ran to its end
  1    an uncaught error, a syntax error, a file that cannot be read, no memory left
  9    a bad option
  70   a defect of the engine: please report it
  124  --timeout ended the script
  130  Ctrl-C ended the script
  141  nobody reads the output any more";

/// Which tiers run.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tier {
    /// Interpret; compile what is hot
    Auto,
    /// Interpret only
    Interp,
    /// Compile every function at its first call
    Jit,
}

/// What is shown instead of running the script.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dump {
    /// The syntax tree
    Ast,
    /// The bytecode of every function
    Bytecode,
    /// The machine code of every function, below the bytecode that it was made from
    Asm,
}

/// What becomes of promises that are rejected and that nobody handles.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum UnhandledRejections {
    /// An uncaught error
    Throw,
    /// Nothing
    None,
}

#[derive(Parser)]
#[command(name = "jsrun", version, about = ABOUT, after_help = EXAMPLES, override_usage = "jsrun [OPTIONS] [FILE [ARGS]...]")]
struct CommandLine {
    /// Run this code; FILE, too, is then an argument of the script
    #[arg(short, long, value_name = "CODE", allow_hyphen_values = true, conflicts_with = "print")]
    eval: Option<String>,
    /// Run this code and print its value
    #[arg(short, long, value_name = "CODE", allow_hyphen_values = true)]
    print: Option<String>,
    /// Then read and run inputs from the terminal; without a script at a terminal, that is done anyway
    #[arg(short, long, conflicts_with = "dump")]
    interactive: bool,
    /// Run it as a module, which a file whose name ends in .mjs is anyway
    #[arg(short, long, conflicts_with = "print")]
    module: bool,
    /// Run this script before (repeatable)
    #[arg(short = 'I', long, value_name = "FILE")]
    include: Vec<OsString>,
    /// Define $262, for runners of the conformance suite
    #[arg(long = "expose-262")]
    expose_262: bool,
    /// Which tiers run
    #[arg(
        long,
        value_name = "TIER",
        default_value = "auto",
        hide_possible_values = true,
        help = "Which tiers run: auto, interp (no machine code), jit (compile at the first call)"
    )]
    tier: Tier,
    /// Calls and loop iterations until a function is compiled
    #[arg(long, value_name = "N", hide = true, value_parser = clap::value_parser!(i32).range(0..))]
    tier_threshold: Option<i32>,
    /// Show what the script becomes, and do not run it
    #[arg(
        long,
        value_name = "FORM",
        hide_possible_values = true,
        help = "Show what the script becomes, and do not run it: ast, bytecode, asm"
    )]
    dump: Option<Dump>,
    /// Tell at the end what was compiled and collected
    #[arg(long)]
    stats: bool,
    /// Tell of each garbage collection
    #[arg(long)]
    trace_gc: bool,
    /// Collect garbage at each allocation, to find defects of the engine
    #[arg(long)]
    gc_stress: bool,
    /// The most memory that the heap may take: bytes, or with K, M or G
    #[arg(long, value_name = "BYTES", value_parser = parse_bytes)]
    memory_limit: Option<usize>,
    /// The stack of the script's calls: bytes, or with K, M or G
    #[arg(long, value_name = "BYTES", value_parser = parse_stack)]
    stack_size: Option<usize>,
    /// End the script after so many seconds, which it cannot prevent
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    timeout: Option<Duration>,
    /// What becomes of rejected promises that nobody handles
    #[arg(
        long,
        value_name = "MODE",
        default_value = "throw",
        default_value_if("expose_262", "true", "none"),
        hide_possible_values = true,
        help = "What becomes of rejected promises that nobody handles: throw, none"
    )]
    unhandled_rejections: UnhandledRejections,
    /// Write /tmp/perf-PID.map, so that perf knows compiled functions by name
    #[arg(long)]
    perf_map: bool,
    /// The script, and what it finds in scriptArgs; without a script or as -, standard input is run
    #[arg(value_name = "FILE [ARGS]", trailing_var_arg = true)]
    words: Vec<OsString>,
}

/// Where the script comes from.
pub enum Script {
    /// The command line.
    Code(String),
    /// A file.
    File(OsString),
    /// Standard input.
    StandardInput,
    /// There is none: the session is all.
    Nothing,
}

/// What the command was asked to do.
pub struct Arguments {
    /// The script.
    pub script: Script,
    /// What the script finds in `scriptArgs`.
    pub script_arguments: Vec<String>,
    /// Does a session follow?
    pub interactive: bool,
    /// Is the script a module?
    pub module: bool,
    /// See `--include`.
    pub includes: Vec<OsString>,
    /// See `--expose-262`.
    pub expose_262: bool,
    /// Print the completion value?
    pub print: bool,
    /// See `--tier`.
    pub tier: Tier,
    /// See `--tier-threshold`.
    pub tier_threshold: Option<i32>,
    /// See `--dump`.
    pub dump: Option<Dump>,
    /// See `--stats`.
    pub stats: bool,
    /// See `--trace-gc`.
    pub trace_gc: bool,
    /// See `--gc-stress`.
    pub gc_stress: bool,
    /// See `--memory-limit`.
    pub memory_limit: Option<usize>,
    /// See `--stack-size`.
    pub stack_size: Option<usize>,
    /// See `--timeout`.
    pub timeout: Option<Duration>,
    /// See `--unhandled-rejections`.
    pub unhandled_rejections: UnhandledRejections,
    /// See `--perf-map`.
    pub perf_map: bool,
}

impl Arguments {
    /// Reads the command line. Where there is nothing to run, everything has been said, and the exit code is given.
    pub fn read() -> Result<Arguments, i32> {
        let line = CommandLine::try_parse().map_err(|error| {
            // Where help cannot be written, nothing can.
            let _ = error.print();
            if error.use_stderr() { code::USAGE } else { 0 }
        })?;
        let mut words = line.words.into_iter();
        let print = line.print.is_some();
        let mut interactive = line.interactive;
        let script = match line.eval.or(line.print) {
            Some(code) => Script::Code(code),
            None => match words.next() {
                Some(word) if word == "-" => Script::StandardInput,
                Some(file) => Script::File(file),
                None if interactive => Script::Nothing,
                None if std::io::stdin().is_terminal() && line.dump.is_none() && !line.module => {
                    interactive = true;
                    Script::Nothing
                }
                None if std::io::stdin().is_terminal() => {
                    let help = CommandLine::command().render_help();
                    tell(&format!("jsrun: there is no script to run.\n\n{help}"));
                    return Err(code::USAGE);
                }
                None => Script::StandardInput,
            },
        };
        let is_module_file = match &script {
            Script::File(file) => Path::new(file).extension().is_some_and(|e| e == "mjs"),
            _ => false,
        };
        let module = line.module || is_module_file;
        Ok(Arguments {
            script,
            interactive,
            script_arguments: words.map(|word| word.to_string_lossy().into_owned()).collect(),
            module,
            includes: line.include,
            expose_262: line.expose_262,
            print,
            tier: line.tier,
            tier_threshold: line.tier_threshold,
            dump: line.dump,
            stats: line.stats,
            trace_gc: line.trace_gc,
            gc_stress: line.gc_stress,
            memory_limit: line.memory_limit,
            stack_size: line.stack_size,
            timeout: line.timeout,
            unhandled_rejections: line.unhandled_rejections,
            perf_map: line.perf_map,
        })
    }
}

/// A number of bytes, perhaps with a unit.
fn parse_bytes(text: &str) -> Result<usize, String> {
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let unit = unit.trim().to_ascii_uppercase();
    let shift = match unit.strip_suffix("IB").or(unit.strip_suffix('B')).unwrap_or(&unit) {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        _ => return Err(format!("'{unit}' is no unit: K, M and G are")),
    };
    let number: f64 = number.parse().map_err(|_| "a number is expected, such as 64M".to_owned())?;
    let bytes = number * (1u64 << shift) as f64;
    if bytes >= 1.0 && bytes < (1u64 << 48) as f64 {
        Ok(bytes as usize)
    } else {
        Err("this is no amount of memory".to_owned())
    }
}

fn parse_stack(text: &str) -> Result<usize, String> {
    const RANGE: std::ops::RangeInclusive<usize> = 64 << 10..=4 << 30;
    match parse_bytes(text)? {
        bytes if RANGE.contains(&bytes) => Ok(bytes),
        _ => Err("a stack has from 64K to 4G".to_owned()),
    }
}

fn parse_seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 =
        text.parse().map_err(|_| "a number of seconds is expected, such as 0.5".to_owned())?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(time) if !time.is_zero() => Ok(time),
        _ => Err("this is no length of time that one can wait".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_defined() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn bytes_have_units() {
        assert_eq!(parse_bytes("65536"), Ok(65536));
        assert_eq!(parse_bytes("1.5k"), Ok(1536));
        assert_eq!(parse_bytes("64M"), Ok(64 << 20));
        assert_eq!(parse_bytes("2GiB"), Ok(2 << 30));
        for wrong in ["", "M", "-1", "0", "1T", "1.2.3", "1e9", "NaN", "99999999999G"] {
            assert!(parse_bytes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn times_are_positive() {
        assert_eq!(parse_seconds("0.25"), Ok(Duration::from_millis(250)));
        for wrong in ["", "0", "-1", "NaN", "inf", "soon"] {
            assert!(parse_seconds(wrong).is_err(), "{wrong}");
        }
    }
}
