import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@millrace/platform';
import { backOff } from '../backoff.ts';
import { toError } from '../kafka/errors.ts';
import { BrokerError } from '../produce/broker-error.ts';
import { ProducerLink } from '../produce/producer-link.ts';
import type { Send } from '../produce/sends.ts';
import type { SequencedProducer, SendOutcome } from '../produce/sequenced-producer.ts';
import type { KafkaConnection } from '../types.ts';
import { DeliveryTimeoutError } from './errors.ts';
import { RoundQueue, type Waiting, type WaitingBatch } from './round-queue.ts';

/**
 * A request costs the same whatever it holds, so rounds begin no more often than this, milliseconds. Who sends less often than that
 * does not wait at all.
 */
const ROUND_EVERY_MS = 4;
/** What is worth a request at once. */
const FULL_ROUND_BYTES = 256 * 1024;

/** One idempotent producer, one round of sends in flight, and what waits for the next. */
export class AppendRounds {
  readonly #link: ProducerLink;
  readonly #logger: Logger;
  readonly #deliveryTimeoutMs: number;
  readonly #queue = new RoundQueue();
  #producer: SequencedProducer | undefined;
  #busy = false;
  /** When the last round began, milliseconds of `performance.now()`. */
  #began = 0;

  private constructor(link: ProducerLink, logger: Logger, deliveryTimeoutMs: number) {
    this.#link = link;
    this.#logger = logger;
    this.#deliveryTimeoutMs = deliveryTimeoutMs;
  }

  static async connect(connection: KafkaConnection, logger: Logger, deliveryTimeoutMs: number): Promise<AppendRounds> {
    const rounds = new AppendRounds(await ProducerLink.connect(connection, logger), logger, deliveryTimeoutMs);
    rounds.#producer = await rounds.#link.idempotent();
    return rounds;
  }

  /** Takes a record; its delivery is told what became of it. */
  push(topic: string, partition: number, one: Waiting): void {
    this.#queue.push(topic, partition, one);
    if (!this.#busy) void this.#drain();
  }

  async disconnect(): Promise<void> {
    await this.#link.disconnect();
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    // The rest of this turn of the event loop may bring more records for the same round.
    await new Promise((resolve) => setImmediate(resolve));
    while (!this.#queue.isEmpty) {
      await this.#gather();
      this.#began = performance.now();
      await this.#deliver(this.#queue.take());
    }
    this.#busy = false;
  }

  /** Waits for company: under load every round carries what came in an interval, after a pause a record goes at once. */
  async #gather(): Promise<void> {
    const wait = this.#began + ROUND_EVERY_MS - performance.now();
    if (wait > 0 && this.#queue.bytes < FULL_ROUND_BYTES) await sleep(wait);
  }

  /** Settles every record of the round. */
  async #deliver(round: readonly WaitingBatch[]): Promise<void> {
    const never = new AbortController().signal;
    let open = round;
    for (let attempt = 0; ; attempt += 1) {
      open = await this.#attempt(open);
      if (open.length === 0) return;
      await backOff(attempt, 50, 2_000, never);
    }
  }

  /** The batches that have to be sent again: their fate is unknown, and there is time left. */
  async #attempt(round: readonly WaitingBatch[]): Promise<WaitingBatch[]> {
    const again: WaitingBatch[] = [];
    const outcomes = await this.#send(round);
    for (const [index, batch] of round.entries()) {
      const outcome = outcomes[index];
      if (typeof outcome === 'number') tell(batch, (at) => outcome + at);
      else if (outcome instanceof BrokerError && outcome.worth === 'refused') await this.#refuse(batch, outcome);
      else if (!this.#giveUp(batch, toError(outcome))) again.push(batch);
    }
    return again;
  }

  async #send(round: readonly WaitingBatch[]): Promise<readonly SendOutcome[]> {
    try {
      // A finished producer's numbers are spent or not, nobody knows: only a new identity is safe.
      if (this.#producer === undefined || this.#producer.isFinished) this.#producer = await this.#link.idempotent();
      return await this.#producer.produce(round.map(sendOf), this.#patience(round));
    } catch (error) {
      this.#logger.warn({ err: error }, 'no new producer could be made; trying again');
      return round.map(() => toError(error));
    }
  }

  #patience(round: readonly WaitingBatch[]): number {
    const oldest = Math.min(...round.map(sinceOf));
    return Math.max(0, oldest + this.#deliveryTimeoutMs - performance.now());
  }

  /** One record at fault must not take the others of its batch with it: each is tried alone, and the one at fault is told. */
  async #refuse(batch: WaitingBatch, error: Error): Promise<void> {
    if (batch.waiting.length === 1) tell(batch, () => error);
    else for (const one of batch.waiting) await this.#deliver([{ ...batch, waiting: [one] }]);
  }

  #giveUp(batch: WaitingBatch, error: Error): boolean {
    const waited = Math.round(performance.now() - sinceOf(batch));
    this.#logger.warn({ err: error, waited }, 'records could not be confirmed');
    if (waited < this.#deliveryTimeoutMs) return false;
    const { topic, partition } = batch;
    tell(batch, () => new DeliveryTimeoutError(topic, partition, waited, error));
    return true;
  }
}

const sinceOf = ({ waiting }: WaitingBatch): number => waiting[0]?.delivery.since ?? 0;

function tell({ waiting }: WaitingBatch, outcome: (at: number) => SendOutcome): void {
  for (const [at, { delivery, index }] of waiting.entries()) delivery.settle(index, outcome(at));
}

function sendOf({ topic, partition, waiting }: WaitingBatch): Send {
  return { topic, partition, messages: waiting.map(({ record }) => record) };
}
