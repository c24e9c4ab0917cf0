// console.trace, and traces inside groups.
function outer() { inner(); }
function inner() { console.trace(); console.trace("message"); console.trace("format %s %d", "x", 1, { a: 1 }); }
outer();
console.group("g");
console.trace("in a group");
console.groupEnd();
console.trace({ a: 1 });
