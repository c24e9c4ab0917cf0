// Making mazes. Each way of doing so is a generator that yields after every wall that it takes away.

/** Walks on until it is stuck, then goes back to where it is not: long corridors. */
export function* backtrack(grid, random) {
  const seen = new Set();
  const path = [grid.at(0, 0)];
  seen.add(path[0]);
  while (path.length > 0) {
    const here = path.at(-1);
    const choices = [...grid.neighbours(here)].filter(cell => !seen.has(cell));
    if (choices.length === 0) {
      path.pop();
      continue;
    }
    const next = random.pick(choices);
    here.join(next);
    seen.add(next);
    path.push(next);
    yield next;
  }
}

/** Takes any wall away that keeps two parts apart, in random order: many dead ends. */
export function* kruskal(grid, random) {
  const parts = new Map([...grid].map(cell => [cell, cell]));
  const partOf = cell => {
    const parent = parts.get(cell);
    if (parent === cell) return cell;
    const part = partOf(parent);
    parts.set(cell, part);
    return part;
  };
  const walls = [...grid].flatMap(cell =>
    [...grid.neighbours(cell)].filter(other => other.x > cell.x || other.y > cell.y).map(other => [cell, other]),
  );
  while (walls.length > 0) {
    const [[a, b]] = walls.splice(random.between(0, walls.length - 1), 1);
    const [first, second] = [partOf(a), partOf(b)];
    if (first === second) continue;
    a.join(b);
    parts.set(first, second);
    yield b;
  }
}
