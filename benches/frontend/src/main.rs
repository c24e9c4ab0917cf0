//! How fast the front end is, beside other parsers in Rust, on files given by name:
//! `cargo run --release -- FILE...`. Prints megabytes of source per second, the best of several
//! runs. jsrun's figure includes scope analysis and early errors; oxc's and swc's have neither.

use std::hint::black_box;
use std::time::Instant;

/// Megabytes per second, the best of at least five runs and half a second.
fn best(bytes: usize, mut run: impl FnMut() -> bool) -> Option<f64> {
    let (begin, mut least, mut runs) = (Instant::now(), f64::MAX, 0);
    while runs < 5 || begin.elapsed().as_secs_f64() < 0.5 {
        let start = Instant::now();
        if !run() {
            return None;
        }
        least = least.min(start.elapsed().as_secs_f64());
        runs += 1;
    }
    Some(bytes as f64 / 1e6 / least)
}

fn jsrun(source: &str, module: bool) -> Option<f64> {
    use jsrun_parser::{ParseOptions, parse};
    let options = if module { ParseOptions::module() } else { ParseOptions::script() };
    let mut arena = bumpalo::Bump::new();
    best(source.len(), || {
        arena.reset();
        black_box(parse(&arena, source.as_bytes(), &options).is_ok())
    })
}

fn oxc(source: &str, module: bool) -> Option<f64> {
    let kind = oxc_span::SourceType::default().with_module(module).with_script(!module);
    let mut arena = oxc_allocator::Allocator::default();
    best(source.len(), || {
        arena.reset();
        let parsed = oxc_parser::Parser::new(&arena, source, kind).parse();
        black_box(!parsed.panicked)
    })
}

fn swc(source: &str, module: bool) -> Option<f64> {
    use swc_common::{FileName, SourceMap, sync::Lrc};
    use swc_ecma_parser::{EsSyntax, Parser, StringInput, Syntax};
    let map: Lrc<SourceMap> = Lrc::default();
    let file = map.new_source_file(FileName::Anon.into(), source.to_owned());
    best(source.len(), || {
        let input = StringInput::from(&*file);
        let mut parser = Parser::new(Syntax::Es(EsSyntax::default()), input, None);
        if module {
            black_box(parser.parse_module().is_ok())
        } else {
            black_box(parser.parse_script().is_ok())
        }
    })
}

fn boa(source: &str, module: bool) -> Option<f64> {
    use boa_ast::scope::Scope;
    best(source.len(), || {
        let mut interner = boa_interner::Interner::default();
        let mut parser = boa_parser::Parser::new(boa_parser::Source::from_bytes(source));
        if module {
            black_box(parser.parse_module(&Scope::new_global(), &mut interner).is_ok())
        } else {
            black_box(parser.parse_script(&Scope::new_global(), &mut interner).is_ok())
        }
    })
}

fn main() {
    println!("{:32} {:>8} {:>8} {:>8} {:>8} {:>8}", "file", "MB", "jsrun", "oxc", "swc", "boa");
    for file in std::env::args().skip(1) {
        let source = match std::fs::read_to_string(&file) {
            Ok(source) => source,
            Err(error) => {
                eprintln!("{file}: {error}");
                continue;
            }
        };
        let module = file.ends_with(".mjs") || file.contains("module");
        let name = file.rsplit('/').next().unwrap_or(&file);
        print!("{name:32} {:8.2}", source.len() as f64 / 1e6);
        for run in [jsrun, oxc, swc, boa] {
            match run(&source, module) {
                Some(speed) => print!(" {speed:8.1}"),
                None => print!(" {:>8}", "fails"),
            }
        }
        println!();
    }
}
