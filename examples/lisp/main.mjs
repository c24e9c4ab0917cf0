// A small language, and programs in it.
//
//   jsrun examples/lisp/main.mjs [name of a program]

import { evaluate } from "./evaluate.mjs";
import { read, show } from "./reader.mjs";

const { default: programs } = await import("./programs.mjs");
const { globals, inLanguage } = await import("./prelude.mjs");

/** Runs a program: gives what it says while it runs, and at the end its value. */
async function* run(text) {
  const said = [];
  const scope = globals(line => said.push(line));
  let value;
  for (const source of [inLanguage, text]) {
    for (const expression of read(source)) {
      try {
        value = evaluate(expression, scope);
      } finally {
        yield* said.splice(0);
      }
      // Others have their turn between two expressions.
      await null;
    }
  }
  yield `=> ${show(value)}`;
}

const wanted = globalThis.scriptArgs?.length ? scriptArgs : Object.keys(programs);
for (const name of wanted) {
  console.log(`${name}:`);
  try {
    for await (const line of run(programs[name])) console.log(`  ${line}`);
  } catch (error) {
    console.log(`  ${error.name}: ${error.message}`);
  }
}
