import { topic, type Codecs } from '@millrace/contracts';
import type { Logger } from '@millrace/platform';
import type { Readiness } from '@millrace/platform/nest';
import { AppendProducer, CommandBus, type KafkaConnection } from '@millrace/streaming';
import type { OnApplicationShutdown } from '@nestjs/common';

/** The way of a command to its aggregate and of the outcome back; closed after the last request was answered. */
export class CommandLink implements OnApplicationShutdown {
  readonly bus: CommandBus;
  readonly producer: AppendProducer;

  private constructor(bus: CommandBus, producer: AppendProducer) {
    this.bus = bus;
    this.producer = producer;
  }

  static async open(parts: {
    readonly connection: KafkaConnection;
    readonly service: string;
    readonly codecs: Codecs;
    readonly logger: Logger;
    readonly readiness: Readiness;
    onFatal(error: Error): void;
  }): Promise<CommandLink> {
    const { connection, service, codecs, logger, readiness, onFatal } = parts;
    const producer = await AppendProducer.connect(connection, { service, logger });
    const bus = new CommandBus({ producer, connection, codecs, logger, onFatal, outcomeTopics: [topic.alarmsEvents] });
    await bus.start();
    readiness.add('outcomes', () => bus.health());
    return new CommandLink(bus, producer);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.bus.stop();
    await this.producer.close();
  }
}
