import "./order-d.mjs";
import "./order-b.mjs";
globalThis.order.push("c");
