// import(): order, errors, and the same module for everybody.
import { created } from "./shared.mjs";

const log = (...values) => console.log(...values);
log("first");
import("./shared.mjs").then(ns => {
  log("shared", ns.created === created, ns);
  return import("./thenable.mjs");
}).then(value => {
  log("what then gave", value);
  return import("./missing-export.mjs");
}).catch(error => {
  log(error.name, error.message);
  return import("./throws.mjs");
}).catch(error => {
  log(error);
  return import("./throws.mjs").catch(again => log("the same error", again === error));
}).then(() => import("./syntax-error.mjs")).catch(error => {
  log(error.name, error instanceof SyntaxError);
  return import({ toString() { throw new RangeError("no specifier"); } });
}).catch(error => {
  log(error.message);
  return import(Symbol());
}).catch(error => {
  log(error.name);
  return import("./main.mjs");
}).then(self => {
  log(self);
  const names = ["shared", "thenable-not"];
  return Promise.all(names.map(name => import(`./${name}.mjs`)));
}).then(modules => log(modules.map(module => Object.keys(module))))
  .then(() => new Function("name", "return import(name)")("./shared.mjs"))
  .then(ns => log("from a made function", Object.keys(ns)));
Promise.resolve().then(() => log("a job"));
log("last");
export default "main";
