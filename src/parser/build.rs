//! Generates the parser from the grammar.

fn main() {
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| ".".into());
    let result = lalrpop::Configuration::new()
        .use_cargo_dir_conventions()
        .emit_rerun_directives(true)
        .emit_report(false)
        .set_in_dir(&folder)
        .process();
    if let Err(error) = result {
        panic!("the grammar: {error}");
    }
}
