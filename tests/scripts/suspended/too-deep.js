// gc-stress: no
// Generators that delegate to each other until the stack is full.
function* endless() { yield* endless(); }
let overflow;
try { for (const x of endless()); } catch (e) { overflow = e; }
print(overflow instanceof RangeError);
function* counted(n) { if (n > 0) yield* counted(n - 1); else yield 'reached'; }
for (let i = 0; i < 3; i++) print([...counted(200)].join());
