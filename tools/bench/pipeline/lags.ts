import { topic } from '@millrace/contracts';
import type { BenchTopics } from '../input/bench-topics.ts';

/** Every stage behind ingestion, and the topic whose end it follows. */
const FOLLOWERS = {
  'enrichment.telemetry': topic.telemetryReceived,
  'anomaly-detection.telemetry': topic.telemetryEnriched,
  'alerting.rules': topic.telemetryEnriched,
  'reporting.readings': topic.telemetryEnriched,
};

export type Lags = Readonly<Record<keyof typeof FOLLOWERS, number>>;

/** Device messages that each stage has not committed yet. */
export async function lags(topics: BenchTopics): Promise<Lags> {
  const all = Object.entries(FOLLOWERS).map(
    async ([stream, name]) => [stream, await topics.lag(stream, name)] as const,
  );
  return Object.fromEntries(await Promise.all(all)) as Lags;
}

/** The lag of the stage that is farthest behind. */
export const largest = (behind: Lags): number => Math.max(...Object.values(behind));

export const describeLags = (behind: Lags): string =>
  Object.entries(behind)
    .map(([stream, messages]) => `${stream} ${messages}`)
    .join(', ');
