import type { TableComparison } from '@millrace/clickhouse';
import type { SinkPosition } from '@millrace/streaming';

/** What a replay of a table has decided and found so far; the journal keeps it between the steps. */
export interface Plan {
  /** `preparing` until everything that the topic cannot give has been copied. */
  readonly stage: 'preparing' | 'reading';
  /** First offset that is read again, by partition. */
  readonly from: readonly number[];
  /** Rows of the live version that the topic does not hold, copied as they are. */
  readonly kept: number;
  /** The last comparison: everything before `to` was compared. */
  readonly compared?: Compared;
  /** Identities of the rebuilt tables, by name: once the names of the live database mean these, the switch is done. */
  readonly wanted?: Readonly<Record<string, string>>;
}

export interface Compared {
  readonly to: readonly number[];
  readonly equal: boolean;
  readonly tables: readonly TableComparison[];
}

/**
 * Where a replay begins: at the first record that the topic has, or at the first that is not older than was asked for.
 * @throws Error when the live sink has not come as far: there would be nothing to compare with
 */
export function beginnings(positions: readonly SinkPosition[], since?: ReadonlyMap<number, number>): number[] {
  return positions.map(({ partition, low, done }) => {
    const from = Math.max(low, since?.get(partition) ?? low);
    if ((done ?? low) >= from) return from;
    throw new Error(
      `partition ${partition}: the live version is at offset ${done}, before ${from} where the replay is to begin; wait until reporting has caught up, or give an earlier --from`,
    );
  });
}

/** How far the live version is: a replay follows it and never passes it. */
export function liveEnds(positions: readonly SinkPosition[], from: readonly number[]): number[] {
  return positions.map(({ partition, low, done }) => Math.max(done ?? low, from[partition] ?? 0));
}

/** How far the rebuilt version is. */
export function rebuiltEnds(positions: readonly SinkPosition[], from: readonly number[]): number[] {
  return positions.map(({ partition, done }) => Math.max(done ?? 0, from[partition] ?? 0));
}

/** Offsets between two lines of positions. */
export function between(from: readonly number[], to: readonly number[]): number {
  return to.reduce((sum, end, partition) => sum + Math.max(0, end - (from[partition] ?? 0)), 0);
}
