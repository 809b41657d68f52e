import { z } from 'zod';

/** Parts of what files and requests say about grants. */
export const tenantName = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/, 'must be 1 to 64 letters, digits, _ . -');

const LONGEST_PATH = 512;
export const scopePath = z
  .string()
  .max(LONGEST_PATH, `must have at most ${LONGEST_PATH} characters`)
  .regex(
    /^$|^[^/\s'"\\]+(\/[^/\s'"\\]+)*$/,
    'must be an asset path, segments joined by "/"; empty for the whole tenant',
  );

/** ISO 8601 with an offset → microseconds since 1970 UTC. */
export const instantMicros = z.iso
  .datetime({ offset: true, error: 'must be an instant: ISO 8601 with an offset' })
  .transform((text) => Date.parse(text) * 1_000);
