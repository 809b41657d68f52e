import type { Logger } from '@millrace/platform';
import type { InRecord, KafkaConnection } from '../types.ts';
import { LogClient } from './log-client.ts';
import { LogFollower } from './log-follower.ts';

/** How long no leader may answer before reading is given up. */
const PATIENCE_MS = 60_000;

/** Offsets `from` ≤ o < `to` of a partition. */
export interface LogRange {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Reads the committed records of ranges, in order per partition, and resolves when every offset up to each `to` has been
 * passed: markers, aborted records and compaction gaps count as passed, so a range always ends. A promise that `onRecords` returns
 * is waited for before more is handed over. Throws when no leader answers for a minute.
 */
export async function readRanges(
  connection: KafkaConnection,
  ranges: readonly LogRange[],
  opts: { logger: Logger; signal: AbortSignal; onRecords(records: readonly InRecord[]): unknown },
): Promise<void> {
  const wanted = new Map(
    ranges.filter(({ from, to }) => from < to).map((range) => [`${range.topic}:${range.partition}`, range]),
  );
  if (wanted.size === 0) return;
  const topics = [...new Set([...wanted.values()].map(({ topic }) => topic))];
  const log = await LogClient.connect(connection, topics, opts.logger);
  try {
    const follower = new LogFollower({
      log,
      logger: opts.logger,
      maxWaitMs: 500,
      patienceMs: PATIENCE_MS,
      onSlice: async ({ topic, partition, next, records }) => {
        const to = wanted.get(`${topic}:${partition}`)?.to ?? 0;
        const within = records.filter(({ offset }) => offset < to);
        if (within.length > 0) await opts.onRecords(within);
        return next < to ? next : undefined;
      },
    });
    for (const range of wanted.values()) follower.add({ ...range, offset: range.from });
    await follower.run(opts.signal);
    opts.signal.throwIfAborted();
  } finally {
    await log.disconnect();
  }
}
