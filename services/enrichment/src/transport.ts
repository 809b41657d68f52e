import type { Codecs } from '@millrace/contracts';
import { fatal, kafkaConnection, type Logger } from '@millrace/platform';
import { KafkaBatchStrategy } from '@millrace/streaming/nest';
import type { Settings } from './config.ts';
import type { RegistryView } from './registry/registry-view.ts';
import { SERVICE } from './source.ts';

/**
 * The streams, held back until the registry has caught up: telemetry that is enriched with half a registry would be rejected as
 * unknown, and nothing would bring it back.
 */
export class RegistryFirstStrategy extends KafkaBatchStrategy {
  readonly #view: RegistryView;

  constructor(parts: { settings: Settings; codecs: Codecs; logger: Logger; view: RegistryView }) {
    const { settings, codecs, logger, view } = parts;
    super({ connection: kafkaConnection(settings, SERVICE), service: SERVICE, codecs, logger, onFatal: fatal });
    this.#view = view;
  }

  override async listen(callback: (error?: unknown) => void): Promise<void> {
    await this.#view.catchUp();
    await super.listen(callback);
  }
}
