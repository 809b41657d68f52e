import { Codecs } from '@millrace/contracts';
import { fatal, kafkaConnection, loadSettings, startTracing, type Logger } from '@millrace/platform';
import { bootService, LOGGER, Readiness } from '@millrace/platform/nest';
import { KafkaBatchStrategy } from '@millrace/streaming/nest';
import { AppModule } from './app.module.ts';
import { settingsSchema } from './config.ts';
import { SERVICE } from './source.ts';

const settings = loadSettings(settingsSchema);
startTracing({
  service: SERVICE,
  endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
  ratio: settings.OTEL_TRACES_SAMPLER_ARG,
});
const codecs = await Codecs.connect({
  registryUrl: settings.SCHEMA_REGISTRY_URL,
  autoRegister: settings.SCHEMA_AUTO_REGISTER,
});
const connection = kafkaConnection(settings, SERVICE);
await bootService({
  service: SERVICE,
  settings,
  module: AppModule.with(settings, codecs),
  openapi: {
    title: 'Millrace anomaly detection',
    description: 'What the detector knows of each series, and which detectors there are.',
  },
  strategy: (app) => {
    const parts = { connection, service: SERVICE, codecs, logger: app.get<Logger>(LOGGER), onFatal: fatal };
    const streams = new KafkaBatchStrategy(parts);
    app.get(Readiness).add('streams', () => streams.health());
    return streams;
  },
});
