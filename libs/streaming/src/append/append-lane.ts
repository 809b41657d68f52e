import type { Logger } from '@millrace/platform';
import type { Producer, RetryOptions } from 'kafkajs';
import { backOff } from '../backoff.ts';
import { kafkaClient } from '../kafka/client.ts';
import { hasType, toError } from '../kafka/errors.ts';
import type { OutMessage } from '../stream/sends.ts';
import type { KafkaConnection } from '../types.ts';
import { DeliveryTimeoutError } from './errors.ts';
import { LaneQueue, type Waiting } from './lane-queue.ts';

/** Some 4 s within kafkajs, where a repeated send keeps its sequence number and the broker drops a duplicate. */
const RETRY: RetryOptions = { initialRetryTime: 50, maxRetryTime: 1_000, retries: 8 };
/** The broker will never take this record, however often it is sent. */
const REFUSED = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'TOPIC_AUTHORIZATION_FAILED'];

/** One idempotent producer with one send in flight, and what waits for it. */
export class AppendLane {
  readonly #connection: KafkaConnection;
  readonly #logger: Logger;
  readonly #deliveryTimeoutMs: number;
  readonly #queue = new LaneQueue();
  #producer: Producer | undefined;
  #busy = false;

  constructor(connection: KafkaConnection, logger: Logger, deliveryTimeoutMs: number) {
    this.#connection = connection;
    this.#logger = logger;
    this.#deliveryTimeoutMs = deliveryTimeoutMs;
  }

  async connect(): Promise<Producer> {
    if (this.#producer !== undefined) return this.#producer;
    const producer = kafkaClient(this.#connection, this.#logger, RETRY).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
      retry: RETRY,
    });
    await producer.connect();
    this.#producer = producer;
    return producer;
  }

  append(message: OutMessage, bytes: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ message, bytes, since: Date.now(), resolve, reject });
      if (!this.#busy) void this.#drain();
    });
  }

  async disconnect(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    await producer?.disconnect();
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    // The rest of this turn of the event loop may bring more records for the same send.
    await new Promise((resolve) => setImmediate(resolve));
    for (let batch = this.#queue.take(); batch.length > 0; batch = this.#queue.take()) await this.#deliver(batch);
    this.#busy = false;
  }

  async #deliver(batch: readonly Waiting[]): Promise<void> {
    const never = new AbortController().signal;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const base = await this.#send(batch.map(({ message }) => message));
        batch.forEach(({ resolve }, index) => resolve(base + index));
        return;
      } catch (error) {
        // The sequence numbers of a failed send are spent or not, nobody knows: only a new producer id is safe.
        await this.#renew(error);
        if (hasType(error, ...REFUSED)) return this.#refuse(batch, toError(error));
        const waited = Date.now() - (batch[0]?.since ?? 0);
        if (waited > this.#deliveryTimeoutMs) {
          for (const { message, reject } of batch) {
            reject(new DeliveryTimeoutError(message.topic, message.partition, waited, error));
          }
          return;
        }
        await backOff(attempt, 50, 2_000, never);
      }
    }
  }

  async #send(messages: readonly OutMessage[]): Promise<number> {
    const producer = await this.connect();
    const [first] = messages;
    if (first === undefined) throw new Error('a send has at least one record');
    const [answer] = await producer.send({
      topic: first.topic,
      acks: -1,
      messages: messages.map(({ partition, key, value, headers }) =>
        headers === undefined ? { partition, key, value } : { partition, key, value, headers },
      ),
    });
    if (answer?.baseOffset === undefined) throw new Error(`no offset in the answer of ${first.topic}`);
    return Number(answer.baseOffset);
  }

  /** One record at fault must not take the others of its send with it. */
  async #refuse(batch: readonly Waiting[], error: Error): Promise<void> {
    if (batch.length === 1) batch[0]?.reject(error);
    else for (const one of batch) await this.#deliver([one]);
  }

  async #renew(error: unknown): Promise<void> {
    this.#logger.warn({ err: error }, 'a send failed; going on with a new producer');
    await this.disconnect().catch((err: unknown) => this.#logger.debug({ err }, 'closing the old producer failed'));
  }
}
