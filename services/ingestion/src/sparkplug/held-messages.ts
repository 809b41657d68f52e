/** A message that waits for a birth, with what must happen to it in the end. */
export interface Held<T> {
  readonly message: T;
  /** Epoch microseconds after which it waits no longer. */
  readonly deadline: number;
}

/** The data of one edge node that waits for its birth: bounded, oldest first out. */
export class HeldMessages<T> {
  readonly #capacity: number;
  #held: Held<T>[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Keeps a message. @returns the one that had to make room for it, if any. */
  add(message: T, deadline: number): T | undefined {
    this.#held.push({ message, deadline });
    return this.#held.length > this.#capacity ? this.#held.shift()?.message : undefined;
  }

  /** Takes out, in order, the messages the test accepts. */
  takeIf(test: (message: T) => boolean): T[] {
    const taken: T[] = [];
    this.#held = this.#held.filter((held) => {
      if (!test(held.message)) return true;
      taken.push(held.message);
      return false;
    });
    return taken;
  }

  /** Takes out the messages whose deadline has passed. */
  expired(now: number): T[] {
    const taken: T[] = [];
    while (this.#held[0] !== undefined && this.#held[0].deadline <= now)
      taken.push((this.#held.shift() as Held<T>).message);
    return taken;
  }

  get size(): number {
    return this.#held.length;
  }
}
