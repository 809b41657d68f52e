import { idAt, idOf, UuidOffsets, type EventId } from './uuid-offsets.ts';

/** Ids of one partition's last events with the offset at which each was first seen. */
interface Window {
  current: UuidOffsets;
  previous: UuidOffsets;
}

/**
 * Remembers the ids of the last events of each partition: at least `size`, at most twice as many. Two generations instead of one
 * queue, because dropping a whole generation costs nothing per event.
 *
 * An id is remembered with its offset: after a failed transaction the same records come again, and a record must not be taken
 * for a repeat of itself.
 */
export class RecentEvents {
  readonly #windows = new Map<number, Window>();
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  /** Whether the event was seen at an earlier offset of the partition; if not, remembers it. */
  isRepeat(eventId: string, partition: number, offset: number): boolean {
    return this.#size > 0 && this.#isRepeat(idOf(eventId), partition, offset);
  }

  /** The same for an id by where its ASCII lies in bytes. */
  isRepeatAt(bytes: Buffer, at: number, end: number, partition: number, offset: number): boolean {
    return this.#size > 0 && this.#isRepeat(idAt(bytes, at, end), partition, offset);
  }

  #isRepeat(id: EventId, partition: number, offset: number): boolean {
    let window = this.#windows.get(partition);
    if (window === undefined)
      this.#windows.set(partition, (window = { current: this.#empty(), previous: this.#empty() }));
    const first = window.current.get(id) ?? window.previous.get(id);
    if (first === offset) return false;
    if (first !== undefined && first < offset) return true;
    if (window.current.size >= this.#size) {
      window.previous = window.current;
      window.current = this.#empty();
    }
    window.current.set(id, offset);
    return false;
  }

  #empty(): UuidOffsets {
    return new UuidOffsets(this.#size);
  }
}
