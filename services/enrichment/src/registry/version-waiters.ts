interface Waiter {
  readonly version: number;
  resolve(): void;
}

/** Whoever waits for something to be seen at some version. */
export class VersionWaiters {
  readonly #waiting = new Map<string, Waiter[]>();

  /** Resolves at `reached` with this version or a later one, at the latest after `timeoutMs`. */
  async wait(key: string, version: number, timeoutMs: number): Promise<void> {
    await new Promise<void>((done) => {
      const resolve = (): void => {
        clearTimeout(timer);
        done();
      };
      const waiter = { version, resolve };
      const timer = setTimeout(() => {
        this.#keep(key, (other) => other !== waiter);
        done();
      }, timeoutMs);
      this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), waiter]);
    });
  }

  /** Wakes those who wait for this version or an earlier one. */
  reached(key: string, version: number): void {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return;
    this.#keep(key, (waiter) => waiter.version > version);
    for (const waiter of waiting) if (waiter.version <= version) waiter.resolve();
  }

  #keep(key: string, which: (waiter: Waiter) => boolean): void {
    const kept = (this.#waiting.get(key) ?? []).filter(which);
    if (kept.length > 0) this.#waiting.set(key, kept);
    else this.#waiting.delete(key);
  }
}
