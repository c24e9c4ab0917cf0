//! A run of the suite: choosing tests, running them, summing up.
//!
//! Invariant: every chosen test that the manifest does not leave out is in the results, whatever became of it.

use crate::arguments::{ReportArguments, RunArguments};
use crate::edition::edition;
use crate::execute::Job;
use crate::expectations::{Expectations, Unexpected};
use crate::manifest::Manifest;
use crate::outcome::{Run, Status};
use crate::pool::{PoolOptions, run_all};
use crate::report;
use crate::results::{Results, TestResult};
use crate::suite::{Suite, Test};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Runs tests; was all as expected?
///
/// # Errors
/// What keeps anything from being run.
pub fn run(arguments: &RunArguments) -> Result<bool, String> {
    let results_file = arguments.results.clone().unwrap_or_else(crate::default_results);
    let suite = Suite::open(&arguments.suite.suite)?;
    let manifest = Manifest::own()?;
    let mut excluded = BTreeMap::new();
    let tests = choose(arguments, &suite, &manifest, &results_file, &mut excluded)?;
    if arguments.list {
        tests.iter().for_each(|test| println!("{}", test.path));
        return Ok(true);
    }
    if tests.is_empty() {
        return Err("there is no such test".to_owned());
    }
    let start = Instant::now();
    let runs = run_tests(&tests, &suite, arguments)?;
    let results = Results {
        suite_commit: manifest.commit,
        tiers: arguments.tier.tiers().iter().map(|tier| tier.name().to_owned()).collect(),
        seconds: start.elapsed().as_secs_f64(),
        tests: tests.iter().zip(runs).map(|(test, runs)| TestResult::new(test, runs)).collect(),
        excluded: excluded.into_iter().collect(),
    };
    results.write(&results_file)?;
    print!("{}", summary(&results, &arguments.report));
    let Some(file) = &arguments.expectations else {
        return Ok(results.count(Status::Pass) == results.tests.len());
    };
    let mut expectations = Expectations::read(file)?;
    if arguments.update_expectations {
        expectations.update(&results);
        expectations.write(file)?;
        return Ok(true);
    }
    let unexpected = expectations.compare(&results);
    print!("{}", describe(&unexpected, &results));
    Ok(unexpected.is_empty())
}

/// The tests that are to be run.
fn choose(
    arguments: &RunArguments,
    suite: &Suite,
    manifest: &Manifest,
    results_file: &std::path::Path,
    excluded: &mut BTreeMap<String, usize>,
) -> Result<Vec<Test>, String> {
    let claimed = || -> Vec<String> {
        let exists = |path: &&String| suite.test_file(path).exists();
        let paths: Vec<String> = manifest.paths.iter().filter(exists).cloned().collect();
        // Another suite than the official one is taken as a whole.
        if paths.is_empty() { vec![String::new()] } else { paths }
    };
    let below = if arguments.paths.is_empty() { claimed() } else { arguments.paths.clone() };
    let mut tests = suite.tests(&below)?;
    tests.retain(|test| match manifest.exclusion(test) {
        Some(feature) => {
            *excluded.entry(feature.to_owned()).or_default() += 1;
            false
        }
        None => true,
    });
    for feature in &arguments.feature {
        tests.retain(|test| test.metadata.features.contains(feature));
    }
    if let Some(newest) = arguments.edition {
        tests.retain(|test| edition(&test.metadata) <= newest);
    }
    if !arguments.last.is_empty() {
        let last = Results::read(results_file)?;
        let wanted = last.tests.into_iter().filter(|test| arguments.last.contains(&test.status));
        let wanted: HashSet<String> = wanted.map(|test| test.path).collect();
        tests.retain(|test| wanted.contains(&test.path));
    }
    let mut index = 0;
    tests.retain(|_| {
        index += 1;
        (index - 1) % arguments.sample.max(1) == 0
    });
    Ok(tests)
}

/// Runs tests in all their modes and in all wanted tiers; the runs of each.
fn run_tests(
    tests: &[Test],
    suite: &Suite,
    arguments: &RunArguments,
) -> Result<Vec<Vec<Run>>, String> {
    let mut jobs = Vec::new();
    let mut test_of_job = Vec::new();
    for (index, test) in tests.iter().enumerate() {
        for mode in test.modes() {
            for tier in arguments.tier.tiers() {
                jobs.push(Job { path: test.path.clone(), mode: *mode, tier: *tier });
                test_of_job.push(index);
            }
        }
    }
    let default_processes = || std::thread::available_parallelism().map_or(1, usize::from);
    let options = PoolOptions {
        suite: suite.root().to_owned(),
        processes: arguments.jobs.unwrap_or_else(default_processes).min(jobs.len()),
        timeout: arguments.timeout,
        memory_limit: arguments.memory_limit,
    };
    let progress = progress_bar(jobs.len(), arguments.quiet);
    let runs: Mutex<Vec<Vec<Run>>> = Mutex::new(vec![Vec::new(); tests.len()]);
    let failures = std::sync::atomic::AtomicUsize::new(0);
    let end = run_all(&jobs, &options, |index, run| {
        if run.status != Status::Pass {
            let count = failures.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            progress.set_message(format!("{count} failed"));
        }
        progress.inc(1);
        let mut runs = runs.lock().unwrap_or_else(PoisonError::into_inner);
        runs[test_of_job[index]].push(run);
    });
    progress.finish_and_clear();
    end.map_err(|error| format!("a worker cannot be used: {error}"))?;
    let mut runs = runs.into_inner().unwrap_or_else(PoisonError::into_inner);
    runs.iter_mut().for_each(|runs| runs.sort_by_key(|run| (run.mode, run.tier)));
    Ok(runs)
}

fn progress_bar(jobs: usize, quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(jobs as u64), target);
    let template = "{bar:40} {pos}/{len} {msg} [{elapsed_precise}, {eta_precise} left]";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Results as they are shown at the end of a run.
pub fn summary(results: &Results, arguments: &ReportArguments) -> String {
    let mut out = String::new();
    if arguments.failures {
        for status in Status::ALL.into_iter().skip(1) {
            out.push_str(&report::list(results, status));
        }
        out.push('\n');
    } else {
        for status in [Status::Difference, Status::Timeout, Status::Crash] {
            out.push_str(&report::list(results, status));
        }
    }
    if arguments.depth > 0 {
        out.push_str(&report::by_directory(results, arguments.depth, arguments.markdown));
        out.push('\n');
    }
    if arguments.by_feature {
        out.push_str(&report::by_feature(results, arguments.markdown));
        out.push('\n');
    }
    if arguments.causes > 0 {
        let _ =
            writeln!(out, "The most common causes:\n{}", report::causes(results, arguments.causes));
    }
    if arguments.slowest > 0 {
        let _ =
            writeln!(out, "The slowest tests:\n{}", report::slowest(results, arguments.slowest));
    }
    let _ = writeln!(out, "{}", report::total(results));
    out
}

fn describe(unexpected: &Unexpected, results: &Results) -> String {
    let mut out = String::new();
    let sections = [("Newly failing", &unexpected.worse), ("Newly passing", &unexpected.better)];
    for (title, list) in sections {
        if list.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{title}, against the expectations: {}", list.len());
        for (path, expected, actual) in list {
            let _ = writeln!(out, "  {path} ({} -> {})", expected.name(), actual.name());
            let test = results.tests.iter().find(|test| test.path == *path);
            let message = test.map(|test| test.why().0).unwrap_or_default();
            if let Some(line) = message.lines().next() {
                let _ = writeln!(out, "      {line}");
            }
        }
    }
    if !out.is_empty() {
        out.push_str("\nWhere this is as it should be: test262 run … --update-expectations\n");
    }
    out
}
