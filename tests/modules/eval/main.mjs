// Direct eval sees a module's bindings, and nothing that it declares is seen outside.
import { value, change } from "./value.mjs";
import * as all from "./value.mjs";
let local = 1;
const inner = code => eval(code);
console.log(eval("value"), inner("value + local"), inner("all.value"));
change();
console.log(eval("value"), inner("value"));
inner("local = 5");
console.log(local, inner("var fresh = 1; fresh"), typeof fresh, inner("this"), eval("this"), inner("(() => this)()"));
try {
  inner("value = 1");
} catch (error) {
  console.log(error.message);
}
console.log((0, eval)("typeof local"), inner("typeof value"), inner("typeof change"));
try {
  inner("import.meta");
} catch (error) {
  console.log(error.name);
}
inner("import('./value.mjs')").then(ns => console.log(ns === all));
