import { ProblemException } from '@millrace/platform/nest';
import { z } from 'zod';

const EARLIEST_MS = 0;
const LATEST_MS = Date.UTC(2105, 11, 31);
const INSTANT_RULE = 'must be an instant between 1970 and 2105: ISO 8601 with offset, or milliseconds since 1970';

/** ISO 8601 with an offset, or epoch milliseconds → microseconds since 1970 UTC. */
export const instant = () =>
  z.string().transform((text, context) => {
    const ms = /^\d{1,15}$/.test(text) ? Number(text) : parseIso(text);
    if (ms >= EARLIEST_MS && ms <= LATEST_MS) return ms * 1000;
    context.addIssue({ code: 'custom', message: INSTANT_RULE });
    return z.NEVER;
  });

const parseIso = (text: string): number =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;

/** A whole number within bounds. */
export const count = (min: number, max: number, initial: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))
    .default(initial);

/** Whether readings are answered as corrected, which they are unless said otherwise. */
export const corrections = () =>
  z
    .enum(['applied', 'none'], 'must be applied or none')
    .default('applied')
    .describe('applied: as corrected, and marked so; none: what the devices said');

const MAX_NAME = 512;
/** A name as people give it: an asset, a metric, a path. Any character: it only ever is a parameter of a query. */
export const name = () =>
  z.string().min(1, 'must not be empty').max(MAX_NAME, `must have at most ${MAX_NAME} characters`);
/** The same, empty when not given. */
export const optionalName = () => z.string().max(MAX_NAME, `must have at most ${MAX_NAME} characters`).default('');

export const page = (initialLimit: number, maxLimit: number) => ({
  limit: count(1, maxLimit, initialLimit).describe('Most items in one answer'),
  cursor: z.string().max(4_096).optional().describe('nextCursor of the answer before'),
});

/** Answers 400 unless `from` is before `to` and not further away than `maxDays`. */
export function assertStretch({ from, to }: { from: number; to: number }, maxDays: number): void {
  const refuse = (rule: string): never => {
    const value = new Date(to / 1000).toISOString();
    throw new ProblemException(400, {
      detail: 'The request does not satisfy its rules.',
      errors: [{ field: 'to', value, rule }],
    });
  };
  if (to <= from) refuse('must be after from');
  if (to - from > maxDays * 86_400e6) refuse(`must be at most ${maxDays} days after from`);
}
