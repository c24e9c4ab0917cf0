// Makes the `.expected` files of the scripts named on the command line, by what this engine prints.
// node tests/support/expected.cjs tests/scripts/*.js
const fs = require("fs"), path = require("path"), { execFileSync } = require("child_process"), vm = require("vm");
if (process.argv[2] === "--one") {
    vm.runInThisContext(fs.readFileSync(path.join(__dirname, "prelude.js"), "utf8"));
    try {
        vm.runInThisContext(fs.readFileSync(process.argv[3], "utf8"), { filename: process.argv[3] });
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
} else {
    for (const file of process.argv.slice(2)) {
        const text = execFileSync(process.execPath, ["--stack-size=900", __filename, "--one", file], { maxBuffer: 1 << 28 });
        fs.writeFileSync(file.replace(/\.js$/, ".expected"), text);
    }
}
