//! `require` for local files: CommonJS modules (https://nodejs.org/api/modules.html), JSON, and packages in `node_modules` folders.
//!
//! Invariant: each file is run once for a context, and is in `require.cache` from before it runs, so cycles see what is exported so
//! far; no file is read that may not be imported.

use super::{Host, thrown};
use jsrun::context::{Args, ErrorKind, Exception, JsResult, JsValue, Scope, decode_source};
use std::path::{Path, PathBuf};

/// What stands for a file's extension where it is left out, in this order.
const EXTENSIONS: [&str; 3] = ["js", "json", "cjs"];

/// Runs the main module: a file, or code in the folder where a file would be.
pub fn run_main(scope: &mut Scope<'_>, file: &Path, text: &[u8]) -> JsResult<()> {
    // Its keys are paths, whatever those are: it inherits nothing.
    let cache = scope.host_object(&JsValue::NULL, ())?;
    let loader = Loader { cache, main: scope.object()? };
    run_file(scope, &loader, file, text, Some(loader.main.clone()))?;
    Ok(())
}

/// What the `require` functions of a context share.
#[derive(Clone)]
struct Loader {
    /// `require.cache`
    cache: JsValue,
    /// `require.main`
    main: JsValue,
}

/// Runs a file as a CommonJS module; gives what it exports.
fn run_file(
    scope: &mut Scope<'_>,
    loader: &Loader,
    file: &Path,
    text: &[u8],
    module: Option<JsValue>,
) -> JsResult {
    let name = file.to_string_lossy().into_owned();
    let module = match module {
        Some(module) => module,
        None => scope.object()?,
    };
    let exports = scope.object()?;
    let file_name = scope.string(&name)?;
    let folder = file.parent().unwrap_or(Path::new("/"));
    let folder_name = scope.string(&folder.to_string_lossy())?;
    scope.set(&module, "id", &file_name)?;
    scope.set(&module, "path", &folder_name)?;
    scope.set(&module, "exports", &exports)?;
    scope.set(&module, "filename", &file_name)?;
    scope.set(&module, "loaded", &false.into())?;
    scope.set(&loader.cache, &name, &module)?;
    let result = execute(scope, loader, file, text, &module, &[file_name, folder_name]);
    if let Err(exception) = result {
        // The next `require` tries again, as in Node.
        scope.delete(&loader.cache, &name)?;
        return Err(exception);
    }
    scope.set(&module, "loaded", &true.into())?;
    scope.get(&module, "exports")
}

fn execute(
    scope: &mut Scope<'_>,
    loader: &Loader,
    file: &Path,
    text: &[u8],
    module: &JsValue,
    names: &[JsValue; 2],
) -> JsResult<()> {
    if file.extension().is_some_and(|extension| extension == "json") {
        let value = parse_json(scope, file, text)?;
        return scope.set(module, "exports", &value);
    }
    let require = make_require(scope, loader, file)?;
    scope.set(module, "require", &require)?;
    // A first line for the shell is a comment.
    let mut text = text.to_vec();
    if text.starts_with(b"#!") {
        text[..2].copy_from_slice(b"//");
    }
    let parameters = ["exports", "require", "module", "__filename", "__dirname"];
    let function = scope.compile_function(&file.to_string_lossy(), &parameters, &text)?;
    let exports = scope.get(module, "exports")?;
    let [file_name, folder_name] = names.clone();
    let arguments = [exports.clone(), require, module.clone(), file_name, folder_name];
    scope.call(&function, &exports, &arguments)?;
    Ok(())
}

/// The value of a JSON file; what is wrong with it names the file.
fn parse_json(scope: &mut Scope<'_>, file: &Path, text: &[u8]) -> JsResult {
    let text = String::from_utf8_lossy(text);
    match scope.parse_json(&text) {
        Err(exception) => {
            let Some(error) = exception.value().cloned() else { return Err(exception) };
            let message = scope.get(&error, "message")?;
            let message = scope.to_string(&message)?;
            let message = format!("{}: {message}", file.display());
            Err(scope.throw_error(ErrorKind::SyntaxError, &message))
        }
        parsed => parsed,
    }
}

/// The `require` of a file.
fn make_require(scope: &mut Scope<'_>, loader: &Loader, file: &Path) -> JsResult {
    let folder = file.parent().unwrap_or(Path::new("/")).to_owned();
    let file_name = file.to_owned();
    let (shared, from) = (loader.clone(), folder.clone());
    let require = scope.function("require", 1, move |scope, arguments| {
        let wanted = wanted(scope, arguments)?;
        let file = resolve(scope, &wanted, &from, &file_name)?;
        let name = file.to_string_lossy().into_owned();
        let known = scope.get(&shared.cache, &name)?;
        if !known.is_undefined() {
            return scope.get(&known, "exports");
        }
        let bytes = match std::fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) => return Err(super::system_error(scope, &error, "open", &file)),
        };
        run_file(scope, &shared, &file, &decode_source(bytes), None)
    })?;
    let file_name = file.to_owned();
    let resolve = scope.function("resolve", 1, move |scope, arguments| {
        let wanted = wanted(scope, arguments)?;
        let file = resolve(scope, &wanted, &folder, &file_name)?;
        scope.string(&file.to_string_lossy())
    })?;
    scope.set(&require, "resolve", &resolve)?;
    scope.set(&require, "cache", &loader.cache)?;
    scope.set(&require, "main", &loader.main)?;
    Ok(require)
}

/// The name that is asked for.
fn wanted(scope: &mut Scope<'_>, arguments: Args<'_>) -> JsResult<String> {
    let name: String = arguments.read(scope, 0)?;
    if name.is_empty() || name.contains('\0') {
        return Err(
            scope.throw_type_error("the name of a module is not empty and has no null characters")
        );
    }
    Ok(name)
}

/// The file that a name leads to from a folder (https://nodejs.org/api/modules.html#all-together).
fn resolve(scope: &mut Scope<'_>, wanted: &str, folder: &Path, from: &Path) -> JsResult<PathBuf> {
    let is_path = wanted.starts_with('/')
        || wanted == "."
        || wanted == ".."
        || wanted.starts_with("./")
        || wanted.starts_with("../");
    let found = if is_path {
        file_or_folder(&folder.join(wanted), wanted.ends_with('/'))
    } else {
        let folders = folder.ancestors().filter(|folder| !folder.ends_with("node_modules"));
        folders
            .map(|folder| folder.join("node_modules").join(wanted))
            .find_map(|path| file_or_folder(&path, false))
    };
    let Some(found) = found.and_then(|found| found.canonicalize().ok()) else {
        return Err(not_found(scope, wanted, from));
    };
    let permitted = scope.data::<Host>().is_some_and(|host| host.import.permits(&found));
    if !permitted {
        let message = format!(
            "requiring '{}' from {} is not permitted: --allow-read permits it",
            found.display(),
            from.display()
        );
        return Err(thrown(scope, &message, &[("code", "ERR_ACCESS_DENIED")]));
    }
    Ok(found)
}

fn not_found(scope: &mut Scope<'_>, wanted: &str, from: &Path) -> Exception {
    let from = from.display();
    let message = format!("Cannot find module '{wanted}'\nRequire stack:\n- {from}");
    thrown(scope, &message, &[("code", "MODULE_NOT_FOUND")])
}

/// LOAD_AS_FILE, then LOAD_AS_DIRECTORY.
fn file_or_folder(path: &Path, only_folder: bool) -> Option<PathBuf> {
    let file = if only_folder { None } else { as_file(path) };
    file.or_else(|| as_folder(path))
}

/// LOAD_AS_FILE: the path, or the path with an extension.
fn as_file(path: &Path) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path.to_owned());
    }
    let name = path.file_name()?;
    EXTENSIONS.iter().find_map(|extension| {
        let mut name = name.to_owned();
        name.push(".");
        name.push(extension);
        Some(path.with_file_name(name)).filter(|path| path.is_file())
    })
}

/// LOAD_AS_DIRECTORY: what `package.json` names as `main`, or `index`.
fn as_folder(path: &Path) -> Option<PathBuf> {
    let main = std::fs::read_to_string(path.join("package.json"))
        .ok()
        .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok())
        .and_then(|package| Some(path.join(package.get("main")?.as_str()?)));
    let index = |path: &Path| as_file(&path.join("index"));
    main.and_then(|main| as_file(&main).or_else(|| index(&main))).or_else(|| index(path))
}
