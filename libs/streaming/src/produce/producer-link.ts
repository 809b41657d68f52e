import type { Logger } from '@millrace/platform';
import type { RetryOptions } from 'kafkajs';
import { bareCluster, type BareCluster } from '../kafka/bare-cluster.ts';
import { kafkaClient } from '../kafka/client.ts';
import { persist } from '../kafka/persist.ts';
import type { WireBroker } from '../kafka/wire.ts';
import type { KafkaConnection } from '../types.ts';
import { Coordinators } from './coordinators.ts';
import { SequencedProducer } from './sequenced-producer.ts';

/** What kafkajs itself tries for; what outlasts it is tried again here, with the same bytes. */
const RETRY: RetryOptions = { initialRetryTime: 50, maxRetryTime: 500, retries: 3 };
/** A broker that hangs (a stopped process, a cut cable) is given up after this: by then its partitions have other leaders. */
const REQUEST_TIMEOUT_MS = 12_000;

/** The connections of one producer, and the identities it writes under. */
export class ProducerLink {
  readonly coordinators: Coordinators;
  readonly #bare: BareCluster;
  readonly #logger: Logger;

  private constructor(bare: BareCluster, logger: Logger) {
    this.#bare = bare;
    this.#logger = logger;
    this.coordinators = new Coordinators(bare.cluster, logger);
  }

  /** Connects; throws when the cluster does not answer. */
  static async connect(connection: KafkaConnection, logger: Logger): Promise<ProducerLink> {
    const client = kafkaClient(connection, logger, { retry: RETRY, requestTimeoutMs: REQUEST_TIMEOUT_MS });
    const bare = bareCluster(client, false);
    await persist(
      logger,
      () => bare.connect(),
      () => Promise.resolve(),
    );
    return new ProducerLink(bare, logger);
  }

  /** A new identity that nobody else has: idempotent within itself. */
  async idempotent(): Promise<SequencedProducer> {
    const { cluster } = this.#bare;
    const ask = async (): Promise<{ producerId: string; producerEpoch: number }> => {
      const broker = (await cluster.findControllerBroker()) as WireBroker; // any broker hands out ids
      return broker.initProducerId({ transactionalId: undefined, transactionTimeout: 60_000 });
    };
    const { producerId, producerEpoch } = await persist(this.#logger, ask, () => cluster.refreshMetadata());
    return this.#producer(producerId, producerEpoch, undefined);
  }

  /** The identity of a transactional id: ends the transaction of any earlier owner and refuses whatever that owner still sends. */
  async transactional(transactionalId: string, transactionTimeoutMs: number): Promise<SequencedProducer> {
    const { producerId, producerEpoch } = await this.coordinators.ask('transaction', transactionalId, (broker) =>
      broker.initProducerId({ transactionalId, transactionTimeout: transactionTimeoutMs }),
    );
    return this.#producer(producerId, producerEpoch, transactionalId);
  }

  async disconnect(): Promise<void> {
    await this.#bare.disconnect();
  }

  #producer(producerId: string, epoch: number, transactionalId: string | undefined): SequencedProducer {
    const identity = { producerId: BigInt(producerId), epoch, transactionalId };
    return new SequencedProducer(this.#bare.cluster, identity, this.#logger);
  }
}
