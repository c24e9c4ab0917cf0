// A morning in a café, minute by minute: customers and baristas are async functions, and time passes only
// when all of them wait for something.
//
//   jsrun examples/cafe/main.mjs [number of baristas]

import menu from "./menu.json" with { type: "json" };
import { Random } from "./random.mjs";
import { Resource, Simulation } from "./simulation.mjs";

const NAMES = ["Ada", "Barbara", "Claude", "Donald", "Edsger", "Frances", "Grace", "Haskell", "Ivan", "John"];
const baristas = Number(globalThis.scriptArgs?.[0] ?? 2);
const random = new Random(7);
const café = new Simulation();
const bar = new Resource(café, baristas);

/** Who comes, when, and for what. */
function* arrivals() {
  for (const name of NAMES) {
    yield { name, drink: random.pick(menu), after: random.between(0, 2), patience: random.between(2, 6) };
  }
}

/** The time of day. */
function clock(minutes) {
  const [hour, minute] = [8 + Math.floor(minutes / 60), minutes % 60];
  return `${hour}:${String(minute).padStart(2, "0")}`;
}

function minutes(count) {
  return count === 1 ? "a minute" : `${count} minutes`;
}

function log(text) {
  console.log(`${clock(café.now)}  ${text}`);
}

const visits = [];
let busy = 0;

/** What one customer does. */
async function customer({ name, drink, patience }) {
  const arrived = café.now;
  log(`${name} would like ${drink.article} ${drink.name}`);
  if (!(await bar.acquire(patience))) {
    log(`${name} has waited for ${minutes(patience)} and leaves`);
    visits.push({ name, wait: patience, paid: 0 });
    return;
  }
  const wait = café.now - arrived;
  try {
    await café.sleep(drink.minutes);
    busy += drink.minutes;
    log(`${name} gets the ${drink.name}${wait > 0 ? ` after a wait of ${minutes(wait)}` : ""}`);
    visits.push({ name, wait, paid: drink.price });
  } finally {
    bar.release();
  }
}

/** The door, through which one customer after the other comes. */
async function door() {
  for (const guest of arrivals()) {
    await café.sleep(guest.after);
    café.spawn(() => customer(guest));
  }
  log("nobody else comes");
}

café.spawn(door);
await café.done;

const served = visits.filter(visit => visit.paid > 0);
const byWait = Object.groupBy(served, visit => (visit.wait === 0 ? "at once" : "after a while"));
const takings = served.reduce((sum, visit) => sum + visit.paid, 0);
const counts = Object.entries(byWait).map(([when, list]) => `${list.length} ${when}`);
console.log(`
${served.length} of ${visits.length} customers were served, ${counts.join(" and ")}.
The longest wait was ${minutes(Math.max(...visits.map(visit => visit.wait)))}; the till has ${takings.toFixed(2)}.
The ${baristas} baristas were busy for ${Math.round((100 * busy) / (baristas * café.now))} % of their time.`);
