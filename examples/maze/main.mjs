// Mazes, how they are made, and the way through them.
//
//   jsrun examples/maze/main.mjs [width height]

import * as ways from "./carve.mjs";
import { Grid } from "./grid.mjs";
import { search } from "./solve.mjs";
import { Random } from "../cafe/random.mjs";

const [width = 12, height = 6] = (globalThis.scriptArgs ?? []).map(Number);

/** Passes on what an iteration gives, and counts it; what it returns is kept, too. */
class Watched {
  count = 0;
  result = undefined;
  #source;

  constructor(source) {
    this.#source = source;
  }

  async *[Symbol.asyncIterator]() {
    this.result = yield* this.#each();
  }

  async *#each() {
    for (;;) {
      const { value, done } = await this.#source.next();
      if (done) return value;
      this.count++;
      yield value;
    }
  }
}

for (const [name, carve] of Object.entries(ways)) {
  const grid = new Grid(width, height);
  const random = new Random(2026);
  const carved = new Watched(carve(grid, random));
  for await (const _ of carved);

  const [start, goal] = [grid.at(0, 0), grid.at(width - 1, height - 1)];
  const found = new Watched(search(start, goal));
  let widest = 0;
  for await (const { waiting } of found) widest = Math.max(widest, waiting);

  const way = new Set(found.result);
  const ends = [...grid].filter(cell => cell.paths.size === 1).length;
  console.log(`${name}: ${carved.count} walls taken away, ${ends} dead ends`);
  console.log(grid.draw(cell => (cell === start ? "◆" : cell === goal ? "★" : way.has(cell) ? "·" : " ")));
  console.log(`${way.size} steps, found after ${found.count} looks, with ${widest} places in mind\n`);
}
