// Resources are disposed of in reverse order, on every way out of a scope.
const log = [];
const resource = name => ({ name, [Symbol.dispose]() { log.push("dispose " + this.name) } });
const said = what => { print(what + ": " + log.join(", ")); log.length = 0 };

{
  using a = resource("a"), b = resource("b");
  using nothing = null, neither = undefined;
  log.push("body " + a.name + b.name);
}
said("block");

function returns() {
  using a = resource("a");
  { using b = resource("b"); return log.push("returned") }
}
print(returns());
said("return");

for (let i = 0; i < 3; i++) {
  using a = resource(i);
  if (i === 0) continue;
  if (i === 1) break;
}
said("loop");

for (using a = resource("head"), i = { n: 0, [Symbol.dispose]() {} }; i.n < 2; i.n++) log.push(i.n);
said("for");

for (using each of [resource(1), null, resource(2)]) log.push("in " + each?.name);
said("for of");

try {
  using a = resource("a");
  throw new Error("thrown");
} catch (e) { log.push("caught " + e.message) }
said("throw");

// Errors of disposal suppress those before them.
const failing = name => ({ [Symbol.dispose]() { throw new Error(name) } });
const tell = e => e instanceof SuppressedError ? "(" + tell(e.error) + " suppresses " + tell(e.suppressed) + ")" : e.message;
try { using a = failing("a") } catch (e) { print(tell(e)) }
try { using a = failing("a"), b = failing("b"); throw new Error("body") } catch (e) { print(tell(e)) }
try { using a = resource("first"), b = { [Symbol.dispose]: 1 } } catch (e) { print(e.name) }
try { using a = 5 } catch (e) { print(e.name) }
try { using a = {} } catch (e) { print(e.name) }
said("after errors");

// The method is read once, before the variable has its value.
{
  let reads = 0;
  using a = { get [Symbol.dispose]() { reads++; return () => log.push("got") } };
  log.push(reads);
}
said("getter");
try { using a = resource("a"); a = 1 } catch (e) { print(e.name) }

// Generators and classes.
function* generate() { using a = resource("generator"); yield 1; yield 2 }
for (const v of generate()) { log.push(v); break }
said("generator");
class C { static { using a = resource("static"); log.push("block") } }
said("static block");
using: for (const using of [1]) print(using);

// Stacks.
{
  const stack = new DisposableStack();
  print(stack.disposed, stack.use(null), stack.use(resource("used")).name, stack.adopt("adopted", v => log.push("on " + v)), stack.defer((...args) => log.push("deferred " + args.length)));
  const moved = stack.move();
  print(stack.disposed, moved.disposed);
  try { stack.use(null) } catch (e) { print(e.name) }
  print(moved.dispose(), moved.dispose(), moved.disposed);
  said("stack");
  { using s = new DisposableStack(); s.defer(() => log.push("through using")) }
  said("stack in using");
  const bad = new DisposableStack();
  bad.defer(() => { throw new Error(1) });
  bad.defer(() => { throw new Error(2) });
  try { bad.dispose() } catch (e) { print(tell(e), bad.disposed) }
}
{
  const e = new SuppressedError("e", "s", "m");
  print(Object.getOwnPropertyNames(e).sort(), e.error, e.suppressed, e.message, SuppressedError.length, Object.getPrototypeOf(SuppressedError) === Error);
  print("message" in SuppressedError.prototype, new SuppressedError(1, 2).hasOwnProperty("message"));
}

// Asynchronously.
const slow = name => ({ async [Symbol.asyncDispose]() { log.push("begin " + name); await 0; log.push("end " + name) } });
async function f() {
  {
    await using a = slow("a"), b = resource("sync b"), c = null;
    log.push("body");
  }
  said("await using");
  try {
    await using a = { async [Symbol.asyncDispose]() { throw new Error("rejected") } };
    throw new Error("body");
  } catch (e) { print(tell(e)) }
  for (await using a of [slow(1), slow(2)]) { if (log.length) break }
  said("for of");
  await (async () => { await using a = slow("returned"); return log.push("return") })();
  said("return");
  const stack = new AsyncDisposableStack();
  stack.use(slow("used"));
  stack.adopt(1, async v => { await 0; log.push("adopted " + v) });
  stack.defer(() => log.push("deferred"));
  stack.use(resource("sync"));
  await stack.disposeAsync();
  print(stack.disposed, await stack.disposeAsync());
  said("stack");
  let order = [];
  Promise.resolve().then(() => order.push("tick"));
  { await using nothing = null }
  print(order.join());
}
f().then(() => print("done"), e => print(e.stack));
