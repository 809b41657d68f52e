import type { PartName, Stack } from '@millrace/local-stack';

/** One repetition of one comparison: both sides did the same work on the same machine. */
export interface Measured {
  /** Stable name, e.g. `ingestion.http`. */
  readonly stage: string;
  readonly unit: string;
  readonly ours: number;
  /** The figure of a peer or limit; undefined where ours stands alone (latency, bytes). */
  readonly peer: number | undefined;
  /** What `ours / peer` should be, or `ours` where there is no peer; undefined of what is there for comparison. */
  readonly goal: number | undefined;
  /** On which side of the goal it is met; `at least` unless said. */
  readonly goalIs?: 'at most';
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
  /** How much to do of an amount of work: all of it, or of a smoke test a part that says only that the stage runs. */
  sized(amount: number): number;
}

/** A stage of the pipeline and the peers beside it. */
export interface Stage {
  /** What `--only` takes. */
  readonly name: string;
  /** The parts of the local stack it needs: what runs beside it takes its share of the machine. */
  readonly parts: readonly PartName[];
  run(context: BenchContext): Promise<Measured[]>;
}
