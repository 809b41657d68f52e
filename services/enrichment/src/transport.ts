import type { Codecs } from '@millrace/contracts';
import { fatal, kafkaConnection, type Logger } from '@millrace/platform';
import { LOGGER, Readiness } from '@millrace/platform/nest';
import { KafkaBatchStrategy } from '@millrace/streaming/nest';
import type { INestApplication } from '@nestjs/common';
import type { Settings } from './config.ts';
import { RegistryView } from './registry/registry-view.ts';
import { SERVICE } from './source.ts';

/**
 * The streams, held back until the registry has caught up: telemetry that is enriched with half a registry would be rejected as
 * unknown, and nothing would bring it back.
 */
export class RegistryFirstStrategy extends KafkaBatchStrategy {
  readonly #view: RegistryView;

  constructor(app: Pick<INestApplication, 'get'>, settings: Settings, codecs: Codecs) {
    const logger = app.get<Logger>(LOGGER);
    super({ connection: kafkaConnection(settings, SERVICE), service: SERVICE, codecs, logger, onFatal: fatal });
    this.#view = app.get(RegistryView);
    app.get(Readiness).add('streams', () => this.health());
  }

  override listen(callback: (error?: unknown) => void): void {
    this.#view.catchUp().then(() => super.listen(callback), callback);
  }
}
