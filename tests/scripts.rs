//! Every script under `tests/scripts`, in every mode: what it prints is in the `.expected` file beside it, made by
//! `tests/support/expected.cjs`. A script that says `// gc-stress: no` is too large to run with a collection at each
//! allocation.

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use support::{MODES, Mode};

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts");
    let mut files = vec![];
    collect(&root, &mut files);
    files.sort();
    let mut trials = vec![];
    for file in files {
        let name = file
            .strip_prefix(&root)
            .expect("below the root")
            .with_extension("")
            .display()
            .to_string();
        let text = std::fs::read_to_string(&file).expect("a script in UTF-8");
        for mode in MODES {
            if mode.stress && text.contains("// gc-stress: no") {
                continue;
            }
            let (file, text) = (file.clone(), text.clone());
            trials.push(Trial::test(format!("{name}::{}", mode.name), move || {
                check(&file, &text, mode)
            }));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of scripts") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "js") {
            files.push(path);
        }
    }
}

fn check(file: &Path, text: &str, mode: Mode) -> Result<(), Failed> {
    let expected = std::fs::read_to_string(file.with_extension("expected"))?;
    let printed = support::run(&file.display().to_string(), text.as_bytes(), mode);
    if printed == expected {
        return Ok(());
    }
    let mut lines = expected.lines().zip(printed.lines()).enumerate();
    let report = match lines.find(|(_, (e, p))| e != p) {
        Some((i, (e, p))) => format!("line {}:\n  expected {e}\n  printed  {p}", i + 1),
        None => format!(
            "expected {} lines, printed {}:\n{printed}",
            expected.lines().count(),
            printed.lines().count()
        ),
    };
    Err(report.into())
}
