//! Speed of the engine's parts, in one process: each benchmark program in each tier, parsing, and compiling.
//!
//! Invariant: a measured run starts from a fresh context, made outside the measurement, so that no run profits from
//! the inline caches or the machine code of another. Programs run at a small size: these numbers tell a change of the
//! engine from no change; `benches/compare` tells engines apart.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use jsrun::context::{Context, Options};
use jsrun::interp::tier::Tier;
use jsrun_parser::{Arena, ParseOptions};
use std::fmt::Write;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The programs' size, and a `print` that keeps the output quiet.
const PRELUDE: &str = "var SCALE = 0.02, printed; var print = function (line) { printed = line; };";

/// Functions in the generated source.
const FUNCTIONS: usize = 1000;

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/programs");
    let entries = std::fs::read_dir(folder).expect("the folder of programs");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "js"));
    files.sort();
    files
}

fn context(tier: Tier) -> Context {
    let mut context = Context::new(Options::new().tier(tier));
    context.run_script("prelude", PRELUDE.as_bytes()).expect("the prelude runs");
    context
}

/// Each program in each tier; what the engine cannot run yet is named and left out.
fn run_programs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("programs");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    for file in programs() {
        let text = std::fs::read(&file).expect("a program");
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        for (label, tier) in [("interp", Tier::Interpreter), ("auto", Tier::Auto)] {
            if let Err(error) = context(tier).run_script(&name, &text) {
                eprintln!("{name} is left out:\n{error}");
                continue;
            }
            group.bench_function(format!("{name}/{label}"), |bencher| {
                let run = |mut context: Context| {
                    context.run_script(&name, &text).expect("it ran before");
                    context
                };
                bencher.iter_batched(|| context(tier), run, BatchSize::PerIteration);
            });
        }
    }
    group.finish();
}

/// A large source with a mix of what programs are made of; it defines functions and calls each once.
fn generate() -> String {
    let mut text = String::from("var total = 0;\n");
    for i in 0..FUNCTIONS {
        let loops = 1 + i % 3;
        write!(
            text,
            "function f{i}(list, point, n) {{\n\
             \x20 let sum = {i}, other = n * 0.5;\n\
             \x20 for (let i = 0; i < {loops}; i++) {{\n\
             \x20   if (list[i] > point.x && i !== n) sum += list[i] * (point.y - i);\n\
             \x20   else point.x = (sum & {mask}) - other;\n\
             \x20 }}\n\
             \x20 const made = {{ sum, twice: sum * 2, name: 'f{i}' }};\n\
             \x20 switch (n % 3) {{\n\
             \x20   case 0: made.sum++; break;\n\
             \x20   case 1: made.sum = made.twice >>> 1; break;\n\
             \x20   default: made.sum ^= n;\n\
             \x20 }}\n\
             \x20 return made.sum === undefined ? [sum, n] : made;\n\
             }}\n\
             total += f{i}([1, 2, 3], {{ x: {i}, y: 2 }}, {i}).sum;\n",
            mask = i % 255
        )
        .expect("a string takes what is written");
    }
    text
}

fn parse_and_compile(criterion: &mut Criterion) {
    let text = generate();
    let mut group = criterion.benchmark_group("front-end");
    group.sample_size(20).throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("parse", |bencher| {
        bencher.iter(|| {
            let arena = Arena::new();
            let program = jsrun_parser::parse(&arena, text.as_bytes(), &ParseOptions::script());
            black_box(program.is_ok())
        });
    });
    group.bench_function("parse, compile and run", |bencher| {
        let run = |mut context: Context| {
            context.run_script("generated", text.as_bytes()).expect("the generated source runs");
            context
        };
        bencher.iter_batched(|| context(Tier::Interpreter), run, BatchSize::PerIteration);
    });
    group.finish();
}

/// A context that has run nothing but the prelude.
fn start_up(criterion: &mut Criterion) {
    criterion.bench_function("start-up", |bencher| bencher.iter(|| black_box(context(Tier::Auto))));
}

/// Bytecodes (instruction words) that become machine code, by the JIT's own count and clock.
#[cfg(jit)]
fn compile_to_machine_code(criterion: &mut Criterion) {
    use jsrun::context::CompiledStatistics;

    let text = generate();
    let compile = || -> Option<CompiledStatistics> {
        let mut context = context(Tier::Jit);
        context.run_script("generated", text.as_bytes()).expect("the generated source runs");
        context.statistics().compiled
    };
    let Some(once) = compile() else {
        eprintln!("the JIT does not run here");
        return;
    };
    let CompiledStatistics { functions, bytecode_words: words, bytes, .. } = once;
    eprintln!(
        "the generated source: {functions} functions, {words} bytecodes, {bytes} bytes of machine code"
    );
    let mut group = criterion.benchmark_group("jit");
    group.sample_size(10).throughput(Throughput::Elements(words));
    group.bench_function("compile", |bencher| {
        bencher.iter_custom(|times| {
            let each = |_| compile().map_or(Duration::ZERO, |statistics| statistics.time);
            (0..times).map(each).sum()
        });
    });
    group.finish();
}

#[cfg(not(jit))]
fn compile_to_machine_code(_: &mut Criterion) {}

criterion_group!(benches, start_up, parse_and_compile, compile_to_machine_code, run_programs);
criterion_main!(benches);
