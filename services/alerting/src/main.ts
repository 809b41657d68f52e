import { Codecs } from '@millrace/contracts';
import { loadSettings, startTracing } from '@millrace/platform';
import { bootService } from '@millrace/platform/nest';
import { AppModule } from './app.module.ts';
import { settingsSchema } from './config.ts';
import { SERVICE } from './source.ts';
import { TablesFirstStrategy } from './transport.ts';
import { loadEndpoints } from './webhooks/endpoints.ts';

const settings = loadSettings(settingsSchema);
const endpoints = loadEndpoints(settings.WEBHOOKS_FILE, process.env);
startTracing({
  service: SERVICE,
  endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
  ratio: settings.OTEL_TRACES_SAMPLER_ARG,
});
const codecs = await Codecs.connect({
  registryUrl: settings.SCHEMA_REGISTRY_URL,
  autoRegister: settings.SCHEMA_AUTO_REGISTER,
});
await bootService({
  service: SERVICE,
  settings,
  module: AppModule.with(settings, codecs, endpoints),
  openapi: { title: 'Millrace alerting', description: 'Alarm rules, and the alarms of the plant.' },
  strategy: (app) => new TablesFirstStrategy(app, settings, codecs),
});
