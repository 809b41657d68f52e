import { loadSettings } from '@millrace/platform';
import { bootStreamService } from '@millrace/streaming/nest';
import { AppModule } from './app.module.ts';
import { settingsSchema } from './config.ts';
import { SERVICE } from './source.ts';
import { viewsFirst } from './views-first.ts';

const settings = loadSettings(settingsSchema);
await bootStreamService({
  service: SERVICE,
  settings,
  openapi: {
    title: 'Millrace enrichment',
    description: 'The asset registry: what there is in the plant, and which device measures what of it.',
  },
  module: (codecs) => AppModule.with(settings, codecs),
  beforeStreams: viewsFirst,
});
