//! The tables, in Markdown.
//!
//! Invariant: a mean says over how many programs it is, where an engine did not run them all.

use crate::engine::Engine;
use crate::{Outcome, Program, StartUp};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Programs in which builtins take most of the time, so that they say little about tiers.
const BUILTINS_DOMINATE: [&str; 5] = ["collections", "json", "regexp", "sort", "strings"];

/// Times below this are noise.
const LEAST: Duration = Duration::from_micros(100);

fn builtins_dominate(program: &Program) -> bool {
    BUILTINS_DOMINATE.contains(&program.name.as_str())
}

/// All tables.
pub fn report(
    engines: &[Engine],
    programs: &[Program],
    start_ups: &[StartUp],
    outcomes: &[Vec<Outcome>],
    rounds: usize,
    scale: f64,
) -> String {
    let mut text = String::new();
    heading(&mut text, engines, rounds, scale);
    speeds(&mut text, engines, programs, outcomes);
    costs(&mut text, engines, start_ups);
    failures(&mut text, engines, programs, outcomes);
    text
}

fn line(text: &mut String, cells: impl IntoIterator<Item = String>) {
    text.push('|');
    for cell in cells {
        let _ = write!(text, " {cell} |");
    }
    text.push('\n');
}

fn table_heading(text: &mut String, cells: &[&str]) {
    line(text, cells.iter().map(|c| (*c).to_owned()));
    line(
        text,
        cells.iter().enumerate().map(|(i, _)| if i == 0 { "---" } else { "---:" }.to_owned()),
    );
}

fn heading(text: &mut String, engines: &[Engine], rounds: usize, scale: f64) {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|l| l.strip_prefix("model name")?.split_once(": ").map(|(_, name)| name));
    let _ = write!(
        text,
        "# jsrun beside other engines\n\n{}. ",
        model.unwrap_or("An unknown processor")
    );
    let _ = write!(text, "{rounds} rounds, size {scale}");
    if let Some(node) = engines.iter().find(|e| e.name.starts_with("node"))
        && let Ok(output) = Command::new(&node.command).arg("--version").output()
    {
        let _ = write!(text, ", node {}", String::from_utf8_lossy(&output.stdout).trim());
    }
    text.push_str(
        ".\n\nUser and system time of whole processes, the least of the rounds, net of the engine's start-up. \
         Engines take turns.\n\n",
    );
}

/// How many times as fast as the yardstick each engine is.
fn speeds(text: &mut String, engines: &[Engine], programs: &[Program], outcomes: &[Vec<Outcome>]) {
    text.push_str(
        "## Speed\n\nTimes as fast as quickjs-ng: above 1 is faster. † Builtins dominate.\n\n",
    );
    let others: Vec<usize> = (0..engines.len()).filter(|&i| !engines[i].is_yardstick()).collect();
    let yardstick = engines.iter().position(Engine::is_yardstick).unwrap_or(0);
    let mut cells = vec!["program", "quickjs-ng, ms"];
    cells.extend(others.iter().map(|&i| engines[i].name));
    table_heading(text, &cells);
    let time = |program: usize, engine: usize| match &outcomes[program][engine] {
        Outcome::Time(t) => Some((*t).max(LEAST)),
        Outcome::Failure(_) => None,
    };
    let speed = |program: usize, engine: usize| {
        Some(time(program, yardstick)?.as_secs_f64() / time(program, engine)?.as_secs_f64())
    };
    for (p, program) in programs.iter().enumerate() {
        let name =
            format!("{}{}", program.name, if builtins_dominate(program) { " †" } else { "" });
        let reference = time(p, yardstick)
            .map_or_else(|| "fails".to_owned(), |t| format!("{:.0}", t.as_secs_f64() * 1e3));
        let ratios = others
            .iter()
            .map(|&i| speed(p, i).map_or_else(|| "fails".to_owned(), |s| format!("{s:.2}")));
        line(text, [name, reference].into_iter().chain(ratios));
    }
    for (name, only_tiers) in
        [("**geometric mean**", false), ("**geometric mean without †**", true)]
    {
        let chosen: Vec<usize> = (0..programs.len())
            .filter(|&p| !only_tiers || !builtins_dominate(&programs[p]))
            .collect();
        let means = others.iter().map(|&i| {
            let logs: Vec<f64> = chosen.iter().filter_map(|&p| speed(p, i)).map(f64::ln).collect();
            if logs.is_empty() {
                return "–".to_owned();
            }
            let mean = (logs.iter().sum::<f64>() / logs.len() as f64).exp();
            let of = if logs.len() < chosen.len() {
                format!(" ({} of {})", logs.len(), chosen.len())
            } else {
                String::new()
            };
            format!("**{mean:.2}**{of}")
        });
        line(text, [name.to_owned(), String::new()].into_iter().chain(means));
    }
}

/// What engines cost before they run anything.
fn costs(text: &mut String, engines: &[Engine], start_ups: &[StartUp]) {
    text.push_str("\n## Start-up and size\n\nAn empty script; the command's file, and what it loads with it.\n\n");
    table_heading(
        text,
        &["engine", "CPU, ms", "clock, ms", "peak memory, MB", "file, MB", "with libraries, MB"],
    );
    for (engine, start_up) in engines.iter().zip(start_ups) {
        let (file, all) = sizes(&engine.command);
        let megabytes = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
        let milliseconds = |t: Duration| format!("{:.1}", t.as_secs_f64() * 1e3);
        let times = [milliseconds(start_up.cpu), milliseconds(start_up.wall)];
        let sizes = [megabytes(start_up.memory), megabytes(file), megabytes(all)];
        line(text, [engine.name.to_owned()].into_iter().chain(times).chain(sizes));
    }
}

/// The size of a command's file, and with its shared libraries.
fn sizes(command: &Path) -> (u64, u64) {
    let size = |file: &Path| std::fs::metadata(file).map_or(0, |data| data.len());
    let output = Command::new("ldd").arg(command).output().map(|o| o.stdout).unwrap_or_default();
    let listing = String::from_utf8_lossy(&output);
    let libraries: BTreeSet<PathBuf> = listing
        .split_whitespace()
        .filter(|w| w.starts_with('/'))
        .filter_map(|w| std::fs::canonicalize(w).ok())
        .collect();
    let file = size(command);
    (file, file + libraries.iter().map(|l| size(l)).sum::<u64>())
}

fn failures(
    text: &mut String,
    engines: &[Engine],
    programs: &[Program],
    outcomes: &[Vec<Outcome>],
) {
    let mut found = String::new();
    for (program, outcomes) in programs.iter().zip(outcomes) {
        for (engine, outcome) in engines.iter().zip(outcomes) {
            if let Outcome::Failure(why) = outcome {
                let _ = writeln!(found, "- {}, {}: {why}", program.name, engine.name);
            }
        }
    }
    if !found.is_empty() {
        let _ = write!(text, "\n## Failures\n\n{found}");
    }
}
