import { TelemetryReceived, type EventContract } from '@millrace/contracts';
import { partitionFor, type Appended, type OutRecord } from '@millrace/streaming';
import { EventLog } from '../event-log.ts';

interface Written {
  readonly topic: string;
  readonly key: string;
  readonly type: string;
  readonly value: Record<string, unknown>;
  readonly headers: Readonly<Record<string, string>>;
}

/** An event log that keeps what is written in memory, and can be told to fail. */
export class FakeLog {
  readonly written: Written[] = [];
  readonly log: EventLog;
  /** Thrown by the next appends, one each. */
  readonly failures: Error[] = [];
  #paused: Promise<void> = Promise.resolve();
  readonly #encoded = new Map<Buffer, { type: string; value: unknown }>();

  constructor() {
    const encode = <T>(contract: EventContract<T>, value: T): Buffer => {
      const bytes = Buffer.from(contract.name);
      this.#encoded.set(bytes, { type: contract.name, value });
      return bytes;
    };
    this.log = new EventLog({ encode, idOf: () => 1 }, { appendAll: (records) => this.#append(records) });
  }

  /** Appends wait until they are resumed. */
  pause(): { resume(): void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#paused = promise;
    return { resume: resolve };
  }

  of(type: string): Record<string, unknown>[] {
    return this.written.filter((w) => w.type === type).map((w) => w.value);
  }

  async #append(records: readonly OutRecord[]): Promise<Appended[]> {
    await this.#paused;
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    return records.map(({ topic, key, value: bytes, headers = {} }) => {
      const { type, value } = this.#encoded.get(bytes ?? Buffer.alloc(0)) ?? scanned(bytes ?? Buffer.alloc(0));
      const offset = this.written.push({ topic, key, type, value: value as Record<string, unknown>, headers }) - 1;
      return { topic, partition: partitionFor(key, 6), offset };
    });
  }
}

/** What did not go through `encode` was written as bytes at once. */
function scanned(bytes: Buffer): { type: string; value: unknown } {
  return { type: TelemetryReceived.name, value: TelemetryReceived.type.fromBuffer(bytes.subarray(5)) };
}
