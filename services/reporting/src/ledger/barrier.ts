import type { SinkProgress, TopicEnds } from '@millrace/streaming';
import { toDeadLetters, toReadings, toRejectedReadings } from '../sinks/destinations.ts';
import { topic } from '@millrace/contracts';

/** What enrichment writes in the transaction of a ledger entry, and the stream that brings it into its table. */
const OUTPUTS = [
  { topic: topic.telemetryEnriched, stream: toReadings.stream },
  { topic: topic.telemetryRejected, stream: toRejectedReadings.stream },
  { topic: topic.deadLetters, stream: toDeadLetters.stream },
];

/**
 * A moment (`cut`, clock of ClickHouse, milliseconds) and where the topics ended after it. An entry that was in the table by then was
 * committed with its outputs before these ends: once the sinks are past them, what the entry says must be stored.
 */
export interface Barrier {
  readonly cut: number;
  readonly ends: readonly TopicEnds[];
}

export async function raiseBarrier(cut: number, progress: SinkProgress): Promise<Barrier> {
  return { cut, ends: await Promise.all(OUTPUTS.map((output) => progress.ends(output.topic))) };
}

export async function isPast({ ends }: Barrier, progress: SinkProgress, signal: AbortSignal): Promise<boolean> {
  for (const [index, output] of OUTPUTS.entries()) {
    if (!(await progress.hasPassed(output.stream, output.topic, ends[index] ?? [], signal))) return false;
  }
  return true;
}
