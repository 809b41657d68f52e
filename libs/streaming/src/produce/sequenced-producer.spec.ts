import type { Logger } from '@millrace/platform';
import { KafkaJSConnectionError, type Cluster } from 'kafkajs';
import { expect, it } from 'vitest';
import type { WireCall } from '../kafka/wire.ts';
import { recycled } from './recycled.ts';
import { SequencedProducer } from './sequenced-producer.ts';

const SIZE = 100_000;
const quiet = { debug: () => undefined } as unknown as Logger;
const round = (fill: number, partition: number) => [
  { topic: 't', partition, messages: [{ key: 'k', value: Buffer.alloc(SIZE, fill) }] },
];

/** The answer of a leader that has written the batch at offset 7. */
function answer(partition: number): Buffer {
  const head = Buffer.from([0, 0, 0, 1, 0, 1, 't'.charCodeAt(0), 0, 0, 0, 1]);
  const written = Buffer.alloc(34);
  written.writeInt32BE(partition, 0);
  written.writeBigInt64BE(7n, 6);
  return Buffer.concat([head, written]);
}

/** A cluster of one broker that is sent to by `send`. */
function clusterOf(send: (call: WireCall<unknown>) => Promise<unknown>): Cluster {
  return {
    addMultipleTargetTopics: () => Promise.resolve(),
    refreshMetadata: () => Promise.resolve(),
    findLeaderForPartitions: (_topic: string, [partition]: number[]) => ({ 1: [partition] }),
    findBroker: () => Promise.resolve({ connectionPool: { send }, disconnect: () => Promise.resolve() }),
  } as unknown as Cluster;
}

it('a request that was given up and is made after all has the bytes that it was for', async () => {
  const calls: WireCall<unknown>[] = [];
  const producer = new SequencedProducer(
    clusterOf(async (call) => {
      calls.push(call);
      // As a connection that comes about too late: kafkajs has the call, and has not made its request yet.
      if (calls.length === 1) throw new KafkaJSConnectionError('closed', { broker: 'b', code: 'ECONNRESET' });
      await call.request.encode();
      return call.response.parse(await call.response.decode(answer(3)));
    }),
    { producerId: 1n, epoch: 0, transactionalId: undefined },
    quiet,
  );
  expect(await producer.produce(round(1, 3), 5_000)).toEqual([7]);
  // Whoever writes next must not get that memory.
  for (let taken = 0; taken < 100; taken += 1) recycled.take(SIZE).fill(2);
  const { buffer } = await (calls[0] as WireCall<unknown>).request.encode();
  expect(buffer.includes(Buffer.alloc(SIZE, 1))).toBe(true);
});

it('the memory of a batch that was answered is used again', async () => {
  const producer = new SequencedProducer(
    clusterOf(async (call) => {
      await call.request.encode();
      return call.response.parse(await call.response.decode(answer(3)));
    }),
    { producerId: 1n, epoch: 0, transactionalId: undefined },
    quiet,
  );
  await producer.produce(round(1, 3), 5_000);
  const kept = Array.from({ length: 2 }, () => recycled.take(SIZE));
  expect(kept.every((memory) => memory.includes(Buffer.alloc(SIZE / 2, 1)))).toBe(true);
});
