import { topic } from '@millrace/contracts';
import { perCoreSecond, type Work } from '../backlog/work.ts';
import { workOfPeer, workOfService } from '../backlog/work-of.ts';
import { BenchTopics } from '../input/bench-topics.ts';
import type { PlantSize } from '../input/plant.ts';
import { enrichedJson, enrichedRecords } from '../input/records.ts';
import type { BenchContext, Stage } from '../stage.ts';

const [ASSETS, MESSAGES, READINGS] = [1_250, 200_000, 8];

/** Readings per core-second of our detector on 10,000 series, beside an EWMA z-score for each series in Kafka Streams. */
export const anomalyDetection: Stage = {
  name: 'anomaly-detection',
  parts: ['kafka', 'registry'],
  run: (context) =>
    BenchTopics.with(context, async (topics) => {
      const size: PlantSize = { assets: ASSETS, messages: context.sized(MESSAGES), readingsPerMessage: READINGS };
      const ours = perCoreSecond(await detectionByUs(context, topics, size)) * READINGS;
      const peer = perCoreSecond(await detectionByKafkaStreams(context, topics, size)) * READINGS;
      return [{ stage: 'anomaly-detection', unit: 'readings per core-second', ours, peer, goal: 1.5 }];
    }),
};

async function detectionByUs(context: BenchContext, topics: BenchTopics, size: PlantSize): Promise<Work> {
  const backlog = await topics.fill(topic.telemetryEnriched, enrichedRecords(topics.codecs, size));
  return workOfService(context, { service: 'anomaly-detection', stream: 'anomaly-detection.telemetry' }, backlog);
}

async function detectionByKafkaStreams(context: BenchContext, topics: BenchTopics, size: PlantSize): Promise<Work> {
  const input = await topics.like(topic.telemetryEnriched, 'bench.enriched');
  const output = await topics.like(topic.anomaliesEvents, 'bench.anomalies');
  const backlog = await topics.fill(input, enrichedJson(input, size));
  return workOfPeer(context, { topology: 'detection', application: 'bench-detection', output }, backlog);
}
