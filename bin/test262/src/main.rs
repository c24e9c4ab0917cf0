//! The `test262` command: runs the conformance suite of ECMAScript, as the suite's INTERPRETING.md asks.
//!
//! A run chooses tests ([`suite`], [`manifest`], [`edition`]), makes jobs of them, one for each mode and tier, lets worker
//! processes do these ([`pool`], [`worker`], [`execute`]), and sums them up ([`results`], [`report`]). Invariant: the exit
//! code is 0 where all is as expected, 1 where a test is not, 2 where nothing could be run.

mod arguments;
mod compare;
mod edition;
mod execute;
mod expectations;
mod frontmatter;
mod manifest;
mod outcome;
mod pool;
mod report;
mod results;
mod run;
mod show;
mod suite;
mod worker;

use arguments::{Arguments, Command};
use clap::Parser;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use suite::Suite;

/// Where the results of the last run are, unless told otherwise.
fn default_results() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or("target".into());
    Path::new(&target).join("test262").join("last.json")
}

fn main() -> ExitCode {
    match execute(Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("test262: {message}");
            ExitCode::from(2)
        }
    }
}

/// Does what is asked; was all as expected?
fn execute(command: Command) -> Result<bool, String> {
    match command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Show { suite, path, tier, memory_limit } => {
            show::show(Suite::open(&suite.suite)?, &path, tier.tiers(), memory_limit)
        }
        Command::Report { results, report } => {
            let results = results::Results::read(&results.unwrap_or_else(default_results))?;
            print!("{}", run::summary(&results, &report));
            Ok(true)
        }
        Command::Compare { old, new, markdown } => {
            let (old, new) = (results::Results::read(&old)?, results::Results::read(&new)?);
            let comparison = compare::compare(&old, &new);
            print!("{}", if markdown { comparison.markdown() } else { comparison.text() });
            Ok(comparison.is_no_worse())
        }
        Command::Worker { suite, memory_limit } => {
            worker::serve(Suite::open(&suite)?, memory_limit).map_err(|e| e.to_string())?;
            Ok(true)
        }
    }
}
