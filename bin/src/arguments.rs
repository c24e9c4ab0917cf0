//! The command line.
//!
//! Invariant: what [`Arguments::read`] returns is consistent: there is a script to run, or a session to begin.

use crate::code;
use crate::output::tell;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use jsrun::context::FunctionSelector;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

const ABOUT: &str =
    "Runs JavaScript, hot functions as machine code made from the interpreter's own definitions.";

const EXAMPLES: &str = "\
Examples:
  jsrun script.js one two            run a file; jsrun.args is [\"one\", \"two\"]
  jsrun -p '6 * 7'                   print the value of an expression
  echo 'print(1)' | jsrun            run standard input
  jsrun main.mjs                     run a module, with what it imports
  jsrun --cjs node_modules/x/cli.js  run a published CommonJS program
  jsrun --allow-read=data script.js  let it read files in this folder, and no others
  jsrun                              read and run inputs from the terminal
  jsrun --timeout 0.5 script.js      end it after half a second
  jsrun --tier interp script.js      without machine code
  jsrun --dump asm -e 'function add(a, b) { return a + b }'
                                     see what it becomes
  jsrun --explain add script.js      run it, then write explain-add.html: the function's source,
                                     bytecode and machine code, with what its caches have seen
  jsrun --cpu-prof p.cpuprofile script.js
                                     see in Chrome's DevTools where the time goes

Options stand before FILE; everything after it belongs to the script.

Exit codes:
  0    the script ran to its end
  1    an uncaught error, a syntax error, a file that cannot be read, no memory left
  9    a bad option
  13   a module awaits what nothing is left to settle
  70   a defect of the engine: please report it
  124  --timeout ended the script
  130  Ctrl-C ended the script
  141  nobody reads the output any more

Values and errors are coloured on terminals. NO_COLOR=1 in the environment turns that off, FORCE_COLOR=1 turns it on everywhere.";

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
#[derive(Clone, PartialEq, Eq)]
pub struct Dump {
    /// In which form.
    pub form: Form,
    /// Of which functions; `None`: of all.
    pub only: Option<FunctionSelector>,
}

/// A form that a script takes on its way.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
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

/// What the command tells of itself, for other programs.
#[derive(Subcommand)]
enum About {
    /// Print a completion script for a shell; a file of this name is run as ./completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, in roff
    Man,
}

#[derive(Parser)]
#[command(
    name = "jsrun",
    version,
    about = ABOUT,
    after_help = EXAMPLES,
    override_usage = "jsrun [OPTIONS] [FILE [ARGS]...]",
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
struct CommandLine {
    #[command(subcommand)]
    about: Option<About>,
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
    /// Run it as a CommonJS module, which a file whose name ends in .cjs is anyway: with require, module and exports
    #[arg(long, conflicts_with_all = ["module", "print"])]
    cjs: bool,
    /// Let the script read files and standard input: all, or those in these folders; modules below its own folder it may import
    /// anyway
    #[arg(long, value_name = "PATHS", num_args = 0.., require_equals = true, value_delimiter = ',')]
    allow_read: Option<Vec<PathBuf>>,
    /// Let the script write files: all, or those in these folders
    #[arg(long, value_name = "PATHS", num_args = 0.., require_equals = true, value_delimiter = ',')]
    allow_write: Option<Vec<PathBuf>>,
    /// Define gc(), which collects garbage
    #[arg(long)]
    expose_gc: bool,
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
        value_name = "FORM[:FUNCTION]",
        value_parser = parse_dump,
        help = "Show what the script becomes, and do not run it: ast, bytecode, asm; of all functions, or of one, as in asm:add or asm:add:12"
    )]
    dump: Option<Dump>,
    /// Run the script, then write a page about this function: source, bytecode, machine code, what its caches have seen
    #[arg(long, value_name = "FUNCTION", value_parser = parse_function, conflicts_with = "dump")]
    explain: Option<FunctionSelector>,
    /// Where the page goes, by default to explain-FUNCTION.html; as plain text if FILE ends in .txt; - is standard output
    #[arg(long, value_name = "FILE", requires = "explain")]
    explain_out: Option<PathBuf>,
    /// Tell when functions are compiled, entered in a loop, left for the interpreter, freed
    #[arg(long)]
    trace_tier: bool,
    /// Sample what runs, and write a profile for Chrome's DevTools
    #[arg(long, value_name = "FILE", conflicts_with = "dump")]
    cpu_prof: Option<PathBuf>,
    /// Microseconds between samples
    #[arg(
        long,
        value_name = "MICROSECONDS",
        default_value_t = 1000,
        requires = "cpu_prof",
        value_parser = clap::value_parser!(u64).range(50..=10_000_000)
    )]
    cpu_prof_interval: u64,
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
    /// The script, and what it finds in jsrun.args; without a script or as -, standard input is run
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
    /// Is the script a CommonJS module?
    pub cjs: bool,
    /// See `--allow-read`; the list is empty where everything is meant.
    pub allow_read: Option<Vec<PathBuf>>,
    /// See `--allow-write`.
    pub allow_write: Option<Vec<PathBuf>>,
    /// See `--expose-gc`.
    pub expose_gc: bool,
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
    /// See `--explain`.
    pub explain: Option<FunctionSelector>,
    /// See `--explain-out`.
    pub explain_out: Option<PathBuf>,
    /// See `--trace-tier`.
    pub trace_tier: bool,
    /// See `--cpu-prof`.
    pub cpu_prof: Option<PathBuf>,
    /// See `--cpu-prof-interval`.
    pub cpu_prof_interval: Duration,
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

impl About {
    /// Prints it; gives the exit code.
    fn print(self) -> i32 {
        let mut command = CommandLine::command();
        let mut text = Vec::new();
        let made = match self {
            About::Completions { shell } => {
                clap_complete::generate(shell, &mut command, "jsrun", &mut text);
                Ok(())
            }
            About::Man => clap_mangen::Man::new(command).render(&mut text),
        };
        match made.and_then(|()| io::stdout().write_all(&text)) {
            Ok(()) => 0,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => code::BROKEN_PIPE,
            Err(error) => {
                tell(&format!("jsrun: {error}\n"));
                code::FAILURE
            }
        }
    }
}

impl Arguments {
    /// Reads the command line. Where there is nothing to run, everything has been said, and the exit code is given.
    pub fn read() -> Result<Arguments, i32> {
        let line = CommandLine::try_parse().map_err(|error| {
            // Where help cannot be written, nothing can.
            let _ = error.print();
            if error.use_stderr() { code::USAGE } else { 0 }
        })?;
        if let Some(about) = line.about {
            return Err(about.print());
        }
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
        let is_file_of = |extension: &str| match &script {
            Script::File(file) => Path::new(file).extension().is_some_and(|e| e == extension),
            _ => false,
        };
        let cjs = line.cjs || (is_file_of("cjs") && !line.module);
        let module = line.module || (is_file_of("mjs") && !cjs);
        Ok(Arguments {
            script,
            interactive,
            script_arguments: words.map(|word| word.to_string_lossy().into_owned()).collect(),
            module,
            cjs,
            allow_read: line.allow_read,
            allow_write: line.allow_write,
            expose_gc: line.expose_gc,
            includes: line.include,
            expose_262: line.expose_262,
            print,
            tier: line.tier,
            tier_threshold: line.tier_threshold,
            dump: line.dump,
            explain: line.explain,
            explain_out: line.explain_out,
            trace_tier: line.trace_tier,
            cpu_prof: line.cpu_prof,
            cpu_prof_interval: Duration::from_micros(line.cpu_prof_interval),
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

impl Arguments {
    /// The folder below which modules may be imported: that of the script's file, else the current one.
    pub fn script_folder(&self) -> PathBuf {
        let Script::File(file) = &self.script else { return PathBuf::from(".") };
        match Path::new(file).canonicalize().as_deref().unwrap_or(Path::new(file)).parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        }
    }
}

/// A form, perhaps with a function behind a colon.
fn parse_dump(text: &str) -> Result<Dump, String> {
    let (form, function) = match text.split_once(':') {
        Some((form, function)) => (form, Some(parse_function(function)?)),
        None => (text, None),
    };
    let form = Form::from_str(form, false).map_err(|_| "it is one of ast, bytecode, asm")?;
    Ok(Dump { form, only: function })
}

fn parse_function(text: &str) -> Result<FunctionSelector, String> {
    match text {
        "" => Err("the name of a function is expected, or name:line".to_owned()),
        text => Ok(FunctionSelector::new(text)),
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
