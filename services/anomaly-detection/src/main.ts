import { loadSettings } from '@millrace/platform';
import { bootStreamService } from '@millrace/streaming/nest';
import { AppModule } from './app.module.ts';
import { settingsSchema } from './config.ts';
import { SERVICE } from './source.ts';

const settings = loadSettings(settingsSchema);
await bootStreamService({
  service: SERVICE,
  settings,
  openapi: {
    title: 'Millrace anomaly detection',
    description: 'What the detector knows of each series, and which detectors there are.',
  },
  module: (codecs) => AppModule.with(settings, codecs),
});
