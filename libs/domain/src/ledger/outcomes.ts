/** What became of one received record, as a code: WHOLE and REJECTED need no counts, so that runs of them are one entry. */
export const OUTCOME = {
  /** Every reading became exactly one row. */
  WHOLE: 0,
  /** Every reading was refused, in one rejection. */
  REJECTED: 1,
  /** The event had been seen before. */
  DUPLICATE: 2,
  DEAD_LETTER: 3,
  /** Rows and refused readings as counted: readings of several assets, or partly bound. */
  MIXED: 4,
  /** The log has no record at this offset. */
  ABSENT: 5,
} as const;
export type OutcomeCode = (typeof OUTCOME)[keyof typeof OUTCOME];

/** One outcome: rows written and readings refused count for MIXED only. */
export interface Outcome {
  readonly code: OutcomeCode;
  readonly rows: number;
  readonly refused: number;
}

/** Consecutive offsets with the same outcome: [how many, code, rows, refused]. */
export type OutcomeRun = readonly [count: number, code: OutcomeCode, rows: number, refused: number];

/** The outcomes of consecutive offsets, run-length encoded: nearly always one run, however many records there were. */
export class Outcomes {
  readonly #runs: [number, OutcomeCode, number, number][] = [];
  #length = 0;

  constructor(runs: readonly OutcomeRun[] = []) {
    for (const [count, code, rows, refused] of runs) this.add(code, rows, refused, count);
  }

  /** Number of offsets. */
  get length(): number {
    return this.#length;
  }

  get runs(): readonly OutcomeRun[] {
    return this.#runs;
  }

  add(code: OutcomeCode, rows: number, refused: number, count = 1): void {
    this.#length += count;
    const last = this.#runs.at(-1);
    if (last !== undefined && last[1] === code && last[2] === rows && last[3] === refused) last[0] += count;
    else this.#runs.push([count, code, rows, refused]);
  }

  /** Outcomes one after the other, from the first offset on. */
  *[Symbol.iterator](): IterableIterator<Outcome> {
    for (const [count, code, rows, refused] of this.#runs) {
      const outcome = { code, rows, refused };
      for (let index = 0; index < count; index += 1) yield outcome;
    }
  }
}
