import { topic } from '@millrace/contracts';
import { appendAll } from '../input/append-all.ts';
import { BenchTopics } from '../input/bench-topics.ts';
import type { PlantSize } from '../input/plant.ts';
import { enrichedJson, enrichedRecords } from '../input/records.ts';
import { startKafkaStreams } from '../peers/kafka-streams.ts';
import { startService } from '../service.ts';
import type { BenchContext, Stage } from '../stage.ts';
import { recordsPerCoreSecond } from '../stream-work.ts';

const SIZE: PlantSize = { assets: 1_250, messages: 200_000, readingsPerMessage: 8 };

/** Readings per core-second of our detector on 10,000 series, beside an EWMA z-score for each series in Kafka Streams. */
export const anomalyDetection: Stage = {
  name: 'anomaly-detection',
  async run(context) {
    const topics = await BenchTopics.connect(context);
    try {
      const ours = Math.round((await oursOf(context, topics)) * SIZE.readingsPerMessage);
      const peer = Math.round((await peerOf(context, topics)) * SIZE.readingsPerMessage);
      return [{ stage: 'anomaly-detection', unit: 'readings per core-second', ours, peer, goal: 1.5 }];
    } finally {
      await topics.close();
    }
  },
};

async function oursOf(context: BenchContext, { producer, codecs }: BenchTopics): Promise<number> {
  const records = await appendAll(producer, enrichedRecords(codecs, SIZE));
  const { process } = await startService(context, 'anomaly-detection');
  const groupId = 'millrace.anomaly-detection.telemetry';
  return recordsPerCoreSecond(context, { process, groupId, topic: topic.telemetryEnriched, records });
}

async function peerOf(context: BenchContext, topics: BenchTopics): Promise<number> {
  const input = await topics.like(topic.telemetryEnriched, 'bench.enriched');
  const output = await topics.like(topic.anomaliesEvents, 'bench.anomalies');
  const records = await appendAll(topics.producer, enrichedJson(input, SIZE));
  const application = 'bench-detection';
  const { dir, stack, tell } = context;
  const brokers = stack.addresses.kafkaBrokers;
  const process = await startKafkaStreams({ topology: 'detection', dir, brokers, tell, application, input, output });
  return recordsPerCoreSecond(context, { process, groupId: application, topic: input, records });
}
