//! What the command offers to scripts beside the standard library: `jsrun`, `require`, `gc`; and what it refuses them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of files that is removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let folder = std::env::temp_dir().join(format!("jsrun-host-{}-{name}", std::process::id()));
        for (name, text) in files {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        // Messages tell paths without symbolic links.
        Folder(folder.canonicalize().expect("it is there"))
    }

    /// The exit code and both streams, with the folder's path as `~`.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_jsrun"))
            .args(arguments)
            .current_dir(&self.0)
            .stdin(Stdio::null())
            .output()
            .expect("jsrun starts");
        let folder = self.0.to_str().expect("a plain path");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(folder, "~");
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }

    #[track_caller]
    fn prints(&self, arguments: &[&str], out: &str) {
        assert_eq!(self.run(arguments), (Some(0), out.to_owned(), String::new()));
    }

    #[track_caller]
    fn fails(&self, arguments: &[&str], lines: &[&str]) {
        let (code, out, err) = self.run(arguments);
        assert_eq!((code, &*out), (Some(1), ""));
        for line in lines {
            assert!(err.lines().any(|l| l == *line), "no line '{line}' in:\n{err}");
        }
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn modules_of_common_js() {
    let folder = Folder::new(
        "cjs",
        &[
            (
                "main.cjs",
                "#!/usr/bin/env jsrun\nconst a = require('./a'); print(a.name, require('./lib').x, require('data').k, require('./a') === a, this === exports, require.main === module, module.loaded)\nreturn\n",
            ),
            (
                "a.js",
                "exports.early = 1; exports.name = require('./b.js').seen + __filename.split('/').pop()",
            ),
            ("b.js", "module.exports = { seen: JSON.stringify(require('./a')) }"),
            ("lib/index.js", "exports.x = __dirname.split('/').pop()"),
            ("node_modules/data/package.json", "{\"main\": \"./values\"}"),
            ("node_modules/data/values.json", "{\"k\": [1]}"),
        ],
    );
    folder.prints(&["main.cjs"], "{\"early\":1}a.js lib 1 true true true false\n");
    let resolved = "print(require.resolve('data'), Object.keys(require.cache).length)";
    folder.prints(&["--cjs", "-e", resolved], "~/node_modules/data/values.json 1\n");
}

#[test]
fn what_require_refuses() {
    let folder = Folder::new(
        "refused",
        &[
            (
                "in/missing.cjs",
                "try { require('./none') } catch (e) { print(e.code, e.message) } require('fs')",
            ),
            ("in/out.cjs", "require('../secret')"),
            ("in/bad.cjs", "require('./bad.json')"),
            ("in/bad.json", "{\"a\": }"),
            ("in/syntax.cjs", "require('./syntax')"),
            ("in/syntax.js", "let a = 1;\n  let a = 2;"),
            ("in/end.cjs", "}); (function () {"),
            (
                "in/again.cjs",
                "let n = 0; globalThis.fail = true; try { require('./once') } catch { n++ } globalThis.fail = false; print(n, require('./once'))",
            ),
            ("in/once.js", "if (fail) throw 1; module.exports = 'at last'"),
            ("secret.js", "print('secret')"),
        ],
    );
    let (code, out, err) = folder.run(&["in/missing.cjs"]);
    assert_eq!(code, Some(1));
    assert!(out.starts_with(
        "MODULE_NOT_FOUND Cannot find module './none'\nRequire stack:\n- ~/in/missing.cjs"
    ));
    assert!(err.contains("Error: Cannot find module 'fs'\n"), "{err}");
    folder.fails(&["in/out.cjs"], &["Error: requiring '~/secret.js' from ~/in/out.cjs is not permitted: --allow-read permits it"]);
    folder.prints(&["--allow-read=.", "in/out.cjs"], "secret\n");
    folder.fails(
        &["in/bad.cjs"],
        &["SyntaxError: ~/in/bad.json: Unexpected token '}', \"{\"a\": }\" is not valid JSON"],
    );
    folder.fails(
        &["in/syntax.cjs"],
        &[
            "~/in/syntax.js:2",
            "  let a = 2;",
            "SyntaxError: Identifier 'a' has already been declared",
        ],
    );
    folder.fails(&["in/end.cjs"], &["~/in/end.cjs:1", "SyntaxError: Unexpected token '}'"]);
    folder.prints(&["in/again.cjs"], "1 at last\n");
}

#[test]
fn imports_stay_below_the_script() {
    let folder = Folder::new(
        "imports",
        &[
            ("in/main.mjs", "import '../secret.mjs'"),
            ("in/deep/lib.mjs", "import '../main2.mjs'"),
            ("in/main2.mjs", "import './deep/lib.mjs'; print('cycle')"),
            ("in/dynamic.js", "import('../secret.mjs').catch(e => print(e.code))"),
            ("secret.mjs", "print('secret')"),
        ],
    );
    folder.fails(
        &["in/main.mjs"],
        &["Error: Access to '~/secret.mjs', imported from ~/in/main.mjs, is not permitted"],
    );
    folder.prints(&["in/main2.mjs"], "cycle\n");
    folder.prints(&["in/dynamic.js"], "ERR_ACCESS_DENIED\n");
    folder.prints(&["--allow-read", "in/main.mjs"], "secret\n");
    // A link out of the folder is no way out.
    std::os::unix::fs::symlink("../secret.mjs", folder.path().join("in/link.mjs")).expect("a link");
    let text = "import('./in/link.mjs').then(() => 0, e => print(e.message))";
    folder.prints(&["-e", text], "secret\n");
    std::fs::write(folder.path().join("in/via.mjs"), "import './link.mjs'").expect("a file");
    folder.fails(
        &["in/via.mjs"],
        &["Error: Access to '~/in/link.mjs', imported from ~/in/via.mjs, is not permitted"],
    );
}

#[test]
fn files_and_permissions() {
    let folder = Folder::new("files", &[("a.txt", "text \u{E4}"), ("sub/b.txt", "b")]);
    let attempt =
        |code: &str| format!("try {{ print({code}) }} catch (e) {{ print(e.code, e.message) }}");
    folder.prints(
        &["-e", &attempt("jsrun.readTextFile('a.txt')")],
        "ERR_ACCESS_DENIED reading 'a.txt' is not permitted: --allow-read permits it\n",
    );
    folder.prints(
        &["--allow-read", "-e", &attempt("jsrun.writeTextFile('a.txt', '')")],
        "ERR_ACCESS_DENIED writing 'a.txt' is not permitted: --allow-write permits it\n",
    );
    folder.prints(
        &["-e", &attempt("jsrun.stdin.readText()")],
        "ERR_ACCESS_DENIED reading standard input is not permitted: --allow-read permits it\n",
    );
    folder.prints(&["--allow-read", "-p", "jsrun.readTextFile('a.txt')"], "text \u{E4}\n");
    folder.prints(&["--allow-read", "-p", "jsrun.readFile('sub/b.txt')"], "Uint8Array(1) [ 98 ]\n");
    folder.prints(&["--allow-read", "-p", "jsrun.stdin.readLine()"], "null\n");
    folder.prints(
        &[
            "--allow-read=sub,a.txt",
            "-e",
            &attempt("jsrun.readTextFile('a.txt'), jsrun.readTextFile('sub/../sub/b.txt')"),
        ],
        "text \u{E4} b\n",
    );
    folder.prints(
        &["--allow-read=sub", "-e", &attempt("jsrun.readTextFile('sub/../a.txt')")],
        "ERR_ACCESS_DENIED reading 'sub/../a.txt' is not permitted: --allow-read permits it\n",
    );
    folder.prints(
        &["--allow-read", "-e", &attempt("jsrun.readTextFile('none')")],
        "ENOENT ENOENT: no such file or directory, open 'none'\n",
    );
    folder.prints(
        &["--allow-read", "-e", &attempt("jsrun.readFile('.')")],
        "EISDIR EISDIR: is a directory, open '.'\n",
    );
    folder.prints(
        &["--allow-write=sub", "-e", "jsrun.writeFile('sub/c', new Uint16Array([0x4241])); jsrun.writeTextFile('sub/d', '\\ud800')"],
        "",
    );
    assert_eq!(std::fs::read(folder.path().join("sub/c")).expect("a file"), b"AB");
    assert_eq!(std::fs::read_to_string(folder.path().join("sub/d")).expect("a file"), "\u{FFFD}");
    folder.fails(
        &["--allow-read", "-e", "jsrun.readTextFile(1)"],
        &["TypeError: a string is expected, not 1"],
    );
    folder.fails(
        &["--allow-read", "-e", "jsrun.readTextFile('a\\0b')"],
        &["TypeError: a path has no null characters"],
    );
}

#[test]
fn exits() {
    let folder = Folder::new("exits", &[("a.txt", "")]);
    let code = |text: &str| folder.run(&["-e", text]).0;
    assert_eq!(code("try { jsrun.exit(3) } catch {} finally { print('no') }"), Some(3));
    assert_eq!(code("jsrun.exit()"), Some(0));
    assert_eq!(code("Promise.resolve().then(() => jsrun.exit(4)); print(1)"), Some(4));
    assert_eq!(code("jsrun.exit(257)"), Some(1));
    assert_eq!(code("[1].map(() => [2].sort(jsrun.exit(5)))"), Some(5));
    folder.prints(&["--expose-gc", "-p", "typeof gc, gc()"], "undefined\n");
    folder.prints(&["-p", "typeof gc"], "undefined\n");
}

#[test]
fn what_other_programs_ask_for() {
    let folder = Folder::new("about", &[("man", "print('a script')")]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, out, _) = folder.run(&["completions", shell]);
        assert_eq!(code, Some(0));
        assert!(out.contains("allow-read"), "{shell}");
    }
    let (code, out, _) = folder.run(&["man"]);
    assert!(code == Some(0) && out.contains(".TH jsrun 1"));
    folder.prints(&["./man"], "a script\n");
    assert_eq!(folder.run(&["completions", "tcsh"]).0, Some(9));
}
