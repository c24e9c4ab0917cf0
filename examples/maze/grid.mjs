// A rectangle of cells with walls between them.

export class Cell {
  /** The neighbours that one can walk to. */
  paths = new Set();

  constructor(x, y) {
    this.x = x;
    this.y = y;
  }

  /** Takes the wall to a neighbour away. */
  join(other) {
    this.paths.add(other);
    other.paths.add(this);
  }

  /** How many steps another cell is away, if there were no walls. */
  distance(other) {
    return Math.abs(this.x - other.x) + Math.abs(this.y - other.y);
  }
}

export class Grid {
  #cells;

  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.#cells = Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => new Cell(x, y)));
  }

  at(x, y) {
    return this.#cells[y]?.[x];
  }

  /** All cells, row by row. */
  *[Symbol.iterator]() {
    for (const row of this.#cells) yield* row;
  }

  /** The cells beside one, whatever is between. */
  *neighbours({ x, y }) {
    for (const [dx, dy] of [[0, -1], [1, 0], [0, 1], [-1, 0]]) {
      const cell = this.at(x + dx, y + dy);
      if (cell) yield cell;
    }
  }

  /** The maze as text; `mark` gives the character of a cell. */
  draw(mark = () => " ") {
    const lines = [];
    for (let y = 0; y <= this.height; y++) {
      let walls = "";
      let cells = "";
      for (let x = 0; x <= this.width; x++) {
        const here = this.at(x, y);
        const isOpenAbove = here?.paths.has(this.at(x, y - 1)) ?? x === this.width;
        const isOpenLeft = here?.paths.has(this.at(x - 1, y)) ?? y === this.height;
        walls += this.#corner(x, y) + (isOpenAbove ? "   " : "───");
        cells += (isOpenLeft ? " " : "│") + (here ? ` ${mark(here)} ` : "   ");
      }
      lines.push(walls.trimEnd(), cells.trimEnd());
    }
    return lines.join("\n").trimEnd();
  }

  /** The character where up to four walls meet above and left of a cell. */
  #corner(x, y) {
    const isWall = (a, b) => (a || b) && !(a && b && a.paths.has(b));
    const [topLeft, top, left, here] = [this.at(x - 1, y - 1), this.at(x, y - 1), this.at(x - 1, y), this.at(x, y)];
    const walls = [isWall(topLeft, top), isWall(top, here), isWall(left, here), isWall(topLeft, left)];
    const index = walls.reduce((sum, wall, i) => sum + (wall ? 1 << i : 0), 0);
    return " ╵╶└╷│┌├╴┘─┴┐┤┬┼"[index];
  }
}
