// Processes in simulated time. A process is an async function; as long as one of them has something to do, no time
// passes; when all wait, it is at once as late as the first of them wants it to be.

/** What is to happen, by time: a binary heap. */
class Agenda {
  #entries = [];
  #count = 0;

  /** What is to happen at the same time happens in the order in which it was added. */
  add(time, wake) {
    const entries = this.#entries;
    let at = entries.push({ time, order: this.#count++, wake }) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (Agenda.#isBefore(entries[parent], entries[at])) break;
      [entries[parent], entries[at]] = [entries[at], entries[parent]];
      at = parent;
    }
  }

  /** Takes the first away. */
  next() {
    const entries = this.#entries;
    const [first] = entries;
    const last = entries.pop();
    if (entries.length === 0) return last;
    entries[0] = last;
    for (let at = 0, child; (child = 2 * at + 1) < entries.length; at = child) {
      if (child + 1 < entries.length && Agenda.#isBefore(entries[child + 1], entries[child])) child++;
      if (Agenda.#isBefore(entries[at], entries[child])) break;
      [entries[child], entries[at]] = [entries[at], entries[child]];
    }
    return first;
  }

  static #isBefore(a, b) {
    return a.time < b.time || (a.time === b.time && a.order < b.order);
  }
}

export class Simulation {
  #now = 0;
  #agenda = new Agenda();
  #running = 0;
  #finished = Promise.withResolvers();

  get now() {
    return this.#now;
  }

  /** Fulfilled when nothing is left to happen. */
  get done() {
    return this.#finished.promise;
  }

  /** Starts a process. */
  async spawn(process) {
    this.#running++;
    try {
      await process();
    } catch (error) {
      this.#finished.reject(error);
    }
    this.#rest();
  }

  /** Fulfilled so much later. */
  sleep(time) {
    return this.wait(wake => this.#agenda.add(this.#now + time, wake));
  }

  /**
   * Lets the process wait until somebody calls the function that `arrange` gets, whose argument is what it waited for, or
   * at most for so long; then that is `undefined`. The function tells whether it woke the process.
   */
  wait(arrange, limit = Infinity) {
    const { promise, resolve } = Promise.withResolvers();
    let isAsleep = true;
    const wake = value => {
      if (!isAsleep) return false;
      isAsleep = false;
      this.#running++;
      resolve(value);
      return true;
    };
    arrange(wake);
    if (limit < Infinity) this.#agenda.add(this.#now + limit, wake);
    this.#rest();
    return promise;
  }

  /** One process less has something to do; if it was the last, time passes. */
  #rest() {
    this.#running--;
    while (this.#running === 0) {
      const next = this.#agenda.next();
      if (!next) return this.#finished.resolve();
      this.#now = next.time;
      next.wake();
    }
  }
}

/** Something of which there are so many; who wants one when none is left waits in a queue. */
export class Resource {
  #simulation;
  #free;
  #queue = [];

  constructor(simulation, count) {
    this.#simulation = simulation;
    this.#free = count;
  }

  get waiting() {
    return this.#queue.length;
  }

  /** Waits for one, at most so long; has it been got? */
  async acquire(patience) {
    if (this.#free > 0) {
      this.#free--;
      return true;
    }
    return (await this.#simulation.wait(wake => this.#queue.push(wake), patience)) ?? false;
  }

  /** Gives one back: to the first who still waits for it. */
  release() {
    while (this.#queue.length > 0) {
      const wake = this.#queue.shift();
      if (wake(true)) return;
    }
    this.#free++;
  }
}
