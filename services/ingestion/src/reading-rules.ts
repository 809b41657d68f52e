import type { ReadingRules } from '@millrace/domain';
import type { Settings } from './config.ts';

const MICROS = 1_000_000;

/** The settings as the domain's rules. */
export function readingRules(settings: Settings): ReadingRules {
  return {
    maxReadingsPerMessage: settings.MAX_READINGS_PER_MESSAGE,
    maxFuture: settings.MAX_FUTURE_SECONDS * MICROS,
    maxAge: settings.MAX_AGE_SECONDS === 0 ? Number.POSITIVE_INFINITY : settings.MAX_AGE_SECONDS * MICROS,
  };
}
