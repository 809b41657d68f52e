import { backOff } from '../backoff.ts';
import { PartitionLost, type HeldBatch } from '../group/held-batch.ts';
import { metrics } from '../metrics.ts';
import { meantFor } from '../repair-mark.ts';
import { BatchTraces } from '../tracing.ts';
import type { InRecord, SinkBlock } from '../types.ts';
import { blockToken, type Intent } from './intent.ts';
import type { SinkEnv } from './sink-env.ts';

/** What an announced block is made of. */
export interface BlockContent {
  /** Those of the announced ranges, in their order. */
  readonly records: readonly InRecord[];
  /** The batch in hand, and the reason to go on: when it is not ours any more, somebody else will insert the block. */
  readonly batch: HeldBatch;
  /** Aborted when a partition of the block is not ours any more, or at the deadline of a stop. */
  readonly signal: AbortSignal;
}

const INSERT_FIRST_MS = 100;
const INSERT_MAX_MS = 10_000;

/** Inserts an announced block until it succeeds. When it throws, the announcement stays for the next owners. */
export async function insertBlock(
  env: SinkEnv,
  intent: Intent,
  { records, batch, signal }: BlockContent,
): Promise<void> {
  const { handler, spec, logger, groupId } = env;
  const block: SinkBlock = {
    topic: batch.topic,
    ranges: intent,
    token: blockToken(batch.topic, intent),
    records: meantFor(spec.stream, records),
  };
  const traces = new BatchTraces(spec.stream, groupId, block.records);
  const stop = metrics.batchSeconds.startTimer({ stream: spec.stream });
  for (let attempt = 0; ; attempt += 1) {
    try {
      await handler(block, signal);
      traces.end();
      metrics.transactions.inc({ stream: spec.stream, outcome: 'committed' });
      metrics.records.inc({ stream: spec.stream, outcome: 'ok' }, block.records.length);
      stop();
      return;
    } catch (err) {
      metrics.transactions.inc({ stream: spec.stream, outcome: 'failed' });
      logger.warn({ err, token: block.token, attempt }, 'inserting a block failed; it is tried again');
      if (signal.aborted || batch.rebalancing || !batch.isOurs) {
        traces.end(err);
        throw new PartitionLost(batch.topic, batch.partition);
      }
      await backOff(attempt, INSERT_FIRST_MS, INSERT_MAX_MS, signal);
    }
  }
}
