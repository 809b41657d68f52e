import type { Logger } from '@millrace/platform';
import type { Cluster } from 'kafkajs';
import { backOff } from '../backoff.ts';
import { isClusterAway, toError } from '../kafka/errors.ts';
import { inTime } from '../kafka/in-time.ts';
import { BrokerError } from './broker-error.ts';
import { QUESTION_MS } from './coordinators.ts';
import { produceCall, type PartitionBatch } from './produce-request.ts';
import { encodeRecordBatch } from './record-batch.ts';
import { recycled } from './recycled.ts';
import type { Send } from './sends.ts';
import { findNode } from '../kafka/wire.ts';

/** What the broker knows a producer by. */
export interface ProducerIdentity {
  readonly producerId: bigint;
  readonly epoch: number;
  /** undefined: idempotent only. */
  readonly transactionalId: string | undefined;
}

/** Offset of a send's first record; or why it was not, or perhaps not, written. */
export type SendOutcome = number | Error;

interface InFlight {
  readonly batch: PartitionBatch;
  outcome: SendOutcome | undefined;
  /** Why it is not written yet; undefined before the first attempt. */
  trouble: Error | undefined;
  /** A request was given up before it was answered: it may yet be made, of these very bytes. */
  isWanted: boolean;
}

/** How long the leader may wait for its replicas. */
const REPLICAS_TIMEOUT_MS = 10_000;
const BACKOFF_FIRST_MS = 20;
const BACKOFF_MAX_MS = 1_000;
const SEQUENCES = 2 ** 31;
const never = new AbortController().signal;

/**
 * Writes numbered batches (KIP-98) over the connections of kafkajs. The numbering is ours because kafkajs 2.2.4 loses count on its
 * own retries (docs/adr/0009): here a batch is encoded once, and whatever happens the very same bytes are sent again, to
 * whichever broker leads the partition by then, until it is acknowledged or patience ends. The broker recognises a repetition
 * by its numbers and answers with the first one's offset.
 *
 * One `produce` at a time: numbers of a partition must not overtake each other.
 */
export class SequencedProducer {
  readonly identity: ProducerIdentity;
  readonly #cluster: Cluster;
  readonly #logger: Logger;
  readonly #sequences = new Map<string, number>();
  readonly #topics = new Set<string>();
  #finished = false;

  constructor(cluster: Cluster, identity: ProducerIdentity, logger: Logger) {
    this.#cluster = cluster;
    this.identity = identity;
    this.#logger = logger;
  }

  /** The fate of a send is unknown, or somebody else owns the identity: write no more with it. */
  get isFinished(): boolean {
    return this.#finished;
  }

  /**
   * Writes one round of sends, each to a partition of its own, and tells what became of each. A `BrokerError` worth `refused` means
   * "not written"; after any other error it is unknown, and the producer is finished.
   */
  async produce(round: readonly Send[], patienceMs: number): Promise<SendOutcome[]> {
    if (this.#finished) throw new Error('the producer is finished');
    const timestamp = Date.now();
    const flights = round.map((send) => this.#encode(send, timestamp));
    const until = performance.now() + patienceMs;
    let waiting = flights;
    for (let attempt = 0; ; attempt += 1) {
      await this.#attempt(waiting);
      waiting = waiting.filter(({ outcome }) => outcome === undefined);
      if (waiting.length === 0) break;
      this.#logger.debug({ err: waiting[0]?.trouble, attempt, batches: waiting.length }, 'sending batches again');
      if (performance.now() > until) break;
      await backOff(attempt, BACKOFF_FIRST_MS, BACKOFF_MAX_MS, never);
      await inTime('learning the cluster anew', QUESTION_MS, this.#cluster.refreshMetadata()).catch((err: unknown) =>
        this.#logger.debug({ err }, 'the cluster does not answer'),
      );
    }
    return flights.map((flight, index) => this.#settle(flight, round[index]?.messages.length ?? 0));
  }

  #encode({ topic, partition, messages }: Send, timestamp: number): InFlight {
    const { producerId, epoch, transactionalId } = this.identity;
    const sequence = this.#sequences.get(`${topic}:${partition}`) ?? 0;
    const numbered = { producerId, epoch, sequence, transactional: transactionalId !== undefined };
    const records = encodeRecordBatch(messages, numbered, timestamp, (bytes) => recycled.take(bytes));
    return { batch: { topic, partition, records }, outcome: undefined, trouble: undefined, isWanted: false };
  }

  #settle({ batch, outcome, trouble, isWanted }: InFlight, records: number): SendOutcome {
    const { topic, partition } = batch;
    if (!isWanted) recycled.giveBack(batch.records); // requests hold copies
    const result = outcome ?? trouble ?? new Error(`${topic}-${partition}: not sent`);
    if (typeof result === 'number') {
      const place = `${topic}:${partition}`;
      this.#sequences.set(place, ((this.#sequences.get(place) ?? 0) + records) % SEQUENCES);
    } else if (!(result instanceof BrokerError && result.worth === 'refused')) {
      this.#finished = true;
    }
    return result;
  }

  /** One request to each leader of the partitions. Never throws. */
  async #attempt(flights: readonly InFlight[]): Promise<void> {
    try {
      const leaders = await this.#byLeader(flights);
      await Promise.all([...leaders].map(([nodeId, theirs]) => this.#ask(nodeId, theirs)));
    } catch (error) {
      for (const flight of flights) fail(flight, error);
    }
  }

  async #byLeader(flights: readonly InFlight[]): Promise<Map<string, InFlight[]>> {
    const unknown = flights.map(({ batch }) => batch.topic).filter((topic) => !this.#topics.has(topic));
    if (unknown.length > 0) {
      const learn = this.#cluster.addMultipleTargetTopics([...new Set(unknown)]);
      await inTime('learning the topics', QUESTION_MS, learn);
      for (const topic of unknown) this.#topics.add(topic);
    }
    const leaders = new Map<string, InFlight[]>();
    for (const flight of flights) {
      const { topic, partition } = flight.batch;
      const [leader] = Object.keys(this.#cluster.findLeaderForPartitions(topic, [partition]));
      if (leader === undefined) {
        flight.trouble = new Error(`${topic}-${partition}: the cluster knows no leader`);
        continue;
      }
      const theirs = leaders.get(leader);
      if (theirs === undefined) leaders.set(leader, [flight]);
      else theirs.push(flight);
    }
    return leaders;
  }

  async #ask(nodeId: string, flights: readonly InFlight[]): Promise<void> {
    const { transactionalId } = this.identity;
    try {
      const broker = await inTime(`finding node ${nodeId}`, QUESTION_MS, findNode(this.#cluster, nodeId));
      const batches = flights.map(({ batch }) => batch);
      const call = produceCall(batches, { transactionalId, timeoutMs: REPLICAS_TIMEOUT_MS });
      try {
        const sent = broker.connectionPool.send(call);
        const answers = await inTime(`writing to node ${nodeId}`, QUESTION_MS, sent);
        const byPlace = new Map(answers.map((answer) => [`${answer.topic}:${answer.partition}`, answer]));
        for (const flight of flights) {
          const { topic, partition } = flight.batch;
          const answer = byPlace.get(`${topic}:${partition}`);
          if (answer === undefined)
            flight.trouble = new Error(`${topic}-${partition}: the leader's answer leaves it out`);
          else if (answer.errorCode === 0) flight.outcome = answer.baseOffset;
          else fail(flight, new BrokerError(topic, partition, answer.errorCode));
        }
      } catch (error) {
        for (const flight of flights) flight.isWanted = true;
        // A connection that did not answer must not be asked again: what it still holds comes before us.
        void broker.disconnect().catch((err: unknown) => this.#logger.debug({ err }, 'closing a connection failed'));
        throw error;
      }
    } catch (error) {
      for (const flight of flights) fail(flight, error);
    }
  }
}

/** Keeps the flight open if the very same batch may be sent again. */
function fail(flight: InFlight, error: unknown): void {
  const trouble = toError(error);
  flight.trouble = trouble;
  const again = error instanceof BrokerError ? error.retriable : isClusterAway(error);
  if (!again) flight.outcome = trouble;
}
