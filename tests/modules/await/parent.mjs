import { log } from "./log.mjs";
import { slow } from "./slow.mjs";
log("parent of", slow);
export const parent = "parent";
