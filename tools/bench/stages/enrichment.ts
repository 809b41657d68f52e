import { topic } from '@millrace/contracts';
import { appendAll } from '../input/append-all.ts';
import { BenchTopics } from '../input/bench-topics.ts';
import type { PlantSize } from '../input/plant.ts';
import { assetRecords, receivedJson, receivedRecords, registryRecords } from '../input/records.ts';
import { codecLimit } from '../limits/codec.ts';
import { startKafkaStreams } from '../peers/kafka-streams.ts';
import { startService } from '../service.ts';
import type { BenchContext, Stage } from '../stage.ts';
import { recordsPerCoreSecond } from '../stream-work.ts';

/** Readings per core-second of the join with 10,000 assets, transactional, beside Kafka Streams with a global table of the same. */
export const enrichment: readonly Stage[] = [stage(8, 400_000), stage(1, 800_000)];

function stage(readingsPerMessage: number, messages: number): Stage {
  const name = `enrichment.${readingsPerMessage}`;
  const size: PlantSize = { assets: 10_000, messages, readingsPerMessage };
  return {
    name,
    async run(context) {
      const topics = await BenchTopics.connect(context);
      try {
        const ours = Math.round((await oursOf(context, topics, size)) * readingsPerMessage);
        const peer = Math.round((await peerOf(context, topics, size)) * readingsPerMessage);
        const limit = await codecLimit(topics.codecs, size);
        const unit = 'readings per core-second';
        return [
          { stage: name, unit, ours, peer, goal: 2 },
          {
            stage: `${name}.limit`,
            unit: `${unit}, beside decoding and encoding alone`,
            ours,
            peer: limit,
            goal: undefined,
          },
        ];
      } finally {
        await topics.close();
      }
    },
  };
}

async function oursOf(context: BenchContext, topics: BenchTopics, size: PlantSize): Promise<number> {
  const { producer, codecs } = topics;
  await appendAll(producer, registryRecords(codecs, size));
  const records = await appendAll(producer, receivedRecords(codecs, size));
  const { process } = await startService(context, 'enrichment');
  const groupId = 'millrace.enrichment.telemetry';
  return recordsPerCoreSecond(context, { process, groupId, topic: topic.telemetryReceived, records });
}

async function peerOf(context: BenchContext, topics: BenchTopics, size: PlantSize): Promise<number> {
  const assets = await topics.like(topic.assetsEvents, 'bench.assets');
  const input = await topics.like(topic.telemetryReceived, 'bench.received');
  const output = await topics.like(topic.telemetryEnriched, 'bench.enriched');
  await appendAll(topics.producer, assetRecords(assets, size));
  const records = await appendAll(topics.producer, receivedJson(input, size));
  const application = 'bench-enrichment';
  const { dir, stack, tell } = context;
  const brokers = stack.addresses.kafkaBrokers;
  const names = { application, input, output, assets };
  const process = await startKafkaStreams({ topology: 'enrichment', dir, brokers, tell, ...names });
  return recordsPerCoreSecond(context, { process, groupId: application, topic: input, records });
}
