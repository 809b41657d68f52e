import { setTimeout as delay } from 'node:timers/promises';
import { shuffled } from '../random.ts';
import type { Ledger } from './ledger.ts';
import { numberedMessage } from './messages.ts';
import type { SendBatch } from './numbered-load.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const MESSAGES = 20;
const SECOND_MS = 1_000;
const RETRY_MS = 200;

/** What a gateway does that was away for a day: it sends what it kept, in no order of time, and each batch twice. */
export class OddReadings {
  readonly #devices: readonly string[];
  readonly #send: SendBatch;
  readonly #ledger: Ledger;

  constructor(devices: readonly string[], send: SendBatch, ledger: Ledger) {
    this.#devices = devices;
    this.#send = send;
    this.#ledger = ledger;
  }

  /** One batch a device, acknowledged twice. */
  async flush(random: () => number): Promise<void> {
    for (const device of this.#devices) {
      const first = this.#ledger.counts.get(device) ?? 0;
      const numbers = Array.from({ length: MESSAGES }, (_, index) => index);
      const times = shuffled(numbers, random).map((number) => Date.now() - DAY_MS - number * SECOND_MS);
      const batch = numbers.map((number) => numberedMessage(device, first + number, times[number] ?? 0));
      for (let time = 0; time < 2; time += 1) {
        while (!(await this.#send(device, batch))) await delay(RETRY_MS);
        if (time === 0) this.#ledger.acknowledged(device, first, MESSAGES);
      }
    }
  }
}
