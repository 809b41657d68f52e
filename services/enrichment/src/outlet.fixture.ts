import { Codecs, type EventContract } from '@millrace/contracts';
import type { InRecord, OutRecord, StateStore, StoreSpec } from '@millrace/streaming';
import type { Outlet } from './outlet.ts';

/** A store without a changelog; what is set goes through its bytes, as a restart would have it. */
class MemoryStore<V> implements StateStore<V> {
  readonly #bytes = new Map<string, Buffer>();
  readonly #spec: StoreSpec<V>;

  constructor(spec: StoreSpec<V>) {
    this.#spec = spec;
  }

  get(key: string): V | undefined {
    const bytes = this.#bytes.get(key);
    return bytes === undefined ? undefined : this.#spec.deserialize(bytes);
  }
  set(key: string, value: V): void {
    this.#bytes.set(key, this.#spec.serialize(value));
  }
  delete(key: string): void {
    this.#bytes.delete(key);
  }
  *entries(): IterableIterator<[string, V]> {
    for (const [key, bytes] of this.#bytes) yield [key, this.#spec.deserialize(bytes)];
  }
  get size(): number {
    return this.#bytes.size;
  }
}

/** An outlet that keeps what a step writes. */
export class RecordingOutlet implements Outlet {
  readonly emitted: OutRecord[] = [];
  readonly #stores = new Map<string, StateStore<unknown>>();

  store<V>(spec: StoreSpec<V>): StateStore<V> {
    let store = this.#stores.get(spec.name);
    if (store === undefined) this.#stores.set(spec.name, (store = new MemoryStore(spec as StoreSpec<unknown>)));
    return store as StateStore<V>;
  }
  emit(record: OutRecord): void {
    this.emitted.push(record);
  }

  /** Every record of a contract that was emitted, decoded. */
  of<T>(contract: EventContract<T>): T[] {
    const decoded = this.emitted.map((record) => plainCodecs.decode(record.value as Buffer));
    return decoded.flatMap((one) => (one?.type === contract.name ? [one.value as T] : []));
  }
}

export const plainCodecs = Codecs.withoutRegistry();

/** A record as read from partition 3 of its topic. */
export function inRecord(topic: string, offset: number, key: string, value: Buffer | null): InRecord {
  return { topic, partition: 3, offset, timestamp: 0, key: Buffer.from(key), value, headers: {} };
}
