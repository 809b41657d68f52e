import { Codecs } from '@millrace/contracts';
import { fatal, kafkaConnection, loadSettings, startTracing } from '@millrace/platform';
import { bootService, LOGGER } from '@millrace/platform/nest';
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
    title: 'Millrace reporting',
    description: 'What is happening now, what happened, where every number came from; and the page that shows it.',
  },
  strategy: (app) =>
    new KafkaBatchStrategy({ connection, service: SERVICE, codecs, logger: app.get(LOGGER), onFatal: fatal }),
});
