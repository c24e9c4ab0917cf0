// Every trap is called with the right arguments and in the right order.
const log = [];
const target = function target(a, b) { "use strict"; return [this === undefined, a, b].length; };
target.x = 1;
const shown = v => typeof v === "function" ? "fn" : typeof v === "symbol" ? v.toString()
  : v === proxy ? "proxy" : typeof v === "object" && v !== null ? JSON.stringify(v) : String(v);
const handler = new Proxy({}, {
  get(_, trap) {
    return (...args) => {
      log.push(trap + "(" + args.slice(1).map(v => v === proxy ? "proxy" : v === target ? "target" : shown(v)).join(", ") + ")");
      return Reflect[trap](...args);
    };
  },
});
const proxy = new Proxy(target, handler);
function step(name, f) {
  log.length = 0;
  let result;
  try { result = f(); } catch (e) { result = e.name; }
  print(name, "=>", result === proxy ? "proxy" : typeof result === "function" ? "fn" : result, log.join(" "));
}
step("get", () => proxy.x);
step("get element", () => proxy[0]);
step("get symbol", () => proxy[Symbol.iterator]);
step("set", () => (proxy.x = 2));
step("set new", () => (proxy.y = 2));
step("set element", () => (proxy[3] = 2));
step("has", () => "x" in proxy);
step("delete", () => delete proxy.y);
step("call", () => proxy(1, 2));
step("call method", () => ({ proxy }).proxy(1));
step("new", () => typeof new proxy(1, 2));
step("apply", () => Reflect.apply(proxy, null, [1]));
step("call.call", () => Function.prototype.call.call(proxy, 1, 2));
step("bind", () => proxy.bind(1, 2)(3));
step("typeof", () => typeof proxy);
step("keys", () => Object.keys(proxy).join());
step("values", () => Object.values(proxy).join());
step("entries", () => Object.entries(proxy).join());
step("names", () => Object.getOwnPropertyNames(proxy).sort().join());
step("symbols", () => Object.getOwnPropertySymbols(proxy).join());
step("descriptor", () => JSON.stringify(Object.getOwnPropertyDescriptor(proxy, "x")));
step("define", () => Object.defineProperty(proxy, "z", { value: 1, configurable: true }));
step("hasOwn", () => Object.hasOwn(proxy, "z"));
step("propertyIsEnumerable", () => proxy.propertyIsEnumerable("z"));
step("getPrototypeOf", () => Object.getPrototypeOf(proxy) === Function.prototype);
step("instanceof left", () => proxy instanceof Object);
step("instanceof right", () => [] instanceof proxy);
step("isPrototypeOf", () => Function.prototype.isPrototypeOf(proxy));
step("__proto__", () => proxy.__proto__ === Function.prototype);
step("setPrototypeOf", () => Object.setPrototypeOf(proxy, Function.prototype));
step("isExtensible", () => Object.isExtensible(proxy));
step("isFrozen", () => Object.isFrozen(proxy));
step("for-in", () => { const r = []; for (const k in proxy) r.push(k); return r.join(); });
step("spread", () => JSON.stringify({ ...proxy }));
step("rest", () => { const { x, ...rest } = proxy; return JSON.stringify(rest); });
step("assign", () => JSON.stringify(Object.assign({}, proxy)));
step("assign to", () => Object.assign(proxy, { q: 1 }));
step("fromEntries", () => { try { return Object.fromEntries(proxy); } catch (e) { return e.name; } });
step("template", () => `${proxy}`.length > 0);
step("plus", () => (proxy + "").length > 0);
step("increment", () => ++proxy.x);
step("compound", () => (proxy.x += 2));
step("optional", () => proxy?.x);
step("class heritage", () => { class B extends proxy {} return Object.getPrototypeOf(B) === proxy; });
step("derived", () => { class B extends proxy { constructor() { super(1); } } return new B() instanceof B; });
step("preventExtensions", () => Object.preventExtensions(proxy));
step("seal", () => Object.seal(proxy));
step("freeze", () => Object.freeze(proxy));
step("isFrozen", () => Object.isFrozen(proxy));
step("add to frozen", () => { "use strict"; proxy.nn = 1; });
step("reflect set receiver", () => Reflect.set({}, "a", 1, proxy));
