import type { Logger } from '@millrace/platform';
import type { Producer, RetryOptions, Transaction } from 'kafkajs';
import { backOff } from '../backoff.ts';
import { kafkaClient } from '../kafka/client.ts';
import { hasType } from '../kafka/errors.ts';
import type { KafkaConnection } from '../types.ts';
import { sendsOf, type OutMessage } from './sends.ts';

/** Offsets to commit, per topic, of the task's partition. */
export interface TaskOffsets {
  readonly groupId: string;
  readonly partition: number;
  readonly next: ReadonlyMap<string, number>;
}

/** Some 5 s: a request that fails longer fails the transaction, and the task starts over. */
const RETRY: RetryOptions = { initialRetryTime: 20, maxRetryTime: 1_000, retries: 10 };
/** A new owner ends an abandoned transaction at once; this bounds what nobody takes over. */
const TRANSACTION_TIMEOUT_MS = 30_000;
const CONCURRENT_FIRST_MS = 2;
const CONCURRENT_MAX_MS = 100;
const CONCURRENT_ATTEMPTS = 100;

/**
 * The transactional producer of one task. Opening it ends the transaction of any earlier owner of the id and fences that owner:
 * whatever it still sends is refused. After any error the object must be closed: kafkajs's transaction state is not reusable.
 */
export class TaskProducer {
  readonly #producer: Producer;
  readonly #logger: Logger;

  private constructor(producer: Producer, logger: Logger) {
    this.#producer = producer;
    this.#logger = logger;
  }

  static async open(connection: KafkaConnection, transactionalId: string, logger: Logger): Promise<TaskProducer> {
    const producer = kafkaClient(connection, logger, RETRY).producer({
      transactionalId,
      idempotent: true,
      maxInFlightRequests: 1,
      transactionTimeout: TRANSACTION_TIMEOUT_MS,
      allowAutoTopicCreation: false,
      createPartitioner: () => explicitPartition,
      retry: RETRY,
    });
    try {
      await producer.connect();
      // kafkajs initialises the transactional id at the first transaction; aborting an empty one sends nothing.
      await (await producer.transaction()).abort();
    } catch (error) {
      await producer.disconnect();
      throw error;
    }
    return new TaskProducer(producer, logger);
  }

  /** Commits messages and offsets in one transaction. When it throws after the commit was sent the outcome is unknown. */
  async commit(messages: Iterable<OutMessage>, offsets: TaskOffsets): Promise<void> {
    const transaction = await this.#producer.transaction();
    try {
      await addOffsets(transaction, offsets);
      for (const send of sendsOf(messages)) {
        await transaction.send({
          topic: send.topic,
          messages: send.messages.map(({ partition, key, value, headers }) =>
            headers === undefined ? { partition, key, value } : { partition, key, value, headers },
          ),
        });
      }
    } catch (error) {
      await abort(transaction, this.#logger);
      throw error;
    }
    await transaction.commit();
  }

  async close(): Promise<void> {
    await this.#producer.disconnect();
  }
}

/**
 * Offsets go first: right after a commit the coordinator still writes markers and answers CONCURRENT_TRANSACTIONS, which
 * kafkajs does not retry here (and for a send retries with a metadata refresh each time).
 */
async function addOffsets(transaction: Transaction, { groupId, partition, next }: TaskOffsets): Promise<void> {
  const topics = [...next].map(([topic, offset]) => ({ topic, partitions: [{ partition, offset: String(offset) }] }));
  const never = new AbortController().signal;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await transaction.sendOffsets({ consumerGroupId: groupId, topics });
      return;
    } catch (error) {
      if (!hasType(error, 'CONCURRENT_TRANSACTIONS') || attempt === CONCURRENT_ATTEMPTS) throw error;
      await backOff(attempt, CONCURRENT_FIRST_MS, CONCURRENT_MAX_MS, never);
    }
  }
}

/** Best effort: the next owner's initialisation aborts what stays open. */
async function abort(transaction: Transaction, logger: Logger): Promise<void> {
  try {
    await transaction.abort();
  } catch (err) {
    logger.debug({ err }, 'the transaction could not be aborted; initialising its producer again will end it');
  }
}

function explicitPartition({ message }: { readonly message: { readonly partition?: number } }): number {
  if (message.partition === undefined) throw new Error('every message names its partition');
  return message.partition;
}
