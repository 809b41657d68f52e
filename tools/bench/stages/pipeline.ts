import { perSecond } from '../backlog/work.ts';
import { withDatabase } from '../clickhouse.ts';
import { BenchTopics } from '../input/bench-topics.ts';
import { enrichmentByKafkaStreams } from '../peers/enrichment.ts';
import { alarmLatency } from '../pipeline/alarm-latency.ts';
import { PLANT, startProduct } from '../pipeline/product.ts';
import { sustainedReadings } from '../pipeline/sustained.ts';
import type { BenchContext, Measured, Stage } from '../stage.ts';

const PEER_MESSAGES = 400_000;

/**
 * Everything on this machine: readings a second from HTTP to queryable, with anomaly detection and alerting on, beside what Kafka Streams
 * alone enriches a second; and how long it takes from a receipt to an alarm at a tenth of that load.
 */
export const pipeline: Stage = {
  name: 'pipeline',
  parts: ['kafka', 'registry', 'clickhouse'],
  run: (context) =>
    BenchTopics.with(context, async (topics): Promise<Measured[]> => {
      const ours = await byUs(context, topics);
      const size = { assets: PLANT.devices, messages: context.sized(PEER_MESSAGES), readingsPerMessage: PLANT.metrics };
      const peer = perSecond(await enrichmentByKafkaStreams(context, topics, size)) * PLANT.metrics;
      const latency = { unit: 'ms from receipt to alarm event, at a tenth of that load', peer: undefined };
      return [
        { stage: 'pipeline.throughput', unit: 'readings/s by the clock', ours: ours.sustained, peer, goal: 0.6 },
        { stage: 'pipeline.latency.p50', ...latency, ours: ours.p50, goal: undefined },
        { stage: 'pipeline.latency.p99', ...latency, ours: ours.p99, goal: 250, goalIs: 'at most' },
      ];
    }),
};

interface Ours {
  readonly sustained: number;
  readonly p50: number;
  readonly p99: number;
}

const byUs = (context: BenchContext, topics: BenchTopics): Promise<Ours> =>
  withDatabase(context, async (client) => {
    const product = await startProduct(context);
    try {
      const sustained = await sustainedReadings(context, topics, client, product);
      return { sustained, ...(await alarmLatency(context, topics, product, sustained / 10)) };
    } finally {
      await product.stop();
    }
  });
