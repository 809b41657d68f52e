import { rootLogger } from '../logging/logger.ts';
import { currentTracing } from '../tracing/start-tracing.ts';

const FLUSH_DEADLINE_MS = 2_000;
let dying = false;

/**
 * The process cannot go on: say why, send the last spans, leave with code 1 so that its supervisor starts a new one.
 * Only the first call counts: what breaks while dying is a consequence.
 */
export function fatal(error: unknown): void {
  if (dying) return;
  dying = true;
  const err = error instanceof Error ? error : new Error(String(error));
  rootLogger().fatal({ err }, err.message);
  setTimeout(() => process.exit(1), FLUSH_DEADLINE_MS);
  void (currentTracing()?.shutdown() ?? Promise.resolve()).finally(() => process.exit(1));
}

/** An exception nobody caught leaves unknown state behind: end the process instead of going on with it. */
export function failOnUncaught(): void {
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);
}
