import { Codecs, type Decoded, type EventType, type EventTypes } from '@millrace/contracts';
import type { InRecord, OutRecord, StateStore, StoreSpec } from '@millrace/streaming';

export const codecs = Codecs.withoutRegistry();

/** An outlet in memory; what is set in a store goes through its bytes, as a restart would have it. */
export class RecordingOutlet {
  readonly emitted: OutRecord[] = [];
  readonly #stores = new Map<string, Map<string, Buffer>>();

  store<V>(spec: StoreSpec<V>): StateStore<V> {
    const held = this.#stores.get(spec.name) ?? new Map<string, Buffer>();
    this.#stores.set(spec.name, held);
    const read = (key: string): V | undefined => {
      const value = held.get(key);
      return value && spec.deserialize(value);
    };
    return {
      get: read,
      set: (key, value) => void held.set(key, spec.serialize(value)),
      delete: (key) => void held.delete(key),
      *entries() {
        for (const key of held.keys()) yield [key, read(key) as V];
      },
      get size() {
        return held.size;
      },
    };
  }
  emit(record: OutRecord): void {
    this.emitted.push(record);
  }
  /** Every record of a type that was emitted, decoded. */
  of<K extends EventType>(type: K): EventTypes[K][] {
    const all = this.emitted.map(({ value }) => codecs.decode(value as Buffer) as Decoded);
    return all.filter((one) => one.type === type).map(({ value }) => value as EventTypes[K]);
  }
}

export const inRecord = (topic: string, offset: number, key = 'acme/press-7'): InRecord => ({
  topic,
  partition: 3,
  offset,
  timestamp: 0,
  key: Buffer.from(key),
  value: Buffer.alloc(0),
  headers: {},
});
