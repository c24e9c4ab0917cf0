// What every program finds: some functions of ours, and some that are written in the language itself.

import { Scope, apply } from "./evaluate.mjs";
import { Name, show } from "./reader.mjs";

const functions = {
  "+": (...values) => values.reduce((a, b) => a + b, 0),
  "-": (first, ...others) => (others.length === 0 ? -first : others.reduce((a, b) => a - b, first)),
  "*": (...values) => values.reduce((a, b) => a * b, 1),
  "/": (a, b) => a / b,
  mod: (a, b) => ((a % b) + b) % b,
  "=": (a, b) => a === b,
  "<": (a, b) => a < b,
  list: (...values) => values,
  head: list => list[0],
  tail: list => list.slice(1),
  join: (...lists) => lists.flat(),
  "empty?": list => list.length === 0,
  text: (...values) => values.map(value => (typeof value === "string" ? value : show(value))).join(""),
};

export const inLanguage = `
  (define (not x) (if x false true))
  (define (fold f start list)
    (if (empty? list) start (fold f (f start (head list)) (tail list))))
  (define (map f items)
    (fold (lambda (done item) (join done (list (f item)))) '() items))
  (define (filter f items)
    (fold (lambda (done item) (if (f item) (join done (list item)) done)) '() items))
  (define (range from to)
    (let ((step (lambda (step n done)
                  (if (< n from) done (step step (- n 1) (join (list n) done))))))
      (step step to '())))
  (define (compose f g) (lambda (x) (f (g x))))
`;

/** A scope with all that; `say` receives what programs say. */
export function globals(say) {
  const scope = new Scope();
  for (const [name, value] of Object.entries(functions)) scope.define(Name.of(name), value);
  scope.define(Name.of("true"), true);
  scope.define(Name.of("false"), false);
  scope.define(Name.of("say"), (...values) => say(functions.text(...values)));
  scope.define(Name.of("call"), (callee, values) => apply(callee, values));
  return scope;
}
