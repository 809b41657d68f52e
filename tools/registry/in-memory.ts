import { randomInt } from 'node:crypto';
import { topic } from '@millrace/contracts';
import { AssetRegistry, type AssetEvent } from '@millrace/domain';
import { createLogger } from '@millrace/platform';
import { readWhole } from '@millrace/streaming';
import type { BenchTopics } from '../bench/input/bench-topics.ts';
import { TENANT } from '../bench/input/plant.ts';
import { collectedHeapBytes } from './collected-heap.ts';

/** What the registry alone needs, as every instance of enrichment holds it. */
export interface InMemory {
  /** Reading and folding all events. */
  readonly seconds: number;
  readonly heapBytesPerAsset: number;
  /** The hot path's look-up: the bindings of a device. */
  readonly bindingsOfNanoseconds: number;
}

const LOOK_UPS = 1_000_000;
const logger = createLogger({ service: 'proof', level: 'warn' });

/** Folds the topic's events as enrichment does, and measures what comes of it. */
export async function measureInMemory(
  { connection, codecs }: BenchTopics,
  assets: number,
  deviceIds: readonly string[],
): Promise<InMemory> {
  const before = collectedHeapBytes();
  const registry = new AssetRegistry();
  const began = performance.now();
  await readWhole({
    ...{ connection, codecs, logger, topics: [topic.assetsEvents] },
    apply: ({ type, value }) => registry.apply({ type, data: value } as unknown as AssetEvent),
  });
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const heapBytesPerAsset = Math.round((collectedHeapBytes() - before) / assets);
  const asked = Array.from({ length: LOOK_UPS }, () => deviceIds[randomInt(deviceIds.length)] ?? '');
  const start = performance.now();
  let found = 0;
  for (const deviceId of asked) found += registry.bindingsOf(TENANT, deviceId)?.size ?? 0;
  const bindingsOfNanoseconds = Math.round(((performance.now() - start) / LOOK_UPS) * 1e6);
  if (found !== LOOK_UPS) throw new Error(`${LOOK_UPS} look-ups of bound devices found ${found} bindings`);
  return { seconds, heapBytesPerAsset, bindingsOfNanoseconds };
}
