import { ByteTable } from './byte-table.ts';

/** Items by bytes that name them in a record: looked up without making a text of the name. */
export class ByteMap<T> {
  readonly #names = new ByteTable();
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** The item that is named by the bytes from `start` to `end`. */
  get(bytes: Uint8Array, start: number, end: number): T | undefined {
    return this.#items[this.#names.find(bytes, start, end)];
  }

  /** Names an item. The bytes must not name another one. */
  add(bytes: Uint8Array, start: number, end: number, item: T): void {
    this.#items[this.#names.add(bytes, start, end)] = item;
  }
}
