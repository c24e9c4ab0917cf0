// Function.prototype.toString gives the source text as it was written.
function  plain ( a,b ) { /* inside */ return a }
const arrow = ( x ) => /* body */ x + 1, async1 = async  x => x;
class  Named extends Object {
  constructor( ) { super( ) }
  method ( ) { } static  fixed ( ) { } get  value ( ) { return 1 } set  value ( v ) { }
  [ "com" + "puted" ] ( ) { } *  gen ( ) { } async  later ( ) { } async * both ( ) { }
  #hidden ( ) { } static hidden(o) { return o.#hidden }
  field = function ( ) { /* in a field */ };
}
const object = { method ( ) { }, get  a ( ) { return 1 }, [ `k` ] ( ) { }, f : function  inner ( ) { }, "quoted" ( ) { }, 1 ( ) { } };
function * generator ( ) { yield 1 }
const all = [plain, arrow, async1, Named, Named.prototype.method, Named.fixed, Object.getOwnPropertyDescriptor(Named.prototype, "value").get,
  Object.getOwnPropertyDescriptor(Named.prototype, "value").set, Named.prototype.computed, Named.prototype.gen, Named.prototype.later, Named.prototype.both,
  Named.hidden(new Named), new Named().field, object.method, Object.getOwnPropertyDescriptor(object, "a").get, object.k, object.f, object.quoted, object[1], generator,
  class { }, class extends Named { x = 1 }];
for (const f of all) {
  const text = f.toString();
  for (let i = 0; i < text.length; i += 90) print(text.slice(i, i + 90));
}
for (const native of [Array.prototype.map, parseInt, Symbol.prototype[Symbol.toPrimitive], plain.bind(null), Object.getOwnPropertyDescriptor(Map.prototype, "size").get]) {
  print(/^function\s.*\(\)\s*\{\s*\[native code\]\s*\}$|^function\s*\(\)\s*\{\s*\[native code\]\s*\}$/.test(native.toString()));
}
print(Function("a", "b", "return a").toString().split("\n").join("|"));
print(eval("(function  evaluated ( ) { })").toString());
try { Function.prototype.toString.call({}) } catch (e) { print(e.name) }

// Template objects are one per site and evaluation of the source.
const tag = strings => strings;
function site() { return tag`a${1}b` }
print(site() === site(), site() === tag`a${1}b`, Object.isFrozen(site()), Object.isFrozen(site().raw), site().raw.length);
const texts = [0, 1].map(() => eval("tag`x`"));
print(texts[0] === texts[1]);
const made = [0, 1].map(() => eval("(() => tag`x`)"));
print(made[0]() === made[0](), made[0]() === made[1]());
const constructed = Function("tag", "return tag`x`");
print(constructed(tag) === constructed(tag));
const loop = []; for (let i = 0; i < 2; i++) loop.push(tag`${i}`);
print(loop[0] === loop[1]);
