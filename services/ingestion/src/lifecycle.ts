import type { AppendProducer, GlobalTable } from '@millrace/streaming';
import type { BeforeApplicationShutdown, OnApplicationShutdown } from '@nestjs/common';
import type { LedgerWriter } from './ledger/ledger-writer.ts';
import type { MqttDoor } from './mqtt/mqtt-door.ts';

/** The order of a stop: the doors first, then what they acknowledged is said, then the producer they write through ends. */
export class Lifecycle implements BeforeApplicationShutdown, OnApplicationShutdown {
  readonly #mqtt: MqttDoor;
  readonly #credentials: GlobalTable;
  readonly #ledger: LedgerWriter;
  readonly #producer: AppendProducer;

  constructor(mqtt: MqttDoor, credentials: GlobalTable, ledger: LedgerWriter, producer: AppendProducer) {
    this.#mqtt = mqtt;
    this.#credentials = credentials;
    this.#ledger = ledger;
    this.#producer = producer;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#mqtt.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#credentials.stop();
    await this.#ledger.close();
    await this.#producer.close();
  }
}
