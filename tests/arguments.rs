//! The `arguments` of sloppy functions, which share values with the parameters, in both tiers.

use jsrun::context::{Context, Options};
use jsrun::interp::tier::Tier;

#[test]
fn arguments_and_parameters_are_one() {
    let text = include_str!("arguments/mapped.js");
    for tier in [Tier::Interpreter, Tier::Jit] {
        if let Err(error) =
            Context::new(Options::new().tier(tier)).run_script("mapped.js", text.as_bytes())
        {
            panic!("{error}");
        }
    }
}
