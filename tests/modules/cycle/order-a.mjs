import "./order-b.mjs";
import "./order-c.mjs";
globalThis.order.push("a");
