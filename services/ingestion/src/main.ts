import { loadSettings } from '@millrace/platform';
import { bootStreamService } from '@millrace/streaming/nest';
import { AppModule } from './app.module.ts';
import { settingsSchema } from './config.ts';
import { SERVICE } from './source.ts';

const settings = loadSettings(settingsSchema);
await bootStreamService({
  service: SERVICE,
  settings,
  module: (codecs) => AppModule.with(settings, codecs),
  readyWithoutStreams: true,
  openapi: {
    title: 'Millrace ingestion',
    description: 'Where telemetry enters: readings over HTTP, and the credentials of the devices that send them.',
  },
});
