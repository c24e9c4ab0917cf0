//! The conformance tests of our own in both tiers, and, where `TEST262` says where it is, a slice of the official suite.

use std::path::{Path, PathBuf};
use std::process::Command;

/// One test of the official suite in so many is run.
const SLICE: &str = "12";

fn subset() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../test262-subset")
}

/// Runs the runner, which must find all as expected.
#[track_caller]
fn run(name: &str, suite: &Path, expectations: &str, arguments: &[&str]) {
    let results = std::env::temp_dir().join(format!("test262-{name}-{}.json", std::process::id()));
    let output = Command::new(env!("CARGO_BIN_EXE_test262"))
        .args(["run", "--quiet", "--depth", "1", "--timeout", "120", "--suite"])
        .arg(suite)
        .arg("--expectations")
        .arg(subset().join(expectations))
        .arg("--results")
        .arg(&results)
        .args(arguments)
        .output()
        .expect("the runner starts");
    let _ = std::fs::remove_file(&results);
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{out}{err}");
}

#[test]
fn our_own_tests_in_both_tiers() {
    run("own", &subset(), "own-expectations.txt", &["--tier", "both"]);
}

#[test]
fn a_slice_of_the_official_suite_in_both_tiers() {
    match std::env::var_os("TEST262") {
        Some(suite) => {
            let arguments = ["--tier", "both", "--sample", SLICE];
            run("slice", Path::new(&suite), "expectations.txt", &arguments);
        }
        None => eprintln!("TEST262 is not set: the official suite is not run"),
    }
}

#[test]
fn there_are_enough_tests_of_our_own() {
    let output = Command::new(env!("CARGO_BIN_EXE_test262"))
        .args(["run", "--list", "--suite"])
        .arg(subset())
        .output()
        .expect("the runner starts");
    let count = String::from_utf8_lossy(&output.stdout).lines().count();
    assert!(count >= 400, "only {count}");
}
