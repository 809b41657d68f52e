import { type ClickHouse, pingClickHouse, SchemaError, WriteError } from '@millrace/clickhouse';
import type { Logger } from '@millrace/platform';
import type { OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';

export interface StoreOptions {
  readonly client: ClickHouse;
  readonly logger: Logger;
  /** Brings the schema up to date or checks it; may throw as often as it likes. */
  prepare(): Promise<void>;
  /** Called when `prepare` says that the schema can never fit. */
  onFatal(error: Error): void;
}

const RETRY_MS = 1_000;
const PING_MS = 5_000;
const FAILURE_LASTS_MS = 30_000;

/** ClickHouse as the rest of the service sees it: when it is open for use, and whether it is well. */
export class Store implements OnApplicationShutdown {
  readonly #opened: Promise<void>;
  #isOpen = false;
  readonly #options: StoreOptions;
  readonly #stopping = new AbortController();
  #reached: true | string = 'ClickHouse: not reached yet';
  #failure: { readonly at: number; readonly what: string } | undefined;
  #watching: Promise<void> = Promise.resolve();

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#opened = this.#open();
  }

  /** Resolves once the schema is what this program was written for; rejects when `signal` is aborted before. */
  async whenOpen(signal: AbortSignal): Promise<void> {
    if (this.#isOpen) return;
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    signal.throwIfAborted();
    await Promise.race([this.#opened, aborted]);
  }

  /** `true`, or what is wrong with ClickHouse. */
  health(): true | string {
    const failure = this.#failure;
    // A failure that is not repeated is over: what failed succeeded elsewhere, its partition has another owner.
    if (failure !== undefined && Date.now() - failure.at < FAILURE_LASTS_MS) return failure.what;
    return this.#reached;
  }

  succeeded(): void {
    this.#failure = undefined;
    this.#reached = true;
  }

  failed(error: unknown): void {
    this.#failure = { at: Date.now(), what: `ClickHouse: ${error instanceof Error ? error.message : String(error)}` };
    if (!(error instanceof WriteError) || error.retryable) return; // the sink's runtime logs every attempt
    this.#options.logger.error({ err: error }, 'a block cannot be inserted as it is: an operator has to look');
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
    await this.#options.client.close();
  }

  async #open(): Promise<void> {
    for (;;) {
      try {
        await this.#options.prepare();
        break;
      } catch (error) {
        if (error instanceof SchemaError && !error.mayPass) this.#options.onFatal(error);
        this.failed(error);
        this.#options.logger.warn({ err: error }, 'the schema is not ready');
      }
      if (!(await this.#pause(RETRY_MS))) return new Promise(() => {}); // stopping: whoever waits is stopped too
    }
    this.#isOpen = true;
    this.succeeded();
    this.#watching = this.#watch();
  }

  /** Finds out that ClickHouse went away although nobody writes, and that it came back. */
  async #watch(): Promise<void> {
    while (await this.#pause(PING_MS)) {
      const answer = await pingClickHouse(this.#options.client);
      this.#reached = answer === true ? true : `ClickHouse: ${answer}`;
    }
  }

  /** False when the service stops meanwhile. */
  #pause(ms: number): Promise<boolean> {
    const { signal } = this.#stopping;
    return delay(ms, true, { signal, ref: false }).catch(() => false);
  }
}
