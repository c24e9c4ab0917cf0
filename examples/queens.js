// All ways to place queens on a board so that none attacks another: classes, closures, arrays, template literals.
//
//   jsrun examples/queens.js 6

class Board {
  #columns = [];

  constructor(size) {
    this.size = size;
  }

  /** Calls `visit` with each complete board. */
  complete(visit) {
    const row = this.#columns.length;
    if (row === this.size) {
      visit(this);
      return;
    }
    for (let column = 0; column < this.size; column++) {
      if (this.#isFree(row, column)) {
        this.#columns.push(column);
        this.complete(visit);
        this.#columns.pop();
      }
    }
  }

  #isFree(row, column) {
    return this.#columns.every((other, above) =>
      other !== column && Math.abs(other - column) !== row - above);
  }

  toString() {
    return this.#columns
      .map((column) => ". ".repeat(column) + "Q " + ". ".repeat(this.size - column - 1))
      .join("\n");
  }
}

const [size = "6"] = scriptArgs;
const boards = [];
new Board(Number(size)).complete((board) => boards.push(`${board}`));

console.log(`${size} queens can be placed in ${boards.length} ways.`);
if (boards.length > 0) {
  console.log(boards[0]);
}
