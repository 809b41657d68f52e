import { topic } from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { TopicTail } from '@millrace/streaming';
import { runK6 } from '../../load/run-k6.ts';
import type { BenchTopics } from '../input/bench-topics.ts';
import type { BenchContext } from '../stage.ts';
import type { BenchedProduct } from './product.ts';

const [MESSAGES_A_FLUSH, METRICS] = [25, 8];
const MEASURED_S = 30;
/** A prime, so that the spikes go round all devices. */
const SPIKE_EVERY = 47;
const logger = createLogger({ service: 'bench', level: 'warn' });

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
  const raised: { readonly cause: string; readonly seenAt: number }[] = [];
  const failed = Promise.withResolvers<never>();
  const tail = new TopicTail({
    ...{ connection: topics.connection, codecs: topics.codecs, logger },
    topics: [topic.telemetryEnriched, topic.alarmsEvents],
    apply: ({ type, value }) => {
      if (type === 'TelemetryEnriched') receivedAt.set(value.eventId, value.receivedAt);
      if (type === 'AlarmRaised') raised.push({ cause: value.cause.sourceEventId, seenAt: Date.now() });
    },
    onFatal: failed.reject,
  });
  await tail.start();
  try {
    const load = flushes(product, readingsPerSecond / METRICS / MESSAGES_A_FLUSH);
    await Promise.race([load, failed.promise]);
  } finally {
    await tail.stop();
  }
  // Alarms of an anomaly name the anomaly's event as their cause; they are not among the samples.
  const samples = raised.flatMap(({ cause, seenAt }) => {
    const received = receivedAt.get(cause);
    return received === undefined ? [] : seenAt - received / 1_000;
  });
  context.tell(`  ${samples.length} of ${raised.length} alarms are of a single reading`);
  return { samples: samples.length, p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) };
}

async function flushes(product: BenchedProduct, rate: number): Promise<void> {
  const { broken } = await runK6({
    script: 'tools/bench/load/flushes.js',
    env: {
      ...{ RECEIVER_URL: product.telemetryUrl, DEVICE_TOKEN: product.deviceToken, RUN: 'latency', VUS: '20' },
      ...{ RATE: String(Math.max(1, Math.round(rate))), DURATION: `${MEASURED_S}s` },
      ...{ SPIKE_EVERY: String(SPIKE_EVERY) },
    },
  });
  if (broken.length > 0) throw new Error('flushes were refused');
}

function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const found = sorted[Math.ceil(share * sorted.length) - 1];
  if (found === undefined) throw new Error('no alarm was raised');
  return found;
}
