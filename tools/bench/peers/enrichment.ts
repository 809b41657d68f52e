import { topic } from '@millrace/contracts';
import type { Work } from '../backlog/work.ts';
import { workOfPeer } from '../backlog/work-of.ts';
import { appendAll } from '../input/append-all.ts';
import type { BenchTopics } from '../input/bench-topics.ts';
import type { PlantSize } from '../input/plant.ts';
import { assetRecords, receivedJson } from '../input/records.ts';
import type { BenchContext } from '../stage.ts';

/** The join of a plant's messages with its assets, by Kafka Streams. */
export async function enrichmentByKafkaStreams(
  context: BenchContext,
  topics: BenchTopics,
  size: PlantSize,
): Promise<Work> {
  const assets = await topics.like(topic.assetsEvents, 'bench.assets');
  const input = await topics.like(topic.telemetryReceived, 'bench.received');
  const output = await topics.like(topic.telemetryEnriched, 'bench.enriched');
  await appendAll(topics.producer, assetRecords(assets, size));
  const backlog = await topics.fill(input, receivedJson(input, size));
  const application = 'bench-enrichment';
  return workOfPeer(context, { topology: 'enrichment', application, output, assets }, backlog);
}
