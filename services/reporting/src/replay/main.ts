import { loadSettings } from '@millrace/platform';
import { replayProgram } from '@millrace/streaming';
import { settingsSchema } from '../config.ts';
import { PROJECTIONS } from './projections.ts';
import { withContext } from './replay-context.ts';
import { replayStep } from './steps.ts';

/** Rebuilds the tables that this service owns; `millrace replay` starts it. */
await replayProgram(Object.keys(PROJECTIONS), (request, say, signal) => {
  const projection = PROJECTIONS[request.projection];
  if (projection === undefined) throw new Error(`no projection ${request.projection}`);
  const parts = { name: request.projection, projection, say, signal };
  return withContext(loadSettings(settingsSchema), parts, (context) => replayStep(context, request));
});
