//! The command line.

use crate::edition;
use crate::outcome::{Status, Tier};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

const EXAMPLES: &str = "\
Examples:
  test262 run                                      everything that the manifest claims
  test262 run language/expressions built-ins/Map   some folders
  test262 run --feature BigInt --tier both         what needs a feature, in both tiers
  test262 run --last fail                          what failed in the last run
  test262 show built-ins/Map/length.js             one test, with all that it says
  test262 compare old.json new.json --markdown     what changed between two results

The suite is given by --suite or by TEST262 in the environment. To get it:
  git clone https://github.com/tc39/test262";

/// The command line.
#[derive(Parser)]
#[command(name = "test262", version, about = "Runs the conformance suite of ECMAScript.", after_help = EXAMPLES)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Run tests
    Run(Box<RunArguments>),
    /// Run one test here, and show all that it says
    Show {
        #[command(flatten)]
        suite: SuiteArgument,
        /// The test
        path: String,
        /// In which tiers
        #[arg(long, value_enum, default_value = "both")]
        tier: TierChoice,
        /// The most memory of its heap, in bytes
        #[arg(long, value_name = "BYTES", default_value_t = DEFAULT_MEMORY)]
        memory_limit: usize,
    },
    /// Show the results of an earlier run
    Report {
        /// The results; those of the last run unless given
        results: Option<PathBuf>,
        #[command(flatten)]
        report: ReportArguments,
    },
    /// Compare two results; the exit code is 1 where a test fails that passed
    Compare {
        /// The results before
        old: PathBuf,
        /// The results now
        new: PathBuf,
        /// As Markdown
        #[arg(long)]
        markdown: bool,
    },
    /// A worker process of `run`
    #[command(hide = true)]
    Worker {
        /// The suite
        #[arg(long)]
        suite: PathBuf,
        /// The most memory of a test's heap
        #[arg(long)]
        memory_limit: usize,
    },
}

/// The most memory of a test's heap, unless told otherwise.
pub const DEFAULT_MEMORY: usize = 1 << 30;

/// Where the suite is.
#[derive(Args)]
pub struct SuiteArgument {
    /// The suite: a folder with `test/` and `harness/`
    #[arg(long, env = "TEST262", value_name = "FOLDER")]
    pub suite: PathBuf,
}

/// How tests are run.
#[derive(Args)]
pub struct RunArguments {
    /// The suite.
    #[command(flatten)]
    pub suite: SuiteArgument,
    /// Folders of `test/`, or tests; everything that the manifest claims unless given
    pub paths: Vec<String>,
    /// In which tiers; with both, each test must end alike in them
    #[arg(long, value_enum, default_value = "interp")]
    pub tier: TierChoice,
    /// Only tests that need this feature (repeatable)
    #[arg(long, value_name = "NAME")]
    pub feature: Vec<String>,
    /// Only tests that need nothing newer than this edition: 5, 2015, 2020, next
    #[arg(long, value_parser = edition::parse)]
    pub edition: Option<u16>,
    /// Only tests that ended so in the last run (repeatable)
    #[arg(long, value_enum, value_name = "STATUS")]
    pub last: Vec<Status>,
    /// Only one test in so many, spread evenly
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub sample: usize,
    /// How many processes
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// The longest that a run of a test may compute, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds, default_value = "10")]
    pub timeout: Duration,
    /// The most memory of a test's heap, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = DEFAULT_MEMORY)]
    pub memory_limit: usize,
    /// Where the results are written, and those of the last run read
    #[arg(long, value_name = "FILE")]
    pub results: Option<PathBuf>,
    /// The tests that are known not to pass: others that do not, and those of them that do, break the run
    #[arg(long, value_name = "FILE")]
    pub expectations: Option<PathBuf>,
    /// Write how the tests ended into the file of --expectations
    #[arg(long, requires = "expectations")]
    pub update_expectations: bool,
    /// Show the names of the tests, and do not run them
    #[arg(long)]
    pub list: bool,
    /// Show no progress
    #[arg(long)]
    pub quiet: bool,
    /// What is shown at the end.
    #[command(flatten)]
    pub report: ReportArguments,
}

/// What is shown of results.
#[derive(Args)]
pub struct ReportArguments {
    /// How deep the table by directory goes; 0 for none
    #[arg(long, value_name = "LEVELS", default_value_t = 2)]
    pub depth: usize,
    /// Show a table by feature
    #[arg(long)]
    pub by_feature: bool,
    /// How many of the slowest tests are shown
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub slowest: usize,
    /// How many of the most common causes are shown
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub causes: usize,
    /// Name the tests that did not pass, each with why
    #[arg(long)]
    pub failures: bool,
    /// Tables as Markdown
    #[arg(long)]
    pub markdown: bool,
}

/// In which tiers tests are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TierChoice {
    /// The interpreter alone
    Interp,
    /// Machine code for every function
    Jit,
    /// Each test in both
    Both,
}

impl TierChoice {
    /// The tiers.
    pub fn tiers(self) -> &'static [Tier] {
        match self {
            TierChoice::Interp => &[Tier::Interp],
            TierChoice::Jit => &[Tier::Jit],
            TierChoice::Both => &[Tier::Interp, Tier::Jit],
        }
    }
}

fn parse_seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "a number of seconds is expected".to_owned())?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(time) if !time.is_zero() => Ok(time),
        _ => Err("this is no length of time".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_defined() {
        Arguments::command().debug_assert();
    }
}
