//! No emission is forgotten: each has a native test here, or it is named with the reason why whole programs test it.

const NUMBERS: &str = include_str!("../../handlers/primitives/number.rs");
const TYPES: &str = include_str!("../../handlers/primitives/types.rs");
const ELEMENTS: &str = include_str!("../../handlers/primitives/element.rs");
const TYPED: &str = include_str!("../../handlers/primitives/typed.rs");
const SCOPES: &str = include_str!("../../handlers/primitives/scope.rs");
const TESTS: [&str; 3] =
    [include_str!("numbers.rs"), include_str!("tests_of_types.rs"), include_str!("objects.rs")];

/// Emissions of these files without a test of their own, and why.
const ELSEWHERE: [(&str, &str); 13] = [
    ("routine_operands", "part of the emissions for typed arrays"),
    ("routine_call", "part of the emissions for typed arrays"),
    ("load_typed_element", "calls a routine that needs a typed array: typed/elements"),
    ("store_typed_element", "calls a routine that needs a typed array: typed/elements"),
    (
        "can_append",
        "reads counters of the machine that only scripts move: arrays/append-and-length",
    ),
    ("append_element", "follows can_append only: arrays/append-and-length"),
    ("allocate", "takes the machine's allocation cursor: cache/construct-shapes and gc/allocation"),
    (
        "allocate_object",
        "takes the machine's allocation cursor: objects/literals and gc/allocation",
    ),
    ("barrier", "emits nothing"),
    ("closure_environment", "reads the running closure: functions/closures"),
    ("outer_environment", "walks out of the running closure: functions/closures"),
    ("address", "part of the emissions of pointers, which are tested"),
    ("is_pattern", "part of the emissions of tests of one pattern, which are tested"),
];

#[test]
fn every_emission_is_tested() {
    for file in [NUMBERS, TYPES, ELEMENTS, SCOPES, TYPED] {
        for line in file
            .lines()
            .filter(|l| l.starts_with("pub fn emit_") || l.starts_with("pub(super) fn emit_"))
        {
            let name = line
                .split("emit_")
                .nth(1)
                .and_then(|rest| rest.split(['(', '<']).next())
                .expect("a name");
            let call = format!("emit_{name}");
            let named = TESTS.iter().any(|t| t.contains(&call))
                || ELSEWHERE.iter().any(|(n, _)| *n == name);
            assert!(named, "emit_{name} has neither a test nor a reason");
        }
    }
}
