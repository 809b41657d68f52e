import { COUNTER_METRIC, WAVE_HIGH, WAVE_LOW, WAVE_METRIC } from './load-plant.ts';

/**
 * Load whose loss or doubling can be told afterwards: every device counts its messages, sends them in order, and sends a
 * batch again until it is acknowledged. A square wave on a second metric crosses an alarm limit a known number of times.
 */
export interface NumberedLoadOptions {
  readonly ingestionUrl: string;
  readonly token: string;
  readonly devices: readonly string[];
  readonly messagesPerRequest: number;
  /** Messages in one half wave: that many below the limit, then that many above it. */
  readonly halfWave: number;
}

export class NumberedLoad {
  readonly #options: NumberedLoadOptions;
  readonly #acknowledged: Map<string, number>;
  #stopping = false;
  #running: Promise<unknown> | undefined;
  #failure: Error | undefined;
  #retries = 0;

  constructor(options: NumberedLoadOptions) {
    this.#options = options;
    this.#acknowledged = new Map(options.devices.map((device) => [device, 0]));
  }

  /** Messages acknowledged so far of each device; its counters 0 … n-1. */
  get acknowledged(): ReadonlyMap<string, number> {
    return this.#acknowledged;
  }

  /** @throws LoadRefused when ingestion refuses the load for good. */
  get total(): number {
    if (this.#failure) throw this.#failure;
    return [...this.#acknowledged.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Requests that had to be sent again. */
  get retries(): number {
    return this.#retries;
  }

  start(): void {
    this.#running = Promise.all(this.#options.devices.map((device) => this.#drive(device))).catch((error: unknown) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    });
  }

  /** Ends when every batch in flight is acknowledged, so that what was sent is exactly what was acknowledged. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
  }

  /** Times the wave of a device rose above the limit within its first `count` messages. */
  rises(count: number): number {
    const { halfWave } = this.#options;
    return Math.floor((count + halfWave - 1) / (2 * halfWave));
  }

  async #drive(device: string): Promise<void> {
    for (let first = 0; !this.#stopping; first += this.#options.messagesPerRequest) {
      const body = JSON.stringify(this.#batch(device, first));
      while (!(await this.#post(body))) {
        this.#retries += 1;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
      this.#acknowledged.set(device, first + this.#options.messagesPerRequest);
    }
  }

  #batch(device: string, first: number): unknown[] {
    return Array.from({ length: this.#options.messagesPerRequest }, (_, index) => {
      const number = first + index;
      const high = Math.floor(number / this.#options.halfWave) % 2 === 1;
      return {
        deviceId: device,
        messageId: `m${number}`,
        occurredAt: Date.now(),
        readings: [
          { metric: COUNTER_METRIC, value: number },
          { metric: WAVE_METRIC, value: high ? WAVE_HIGH : WAVE_LOW },
        ],
      };
    });
  }

  /** True when acknowledged. A refused connection, a lost answer and "busy" all mean: once more. */
  async #post(body: string): Promise<boolean> {
    try {
      const response = await fetch(`${this.#options.ingestionUrl}/v1/telemetry`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#options.token}` },
        body,
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      const text = await response.text();
      if (response.ok) {
        const { rejected } = JSON.parse(text) as { rejected?: number };
        if (rejected) throw new LoadRefused(`ingestion rejected ${rejected} messages: ${text.slice(0, 500)}`);
        return true;
      }
      if (response.status < 500 && response.status !== 429)
        throw new LoadRefused(`${response.status}: ${text.slice(0, 500)}`);
      return false;
    } catch (error) {
      if (error instanceof LoadRefused) throw error;
      return false;
    }
  }
}

/** The load itself is wrong: sending it again would not help. */
export class LoadRefused extends Error {}

const RETRY_MS = 200;
const REQUEST_TIMEOUT_MS = 15_000;
