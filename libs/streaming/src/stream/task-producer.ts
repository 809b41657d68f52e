import type { Logger } from '@millrace/platform';
import { ProducerLink } from '../produce/producer-link.ts';
import type { SequencedProducer } from '../produce/sequenced-producer.ts';
import type { Send } from '../produce/sends.ts';
import { commitOffsetsCall, type TransactionalOffsets } from '../kafka/group-offsets.ts';
import type { WireBroker } from '../kafka/wire.ts';
import type { KafkaConnection } from '../types.ts';

/** Positions that count when a transaction commits. */
export type TaskOffsets = Pick<TransactionalOffsets, 'groupId' | 'member' | 'offsets'>;

/** What cannot be written for so long fails the transaction, and the task starts over. */
const PATIENCE_MS = 15_000;
/** A new owner ends an abandoned transaction at once; this bounds what nobody takes over. */
const TRANSACTION_TIMEOUT_MS = 30_000;
/**
 * A commit that was sent is asked for until it is answered, for as long as the coordinator itself would keep the transaction open. To
 * give up sooner and have it aborted is no way out: a coordinator that was killed right after it had noted the commit, before its replicas
 * had, resumes the commit when it is back, until it learns that it is not the coordinator any more. It may have told some partitions to
 * commit by then, and the next coordinator, which knows nothing of it, tells the others what it is asked for. That must be "commit",
 * too: `npm run chaos -- --seed 13` once lost two batches whose offsets had been committed and their outputs aborted (Kafka 4.3.1).
 */
const COMMIT_PATIENCE_MS = TRANSACTION_TIMEOUT_MS;

/**
 * The transactional producer of one task. Opening it ends the transaction of any earlier owner of the id and fences that owner:
 * whatever it still sends is refused. After any error the object must be closed: what the coordinator thinks is then unknown.
 */
export class TaskProducer {
  readonly #link: ProducerLink;
  readonly #producer: SequencedProducer;
  readonly #transactionalId: string;
  readonly #logger: Logger;

  private constructor(link: ProducerLink, producer: SequencedProducer, transactionalId: string, logger: Logger) {
    this.#link = link;
    this.#producer = producer;
    this.#transactionalId = transactionalId;
    this.#logger = logger;
  }

  static async open(connection: KafkaConnection, transactionalId: string, logger: Logger): Promise<TaskProducer> {
    const link = await ProducerLink.connect(connection, logger);
    try {
      const producer = await link.transactional(transactionalId, TRANSACTION_TIMEOUT_MS);
      return new TaskProducer(link, producer, transactionalId, logger);
    } catch (error) {
      await link.disconnect();
      throw error;
    }
  }

  /**
   * Commits rounds of sends, and offsets if there are any, in one transaction. When it throws after the commit was sent the outcome is
   * unknown.
   */
  async commit(rounds: readonly (readonly Send[])[], offsets?: TaskOffsets): Promise<void> {
    try {
      await this.#begin(rounds, offsets?.groupId);
      // Settled, not raced: nothing of a transaction may still be under way when it is aborted.
      const offering = offsets === undefined ? Promise.resolve() : this.#commitOffsets(offsets);
      const [offered, written] = await Promise.allSettled([offering, this.#write(rounds)]);
      if (written.status === 'rejected') throw written.reason;
      if (offered.status === 'rejected') throw offered.reason;
    } catch (error) {
      await this.#abort();
      throw error;
    }
    await this.#end(true);
  }

  async close(): Promise<void> {
    await this.#link.disconnect();
  }

  /** Tells the coordinator everything that will belong to the transaction. */
  async #begin(rounds: readonly (readonly Send[])[], groupId: string | undefined): Promise<void> {
    if (groupId !== undefined) {
      await this.#ask((broker) => broker.addOffsetsToTxn({ ...this.#identity(), groupId }));
    }
    // The first round has every partition there is.
    const topics = Map.groupBy(rounds[0] ?? [], ({ topic }) => topic);
    if (topics.size === 0) return;
    const asked = [...topics].map(([topic, sends]) => ({ topic, partitions: sends.map(({ partition }) => partition) }));
    await this.#ask((broker) => broker.addPartitionsToTxn({ ...this.#identity(), topics: asked }));
  }

  async #commitOffsets(offsets: TaskOffsets): Promise<void> {
    const { producerId, epoch: producerEpoch } = this.#producer.identity;
    const call = commitOffsetsCall({ ...offsets, transactionalId: this.#transactionalId, producerId, producerEpoch });
    await this.#link.coordinators.ask('group', offsets.groupId, (broker) => broker.connectionPool.send(call));
  }

  async #write(rounds: readonly (readonly Send[])[]): Promise<void> {
    for (const round of rounds) {
      const outcomes = await this.#producer.produce(round, PATIENCE_MS);
      const failed = outcomes.find((outcome) => outcome instanceof Error);
      if (failed !== undefined) throw failed;
    }
  }

  async #end(commit: boolean): Promise<void> {
    await this.#ask(
      (broker) => broker.endTxn({ ...this.#identity(), transactionResult: commit }),
      commit ? COMMIT_PATIENCE_MS : undefined,
    );
  }

  /** Best effort: the next owner's initialisation aborts what stays open. */
  async #abort(): Promise<void> {
    await this.#end(false).catch((err: unknown) =>
      this.#logger.debug({ err }, 'the transaction could not be aborted; initialising its producer again will end it'),
    );
  }

  #ask(question: (broker: WireBroker) => Promise<unknown>, patienceMs?: number): Promise<unknown> {
    return this.#link.coordinators.ask('transaction', this.#transactionalId, question, patienceMs);
  }

  #identity(): { transactionalId: string; producerId: string; producerEpoch: number } {
    const { producerId, epoch } = this.#producer.identity;
    return { transactionalId: this.#transactionalId, producerId: String(producerId), producerEpoch: epoch };
  }
}
