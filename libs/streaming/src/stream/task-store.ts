import type { StateStore, StoreSpec } from '../types.ts';

/** A store in memory that remembers which keys changed since they were last written to the changelog. */
export class TaskStore<V> implements StateStore<V> {
  readonly spec: StoreSpec<V>;
  readonly #values = new Map<string, V>();
  readonly #dirty = new Set<string>();

  constructor(spec: StoreSpec<V>) {
    this.spec = spec;
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: V): void {
    this.#values.set(key, value);
    this.#dirty.add(key);
  }

  delete(key: string): void {
    if (this.#values.delete(key)) this.#dirty.add(key);
  }

  entries(): IterableIterator<[string, V]> {
    return this.#values.entries();
  }

  /** Takes a changelog record back: null deletes the key. */
  restore(key: string, bytes: Buffer | null): void {
    if (bytes === null) this.#values.delete(key);
    else this.#values.set(key, this.spec.deserialize(bytes));
  }

  /** What to write to the changelog, one entry per changed key; null deletes. The keys are clean afterwards. */
  takeChanges(): { key: string; value: Buffer | null }[] {
    const changes = [...this.#dirty].map((key) => {
      const value = this.#values.get(key);
      return { key, value: value === undefined ? null : this.spec.serialize(value) };
    });
    this.#dirty.clear();
    return changes;
  }
}

/** How handlers ask for their stores. */
export function storeOf(stores: ReadonlyMap<string, TaskStore<unknown>>): <V>(spec: StoreSpec<V>) => StateStore<V> {
  return <V>(spec: StoreSpec<V>) => {
    const store = stores.get(spec.name);
    if (store === undefined) throw new Error(`store ${spec.name}: not listed in the stores of the stream's spec`);
    return store as unknown as StateStore<V>;
  };
}
