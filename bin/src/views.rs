//! Views into the engine that go with a run: `--explain`, `--trace-tier`, `--cpu-prof`.
//!
//! Invariant: what cannot be written is told before the script runs, so no run is in vain; what was asked for is written however
//! the script ends.

use crate::arguments::Arguments;
use crate::code;
use crate::input::reason;
use crate::output::Output;
use crate::report::NO_JIT;
use jsrun::context::{Context, Detail, FunctionSelector, write_html};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// What is written once the script has ended.
pub struct Views {
    /// The file of `--cpu-prof`, with its name.
    profile: Option<(File, PathBuf)>,
    /// The page of `--explain`.
    page: Option<Page>,
}

enum Page {
    StandardOutput,
    /// A file; with `true` it was not there before.
    File(File, PathBuf, bool),
}

impl Views {
    /// Opens what will be written, and begins to watch.
    ///
    /// # Errors
    /// What is to be told to the user.
    pub fn open(
        context: &mut Context,
        arguments: &Arguments,
        output: &Output,
    ) -> Result<Views, String> {
        let page = match &arguments.explain {
            None => None,
            Some(function) => Some(open_page(function, arguments.explain_out.as_deref())?),
        };
        if arguments.trace_tier {
            let output = output.clone();
            let listener = Box::new(move |event: &_| output.error(format!("{event}\n")));
            if !context.set_tier_trace(Some(listener)) {
                return Err(format!("there is nothing to trace: {NO_JIT}"));
            }
        }
        let profile = match &arguments.cpu_prof {
            None => None,
            Some(path) => {
                let file = create(path)?;
                let started = context.start_profile(arguments.cpu_prof_interval);
                started.map_err(|error| format!("cannot sample: {}", reason(&error)))?;
                Some((file, path.clone()))
            }
        };
        Ok(Views { profile, page })
    }

    /// Writes what was asked for; gives the exit code.
    pub fn close(self, context: &mut Context, arguments: &Arguments, output: &Output) -> i32 {
        let profile = self.profile.map(|(file, path)| write_profile(context, file, &path));
        let page = match (self.page, &arguments.explain) {
            (Some(page), Some(function)) => Some(write_page(context, function, page, output)),
            _ => None,
        };
        let mut status = 0;
        for error in [profile, page].into_iter().flatten().filter_map(Result::err) {
            output.error(format!("jsrun: {error}\n"));
            status = code::FAILURE;
        }
        status
    }
}

fn create(path: &Path) -> Result<File, String> {
    File::create(path).map_err(|error| cannot_write(path, &error))
}

fn cannot_write(path: &Path, error: &std::io::Error) -> String {
    format!("cannot write '{}': {}", path.display(), reason(error))
}

fn write_profile(context: &mut Context, file: File, path: &Path) -> Result<(), String> {
    let Some(mut profile) = context.stop_profile() else { return Ok(()) };
    profile.map_urls(file_url);
    let mut out = BufWriter::new(file);
    let written = profile.write_cpuprofile(&mut out).and_then(|()| out.flush());
    written.map_err(|error| cannot_write(path, &error))
}

/// The URL of a source that is a file; else its name.
fn file_url(name: &str) -> String {
    let Ok(path) = std::fs::canonicalize(name) else { return name.to_owned() };
    let Some(path) = path.to_str() else { return name.to_owned() };
    let mut url = "file://".to_owned();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                url.push(byte.into());
            }
            byte => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

fn open_page(function: &FunctionSelector, path: Option<&Path>) -> Result<Page, String> {
    let path = match path {
        Some(path) if path == "-" => return Ok(Page::StandardOutput),
        Some(path) => path.to_owned(),
        None => default_page(function),
    };
    let is_new = !path.exists();
    // A page that is there stays until there is another.
    let file = File::options().write(true).create(true).truncate(false).open(&path);
    let file = file.map_err(|error| cannot_write(&path, &error))?;
    Ok(Page::File(file, path, is_new))
}

/// The name of the page about a function: whatever the function is called, a file in the current folder.
fn default_page(function: &FunctionSelector) -> PathBuf {
    const LONGEST: usize = 80;
    let plain = |c: char| if c.is_alphanumeric() || "_$-".contains(c) { c } else { '_' };
    let name: String = function.to_string().chars().map(plain).take(LONGEST).collect();
    PathBuf::from(format!("explain-{name}.html"))
}

fn write_page(
    context: &mut Context,
    function: &FunctionSelector,
    page: Page,
    output: &Output,
) -> Result<(), String> {
    let as_text =
        matches!(&page, Page::File(_, path, _) if path.extension().is_some_and(|e| e == "txt"));
    let written = context.explain(function).map_err(|error| error.to_string()).map(|all| {
        if as_text {
            let texts = all.iter().map(|one| one.to_text(Detail::MachineCode));
            return texts.collect::<Vec<String>>().join("\n");
        }
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = write_html(&all, &mut text);
        text
    });
    match (page, written) {
        (Page::StandardOutput, Ok(text)) => output.write(text.as_bytes()),
        (Page::StandardOutput, Err(error)) => return Err(error),
        (Page::File(mut file, path, _), Ok(text)) => {
            // What is no ordinary file has no length.
            let _ = file.set_len(0);
            file.write_all(text.as_bytes()).map_err(|error| cannot_write(&path, &error))?;
            output.error(format!("jsrun: wrote {}\n", path.display()));
        }
        (Page::File(_, path, is_new), Err(error)) => {
            if is_new {
                // An empty page is of no use; that it cannot be removed is no further error.
                let _ = std::fs::remove_file(path);
            }
            return Err(error);
        }
    }
    Ok(())
}
