import type { EachBatchPayload } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { RecordList } from '../fetch/record-list.ts';
import { HeldBatch, type BatchKeeper } from './held-batch.ts';

const refuse = (): Promise<never> => Promise.reject(new Error('this is not the coordinator'));

/** Two batches in hand of one consumer. */
function hold(coordinator: Partial<EachBatchPayload>): { batches: [HeldBatch, HeldBatch]; epoch: number } {
  const held = {
    epoch: 1,
    stopping: false,
    mustRejoin: false as boolean,
    rejoin: () => void (held.mustRejoin = true),
    seek: () => undefined,
  } satisfies BatchKeeper;
  const batchOf = (partition: number): HeldBatch => {
    const messages = [{ recordSet: { records: new RecordList([]), next: 5 } }];
    const batch = { topic: 't', partition, fetchedOffset: '0', highWatermark: '5', messages };
    return new HeldBatch({ batch, ...coordinator } as unknown as EachBatchPayload, held);
  };
  return Object.assign(held, { batches: [batchOf(0), batchOf(1)] as [HeldBatch, HeldBatch] });
}

describe('batches in hand', () => {
  it('1. all come to an end when a commit of one is refused: kafkajs joins again only when none is left', async () => {
    const { batches } = hold({ commitOffsetsIfNecessary: refuse });
    await expect(HeldBatch.commit([{ batch: batches[0], offset: 5 }], '')).rejects.toThrow('not the coordinator');
    expect(batches.map(({ shouldYield }) => shouldYield)).toEqual([true, true]);
  });

  it('2. all come to an end when a heartbeat of one is refused, which it does not throw', async () => {
    const { batches } = hold({ heartbeat: refuse });
    await batches[0].heartbeat();
    expect(batches.map(({ rebalancing }) => rebalancing)).toEqual([true, true]);
  });

  it('3. of an earlier join make nobody join again', async () => {
    const held = hold({ heartbeat: refuse });
    held.epoch += 1;
    await held.batches[0].heartbeat();
    expect(held.batches[1].rebalancing).toBe(false);
  });

  it('4. commit together, in one request', async () => {
    const requests: unknown[] = [];
    const { batches } = hold({ commitOffsetsIfNecessary: async (offsets) => void requests.push(offsets) });
    await HeldBatch.commit(
      [
        { batch: batches[0], offset: 5 },
        { batch: batches[1], offset: 7 },
      ],
      'm',
    );
    const partitions = [
      { partition: 0, offset: '5', metadata: 'm' },
      { partition: 1, offset: '7', metadata: 'm' },
    ];
    expect(requests).toEqual([{ topics: [{ topic: 't', partitions }] }]);
  });

  it('5. of an earlier join commit nothing', async () => {
    const held = hold({ commitOffsetsIfNecessary: () => Promise.reject(new Error('was asked')) });
    held.epoch += 1;
    await expect(HeldBatch.commit([{ batch: held.batches[0], offset: 5 }], '')).rejects.toThrow(
      't-0 is not ours any more',
    );
  });
});
