import type { Logger } from '@millrace/platform';
import { backOff } from '../backoff.ts';
import { toError } from '../kafka/errors.ts';
import { BrokerError } from '../produce/broker-error.ts';
import { ProducerLink } from '../produce/producer-link.ts';
import type { OutMessage, Send } from '../produce/sends.ts';
import type { SequencedProducer, SendOutcome } from '../produce/sequenced-producer.ts';
import type { KafkaConnection } from '../types.ts';
import { DeliveryTimeoutError } from './errors.ts';
import { LaneQueue, type Waiting } from './lane-queue.ts';

/** Records of one partition that are sent together, whatever happens. */
type Batch = readonly Waiting[];

/** One idempotent producer with one round of sends in flight, and what waits for it. */
export class AppendLane {
  readonly #link: ProducerLink;
  readonly #logger: Logger;
  readonly #deliveryTimeoutMs: number;
  readonly #queue = new LaneQueue();
  #producer: SequencedProducer | undefined;
  #busy = false;

  private constructor(link: ProducerLink, logger: Logger, deliveryTimeoutMs: number) {
    this.#link = link;
    this.#logger = logger;
    this.#deliveryTimeoutMs = deliveryTimeoutMs;
  }

  static async connect(connection: KafkaConnection, logger: Logger, deliveryTimeoutMs: number): Promise<AppendLane> {
    const lane = new AppendLane(await ProducerLink.connect(connection, logger), logger, deliveryTimeoutMs);
    lane.#producer = await lane.#link.idempotent();
    return lane;
  }

  append(message: OutMessage, bytes: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ message, bytes, since: performance.now(), resolve, reject });
      if (!this.#busy) void this.#drain();
    });
  }

  async disconnect(): Promise<void> {
    await this.#link.disconnect();
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    // The rest of this turn of the event loop may bring more records for the same round.
    await new Promise((resolve) => setImmediate(resolve));
    while (!this.#queue.isEmpty) await this.#deliver(this.#queue.take());
    this.#busy = false;
  }

  /** Settles every record of the round. */
  async #deliver(round: readonly Batch[]): Promise<void> {
    const never = new AbortController().signal;
    let open = round;
    for (let attempt = 0; ; attempt += 1) {
      open = await this.#attempt(open);
      if (open.length === 0) return;
      await backOff(attempt, 50, 2_000, never);
    }
  }

  /** The batches that have to be sent again: their fate is unknown, and there is time left. */
  async #attempt(round: readonly Batch[]): Promise<Batch[]> {
    const again: Batch[] = [];
    const outcomes = await this.#send(round);
    for (const [index, batch] of round.entries()) {
      const outcome = outcomes[index];
      if (typeof outcome === 'number') batch.forEach(({ resolve }, at) => resolve(outcome + at));
      else if (outcome instanceof BrokerError && outcome.worth === 'refused') await this.#refuse(batch, outcome);
      else if (!this.#giveUp(batch, toError(outcome))) again.push(batch);
    }
    return again;
  }

  async #send(round: readonly Batch[]): Promise<readonly SendOutcome[]> {
    try {
      // A finished producer's numbers are spent or not, nobody knows: only a new identity is safe.
      if (this.#producer === undefined || this.#producer.isFinished) this.#producer = await this.#link.idempotent();
      return await this.#producer.produce(round.map(sendOf), this.#patience(round));
    } catch (error) {
      this.#logger.warn({ err: error }, 'no new producer could be made; trying again');
      return round.map(() => toError(error));
    }
  }

  #patience(round: readonly Batch[]): number {
    const oldest = Math.min(...round.map((batch) => batch[0]?.since ?? 0));
    return Math.max(0, oldest + this.#deliveryTimeoutMs - performance.now());
  }

  /** One record at fault must not take the others of its batch with it: each is tried alone, and the one at fault is told. */
  async #refuse(batch: Batch, error: Error): Promise<void> {
    if (batch.length === 1) batch[0]?.reject(error);
    else for (const one of batch) await this.#deliver([[one]]);
  }

  #giveUp(batch: Batch, error: Error): boolean {
    const waited = Math.round(performance.now() - (batch[0]?.since ?? 0));
    this.#logger.warn({ err: error, waited }, 'records could not be confirmed');
    if (waited < this.#deliveryTimeoutMs) return false;
    for (const { message, reject } of batch) {
      reject(new DeliveryTimeoutError(message.topic, message.partition, waited, error));
    }
    return true;
  }
}

function sendOf(batch: Batch): Send {
  const [first] = batch;
  if (first === undefined) throw new Error('a batch has at least one record');
  const { topic, partition } = first.message;
  return { topic, partition, messages: batch.map(({ message }) => message) };
}
