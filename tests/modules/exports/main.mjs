// Every form of export, and how names pass through modules.
import * as all from "./forms.mjs";
import { "a name with spaces" as spaced, default as theDefault, renamed } from "./forms.mjs";
import expression, { name } from "./expression.mjs";
import Klass from "./class.mjs";
import arrow from "./arrow.mjs";
import * as star from "./star.mjs";

console.log(Object.keys(all));
console.log(spaced, theDefault(), theDefault.name, renamed);
console.log(expression, name);
console.log(Klass.name, new Klass().hello(), arrow.name, arrow());
console.log(star, star.nested.one === star.one);
// A name that two modules export is left out, unless the star module itself has it.
console.log("both" in star, star.own, "default" in star);
