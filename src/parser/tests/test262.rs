//! The syntax side of the official conformance suite, if `TEST262` names a checkout of it: every
//! test must parse, except those that expect a syntax error, which must not.

use std::path::{Path, PathBuf};

use bumpalo::Bump;
use jsrun_parser::{ParseOptions, parse};

/// Features that are still proposals, and are not built.
const PROPOSALS: &[&str] = &[
    "source-phase-imports",
    "source-phase-imports-module-source",
    "import-defer",
    "export-defer",
    "import-text",
    "import-bytes",
    "decorators",
];

/// Tests whose error is one inside a regular expression, which the front end does not look into.
const REGEXP: &str = "regexp";

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "js") {
            files.push(path);
        }
    }
}

/// The values of a list in the frontmatter, on one line or as a block.
fn list<'t>(frontmatter: &'t str, key: &str) -> Vec<&'t str> {
    let mut lines = frontmatter.lines().skip_while(|line| !line.trim_start().starts_with(key));
    let Some(first) = lines.next() else { return vec![] };
    let rest = first.trim_start()[key.len()..].trim();
    if let Some(inline) = rest.strip_prefix('[') {
        return inline.trim_end_matches(']').split(',').map(str::trim).collect();
    }
    lines.map_while(|line| line.trim().strip_prefix("- ")).collect()
}

#[test]
fn every_test_is_parsed_or_refused_as_it_says() {
    let Ok(suite) = std::env::var("TEST262") else {
        eprintln!("TEST262 is not set: nothing was tested");
        return;
    };
    let mut files = Vec::new();
    collect(&Path::new(&suite).join("test"), &mut files);
    assert!(!files.is_empty(), "TEST262 holds no tests");
    files.sort();
    let (mut refused, mut accepted, mut good) = (Vec::new(), Vec::new(), 0);
    for file in &files {
        let name = file.to_string_lossy().into_owned();
        if name.contains("_FIXTURE") {
            continue;
        }
        let Ok(source) = std::fs::read(file) else { continue };
        let text = String::from_utf8_lossy(&source);
        let frontmatter = text
            .split_once("/*---")
            .and_then(|(_, rest)| rest.split_once("---*/"))
            .map_or("", |(it, _)| it);
        let features = list(frontmatter, "features:");
        if features.iter().any(|feature| PROPOSALS.contains(feature)) {
            continue;
        }
        let flags = list(frontmatter, "flags:");
        let negative = frontmatter.contains("negative:") && frontmatter.contains("phase: parse");
        if negative && name.to_lowercase().contains(REGEXP) {
            continue;
        }
        let options =
            if flags.contains(&"module") { ParseOptions::module() } else { ParseOptions::script() };
        let mut variants = vec![];
        if !flags.contains(&"onlyStrict") {
            variants.push(source.clone());
        }
        if !flags.iter().any(|flag| ["module", "noStrict", "raw"].contains(flag)) {
            variants.push([b"\"use strict\";\n", source.as_slice()].concat());
        }
        for variant in variants {
            let arena = Bump::new();
            match (parse(&arena, &variant, &options), negative) {
                (Ok(_), true) => accepted.push(name.clone()),
                (Err(error), false) => refused.push(format!(
                    "{name}: {} at {:?}",
                    error.message,
                    error.position(&variant)
                )),
                _ => good += 1,
            }
        }
    }
    eprintln!(
        "{good} right, {} wrongly refused, {} wrongly accepted",
        refused.len(),
        accepted.len()
    );
    if let Ok(report) = std::env::var("TEST262_REPORT") {
        std::fs::write(report, format!("{}\n\n{}\n", refused.join("\n"), accepted.join("\n"))).ok();
    }
    assert!(
        refused.is_empty() && accepted.is_empty(),
        "first: {:?} {:?}",
        refused.first(),
        accepted.first()
    );
}
