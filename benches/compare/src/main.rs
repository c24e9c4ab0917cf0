//! `compare`: how fast jsrun is beside other engines, measured on whole processes.
//!
//! Invariant: engines take turns at each program, and what counts is the least CPU time of several rounds, net of the
//! engine's own start-up; a result counts only if the program printed what it should.

mod engine;
mod measure;
mod report;

use clap::Parser;
use engine::Engine;
use measure::{Run, run};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Seconds of CPU time after which a program is given up.
const CPU_LIMIT: u64 = 60;

/// Compares jsrun with other engines and writes tables in Markdown.
#[derive(Parser)]
struct Arguments {
    /// The jsrun command; by default that of a release build of this repository
    #[arg(long)]
    jsrun: Option<PathBuf>,
    /// How often each engine runs each program
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// The programs' size, of which 1 is the full size
    #[arg(long, default_value_t = 1.0)]
    scale: f64,
    /// Only engines whose names contain one of these, separated by commas; the yardstick always runs
    #[arg(long, value_delimiter = ',')]
    engines: Vec<String>,
    /// Only these programs, by name; all if none is given
    programs: Vec<String>,
}

/// A program to be run.
pub struct Program {
    /// Its name.
    pub name: String,
    /// The file that engines are given.
    file: PathBuf,
    /// What it prints; unknown at sizes for which nothing was recorded.
    expected: Option<String>,
}

/// What an engine made of a program.
#[derive(Clone)]
pub enum Outcome {
    /// The least CPU time, net of start-up.
    Time(Duration),
    /// Why there is none.
    Failure(String),
}

/// What an engine costs before it runs anything.
pub struct StartUp {
    /// The least CPU time of an empty script.
    pub cpu: Duration,
    /// The least time on the clock.
    pub wall: Duration,
    /// The least peak of resident memory, in bytes.
    pub memory: u64,
}

fn main() -> ExitCode {
    match compare(&Arguments::parse()) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("compare: {error}");
            ExitCode::FAILURE
        }
    }
}

fn compare(arguments: &Arguments) -> Result<String, String> {
    measure::limit_cpu_time(CPU_LIMIT);
    let work = std::env::temp_dir().join(format!("jsrun-compare-{}", std::process::id()));
    std::fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let result = compare_in(arguments, &work);
    if let Err(error) = std::fs::remove_dir_all(&work) {
        eprintln!("{} is left behind: {error}", work.display());
    }
    result
}

fn compare_in(arguments: &Arguments, work: &Path) -> Result<String, String> {
    let programs = find_programs(arguments, work)?;
    let empty = work.join("empty.js");
    std::fs::write(&empty, "").map_err(|e| e.to_string())?;
    let mut engines = engine::all(arguments.jsrun.as_deref());
    engines.retain(|e| {
        e.is_yardstick()
            || arguments.engines.is_empty()
            || arguments.engines.iter().any(|part| e.name.contains(part.as_str()))
    });
    engines.retain(|e| match run(e, &empty) {
        Ok(_) => true,
        Err(error) => {
            eprintln!("{} is left out: {error}", e.name);
            false
        }
    });
    if !engines.iter().any(Engine::is_yardstick) {
        return Err("qjs-run is not beside this command: build both".to_owned());
    }
    let start_ups = measure_start_up(&engines, &empty, arguments.rounds)?;
    let outcomes: Vec<_> = programs
        .iter()
        .map(|p| measure_program(p, &engines, &start_ups, arguments.rounds))
        .collect();
    Ok(report::report(
        &engines,
        &programs,
        &start_ups,
        &outcomes,
        arguments.rounds,
        arguments.scale,
    ))
}

/// The programs, copied where they must be told their size.
fn find_programs(arguments: &Arguments, work: &Path) -> Result<Vec<Program>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../programs");
    let entries = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut programs = vec![];
    for entry in entries {
        let mut file = entry.map_err(|e| e.to_string())?.path();
        if file.extension().is_none_or(|e| e != "js") {
            continue;
        }
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !arguments.programs.is_empty() && !arguments.programs.contains(&name) {
            continue;
        }
        let read = |file: &Path| {
            std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))
        };
        let mut expected = None;
        if arguments.scale == 1.0 {
            expected = read(&file.with_extension("expected"))?.lines().next().map(str::to_owned);
        } else {
            let text = format!("var SCALE = {};\n{}", arguments.scale, read(&file)?);
            file = work.join(format!("{name}.js"));
            std::fs::write(&file, text).map_err(|e| format!("{}: {e}", file.display()))?;
        }
        programs.push(Program { name, file, expected });
    }
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    if programs.is_empty() { Err("no such program".to_owned()) } else { Ok(programs) }
}

fn measure_start_up(
    engines: &[Engine],
    empty: &Path,
    rounds: usize,
) -> Result<Vec<StartUp>, String> {
    let unknown = || StartUp { cpu: Duration::MAX, wall: Duration::MAX, memory: u64::MAX };
    let mut start_ups: Vec<StartUp> = engines.iter().map(|_| unknown()).collect();
    // An empty script is short: more rounds cost little and steady what is subtracted everywhere.
    for _ in 0..rounds * 4 {
        for (engine, least) in engines.iter().zip(&mut start_ups) {
            let Run { cpu, wall, memory, .. } =
                run(engine, empty).map_err(|e| format!("{}: {e}", engine.name))?;
            least.cpu = least.cpu.min(cpu);
            least.wall = least.wall.min(wall);
            least.memory = least.memory.min(memory);
        }
    }
    Ok(start_ups)
}

/// Lets the engines take turns at a program, in an order that shifts from round to round.
fn measure_program(
    program: &Program,
    engines: &[Engine],
    start_ups: &[StartUp],
    rounds: usize,
) -> Vec<Outcome> {
    eprint!("{} ", program.name);
    let mut expected = program.expected.clone();
    let mut outcomes = vec![Outcome::Time(Duration::MAX); engines.len()];
    for round in 0..rounds {
        eprint!(".");
        for turn in 0..engines.len() {
            let i = (turn + round) % engines.len();
            let Outcome::Time(least) = outcomes[i] else { continue };
            outcomes[i] = match run(&engines[i], &program.file) {
                Err(error) => Outcome::Failure(error),
                Ok(run) => {
                    let printed = run.printed.trim_end();
                    let expected = expected.get_or_insert_with(|| printed.to_owned());
                    if printed == expected {
                        Outcome::Time(least.min(run.cpu.saturating_sub(start_ups[i].cpu)))
                    } else {
                        Outcome::Failure(format!("printed {printed:?}, not {expected:?}"))
                    }
                }
            };
        }
    }
    eprintln!();
    outcomes
}
