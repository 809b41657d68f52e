import type { StoreChange } from '../types.ts';

/**
 * How far what is saved may be behind, in input records: 6 for each item of the store, so that an item is saved about every seventh time it
 * changes, and reading those records again after a crash takes some three times as long as restoring the store, whatever its size; and at
 * least as many as are read in a moment.
 */
const BEHIND = { perItem: 12, least: 2_000 };
/** How far what the changelog says of the beginning may be from what is true before it is written without need. */
const STALE = 1_000;

/** An item says itself whether it waits to be saved: to look that up elsewhere took longer than most changes do. */
export interface Saveable {
  isWaiting: boolean;
}

/**
 * The items of a store whose saved state is behind the one in memory, for stores whose state follows from the input alone
 * (docs/adr/0016): a restored store is shown the input again from `readAgainFrom` on. The store writes, and gives back when it is
 * restored, one record more than its items: where the input has to be read again from.
 */
export class SavedBehind<T extends Saveable> {
  /** The record's key. No item may have it. */
  static readonly KEY = 'beginning';
  /** From the place `#first` on: items that wait, the longest waiting first, and the first input record that their saved state does not know. */
  #items: T[] = [];
  #since: number[] = [];
  #first = 0;
  #end = 0;
  /** What the changelog says. */
  #beginning: number | undefined;
  /** Items that have waited since before it are due. */
  #dueBefore = 0;
  /** Where the input was at the last `saveWaiting`. */
  #lastCall = 0;

  /** Where the input has to be read from after a restore; undefined when nothing was ever saved. */
  get readAgainFrom(): number | undefined {
    return this.#beginning;
  }

  /** Offset after the last input record that was noted. */
  get end(): number {
    return this.#end;
  }

  /** Takes the record `KEY` back. */
  restore(bytes: Uint8Array | null): void {
    this.#beginning = bytes === null ? undefined : decodeOffset(bytes);
  }

  /** Notes that the input record at `offset` changed an item. Offsets never fall. */
  note(item: T, offset: number): void {
    this.reached(offset);
    if (item.isWaiting) return;
    item.isWaiting = true;
    this.#items.push(item);
    this.#since.push(offset);
  }

  /** Notes that the input record at `offset` was worked on, whatever it changed. */
  reached(offset: number): void {
    this.#end = offset + 1;
  }

  /** What has waited since the call before this one becomes due, so that a quiet partition is saved, too. */
  saveWaiting(): void {
    this.#dueBefore = this.#lastCall;
    this.#lastCall = this.#end;
  }

  /** Everything becomes due. */
  saveAll(): void {
    this.#dueBefore = this.#end;
  }

  /**
   * What to write to the changelog now.
   * @param size how many items the store has
   * @param save makes the records of an item that is due, as they are after all input noted so far (`savedTo` is the offset after it)
   */
  takeChanges(size: number, save: (item: T, savedTo: number) => readonly StoreChange[]): StoreChange[] {
    const changes: StoreChange[] = [];
    const due = Math.max(this.#dueBefore, this.#end - Math.max(BEHIND.least, BEHIND.perItem * size));
    for (; this.#beginningNow() < due; this.#first += 1) {
      const item = this.#items[this.#first] as T;
      item.isWaiting = false;
      changes.push(...save(item, this.#end));
    }
    this.#forgetSaved();
    const beginning = this.#beginningNow();
    const isStale = this.#beginning === undefined ? this.#end > 0 : beginning - this.#beginning > STALE;
    if (changes.length > 0 || isStale) {
      this.#beginning = beginning;
      changes.push({ key: SavedBehind.KEY, value: encodeOffset(beginning) });
    }
    return changes;
  }

  /** The first input record that something saved does not know. */
  #beginningNow(): number {
    return this.#since[this.#first] ?? this.#end;
  }

  #forgetSaved(): void {
    if (this.#first <= this.#items.length / 2) return;
    this.#items = this.#items.slice(this.#first);
    this.#since = this.#since.slice(this.#first);
    this.#first = 0;
  }
}

const encodeOffset = (offset: number): Uint8Array => new Uint8Array(new Float64Array([offset]).buffer);
const decodeOffset = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset).getFloat64(0, true);
