import data from "./data.json" with { type: "json" };
import * as ns from "./data.json" with { "type": "json", };
import again from "./again.mjs";
console.log(data, ns.default === data, again === data, Object.keys(ns));
import("./data.json", { with: { type: "json" } }).then(ns => console.log(ns.default === data));
