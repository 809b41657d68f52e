import { loadSettings } from '@millrace/platform';
import { bootStreamService } from '@millrace/streaming/nest';
import { AppModule } from './app.module.ts';
import { settingsSchema } from './config.ts';
import { SERVICE } from './source.ts';
import { tablesFirst } from './tables-first.ts';
import { loadEndpoints } from './webhooks/endpoints.ts';

const settings = loadSettings(settingsSchema);
const endpoints = loadEndpoints(settings.WEBHOOKS_FILE, process.env);
await bootStreamService({
  service: SERVICE,
  settings,
  openapi: { title: 'Millrace alerting', description: 'Alarm rules, and the alarms of the plant.' },
  module: (codecs) => AppModule.with(settings, codecs, endpoints),
  beforeStreams: tablesFirst,
});
