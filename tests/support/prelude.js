// What every test script begins with: output as text, from the language alone, so that both tiers and other engines
// show values in the same way.
var $out = "";
var $messages = false;
function show(v, depth) {
    if (depth === undefined) depth = 0;
    switch (typeof v) {
        case "string":
            if (v.length > 100) return "(" + v.length + " units)";
            return depth ? "'" + v + "'" : v;
        case "number":
            return v === 0 && 1 / v < 0 ? "-0" : "" + v;
        case "bigint":
            return "" + v + "n";
        case "symbol":
            return "symbol";
        case "function":
            return "function " + v.name;
        case "object":
            break;
        default:
            return "" + v;
    }
    if (v === null) return "null";
    if (typeof v.name === "string" && typeof v.message === "string") {
        return $messages ? v.name + ": " + v.message : v.name;
    }
    if (depth > 2) return "...";
    var text = "", count = 0;
    for (var k in v) {
        text += (count ? ", " : "") + k + ": " + show(v[k], depth + 1);
        if (++count > 12) {
            text += ", ...";
            break;
        }
    }
    return typeof v.length === "number" ? "[" + v.length + "| " + text + "]" : "{" + text + "}";
}
function print() {
    if ($out.length > 200000) return;
    var line = "";
    for (var i = 0; i < arguments.length; i++) line += (i ? " " : "") + show(arguments[i]);
    $out += line + "\n";
}
