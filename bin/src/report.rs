//! What the command says on standard error about a run.

use jsrun::context::{ErrorReport, Statistics};
use std::fmt::Write;
use std::time::Duration;

/// Why there is no machine code.
pub const NO_JIT: &str = "this build or this system has no JIT, or --tier interp keeps it off";

/// The heap's limit was reached.
pub fn out_of_memory(limit: Option<usize>) -> String {
    match limit {
        Some(bytes) => format!(
            "jsrun: out of memory: the script needs more than the {} of --memory-limit\n",
            size(bytes as u64)
        ),
        None => "jsrun: out of memory\n".to_owned(),
    }
}

/// The time limit was reached.
pub fn timeout(limit: Option<Duration>) -> String {
    let seconds = limit.unwrap_or_default().as_secs_f64();
    format!("jsrun: the script took longer than the {seconds} s of --timeout\n")
}

/// `Name: message` of what was thrown, by which runners of the conformance suite know it, where the report has no such line
/// anyway.
pub fn name_and_message(report: &ErrorReport) -> Option<String> {
    if report.is_error {
        let is_shown = report.stack.starts_with(&report.summary);
        return (!is_shown).then(|| format!("{}\n", report.summary));
    }
    match (&report.constructor, &report.message) {
        (Some(name), Some(message)) => Some(format!("{name}: {message}\n")),
        _ => None,
    }
}

/// The engine met a defect of its own.
pub fn defect(what: &str) -> String {
    format!(
        "jsrun: internal error: {what}\nThis is a defect of jsrun, not of the script: please report it.\n"
    )
}

/// The table of `--stats`.
pub fn statistics(statistics: &Statistics) -> String {
    let mut out = String::new();
    match &statistics.compiled {
        None => out.push_str("machine code   none: there is no JIT, or it was not wanted\n"),
        Some(c) => {
            let rate = |amount: u64| amount as f64 / c.time.as_secs_f64().max(1e-9);
            let _ = writeln!(
                out,
                "compiled       {} functions, {} words of bytecode",
                c.functions, c.bytecode_words
            );
            let per_word = c.bytes as f64 / c.bytecode_words.max(1) as f64;
            let hot = 100.0 * c.hot_bytes as f64 / c.bytes.max(1) as f64;
            let _ = writeln!(
                out,
                "machine code   {} ({hot:.0} % on hot paths), {per_word:.1} bytes for each word",
                size(c.bytes)
            );
            if c.functions > 0 {
                let (words, bytes) = (rate(c.bytecode_words) / 1e6, rate(c.bytes) / 1e6);
                let _ = writeln!(
                    out,
                    "compile time   {}: {words:.2} M words/s, {bytes:.1} MB/s",
                    time(c.time)
                );
            }
        }
    }
    let e = &statistics.executed;
    if e.opcodes > 0 {
        let inline = 100.0 * (e.opcodes - e.runtime_calls) as f64 / e.opcodes as f64;
        let _ = writeln!(
            out,
            "executed       {} opcodes in machine code, {inline:.3} % of them without a call into the runtime",
            e.opcodes
        );
        let callers = e.callers.iter().filter(|(_, calls)| *calls > 0);
        let named: Vec<String> = callers.map(|(name, calls)| format!("{name} {calls}")).collect();
        if !named.is_empty() {
            let _ = writeln!(out, "runtime calls  {}", named.join(", "));
        }
    }
    let h = &statistics.heap;
    let _ = writeln!(
        out,
        "heap           {} in use, {} at most, {} live after the last collection",
        size(h.in_use as u64),
        size(h.peak as u64),
        size(h.live as u64)
    );
    let _ = writeln!(
        out,
        "collections    {}, {} together, the longest {}",
        h.collections,
        time(h.pause),
        time(h.longest_pause)
    );
    out
}

/// A number of bytes in a unit that suits it.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["bytes", "KiB", "MiB", "GiB"];
    let mut amount = bytes as f64;
    let mut unit = 0;
    while amount >= 1024.0 && unit + 1 < UNITS.len() {
        amount /= 1024.0;
        unit += 1;
    }
    if amount.fract() == 0.0 {
        format!("{amount} {}", UNITS[unit])
    } else {
        format!("{amount:.1} {}", UNITS[unit])
    }
}

fn time(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
