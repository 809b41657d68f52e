/** A chunk that grows beyond this is cut in two: what an insertion moves is at most so much. */
const MOST_IN_CHUNK = 512;

/**
 * Items in order, for sets too large to sort anew with every change: finding, adding and taking away cost a binary search and the move of
 * a few hundred references. What decides an item's place must not change while it is in here.
 */
export class SortedSet<T> {
  readonly #compare: (a: T, b: T) => number;
  /** None is empty, but for the only one. */
  readonly #chunks: T[][] = [[]];
  #size = 0;

  /** @param compare a total order: it says 0 of nothing but an item and itself */
  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  add(item: T): void {
    const number = this.#chunkOf(item);
    const chunk = this.#chunks[number]!;
    const at = this.#placeIn(chunk, item);
    if (at < chunk.length && this.#compare(chunk[at]!, item) === 0) return;
    chunk.splice(at, 0, item);
    this.#size += 1;
    if (chunk.length > MOST_IN_CHUNK) this.#chunks.splice(number + 1, 0, chunk.splice(chunk.length >> 1));
  }

  delete(item: T): void {
    const number = this.#chunkOf(item);
    const chunk = this.#chunks[number]!;
    const at = this.#placeIn(chunk, item);
    if (at === chunk.length || this.#compare(chunk[at]!, item) !== 0) return;
    chunk.splice(at, 1);
    this.#size -= 1;
    if (chunk.length === 0 && this.#chunks.length > 1) this.#chunks.splice(number, 1);
  }

  /** What is not before `start`, in order; `start` itself need not be in the set. */
  *from(start: T): Generator<T, undefined> {
    const first = this.#chunkOf(start);
    for (let number = first; number < this.#chunks.length; number += 1) {
      const chunk = this.#chunks[number]!;
      for (let at = number === first ? this.#placeIn(chunk, start) : 0; at < chunk.length; at += 1) yield chunk[at]!;
    }
  }

  /** The chunk an item belongs to: the last one that does not begin behind it, or the first. */
  #chunkOf(item: T): number {
    let [low, high] = [0, this.#chunks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#compare(this.#chunks[middle]![0]!, item) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The first place whose item is not before this one. */
  #placeIn(chunk: readonly T[], item: T): number {
    let [low, high] = [0, chunk.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(chunk[middle]!, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
