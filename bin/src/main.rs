//! The `jsrun` command.
use jsrun::context::{Context, Options};
use jsrun::interp::tier::Tier;

fn main() {
    let mut args = std::env::args().skip(1).peekable();
    let mut options = Options::new();
    while let Some(a) = args.peek() {
        match a.as_str() {
            "--tier=interp" => options = options.tier(Tier::Interpreter),
            "--tier=jit" => options = options.tier(Tier::Jit),
            "--gc-stress" => options = options.gc_stress(true),
            "--perf-map" => options = options.perf_map(true),
            _ => break,
        }
        args.next();
    }
    let file = args.next().expect("a file");
    let text = std::fs::read(&file).expect("readable");
    if let Err(e) = Context::new(options).run_script(&file, &text) {
        eprintln!("{e}");
        std::process::exit(1);
    }
}
