import { appendFileSync } from 'node:fs';

/** What was acknowledged; with a file, written there before it counts: `<device> <first number> <messages>` a line. */
export class Ledger {
  readonly #file: string | undefined;
  readonly #counts = new Map<string, number>();

  constructor(devices: readonly string[], file?: string) {
    this.#file = file;
    for (const device of devices) this.#counts.set(device, 0);
  }

  /** The messages from `first` on were acknowledged. A device's batches come one after the other. */
  acknowledged(device: string, first: number, messages: number): void {
    if (this.#file !== undefined) appendFileSync(this.#file, `${device} ${first} ${messages}\n`);
    this.#counts.set(device, first + messages);
  }

  /** Messages acknowledged of each device: its numbers 0 … n-1. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** Messages acknowledged of all devices. */
  get total(): number {
    let sum = 0;
    for (const count of this.#counts.values()) sum += count;
    return sum;
  }
}
