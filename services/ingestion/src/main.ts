import { loadSettings, startTracing } from '@millrace/platform';
import { settingsSchema } from './config.ts';
import { SERVICE } from './source.ts';

const settings = loadSettings(settingsSchema);
startTracing({
  service: SERVICE,
  endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
  ratio: settings.OTEL_TRACES_SAMPLER_ARG,
});
const { start } = await import('./start.ts');
await start(settings);
