//! One test, run in this process, with all that it says.

use crate::execute::{Executor, Job, keep_panics};
use crate::outcome::{Status, Tier};
use crate::suite::Suite;
use crate::worker::on_large_stack;
use std::time::Instant;

/// Runs a test in all its modes and shows how each ended; did all pass?
///
/// # Errors
/// Where there is no such test.
pub fn show(suite: Suite, path: &str, tiers: &[Tier], memory_limit: usize) -> Result<bool, String> {
    let path = path.strip_prefix("test/").unwrap_or(path);
    let test = suite.read(path)?;
    println!("{}", suite.test_file(path).display());
    println!("  {}", test.metadata.description);
    if !test.metadata.features.is_empty() {
        println!("  features: {}", test.metadata.features.join(", "));
    }
    if !test.metadata.includes.is_empty() {
        println!("  includes: {}", test.metadata.includes.join(", "));
    }
    if let Some(negative) = &test.metadata.negative {
        println!("  expected: {} ({})", negative.kind, negative.phase.name());
    }
    keep_panics();
    let mut passed = true;
    for (mode, tier) in test.modes().iter().flat_map(|mode| tiers.iter().map(move |t| (*mode, *t)))
    {
        let job = Job { path: path.to_owned(), mode, tier };
        let suite = suite.clone();
        let start = Instant::now();
        let outcome = on_large_stack(move || Executor::new(suite, memory_limit).run(&job));
        let outcome = outcome.map_err(|error| error.to_string())?;
        let ms = start.elapsed().as_secs_f64() * 1e3;
        println!("\n{} {}: {} ({ms:.1} ms)", mode.name(), tier.name(), outcome.status.name());
        for text in [&outcome.message, &outcome.output] {
            text.lines().for_each(|line| println!("    {line}"));
        }
        passed &= outcome.status == Status::Pass;
    }
    Ok(passed)
}
