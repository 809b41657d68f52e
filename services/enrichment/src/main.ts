import { Codecs } from '@millrace/contracts';
import { loadSettings, startTracing } from '@millrace/platform';
import { bootService } from '@millrace/platform/nest';
import { AppModule } from './app.module.ts';
import { settingsSchema } from './config.ts';
import { SERVICE } from './source.ts';
import { RegistryFirstStrategy } from './transport.ts';

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
await bootService({
  service: SERVICE,
  settings,
  module: AppModule.with(settings, codecs),
  openapi: {
    title: 'Millrace enrichment',
    description: 'The asset registry: what there is in the plant, and which device measures what of it.',
  },
  strategy: (app) => new RegistryFirstStrategy(app, settings, codecs),
});
