import { setTimeout as sleep } from 'node:timers/promises';
import { topic } from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { TopicTail } from '@millrace/streaming';
import type { BenchTopics } from '../input/bench-topics.ts';
import { FlushLoad } from '../load/flush-load.ts';
import type { BenchContext } from '../stage.ts';
import { CpuShares } from './cpu-shares.ts';
import type { BenchedProduct } from './product.ts';

const [MESSAGES_A_FLUSH, METRICS] = [25, 8];
/**
 * The load begins before what counts of it: in its first seconds the detector finds the change of pace and pattern unusual everywhere, and
 * the broker's compiler is at work on what it has seen by then.
 */
const WARM_UP_S = 30;
const MEASURED_S = 30;
/** A prime, so that the spikes go round all devices. */
const SPIKE_EVERY = 47;
const logger = createLogger({ service: 'bench', level: 'warn' });

/** Where a reading's way to its alarm can be seen from outside: on the topics it passes. */
type Hop = 'enriched' | 'command' | 'alarm';
interface Seen {
  readonly cause: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
}

export interface AlarmLatency {
  readonly samples: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * From a reading's receipt (`receivedAt`, set by ingestion) to its alarm, which counts when a consumer that reads committed records has
 * it in hand; both by this machine's clock. The load comes at its own pace, with a spike that raises an alarm in some messages.
 */
export async function alarmLatency(
  context: BenchContext,
  topics: BenchTopics,
  product: BenchedProduct,
  readingsPerSecond: number,
): Promise<AlarmLatency> {
  const receivedAt = new Map<string, number>();
  const seen: Record<Hop, Seen[]> = { enriched: [], command: [], alarm: [] };
  const see = (hop: Hop, cause: string): void => void seen[hop].push({ cause, at: Date.now() });
  const failed = Promise.withResolvers<never>();
  const tail = new TopicTail({
    ...{ connection: topics.connection, codecs: topics.codecs, logger },
    topics: [topic.telemetryEnriched, topic.alarmsCommands, topic.alarmsEvents],
    apply: ({ type, value }) => {
      if (type === 'RaiseAlarm') see('command', value.cause.sourceEventId);
      if (type === 'AlarmRaised') see('alarm', value.cause.sourceEventId);
      if (type !== 'TelemetryEnriched') return;
      receivedAt.set(value.eventId, value.receivedAt);
      see('enriched', value.eventId);
    },
    onFatal: failed.reject,
  });
  await tail.start();
  const begins = Date.now() + WARM_UP_S * 1_000;
  try {
    const flushes = new FlushLoad({
      ...{ url: product.telemetryUrl, token: product.deviceToken, run: 'latency', spikeEvery: SPIKE_EVERY },
    });
    const load = flushes.paced(readingsPerSecond / METRICS / MESSAGES_A_FLUSH, WARM_UP_S + MEASURED_S);
    await Promise.race([sleep(WARM_UP_S * 1_000), load, failed.promise]);
    const [shares, before] = [new CpuShares(), await product.transactions()];
    await Promise.race([load, failed.promise]);
    context.tell(`  ${shares.describe(readingsPerSecond * MEASURED_S)}`);
    const committed = [...(await product.transactions())].map(
      ([stream, count]) => `${stream} ${Math.round((count - (before.get(stream) ?? 0)) / MEASURED_S)}`,
    );
    context.tell(`  commits of partitions a second: ${committed.join(', ')}`);
    flushes.close();
  } finally {
    await tail.stop();
  }
  // Alarms of an anomaly name the anomaly's event as their cause; they are not among the samples.
  const samplesOf = (hop: Hop): number[] =>
    seen[hop].flatMap(({ cause, at }) => {
      const received = receivedAt.get(cause);
      return received === undefined || received / 1_000 < begins ? [] : at - received / 1_000;
    });
  const told = (['enriched', 'command'] as const).map((hop) => {
    const after = samplesOf(hop);
    return `${hop} p50 ${Math.round(percentile(after, 0.5))} p99 ${Math.round(percentile(after, 0.99))}`;
  });
  const samples = samplesOf('alarm');
  context.tell(
    `  ms from receipt: ${told.join(', ')}; ${samples.length} alarms are of a single reading that counts, of ${seen.alarm.length} in all`,
  );
  return { samples: samples.length, p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) };
}

function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const found = sorted[Math.ceil(share * sorted.length) - 1];
  if (found === undefined) throw new Error('no alarm was raised');
  return found;
}
