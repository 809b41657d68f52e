import { Codecs } from '@millrace/contracts';
import { createLogger, kafkaConnection, kafkaSettings, loadSettings } from '@millrace/platform';
import { replayProgram, replayStores } from '@millrace/streaming';
import { z } from 'zod';
import { alarmState } from './alarm-state.ts';

/** Rebuilds the state of the alarms from its events; `millrace replay` starts it. */
await replayProgram(['alarm-state'], async (request, say, signal) => {
  const settings = loadSettings(z.object(kafkaSettings));
  // Progress has standard error to itself: only what went wrong is logged.
  const logger = createLogger({ service: 'replay', level: 'error', destination: process.stderr });
  const codecs = await Codecs.connect({ registryUrl: settings.SCHEMA_REGISTRY_URL, autoRegister: false });
  const connection = kafkaConnection(settings, 'millrace-replay');
  return replayStores({ connection, codecs, logger, say, signal, stores: [alarmState] }, request);
});
