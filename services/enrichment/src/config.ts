import { NO_SHIFTS, shiftLookup, type ShiftOf } from '@millrace/domain';
import { httpSettings, integer, kafkaSettings, telemetrySettings } from '@millrace/platform';
import { z } from 'zod';

const calendarShape = z.strictObject({
  timeZone: z.string(),
  shifts: z.array(z.strictObject({ name: z.string().min(1).max(40), start: z.string(), end: z.string() })).max(48),
});

/** `{"timeZone":"Europe/Berlin","shifts":[{"name":"early","start":"06:00","end":"14:00"},…]}`, parsed to its look-up. */
const shiftCalendar = z.string().transform((text, context): ShiftOf => {
  try {
    return shiftLookup(calendarShape.parse(JSON.parse(text)));
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
});

/** Everything this service can be told from outside. */
export const settingsSchema = z.object({
  ...kafkaSettings,
  ...httpSettings(8082),
  ...telemetrySettings,
  /** Largest body: a list of 100,000 tags has some 20 MB. */
  HTTP_BODY_LIMIT_BYTES: integer(1_024, 1_073_741_824).default(32 * 1_024 * 1_024),
  /** Event ids remembered per partition to drop a message that was sent twice; 0 remembers none. */
  DEDUPE_WINDOW_EVENTS: integer(0, 10_000_000).default(50_000),
  /** How long a write over HTTP waits for its outcome. */
  COMMAND_TIMEOUT_MS: integer(100, 120_000).default(10_000),
  /** How long counts of the delivery ledger gather before they are written. */
  LEDGER_INTERVAL_SECONDS: integer(1, 60).default(10),
  /** The site's shifts as JSON; without it readings carry no shift. */
  SHIFT_CALENDAR: shiftCalendar.default(() => NO_SHIFTS),
});

export type Settings = z.infer<typeof settingsSchema>;
