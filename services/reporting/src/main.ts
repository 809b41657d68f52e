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
    title: 'Millrace reporting',
    description: 'What is happening now, what happened, where every number came from; and the page that shows it.',
  },
  module: (codecs) => AppModule.with(settings, codecs),
});
