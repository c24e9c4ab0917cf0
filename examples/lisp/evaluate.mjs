// What expressions mean. The last thing that each function here does is a call in tail position, so that a loop in the
// language, which is a function that calls itself, takes no more stack than a loop: modules are strict code, and strict
// code has proper tail calls.

import { Name, show } from "./reader.mjs";

export class Scope {
  #values = new Map();
  #outer;

  constructor(outer = null) {
    this.#outer = outer;
  }

  define(name, value) {
    this.#values.set(name, value);
    return value;
  }

  get(name) {
    for (let scope = this; scope; scope = scope.#outer) {
      const value = scope.#values.get(name);
      if (value !== undefined) return value;
    }
    throw new ReferenceError(`Nobody has said what ${name} is`);
  }
}

/** A function of the language. */
export class Closure {
  constructor(parameters, body, scope) {
    Object.assign(this, { parameters, body, scope });
  }

  apply(values) {
    const { parameters, body } = this;
    if (values.length !== parameters.length) {
      throw new TypeError(`${parameters.length} arguments are needed, and there are ${values.length}`);
    }
    const scope = new Scope(this.scope);
    parameters.forEach((parameter, i) => scope.define(parameter, values[i]));
    return sequence(body, scope);
  }

  toString() {
    return `<function of ${show(this.parameters)}>`;
  }
}

/** What is not a call, although it looks like one. */
const forms = {
  quote: ([value]) => value,
  define: ([name, ...rest], scope) =>
    Array.isArray(name)
      ? scope.define(name[0], new Closure(name.slice(1), rest, scope))
      : scope.define(name, evaluate(rest[0], scope)),
  lambda: ([parameters, ...body], scope) => new Closure(parameters, body, scope),
  if: ([test, yes, no], scope) => (evaluate(test, scope) !== false ? evaluate(yes, scope) : evaluate(no, scope)),
  and: (parts, scope) => and(parts, 0, scope),
  let: ([bindings, ...body], scope) => {
    const inner = new Scope(scope);
    for (const [name, value] of bindings) inner.define(name, evaluate(value, scope));
    return sequence(body, inner);
  },
};

export function evaluate(expression, scope) {
  if (expression instanceof Name) return scope.get(expression);
  if (!Array.isArray(expression)) return expression;
  const [first, ...rest] = expression;
  const form = first instanceof Name && Object.hasOwn(forms, first.text) ? forms[first.text] : null;
  if (form) return form(rest, scope);
  const callee = evaluate(first, scope);
  return apply(callee, rest.map(argument => evaluate(argument, scope)));
}

export function apply(callee, values) {
  if (callee instanceof Closure) return callee.apply(values);
  if (typeof callee === "function") return callee(...values);
  throw new TypeError(`${show(callee)} is no function`);
}

function sequence(expressions, scope) {
  const last = expressions.length - 1;
  for (let i = 0; i < last; i++) evaluate(expressions[i], scope);
  return evaluate(expressions[last], scope);
}

function and(parts, at, scope) {
  if (at === parts.length - 1) return evaluate(parts[at], scope);
  return evaluate(parts[at], scope) === false ? false : and(parts, at + 1, scope);
}
