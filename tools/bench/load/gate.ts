import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Asks how much of what was let through is done. */
export type Done = () => Promise<number>;

const LOOK_EVERY_MS = 250;

/** Lets work through as fast as it gets done, and never more than some ahead of that: the load's own back-pressure. */
export class Gate {
  readonly #server: Server;
  readonly #waiting: (() => void)[] = [];
  readonly #ahead: number;
  readonly #permit: number;
  #let = 0;
  #done = 0;
  #looking: NodeJS.Timeout | undefined;

  private constructor(ahead: number, permit: number) {
    this.#ahead = ahead;
    this.#permit = permit;
    this.#server = createServer((_, response) => {
      this.#waiting.push(() => response.end());
      this.#letThrough();
    });
  }

  /** Every request is answered when `permit` more may be sent and what was let through is less than `ahead` before what is done. */
  static async open(ahead: number, permit: number, done: Done): Promise<Gate> {
    const gate = new Gate(ahead, permit);
    await new Promise<void>((resolve) => gate.#server.listen(0, '127.0.0.1', resolve));
    gate.#look(done);
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Lets nothing through any more: requests that wait are broken off. */
  close(): void {
    clearTimeout(this.#looking);
    this.#looking = undefined;
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #look(done: Done): void {
    this.#looking = setTimeout(async () => {
      // A look that failed is followed by another; what was done does not shrink meanwhile.
      this.#done = await done().catch(() => this.#done);
      this.#letThrough();
      if (this.#looking !== undefined) this.#look(done);
    }, LOOK_EVERY_MS);
  }

  #letThrough(): void {
    while (this.#waiting.length > 0 && this.#let - this.#done < this.#ahead) {
      this.#let += this.#permit;
      this.#waiting.shift()?.();
    }
  }
}
