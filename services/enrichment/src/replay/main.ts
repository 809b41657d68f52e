import { Codecs } from '@millrace/contracts';
import { createLogger, kafkaConnection, kafkaSettings, loadSettings } from '@millrace/platform';
import { replayProgram, replayStores } from '@millrace/streaming';
import { z } from 'zod';
import { REGISTRY_STORES } from './registry.ts';

/** Rebuilds the registry's state from its events; `millrace replay` starts it. */
await replayProgram(['registry'], async (request, say, signal) => {
  const settings = loadSettings(z.object(kafkaSettings));
  // Progress has standard error to itself: only what went wrong is logged.
  const logger = createLogger({ service: 'replay', level: 'error', destination: process.stderr });
  const codecs = await Codecs.connect({ registryUrl: settings.SCHEMA_REGISTRY_URL, autoRegister: false });
  const connection = kafkaConnection(settings, 'millrace-replay');
  return replayStores({ connection, codecs, logger, say, signal, stores: REGISTRY_STORES }, request);
});
