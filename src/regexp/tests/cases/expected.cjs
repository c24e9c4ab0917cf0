// Fills in what each case of the tables named on the command line must give, by what this engine says.
//   node src/regexp/tests/cases/expected.cjs src/regexp/tests/cases/*.txt
// A line is a pattern, flags, perhaps with "@" and the index to begin at, a text, and what is expected, with tabs between: the
// range of the whole match and of each group, "-" for one that took no part; "none"; "error". `\uXXXX` in texts is a code unit.
// Lines that begin with "#" are titles. Those that end with "(by hand)" are kept: this engine does not know their syntax yet, or is wrong.
const fs = require("fs");

for (const file of process.argv.slice(2)) {
    const lines = fs.readFileSync(file, "utf8").split("\n");
    fs.writeFileSync(file, lines.map(expected).join("\n"));
}

function expected(line) {
    if (line === "" || line.startsWith("#") || line.endsWith("(by hand)")) {
        return line;
    }
    const [pattern, given, text] = line.split("\t");
    const [flags, index] = given.split("@");
    return [pattern, given, text, run(pattern, flags, index, text)].join("\t");
}

function run(pattern, flags, index, text) {
    let regexp;
    try {
        regexp = new RegExp(pattern, flags + "d" + (flags.includes("y") ? "" : "g"));
    } catch {
        return "error";
    }
    regexp.lastIndex = Number(index ?? 0);
    const match = regexp.exec(text.replace(/\\u([0-9A-F]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16))));
    return match ? match.indices.map(range => range ? range.join("-") : "-").join(" ") : "none";
}
