//! Which files a script may reach.
//!
//! Invariant: a path is judged by where it leads once symbolic links are followed, so a link is no way out.

use std::path::{Path, PathBuf};

/// A set of files: none, all, or those below certain folders.
#[derive(Clone, Debug, Default)]
pub struct FileAccess {
    everything: bool,
    /// Without symbolic links.
    roots: Vec<PathBuf>,
}

impl FileAccess {
    /// No file.
    pub fn nothing() -> FileAccess {
        FileAccess::default()
    }

    /// Every file that the process can reach.
    pub fn everything() -> FileAccess {
        FileAccess { everything: true, roots: Vec::new() }
    }

    /// These, and what is at or below a path, if that exists.
    pub fn and_below(mut self, path: &Path) -> FileAccess {
        self.roots.extend(real(path));
        self
    }

    /// May this file be reached? It need not exist, but its folder does.
    pub fn permits(&self, path: &Path) -> bool {
        self.everything
            || real(path).is_some_and(|path| self.roots.iter().any(|root| path.starts_with(root)))
    }
}

/// A path without symbolic links; the file itself need not exist.
fn real(path: &Path) -> Option<PathBuf> {
    if let Ok(path) = path.canonicalize() {
        return Some(path);
    }
    if path.is_symlink() {
        // It leads where nothing is yet, and nobody knows where that is.
        return None;
    }
    let folder = match path.parent()? {
        folder if folder.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed() {
        let folder = std::env::temp_dir().join(format!("jsrun-access-{}", std::process::id()));
        let (inside, outside) = (folder.join("inside"), folder.join("outside"));
        for path in [&inside, &outside] {
            std::fs::create_dir_all(path).expect("a folder");
        }
        std::fs::write(outside.join("secret"), "").expect("a file");
        std::os::unix::fs::symlink(outside.join("secret"), inside.join("link")).expect("a link");
        std::os::unix::fs::symlink(outside.join("new"), inside.join("dangling")).expect("a link");
        let access = FileAccess::nothing().and_below(&inside);
        assert!(access.permits(&inside.join("new")));
        assert!(access.permits(&inside.join("../inside/new")));
        assert!(access.permits(&inside));
        for refused in ["link", "dangling", "../outside/secret", "..", "absent/file"] {
            assert!(!access.permits(&inside.join(refused)), "{refused}");
            assert!(FileAccess::everything().permits(&inside.join(refused)), "{refused}");
            assert!(!FileAccess::nothing().permits(&inside.join(refused)), "{refused}");
        }
        std::fs::remove_dir_all(&folder).expect("it goes");
    }
}
