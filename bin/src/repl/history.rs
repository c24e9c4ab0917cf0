//! The history on disk.
//!
//! Invariant: trouble with the file is told once, and never ends the session.

use rustyline::Editor;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Where the inputs of all sessions are kept; nowhere after trouble.
pub struct History(Option<PathBuf>);

impl History {
    /// Reads the history of earlier sessions. With it comes what is to be told to the user.
    pub fn load<H: rustyline::Helper>(
        editor: &mut Editor<H, DefaultHistory>,
    ) -> (History, Option<String>) {
        let variable = |name| std::env::var_os(name);
        let Some(path) =
            path(variable("JSRUN_HISTORY"), variable("XDG_STATE_HOME"), variable("HOME"))
        else {
            return (History(None), None);
        };
        let mut trouble = None;
        match editor.load_history(&path) {
            Ok(()) => {}
            Err(ReadlineError::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => trouble = Some(complaint("read", &path, &error)),
        }
        if trouble.is_none()
            && let Err(error) = prepare(&path)
        {
            trouble = Some(complaint("write", &path, &error.into()));
        }
        (History(trouble.is_none().then_some(path)), trouble)
    }

    /// Adds an input. What is to be told to the user, if it cannot be written.
    pub fn add<H: rustyline::Helper>(
        &mut self,
        editor: &mut Editor<H, DefaultHistory>,
        input: &str,
    ) -> Option<String> {
        if !editor.add_history_entry(input).unwrap_or(false) {
            return None;
        }
        let path = self.0.as_ref()?;
        let error = editor.append_history(path).err()?;
        let complaint = complaint("write", path, &error);
        self.0 = None;
        Some(complaint)
    }
}

fn complaint(what: &str, path: &Path, error: &ReadlineError) -> String {
    let why = match error {
        ReadlineError::Io(error) => crate::input::reason(error),
        other => other.to_string(),
    };
    format!("jsrun: cannot {what} the history '{}': {why}", path.display())
}

/// Makes the folder, and finds out whether the file can be written.
fn prepare(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    match std::fs::OpenOptions::new().append(true).open(path) {
        // It is made, with the permissions that are right for it, when there is something to write.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let folder = path.parent().unwrap_or(Path::new("."));
            let is_read_only = std::fs::metadata(folder)?.permissions().readonly();
            if is_read_only { Err(std::io::ErrorKind::PermissionDenied.into()) } else { Ok(()) }
        }
        opened => opened.map(|_| ()),
    }
}

/// `$JSRUN_HISTORY`, else `$XDG_STATE_HOME/jsrun/history`, else `~/.local/state/jsrun/history`. None if the first is empty.
fn path(own: Option<OsString>, state: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    if let Some(path) = own {
        return (!path.is_empty()).then(|| path.into());
    }
    let state = match state.filter(|state| Path::new(state).is_absolute()) {
        Some(state) => PathBuf::from(state),
        None => PathBuf::from(home.filter(|home| !home.is_empty())?).join(".local/state"),
    };
    Some(state.join("jsrun/history"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_history_is() {
        let find = |own: Option<&str>, state: Option<&str>, home: Option<&str>| {
            let found = path(own.map(Into::into), state.map(Into::into), home.map(Into::into));
            found.map(|path| path.display().to_string())
        };
        assert_eq!(find(Some("a"), Some("/s"), Some("/h")).as_deref(), Some("a"));
        assert_eq!(find(Some(""), Some("/s"), Some("/h")), None);
        assert_eq!(find(None, Some("/s"), Some("/h")).as_deref(), Some("/s/jsrun/history"));
        assert_eq!(
            find(None, Some("relative"), Some("/h")).as_deref(),
            Some("/h/.local/state/jsrun/history")
        );
        assert_eq!(find(None, None, None), None);
    }
}
