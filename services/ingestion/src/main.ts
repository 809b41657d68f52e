import { Codecs } from '@millrace/contracts';
import { loadSettings } from '@millrace/platform';
import { bootService } from '@millrace/platform/nest';
import { AppModule } from './app.module.ts';
import { settingsSchema } from './config.ts';
import { SERVICE } from './source.ts';

const settings = loadSettings(settingsSchema);
const codecs = await Codecs.connect({
  registryUrl: settings.SCHEMA_REGISTRY_URL,
  autoRegister: settings.SCHEMA_AUTO_REGISTER,
});
await bootService({
  service: SERVICE,
  settings,
  module: AppModule.with(settings, codecs),
  openapi: {
    title: 'Millrace ingestion',
    description: 'Where telemetry enters: readings over HTTP, and the credentials of the devices that send them.',
  },
});
