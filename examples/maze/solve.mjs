// Finding the way. The search is an asynchronous generator: who reads it sets its pace, and may end it.

/** The best first (A*): yields how far it has looked; returns the way. */
export async function* search(start, goal) {
  const came = new Map([[start, null]]);
  const steps = new Map([[start, 0]]);
  const frontier = [start];
  const estimate = cell => steps.get(cell) + cell.distance(goal);
  while (frontier.length > 0) {
    frontier.sort((a, b) => estimate(b) - estimate(a));
    const here = frontier.pop();
    if (here === goal) return [...trace(here, came)].reverse();
    for (const next of here.paths) {
      if (came.has(next)) continue;
      came.set(next, here);
      steps.set(next, steps.get(here) + 1);
      frontier.push(next);
    }
    yield { looked: came.size, waiting: frontier.length };
  }
  return null;
}

/** From a cell back to where the search began. */
function* trace(cell, came) {
  for (let here = cell; here !== null; here = came.get(here)) yield here;
}
