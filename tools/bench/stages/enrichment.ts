import { topic } from '@millrace/contracts';
import { perCoreSecond, type Work } from '../backlog/work.ts';
import { workOfService } from '../backlog/work-of.ts';
import { appendAll } from '../input/append-all.ts';
import { BenchTopics } from '../input/bench-topics.ts';
import type { PlantSize } from '../input/plant.ts';
import { receivedRecords, registryRecords } from '../input/records.ts';
import { codecLimit } from '../limits/codec.ts';
import { enrichmentByKafkaStreams } from '../peers/enrichment.ts';
import type { BenchContext, Measured, Stage } from '../stage.ts';

/** Readings per core-second of the join with 10,000 assets, transactional, beside Kafka Streams with a global table of the same. */
export const enrichment: readonly Stage[] = [stage(8, 400_000), stage(1, 800_000)];

const UNIT = 'readings per core-second';

function stage(readingsPerMessage: number, messages: number): Stage {
  const name = `enrichment.${readingsPerMessage}`;
  const readings = (work: Work): number => perCoreSecond(work) * readingsPerMessage;
  return {
    name,
    parts: ['kafka', 'registry'],
    run: (context) =>
      BenchTopics.with(context, async (topics): Promise<Measured[]> => {
        const size: PlantSize = { assets: 10_000, messages: context.sized(messages), readingsPerMessage };
        const ours = readings(await enrichmentByUs(context, topics, size));
        const peer = readings(await enrichmentByKafkaStreams(context, topics, size));
        const limit = await codecLimit(topics.codecs, size);
        const beside = `${UNIT}, beside decoding and encoding alone`;
        return [
          { stage: name, unit: UNIT, ours, peer, goal: 2 },
          { stage: `${name}.limit`, unit: beside, ours, peer: limit, goal: undefined },
        ];
      }),
  };
}

async function enrichmentByUs(context: BenchContext, topics: BenchTopics, size: PlantSize): Promise<Work> {
  await appendAll(topics.producer, registryRecords(topics.codecs, size));
  const backlog = await topics.fill(topic.telemetryReceived, receivedRecords(topics.codecs, size));
  return workOfService(context, { service: 'enrichment', stream: 'enrichment.telemetry' }, backlog);
}
