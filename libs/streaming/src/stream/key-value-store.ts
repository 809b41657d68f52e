import type { StoreChange, StoreContent, StoreSpec } from '../types.ts';

/** How the values of a store are saved. */
export interface ValueFormat<V> {
  serialize(value: V): Buffer;
  deserialize(bytes: Buffer): V;
}

/** A store that keeps its values as they are, in a map. */
export const keyValueStore = <V>(spec: ValueFormat<V> & { readonly name: string }): StoreSpec<KeyValueStore<V>> => ({
  name: spec.name,
  open: () => new KeyValueStore(spec),
});

/** The same for values that JSON holds whole. */
export const jsonStore = <V>(name: string): StoreSpec<KeyValueStore<V>> =>
  keyValueStore<V>({
    name,
    serialize: (value) => Buffer.from(JSON.stringify(value)),
    deserialize: (bytes) => JSON.parse(bytes.toString()) as V,
  });

/** A value as the changelog has it, until somebody asks for it. */
class Saved {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    // A copy: what it is cut from is a whole answer of the broker.
    this.bytes = Buffer.from(bytes);
  }
}

/**
 * State of one partition by key. What `set` and `delete` change is written to the changelog once per key and transaction. What is
 * restored stays bytes until it is asked for: of a million values a start touches none, and most are never needed again.
 */
export class KeyValueStore<V> implements StoreContent {
  readonly #format: ValueFormat<V>;
  readonly #values = new Map<string, V | Saved>();
  readonly #dirty = new Set<string>();

  constructor(format: ValueFormat<V>) {
    this.#format = format;
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: string): V | undefined {
    const value = this.#values.get(key);
    if (!(value instanceof Saved)) return value;
    const read = this.#format.deserialize(value.bytes);
    this.#values.set(key, read);
    return read;
  }

  /** Also call it after changing a value in place: only keys that were set are written. */
  set(key: string, value: V): void {
    this.#values.set(key, value);
    this.#dirty.add(key);
  }

  delete(key: string): void {
    if (this.#values.delete(key)) this.#dirty.add(key);
  }

  keys(): IterableIterator<string> {
    return this.#values.keys();
  }

  /** What the changelog would hold of a key. */
  saved(key: string): Buffer | undefined {
    const value = this.#values.get(key);
    if (value instanceof Saved) return value.bytes;
    return value === undefined ? undefined : this.#format.serialize(value);
  }

  restore(key: string, bytes: Buffer | null): void {
    if (bytes === null) this.#values.delete(key);
    else this.#values.set(key, new Saved(bytes));
  }

  takeChanges(): StoreChange[] {
    const changes = [...this.#dirty].map((key) => ({ key, value: this.saved(key) ?? null }));
    this.#dirty.clear();
    return changes;
  }
}
