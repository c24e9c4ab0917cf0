import { log } from "./log.mjs";
log("independent");
