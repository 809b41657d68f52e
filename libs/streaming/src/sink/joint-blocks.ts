import { HeldBatch } from '../group/held-batch.ts';
import type { Chunk } from '../stream/chunk.ts';
import { insertBlock } from './insert-block.ts';
import { encodeIntent } from './intent.ts';
import { packShares } from './pack-shares.ts';
import type { SinkEnv } from './sink-env.ts';

/** What a partition has for the next block. */
export interface Share {
  readonly batch: HeldBatch;
  readonly chunk: Chunk;
  /** Aborted when the partition is not ours any more, or at the deadline of a stop. */
  readonly signal: AbortSignal;
}

interface Waiting extends Share {
  readonly done: PromiseWithResolvers<void>;
}

/**
 * Puts into one block what partitions have at the same time, because a target pays for a block whatever is in it. What was fetched
 * together is worked off together, so the shares of a fetch meet here within a turn of the event loop.
 */
export class JointBlocks {
  readonly #env: SinkEnv;
  #waiting: Waiting[] = [];

  constructor(env: SinkEnv) {
    this.#env = env;
  }

  /** Resolves when the share is in the target and its end is committed. When it rejects, what is announced has to be read again. */
  put(share: Share): Promise<void> {
    const done = Promise.withResolvers<void>();
    this.#waiting.push({ ...share, done });
    if (this.#waiting.length === 1) setImmediate(() => this.#take());
    return done.promise;
  }

  #take(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const together of packShares(waiting, this.#env.spec)) void this.#settle(together);
  }

  /** Never rejects. */
  async #settle(together: readonly Waiting[]): Promise<void> {
    try {
      await this.#write(together);
      for (const { done } of together) done.resolve();
    } catch (error) {
      for (const { done } of together) done.reject(error);
    }
  }

  /** Announces the block, inserts it, and commits its end: the protocol of `SinkRunner`. */
  async #write(shares: readonly Share[]): Promise<void> {
    const batch = shares[0]?.batch;
    if (batch === undefined) return;
    const intent = shares.map((share) => ({ partition: share.batch.partition, ...rangeOf(share.chunk) }));
    const starts = shares.map((share) => ({ batch: share.batch, offset: rangeOf(share.chunk).first }));
    await HeldBatch.commit(starts, encodeIntent(intent));
    await insertBlock(this.#env, intent, {
      records: shares.flatMap(({ chunk }) => chunk.records),
      batch, // all of them came with one join, and are lost together
      signal: AbortSignal.any(shares.map(({ signal }) => signal)),
    });
    const ends = shares.map((share) => ({ batch: share.batch, offset: share.chunk.next }));
    await HeldBatch.commit(ends, encodeIntent([]));
  }
}

function rangeOf({ records }: Chunk): { first: number; last: number } {
  const [first] = records;
  const last = records.at(-1);
  if (first === undefined || last === undefined) throw new Error('a share has at least one record');
  return { first: first.offset, last: last.offset };
}
