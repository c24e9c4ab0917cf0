// ---- an unexpected token
let x = ;
// ---- the end of the input
function f() {
// ---- an unexpected string
var a = 1 "text";
// ---- an unexpected number
var a = b 5;
// ---- an identifier
var a b;
// ---- a template
`unterminated
// ---- a string
var a = 'unterminated;
// ---- a regular expression
/unterminated
// ---- an invalid regular expression
/(/;
// ---- flags of a regular expression
/x/gg;
// ---- declared twice
let a; let a;
// ---- return outside of a function
return 1;
// ---- break outside of a loop
break;
// ---- await outside of an async function
await 1;
// ---- an invalid target
1 = 2;
// ---- a reserved word
var class = 1;
// ---- strict mode
"use strict"; with (x) {}
// ---- an octal number
"use strict"; var a = 010;
// ---- a private name
this.#x;
// ---- a getter with a parameter
({ get a(b) {} });
// ---- rest that is not last
function f(...a, b) {}
// ---- a constant without a value
const a;
// ---- new.target
new.target;
// ---- super
super.x;
// ---- in eval
eval("let x = ;");
// ---- in eval, later
function f() { return eval("a b"); }
f();
// ---- in Function
new Function("a", "return (");
// ---- in the parameters of Function
new Function("a b", "");
// ---- in JSON
JSON.parse("{ bad }");
// ---- in JSON, empty
JSON.parse("");
// ---- in JSON, nested
JSON.parse('{"a": [1, 2, }');
// ---- in RegExp
new RegExp("(");
// ---- flags of RegExp
new RegExp("x", "q");
// ---- in BigInt
BigInt("x");
// ---- by hand
throw new SyntaxError("by hand");
// ---- an import in a script
import x from "y";
// ---- an escape
"\u{110000}";
// ---- a label
continue x;
