// gc-stress: no
// Many things at once.
var list = null;
for (var i = 0; i < 1000; i++) list = { next: list };
var copy = structuredClone(list), depth = 0;
for (var at = copy; at; at = at.next) depth++;
print(depth, copy !== list);
var nested = [];
for (var i = 0; i < 900; i++) nested = i % 3 === 0 ? [nested] : i % 3 === 1 ? new Map([[1, nested]]) : new Set([nested]);
copy = structuredClone(nested);
depth = 0;
for (var at = copy; Array.isArray(at) ? at.length : at.size; depth++) at = Array.isArray(at) ? at[0] : at instanceof Map ? at.get(1) : [...at][0];
print(depth);
var error = new Error("0");
for (var i = 1; i < 500; i++) error = new Error("" + i, { cause: error });
copy = structuredClone(error);
for (depth = 0; copy; copy = copy.cause) depth++;
print(depth);
var wide = {};
for (var i = 0; i < 50000; i++) wide["key" + i] = { i };
copy = structuredClone(wide);
print(Object.keys(copy).length, copy.key49999.i, copy.key0 !== wide.key0);
// Many timers: a third is cancelled, all others come, those with the same delay in order.
var came = 0, last = -1, ordered = true, cancelled = [];
for (var i = 0; i < 60000; i++) {
    var timer = setTimeout((i) => { came++; ordered = ordered && i > last; last = i; }, 1, i);
    if (i % 3 === 0) cancelled.push(timer);
}
for (var timer of cancelled.reverse()) clearTimeout(timer);
var immediates = 0;
for (var i = 0; i < 20000; i++) setImmediate(() => immediates++);
setTimeout(() => print(came, ordered, immediates), 1500);
