import type { AppendProducer, GlobalTable } from '@millrace/streaming';
import type { BeforeApplicationShutdown, OnApplicationShutdown } from '@nestjs/common';
import type { MqttDoor } from './mqtt/mqtt-door.ts';

/** The order of a stop: the doors first, then the producer they write through. */
export class Lifecycle implements BeforeApplicationShutdown, OnApplicationShutdown {
  readonly #mqtt: MqttDoor;
  readonly #credentials: GlobalTable;
  readonly #producer: AppendProducer;

  constructor(mqtt: MqttDoor, credentials: GlobalTable, producer: AppendProducer) {
    this.#mqtt = mqtt;
    this.#credentials = credentials;
    this.#producer = producer;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#mqtt.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#credentials.stop();
    await this.#producer.close();
  }
}
