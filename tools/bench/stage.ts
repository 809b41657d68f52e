import type { Stack } from '@millrace/local-stack';

/** One repetition of one comparison: both sides did the same work on the same broker. */
export interface Measured {
  /** Stable name, e.g. `ingestion.http`. */
  readonly stage: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: number;
  /** What `ours / peer` should at least be; undefined of a limit that is there for comparison. */
  readonly goal: number | undefined;
}

export interface BenchContext {
  readonly stack: Stack;
  /** For logs and settings; removed afterwards. */
  readonly dir: string;
  /** Where Node's CPU profiles of our side go; none are taken without it. */
  readonly profileDir: string | undefined;
  /** Number of the repetition, from 0: for names that must not meet. */
  readonly repetition: number;
  tell(line: string): void;
}

/** A stage of the pipeline and the peers beside it. */
export interface Stage {
  /** What `--only` takes. */
  readonly name: string;
  run(context: BenchContext): Promise<Measured[]>;
}
