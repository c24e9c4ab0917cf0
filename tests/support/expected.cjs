// Makes the `.expected` files of the scripts named on the command line, by what this engine prints.
//   node tests/support/expected.cjs tests/scripts/*/*.js tests/inspect/*.*js tests/uncaught/*.js
// Scripts under `tests/inspect` write by `console`; lines of the error stream are marked with "! ". Those under
// `tests/uncaught` are many scripts in one, each behind a line "// ---- title", and what is kept is how they end.
// What belongs to this engine alone is left out: frames of its own modules (`node:internal/...`) and of this file, its version
// below an uncaught error, and the advice to use `--trace-uncaught`.
const fs = require("fs"), path = require("path"), { spawnSync } = require("child_process"), vm = require("vm"), url = require("url");
const forms = { scripts: runScript, inspect: runConsole, uncaught: runUncaught };
const [how, file, title] = process.argv.slice(2);
if (how === "--one") {
    formOf(file)(file, title);
} else {
    for (const file of process.argv.slice(2)) {
        const titles = formOf(file) === runUncaught ? [...sections(file).keys()] : [undefined];
        const text = titles.map(title => one(file, title)).join("");
        fs.writeFileSync(file.replace(/\.m?js$/, ".expected"), text);
    }
}

function formOf(file) {
    const folders = path.relative(path.dirname(__dirname), path.resolve(file)).split(path.sep);
    return forms[folders[0]] || runScript;
}

function one(file, title) {
    const command = ["--stack-size=900", __filename, "--one", file, ...(title === undefined ? [] : [title])];
    const { stdout, stderr, status } = spawnSync(process.execPath, command, { maxBuffer: 1 << 28, encoding: "utf8" });
    if (title === undefined && status !== 0) {
        throw new Error(`${file} failed:\n${stderr}`);
    }
    return title === undefined ? stdout : `---- ${title}\n${withoutNode(stderr)}`;
}

function runScript(file) {
    vm.runInThisContext(fs.readFileSync(path.join(__dirname, "prelude.js"), "utf8"));
    try {
        vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });
    } catch (e) {
        $out += "Uncaught " + show(e) + "\n";
    }
    // Behind the jobs and timers that the script has left.
    process.on("unhandledRejection", () => {});
    process.on("uncaughtException", e => {
        $out += "Uncaught " + show(e) + "\n";
        process.exit();
    });
    process.on("exit", () => fs.writeSync(1, $out));
}

function runConsole(file) {
    const text = fs.readFileSync(file, "utf8");
    const write = process.stdout.write.bind(process.stdout);
    let out = "";
    process.stdout.write = text => (out += text, true);
    process.stderr.write = text => (out += text.replace(/^(?!$)/gm, "! "), true);
    process.emitWarning = text => process.stderr.write(`Warning: ${text}\n`);
    process.on("unhandledRejection", () => {});
    if (/^\/\/ colors$/m.test(text)) {
        process.env.FORCE_COLOR = "1";
    }
    hideOwnFrames();
    const end = () => setImmediate(() => write(out));
    if (file.endsWith(".mjs")) {
        import(url.pathToFileURL(file)).then(end);
    } else {
        vm.runInThisContext(text, { filename: path.basename(file) });
        end();
    }
}

// Ends with the script's error.
function runUncaught(file, title) {
    hideOwnFrames();
    vm.runInThisContext(sections(file).get(title), { filename: path.basename(file), displayErrors: false });
}

function sections(file) {
    const parts = fs.readFileSync(file, "utf8").split(/^\/\/ ---- (.*)\n/m).slice(1);
    return new Map(parts.flatMap((part, i) => i % 2 ? [] : [[part, parts[i + 1].replace(/\n$/, "")]]));
}

function hideOwnFrames() {
    Error.prepareStackTrace = (error, frames) => {
        let header;
        try {
            header = Error.prototype.toString.call(error);
        } catch {
            header = "<error>";
        }
        const own = frame => /^node:/.test(frame.getFileName() || frame.getEvalOrigin()) || frame.getFileName() === __filename;
        const theirs = frames.filter(frame => !own(frame));
        // Where there is none, some must stand for the trace, whose absence is shown in another way.
        return header + (theirs.length ? theirs : frames).map(frame => `\n    at ${frame}`).join("");
    };
}

function withoutNode(text) {
    return text
        .replace(/^node:internal.*\n.*\n.*\n\n/, "")
        .replace(/(\n +at .*\b(node:|expected\.cjs).*?)+( \{)?\n/g, "$3\n")
        .replace(/^\(Use `node --trace-uncaught .*\n/gm, "")
        .replace(/\nNode\.js v.*\n$/, "");
}
