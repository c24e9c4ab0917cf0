import { log } from "./log.mjs";
log("failing");
await null;
throw new Error("failed late");
