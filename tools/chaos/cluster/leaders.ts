import { askBroker } from './ask-broker.ts';
import { Bytes } from './bytes.ts';

export interface PartitionState {
  readonly topic: string;
  readonly partition: number;
  /** Node that leads it, -1 when nobody does. */
  readonly leader: number;
  readonly replicas: number;
  readonly inSync: number;
}

const METADATA = 3;
const VERSION = 5;

/** Every partition of the cluster as the broker on `port` sees it (Metadata request, version 5, all topics). */
export async function partitionStates(port: number): Promise<PartitionState[]> {
  const request = Buffer.alloc(15);
  request.writeInt16BE(METADATA, 0);
  request.writeInt16BE(VERSION, 2);
  request.writeInt32BE(1, 4);
  request.writeInt16BE(-1, 8); // no client id
  request.writeInt32BE(-1, 10); // all topics
  const answer = new Bytes(await askBroker(port, request));
  answer.skip(4); // throttle time
  answer.list(() => [answer.int32(), answer.text(), answer.int32(), answer.text()]); // brokers
  answer.text(); // cluster id
  answer.int32(); // "controller": under KRaft just some broker
  return answer
    .list(() => {
      answer.skip(2);
      const topic = answer.text();
      answer.skip(1);
      return answer.list(() => {
        answer.skip(2);
        const [partition, leader] = [answer.int32(), answer.int32()];
        const [replicas, inSync] = [answer.list(() => answer.int32()), answer.list(() => answer.int32())];
        answer.list(() => answer.int32()); // offline replicas
        return { topic, partition, leader, replicas: replicas.length, inSync: inSync.length };
      });
    })
    .flat();
}
