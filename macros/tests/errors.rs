//! What a handler may not do is an error at the statement at fault: each file under `errors` with its message.

#[test]
fn rules_of_handlers() {
    trybuild::TestCases::new().compile_fail("tests/errors/*.rs");
}
