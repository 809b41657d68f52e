import type { Broker, Cluster } from 'kafkajs';
import type { FetchResponse } from './fetch-response.ts';
import { decodeFetchesOf } from './own-decoding.ts';
import { Pace } from './pace.ts';
import { inTurn } from './in-turn.ts';

/** A fact about the log: from `from` up to `firstRecord` (or `next` when there is none) there is nothing to read. */
export interface FetchFact {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly next: number;
  readonly firstRecord: number | undefined;
  readonly highWatermark: number;
}

export interface FetchObserver {
  /** What a fetch showed of a partition. */
  tell(fact: FetchFact): void;
  /** As in `Pace`, for each leader. */
  readonly paceMs: number;
}

type FetchRequest = Parameters<Broker['fetch']>[0];

/**
 * Puts our reading of Fetch responses under a kafkajs consumer, and tells what every fetch showed (kafkajs says nothing
 * about offsets without records). It works through the `Cluster` that kafkajs hands to every partition assigner.
 */
export function observeFetches(cluster: Cluster, observer: FetchObserver): void {
  const wrapped = new WeakSet<Broker>();
  const findBroker = cluster.findBroker.bind(cluster);
  cluster.findBroker = async (node) => {
    const broker = await findBroker(node);
    if (!wrapped.has(broker)) {
      wrapped.add(broker);
      decodeFetchesOf(broker);
      wrapFetch(broker, observer);
    }
    return broker;
  };
}

function wrapFetch(broker: Broker, { tell, paceMs }: FetchObserver): void {
  const fetch = broker.fetch.bind(broker) as (request: FetchRequest) => Promise<FetchResponse>;
  const pace = new Pace(paceMs);
  let turn = 0;
  broker.fetch = async (request) => {
    const asked = requestedOffsets(request);
    await pace.wait();
    turn += 1;
    const topics = request.topics.map(({ topic, partitions }) => ({ topic, partitions: inTurn(partitions, turn) }));
    const response = await fetch({ ...request, topics });
    for (const { topicName, partitions } of response.responses) {
      for (const { partition, highWatermark, messages } of partitions) {
        const from = asked.get(`${topicName}:${partition}`);
        const set = messages[0]?.recordSet;
        if (from === undefined || set === undefined) continue;
        const firstRecord = set.records.firstFrom(from);
        if (firstRecord !== undefined) pace.brought();
        tell({ topic: topicName, partition, from, next: set.next, firstRecord, highWatermark: Number(highWatermark) });
      }
    }
    return response;
  };
}

function requestedOffsets(request: FetchRequest): Map<string, number> {
  const asked = new Map<string, number>();
  for (const { topic, partitions } of request.topics) {
    for (const { partition, fetchOffset } of partitions) asked.set(`${topic}:${partition}`, Number(fetchOffset));
  }
  return asked;
}
