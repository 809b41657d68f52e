import type { EventContract } from '@millrace/contracts';
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
  /** Thrown by the next writes, one each. */
  readonly failures: Error[] = [];
  #encoded: { type: string; value: unknown } | undefined;

  constructor() {
    const encode = <T>(contract: EventContract<T>, value: T): Buffer => {
      this.#encoded = { type: contract.name, value };
      return Buffer.from(contract.name);
    };
    this.log = new EventLog({ encode }, { append: (record) => this.#append(record) });
  }

  of(type: string): Record<string, unknown>[] {
    return this.written.filter((w) => w.type === type).map((w) => w.value);
  }

  async #append(record: OutRecord): Promise<Appended> {
    const encoded = this.#encoded;
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    const { topic, key, headers = {} } = record;
    const value = encoded?.value as Record<string, unknown>;
    const offset = this.written.push({ topic, key, type: encoded?.type ?? '', value, headers }) - 1;
    return { topic, partition: partitionFor(key, 6), offset };
  }
}
