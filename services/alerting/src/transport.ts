import type { Codecs } from '@millrace/contracts';
import { fatal, kafkaConnection, type Logger } from '@millrace/platform';
import { LOGGER, Readiness } from '@millrace/platform/nest';
import { KafkaBatchStrategy } from '@millrace/streaming/nest';
import type { INestApplication } from '@nestjs/common';
import { AlarmsView } from './alarms/alarms-view.ts';
import type { CatchUp } from './catch-up.ts';
import type { Settings } from './config.ts';
import { RulesView } from './rules/rules-view.ts';
import { SERVICE } from './source.ts';

/** The streams, held back until the tables have caught up: readings judged by half the rules would not be judged again. */
export class TablesFirstStrategy extends KafkaBatchStrategy {
  readonly #tables: readonly CatchUp[];

  constructor(app: Pick<INestApplication, 'get'>, settings: Settings, codecs: Codecs) {
    const logger = app.get<Logger>(LOGGER);
    super({ connection: kafkaConnection(settings, SERVICE), service: SERVICE, codecs, logger, onFatal: fatal });
    this.#tables = [app.get(RulesView).caughtUp, app.get(AlarmsView).caughtUp];
    app.get(Readiness).add('streams', () => this.health());
  }

  override listen(callback: (error?: unknown) => void): void {
    Promise.all(this.#tables.map((table) => table.run())).then(() => super.listen(callback), callback);
  }
}
