// Random numbers that are the same every time: a linear congruential generator.

export class Random {
  #state;

  constructor(seed) {
    this.#state = BigInt(seed);
  }

  /** A number from 0 up to but not including 1. */
  next() {
    this.#state = BigInt.asUintN(64, this.#state * 6364136223846793005n + 1442695040888963407n);
    return Number(this.#state >> 33n) / 2 ** 31;
  }

  /** A whole number from `low` to `high`. */
  between(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** One of a list. */
  pick(list) {
    return list[this.between(0, list.length - 1)];
  }
}
