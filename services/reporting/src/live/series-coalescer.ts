/** A value of a series that changed. */
export interface Change {
  readonly tenant: string;
  readonly assetId: string;
  readonly assetPath: string;
  readonly metric: string;
  /** Microseconds since 1970 UTC, clock of the source. */
  readonly occurredAt: number;
  readonly value: number | string | boolean | null;
  readonly unit: string;
  readonly quality: string;
}

/**
 * Keeps the newest value of each series until it is drained, so that however fast readings come, a series changes at most once
 * per drain. A reading older than one already shown corrects history, not the present: it is passed over.
 */
export class SeriesCoalescer {
  readonly #shown = new Map<string, number>();
  readonly #waiting = new Map<string, Change>();

  offer(change: Change): void {
    const key = `${change.tenant}\n${change.assetId}\n${change.metric}`;
    const newest = this.#waiting.get(key)?.occurredAt ?? this.#shown.get(key) ?? -Infinity;
    if (change.occurredAt >= newest) this.#waiting.set(key, change);
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** What changed since the last drain, at most one change a series. */
  drain(): Change[] {
    const changes = [...this.#waiting.values()];
    for (const [key, { occurredAt }] of this.#waiting) this.#shown.set(key, occurredAt);
    this.#waiting.clear();
    return changes;
  }

  clear(): void {
    this.#shown.clear();
    this.#waiting.clear();
  }
}
