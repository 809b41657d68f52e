/** Bytes a piece of room has: a hundred states of usual assets, and little enough to be taken from memory that was in use just now. */
const PIECE = 65_536;
/** Pieces kept for the next time. */
const KEPT = 16;

/**
 * Room for many small results that live and die together. A buffer of its own for each costs more than filling it does: memory that the
 * collector has to account for and to give back one by one.
 */
export class ByteRoom {
  #pieces: Uint8Array<ArrayBuffer>[] = [];
  #current = 0;
  #used = 0;

  /** What was taken is not needed any more. */
  reuse(): void {
    this.#pieces.length = Math.min(this.#pieces.length, KEPT);
    this.#current = 0;
    this.#used = 0;
  }

  /** Bytes that nobody else has, with any content. */
  take(length: number): Uint8Array<ArrayBuffer> {
    if (length > PIECE) return new Uint8Array(length);
    if (this.#used + length > PIECE) {
      this.#current += 1;
      this.#used = 0;
    }
    const piece = (this.#pieces[this.#current] ??= new Uint8Array(PIECE));
    this.#used += length;
    return piece.subarray(this.#used - length, this.#used);
  }
}
