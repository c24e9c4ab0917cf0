export const log = ["start"];
export const value = await new Promise(resolve => Promise.resolve().then(() => resolve("ready")));
log.push("end");
