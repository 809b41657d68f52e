import { Codecs } from '@millrace/contracts';
import { fatal, kafkaConnection, Refusals, type KafkaSettings, type Logger } from '@millrace/platform';
import { bootService, LOGGER, Readiness, type BootOptions, type BootSettings } from '@millrace/platform/nest';
import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { KafkaBatchStrategy } from './kafka-batch-strategy.ts';
import { RefusalAudit } from './refusal-audit.ts';

export interface StreamServiceOptions extends Pick<BootOptions, 'service' | 'openapi'> {
  readonly settings: StreamServiceSettings;
  /** The service's wiring; its controllers may have `@StreamHandler` and `@SinkHandler` methods. */
  module(codecs: Codecs): DynamicModule;
  /** What must have happened before the streams may start, e.g. tables they join with that catch up. */
  readonly beforeStreams?: BeforeStreams;
  /** The service serves requests although its streams rest: for one whose front door has nothing to do with them. Default: false. */
  readonly readyWithoutStreams?: boolean;
}

export type StreamServiceSettings = BootSettings & KafkaSettings;
type App = Pick<INestApplicationContext, 'get'>;
export type BeforeStreams = (app: App) => Promise<unknown>;

/** Starts a service that works on streams; see `bootService`. What keeps it from starting ends the process with code 1. */
export async function bootStreamService(options: StreamServiceOptions): Promise<void> {
  const { service, settings, openapi, beforeStreams, readyWithoutStreams } = options;
  const codecs = await Codecs.connect({
    registryUrl: settings.SCHEMA_REGISTRY_URL,
    autoRegister: settings.SCHEMA_AUTO_REGISTER,
  });
  await bootService({
    service,
    settings,
    openapi,
    module: options.module(codecs),
    strategy: (app) => streamsOf(app, { service, settings, codecs, beforeStreams, readyWithoutStreams }),
  });
}

/** The streams of an application, as its transport and as its readiness check. */
export function streamsOf(
  app: App,
  parts: {
    readonly service: string;
    readonly settings: KafkaSettings;
    readonly codecs: Codecs;
    readonly beforeStreams?: BeforeStreams | undefined;
    readonly readyWithoutStreams?: boolean | undefined;
  },
): KafkaBatchStrategy {
  const { service, settings, codecs, beforeStreams, readyWithoutStreams = false } = parts;
  const common = { connection: kafkaConnection(settings, service), service, codecs, logger: app.get<Logger>(LOGGER) };
  const refusals = new RefusalAudit(common);
  app.get(Refusals).use((refusal) => refusals.record(refusal));
  const streams = new KafkaBatchStrategy({
    ...common,
    onFatal: fatal,
    before: beforeStreams && (() => beforeStreams(app)),
    after: () => refusals.stop(),
  });
  if (!readyWithoutStreams) app.get(Readiness).add('streams', () => streams.health());
  return streams;
}
