//! Every folder of `tests/modules`, and every example that is made of modules: its `main.mjs` is run as a module in every
//! mode; what it prints is in the `main.expected` beside it, which is what Node prints (`node main.mjs > main.expected`),
//! unless Node lacks something that the standard has, such as proper tail calls.

mod support;

use jsrun::context::{Context, FileLoader, Options};
use libtest_mimic::{Arguments, Failed, Trial};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use support::{MODES, Mode};

fn main() {
    let arguments = Arguments::from_args();
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut trials = vec![];
    for parent in ["tests/modules", "examples"] {
        for folder in folders(&project.join(parent)) {
            let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
            // Examples are too large for a collection at each allocation.
            for mode in MODES.into_iter().filter(|mode| parent != "examples" || !mode.stress) {
                let folder = folder.clone();
                trials.push(Trial::test(format!("{parent}/{name}::{}", mode.name), move || {
                    check(&folder, mode)
                }));
            }
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// The folders in a folder that have a main module.
fn folders(parent: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(parent).expect("a folder of modules");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut folders: Vec<PathBuf> = paths.filter(|path| path.join("main.mjs").is_file()).collect();
    folders.sort();
    folders
}

fn check(folder: &Path, mode: Mode) -> Result<(), Failed> {
    let file = folder.join("main.mjs");
    let expected = std::fs::read_to_string(folder.join("main.expected"))?;
    let printed = run(folder, &file, mode)?;
    if printed == expected {
        return Ok(());
    }
    Err(format!("expected:\n{expected}\nprinted:\n{printed}").into())
}

fn run(folder: &Path, file: &Path, mode: Mode) -> Result<String, Failed> {
    let options =
        Options::new().tier(mode.tier).tier_threshold(mode.threshold).memory_limit(1 << 30);
    let mut context = Context::new(options);
    let printed = Rc::new(RefCell::new(Vec::new()));
    let lines = printed.clone();
    context.set_output(move |_, bytes| lines.borrow_mut().extend_from_slice(bytes));
    context.set_module_loader(FileLoader::new(folder));
    context.vm().heap.set_stress(mode.stress);
    let text = std::fs::read(file)?;
    let result = context.eval_module(&FileLoader::key(file)?, &text).map(|_| ());
    let result = result.and_then(|()| context.run_event_loop());
    context.vm().heap.set_stress(false);
    let mut printed = String::from_utf8_lossy(&printed.borrow()).into_owned();
    if let Err(error) = result {
        let summary = error.report().map(|report| report.summary.clone());
        printed.push_str(&format!("Uncaught {}\n", summary.unwrap_or_else(|| error.to_string())));
    }
    Ok(printed)
}
