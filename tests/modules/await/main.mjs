// Top-level await: what needs a module that awaits waits for it; what does not, does not.
import { log } from "./log.mjs";
import { slow } from "./slow.mjs";
import "./independent.mjs";
import { parent } from "./parent.mjs";

log("main", slow, parent);
const value = await Promise.resolve("awaited");
log(value);
for await (const item of [Promise.resolve(1), 2]) log("item", item);
try {
  await import("./failing.mjs");
} catch (error) {
  log("caught", error.message);
}
const again = await import("./failing.mjs").catch(error => error.message);
log("again", again);
let total = 0;
for (let i = 0; i < 300; i++) total += await i;
log(total);
const thenable = await { then(resolve) { resolve("from a thenable"); } };
log(thenable);
export const last = await "exported late";
import("./main.mjs").then(ns => log("self", ns.last));
