import type { Codecs } from '@millrace/contracts';
import { fatal, kafkaConnection, type Logger } from '@millrace/platform';
import { KafkaBatchStrategy } from '@millrace/streaming/nest';
import type { CatchUp } from './catch-up.ts';
import type { Settings } from './config.ts';
import { SERVICE } from './source.ts';

/** The streams, held back until the tables have caught up: readings judged by half the rules would not be judged again. */
export class TablesFirstStrategy extends KafkaBatchStrategy {
  readonly #tables: readonly CatchUp[];

  constructor(parts: { settings: Settings; codecs: Codecs; logger: Logger; tables: readonly CatchUp[] }) {
    const { settings, codecs, logger, tables } = parts;
    super({ connection: kafkaConnection(settings, SERVICE), service: SERVICE, codecs, logger, onFatal: fatal });
    this.#tables = tables;
  }

  override async listen(callback: (error?: unknown) => void): Promise<void> {
    await Promise.all(this.#tables.map((table) => table.run()));
    await super.listen(callback);
  }
}
