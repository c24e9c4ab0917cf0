// Timers that cancel themselves and others, and what is not a timer.
var names = [];
var never = setTimeout(() => print("never"), 1);
clearTimeout(never);
clearTimeout(never);
var other = setTimeout(() => print("never, either"), 100);
setTimeout(() => { print("cancels"); clearTimeout(other); }, 1);
var own = setTimeout(() => { print("own"); clearTimeout(own); }, 1);
var soon = setTimeout(() => { print("first"); clearTimeout(later); clearInterval(repeated); }, 150);
var later = setTimeout(() => print("same time, never"), 150);
var repeated = setInterval(() => print("same time, never"), 150);
var times = 0;
var self = setInterval(() => { print("self", ++times); clearTimeout(self); }, 1);
var nested = setInterval(() => {
    clearInterval(nested);
    print("nested");
    setTimeout(() => print("from nested"), 1);
}, 300);
for (var wrong of [undefined, null, {}, [], "x", "", NaN, -1, 0, 1e300, 1.5, true, Symbol.iterator, 5n, () => 1]) {
    clearTimeout(wrong);
    clearInterval(wrong);
}
print(clearTimeout(), clearInterval(), clearImmediate());
// Ids are converted to strings and back.
var id = setTimeout(() => print("never, by its text"), 1);
clearTimeout(String(+id));
setTimeout(() => print("end"), 450);
