import type { Socket } from 'node:net';

/** How bytes pass at the moment. */
export interface Conditions {
  /** Nothing passes; what was sent waits, as it does for TCP while packets are dropped. */
  cut: boolean;
  /** How long every piece takes, milliseconds. */
  delayMs: number;
}

/** One direction of a connection through a link. */
export class Flow {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #conditions: Conditions;
  readonly #waiting: { readonly due: number; readonly act: () => void }[] = [];

  constructor(from: Socket, to: Socket, conditions: Conditions) {
    this.#from = from;
    this.#to = to;
    this.#conditions = conditions;
    from.on('data', (chunk) => this.#pass(chunk));
    from.on('end', () => this.#later(() => to.end()));
    to.on('drain', () => this.resume());
  }

  pause(): void {
    this.#from.pause();
  }

  resume(): void {
    if (!this.#conditions.cut) this.#from.resume();
  }

  #pass(chunk: Buffer): void {
    this.#later(() => {
      if (!this.#to.write(chunk)) this.#from.pause();
    });
  }

  /** In order, also when the delay has become shorter meanwhile. */
  #later(act: () => void): void {
    const { delayMs } = this.#conditions;
    if (delayMs === 0 && this.#waiting.length === 0) return act();
    this.#waiting.push({ due: performance.now() + delayMs, act });
    if (this.#waiting.length === 1) this.#wait();
  }

  #wait(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    setTimeout(() => {
      first.act();
      this.#waiting.shift();
      this.#wait();
    }, first.due - performance.now());
  }
}
