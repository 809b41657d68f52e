import type { Codecs } from '@millrace/contracts';
import { fatal, type Logger } from '@millrace/platform';
import type { Readiness } from '@millrace/platform/nest';
import type { OnApplicationShutdown } from '@nestjs/common';
import { AppendProducer } from '../append/append-producer.ts';
import { CommandBus } from '../tail/command-bus.ts';
import type { KafkaConnection } from '../types.ts';

export interface CommandLinkOptions {
  readonly connection: KafkaConnection;
  readonly service: string;
  readonly codecs: Codecs;
  readonly logger: Logger;
  readonly readiness: Readiness;
  /** Where the answers of the commands appear. */
  readonly outcomeTopics: readonly string[];
}

/** The way of a command to its aggregate and of the outcome back; closed after the last request was answered. */
export class CommandLink implements OnApplicationShutdown {
  readonly bus: CommandBus;
  readonly producer: AppendProducer;

  private constructor(bus: CommandBus, producer: AppendProducer) {
    this.bus = bus;
    this.producer = producer;
  }

  static async open(options: CommandLinkOptions): Promise<CommandLink> {
    const { connection, service, codecs, logger, readiness, outcomeTopics } = options;
    const producer = await AppendProducer.connect(connection, { service, logger });
    const bus = new CommandBus({ producer, connection, codecs, logger, onFatal: fatal, outcomeTopics });
    await bus.start();
    readiness.add('outcomes', () => bus.health());
    return new CommandLink(bus, producer);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.bus.stop();
    await this.producer.close();
  }
}
