import "./order-d.mjs";
import "./order-a.mjs";
globalThis.order.push("b");
