import { setTimeout as delay } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';
import { METRICS } from './load-plant.ts';
import { numberedMessage, type NumberedMessage } from './messages.ts';

/** Sends one batch once. True: acknowledged. False: not, or nobody knows: send it again. @throws LoadRefused */
export type SendBatch = (device: string, batch: readonly NumberedMessage[]) => Promise<boolean>;

/** The load itself is wrong: sending it again would not help. */
export class LoadRefused extends Error {}

export interface LoadOptions {
  readonly ledger: Ledger;
  readonly devices: readonly { readonly name: string; readonly send: SendBatch }[];
  readonly messagesPerBatch: number;
  /** Of all devices together, when nothing is in the way. */
  readonly readingsPerSecond: number;
}

const RETRY_MS = 200;

/**
 * Load whose loss or doubling can be told afterwards: every device numbers its messages, sends them in order, and sends a batch
 * again, byte for byte, until it is acknowledged.
 */
export class NumberedLoad {
  readonly #options: LoadOptions;
  #stopping = false;
  #running: Promise<unknown> | undefined;
  #failure: Error | undefined;
  #retries = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  /** Batches that had to be sent again. */
  get retries(): number {
    return this.#retries;
  }

  /** @throws LoadRefused when a front door refused the load for good */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  start(): void {
    const { devices } = this.#options;
    this.#running = Promise.all(devices.map(({ name, send }) => this.#drive(name, send))).catch((error: unknown) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    });
  }

  /** Ends when every batch in flight is acknowledged, so that what was sent is exactly what was acknowledged. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
    this.check();
  }

  async #drive(device: string, send: SendBatch): Promise<void> {
    const { ledger, messagesPerBatch, readingsPerSecond, devices } = this.#options;
    const everyMs = (messagesPerBatch * METRICS * devices.length * 1_000) / readingsPerSecond;
    for (let first = 0; !this.#stopping && this.#failure === undefined; first += messagesPerBatch) {
      const began = performance.now();
      const now = Date.now();
      const batch = Array.from({ length: messagesPerBatch }, (_, index) => numberedMessage(device, first + index, now));
      while (!(await send(device, batch))) {
        this.#retries += 1;
        await delay(RETRY_MS);
      }
      ledger.acknowledged(device, first, messagesPerBatch);
      await delay(Math.max(0, began + everyMs - performance.now()));
    }
  }
}
