/** Below this the allocator has memory at hand. */
const LEAST = 65_536;
/** Memory kept for the next request, of all sizes together. */
const KEPT = 16 * 1024 * 1024;

/**
 * Memory for batches and requests, used again and again. Large buffers come from the operating system page by page and go back to it; to fill
 * fresh ones takes three times as long as to fill what is still in the processor's caches.
 */
export class Recycled {
  readonly #free = new Map<number, Buffer[]>();
  /** What was taken and may come back, once. */
  readonly #lent = new WeakSet<ArrayBufferLike>();
  #kept = 0;

  /** A buffer with any content. */
  take(bytes: number): Buffer {
    if (bytes < LEAST) return Buffer.allocUnsafe(bytes);
    const size = 2 ** Math.ceil(Math.log2(bytes));
    const found = this.#free.get(size)?.pop();
    if (found !== undefined) this.#kept -= size;
    const whole = found ?? Buffer.allocUnsafeSlow(size);
    this.#lent.add(whole.buffer);
    return whole.subarray(0, bytes);
  }

  /** Takes back what nobody reads or writes any more. What it did not give, or has back already, it leaves alone. */
  giveBack({ buffer }: Buffer): void {
    const size = buffer.byteLength;
    if (!this.#lent.delete(buffer) || this.#kept + size > KEPT) return;
    this.#kept += size;
    const whole = Buffer.from(buffer);
    const free = this.#free.get(size);
    if (free === undefined) this.#free.set(size, [whole]);
    else free.push(whole);
  }
}

/** One for the process: its producers write in turns. */
export const recycled = new Recycled();
