// All ways to place queens on a board so that none attacks another: recursion, arrays, closures, sorting.
//
//   jsrun examples/queens.js 6

const size = Number(scriptArgs[0] ?? 6);

function* placements(row, columns) {
  if (row === size) {
    yield columns;
    return;
  }
  for (let column = 0; column < size; column++) {
    const isFree = columns.every((other, above) =>
      other !== column && Math.abs(other - column) !== row - above);
    if (isFree) {
      yield* placements(row + 1, [...columns, column]);
    }
  }
}

function draw(columns) {
  return columns
    .map((column) => ". ".repeat(column) + "Q " + ". ".repeat(size - column - 1))
    .join("\n");
}

const found = [...placements(0, [])];
console.log(`${size} queens can be placed in ${found.length} ways.`);
if (found.length > 0) {
  console.log(draw(found[0]));
}
