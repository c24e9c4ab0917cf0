// Top-level await waits for timers and immediates; what is left runs behind the modules.
import { ready } from "./slow.mjs";
console.log("main", ready);
const after = (ms, value) => new Promise(resolve => setTimeout(resolve, ms, value));
setTimeout(() => console.log("in between"), 1);
console.log(await after(20, "after 20"));
setImmediate(() => console.log("immediate"));
await new Promise(setImmediate);
let ticks = 0;
await new Promise(resolve => {
    const interval = setInterval(() => {
        if (++ticks === 3) {
            clearInterval(interval);
            resolve();
        }
    }, 1);
});
console.log("ticks", ticks);
try {
    await new Promise((_, reject) => setTimeout(reject, 1, new RangeError("late")));
} catch (e) {
    console.log(e.name, e.message);
}
console.log((await Promise.race([after(300, "slow"), after(1, "fast")])));
await import("./late.mjs");
setTimeout(() => console.log("behind"), 1);
console.log("end");
