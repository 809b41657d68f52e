import type { Chunk, ChunkLimits } from '../stream/chunk.ts';

/** The metadata of a block names all of its partitions and may have 4,096 bytes (`offset.metadata.max.bytes`). */
export const MAX_PARTITIONS = 64;

export interface Packable {
  readonly batch: { readonly topic: string; readonly partition: number };
  readonly chunk: Pick<Chunk, 'bytes'> & { readonly records: { readonly length: number } };
}

/**
 * Shares of one block each: of one topic, in the order of their partitions, within the limits. A share that has the limits for itself is
 * alone.
 */
export function packShares<S extends Packable>(shares: readonly S[], limits: ChunkLimits): S[][] {
  const packs: S[][] = [];
  let [records, bytes] = [0, 0];
  for (const share of shares.toSorted(byPlace)) {
    const { batch, chunk } = share;
    const pack = packs.at(-1);
    records += chunk.records.length;
    bytes += chunk.bytes;
    if (
      pack !== undefined &&
      pack[0]?.batch.topic === batch.topic &&
      pack.length < MAX_PARTITIONS &&
      records <= limits.maxRecords &&
      bytes <= limits.maxBytes
    ) {
      pack.push(share);
    } else {
      packs.push([share]);
      [records, bytes] = [chunk.records.length, chunk.bytes];
    }
  }
  return packs;
}

function byPlace({ batch: a }: Packable, { batch: b }: Packable): number {
  return a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1;
}
